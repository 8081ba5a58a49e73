/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"
#include "shared/natter-event.h"

G_BEGIN_DECLS

/* Random values for property tests, the same for the same seed (g_test_rand_int() prints and takes it with --seed). */

/* natter_random_text: up to 40 characters that a parser might stumble over. Returns: (transfer full). */
char *natter_random_text (GRand *rand);

/* natter_random_command: any command, with every field that its row of the table knows. */
NatterCommand *natter_random_command (GRand *rand);

/* natter_random_event: an event of @kind with the fields that PROTOCOL.md gives it. */
NatterEvent *natter_random_event (GRand *rand, NatterEventKind kind);

/* natter_random_fill_hits: what a search found. @message: (transfer full): of it. */
void natter_random_fill_hits (NatterEvent *event, NatterMessage *message, GRand *rand);

G_END_DECLS
