/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-command.h"

G_BEGIN_DECLS

/* Sentences that the text form and the JSON form of a command share. */

/* natter_command_set_unknown_error: "I don't know …. Did you mean …?". @word: @length bytes. */
void natter_command_set_unknown_error (const char *word, gsize length, NatterStage stage, GError **error);

/* natter_command_set_count_error: the count is no number from 1 up. */
void natter_command_set_count_error (const NatterVerb *verb, GError **error);

G_END_DECLS
