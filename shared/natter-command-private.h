/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-command.h"

G_BEGIN_DECLS

/* Sentences that the text form and the JSON form of a command share. */

/* natter_command_set_unknown_error: "I don't know …. Did you mean …?". @word: @length bytes. */
void natter_command_set_unknown_error (const char *word, gsize length, NatterStage stage, GError **error);

/* natter_command_set_count_error: the count is no number from 1 up. */
void natter_command_set_count_error (const NatterVerb *verb, GError **error);

/* natter_command_set_range_error: neither a count nor a place in the history. */
void natter_command_set_range_error (GError **error);

/* natter_command_set_target_error: no number of a message. */
void natter_command_set_target_error (const NatterVerb *verb, GError **error);

/* natter_command_set_uses_error: no number of uses from 1 up. */
void natter_command_set_uses_error (const NatterVerb *verb, GError **error);

/* What is left to read of a line. */
typedef struct
{
  const char *at;
  const char *end;
} NatterRest;

/* natter_rest_take_word: returns where the next word begins, and its *@length, 0 where there is none. */
const char *natter_rest_take_word (NatterRest *rest, gsize *length);

/* natter_command_dup_room: a word of @length bytes as a room. One '#' is no part of a name; two are no name at all, which
 * natter_room_normalize() sees. (transfer full) */
char *natter_command_dup_room (const char *word, gsize length);

/* natter_command_take_range: the text form of a range, §4.17; nothing there leaves it as it is. FALSE with NATTER_ERROR_BAD_FIELD. */
gboolean natter_command_take_range (NatterCommand *command, NatterRest *rest, GError **error);

/* natter_command_take_target: the text form of a message's number; nothing there leaves it as it is. FALSE with NATTER_ERROR_BAD_FIELD. */
gboolean natter_command_take_target (NatterCommand *command, NatterRest *rest, GError **error);

/* natter_command_settle_target: what a target of 0 means. FALSE: nothing. */
gboolean natter_command_settle_target (NatterCommand *command);

/* natter_command_take_uses: a number from 1 up; nothing there leaves it as it is. FALSE with NATTER_ERROR_BAD_FIELD. */
gboolean natter_command_take_uses (NatterCommand *command, NatterRest *rest, GError **error);

G_END_DECLS
