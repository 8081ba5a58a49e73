/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-command.h"
#include "natter-event.h"

G_BEGIN_DECLS

/* The JSON dialect in both directions: PROTOCOL.md §5 and §6. One object a line, without its end. */

/* natter_json_guard: size, UTF-8, nesting and grammar, before json-glib sees anything: it has no depth limit and
 * 100,000 '[' overflow its stack, and it takes much that is no JSON. @most: bytes.
 * FALSE with NATTER_ERROR_LINE_TOO_LONG, NOT_UTF8, TOO_DEEP, BAD_JSON (not one whole object) or
 * CONTROL_CHARACTERS (NUL, also as \u0000). */
gboolean natter_json_guard (const char *line, gsize length, gsize most, GError **error);

/* natter_json_decode_command: @line: @length bytes, need not end with NUL; guarded inside.
 * @id: (out) (transfer full) (nullable) (optional): the id, also when decoding fails after it was read.
 * Returns: (transfer full): NULL with NATTER_ERROR_* of §5 or UNKNOWN_COMMAND, MISSING_ARGUMENT. */
NatterCommand *natter_json_decode_command (const char *line, gsize length, char **id, GError **error);

/* natter_json_dup_word: the "do" of a command, for proposing another when natter_json_decode_command() did not know it.
 * Returns: (transfer full) (nullable). */
char *natter_json_dup_word (const char *line, gsize length);

/* natter_json_encode_command: appends the line, without its end. */
void natter_json_encode_command (const NatterCommand *command, GString *out);

/* natter_json_decode_event: as decode_command; up to NATTER_LIMIT_LINE_MOST bytes.
 * An event of an unknown kind is NULL with NATTER_ERROR_UNKNOWN_COMMAND: skip it (§5.4). */
NatterEvent *natter_json_decode_event (const char *line, gsize length, GError **error);

/* natter_json_encode_event: appends the line, without its end. */
void natter_json_encode_event (const NatterEvent *event, GString *out);

/* natter_json_decode_note: what another program wants to have said: {"text":T}, perhaps with an "id", and with anything of its own beside
 * them. @note: @length bytes, need not be valid. @text: (out) (transfer full). @id: (out) (transfer full) (nullable).
 * FALSE with NATTER_ERROR_NOT_UTF8, BAD_JSON, BAD_FIELD, CONTROL_CHARACTERS. */
gboolean natter_json_decode_note (const char *note, gsize length, char **text, char **id, GError **error);

/* natter_json_append_string: a quoted, escaped JSON string. @text: valid UTF-8. */
void natter_json_append_string (GString *out, const char *text);

/* natter_json_append_time: §5.6, quoted. @time: microseconds. */
void natter_json_append_time (GString *out, gint64 time);

G_END_DECLS
