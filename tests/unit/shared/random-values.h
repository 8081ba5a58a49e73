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

/* The pieces that they are made of. (transfer full) */
char *natter_random_text_or_null (GRand *rand);
char *natter_random_room (GRand *rand);
guint64 natter_random_seq (GRand *rand);
gint64 natter_random_time (GRand *rand);
GStrv natter_random_names (GRand *rand);
NatterMessage *natter_random_kept (GRand *rand);

/* natter_random_fill_list: what makes up an event of the kind @like. */
void natter_random_fill_list (NatterEvent *event, GRand *rand, NatterEventKind like);

/* natter_random_fill_seen: up to where a client knows its rooms. */
void natter_random_fill_seen (NatterCommand *command, GRand *rand);

/* natter_random_fill_hits: what a search found. @message: (transfer full): of it. */
void natter_random_fill_hits (NatterEvent *event, NatterMessage *message, GRand *rand);

G_END_DECLS
