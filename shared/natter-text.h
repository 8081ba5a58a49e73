/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rules for what people write: PROTOCOL.md §2.3, §2.4 and §3. All functions take lengths, since
 * g_utf8_validate() stops at a NUL without one. Nothing here keeps state; any thread. */

/* natter_text_validate_line: strict UTF-8 (no NUL). @length in bytes.
 * FALSE and NATTER_ERROR_NOT_UTF8 otherwise; CONTROL_CHARACTERS where a NUL is all that is wrong. Other control characters are judged per field, below. */
gboolean natter_text_validate_line (const char *line, gsize length, GError **error);

/* natter_text_normalize: a topic, or another text of one line, as it is stored: NFC, trimmed, TAB made a space.
 * @text: NUL-terminated valid UTF-8. @most: bytes allowed after normalising, 0 for no limit.
 * Returns: (transfer full): NULL with NATTER_ERROR_TEXT_EMPTY, TEXT_TOO_LONG, TEXT_NOT_ALLOWED or
 * CONTROL_CHARACTERS. */
char *natter_text_normalize (const char *text, gsize most, GError **error);

/* natter_text_normalize_message: the same for what is said, which may have several lines: LF and CR LF become LF. More than
 * NATTER_LIMIT_TEXT_LINES are NATTER_ERROR_TEXT_TOO_LONG. */
char *natter_text_normalize_message (const char *text, gsize most, GError **error);

/* natter_text_is_blank: nothing but white space. @text: (nullable) valid UTF-8, @length bytes. */
gboolean natter_text_is_blank (const char *text, gsize length);

/* natter_text_append_for_terminal: appends @text to @out without control characters, escape sequences, bidi
 * controls (U+202A-202E, U+2066-2069, U+200E-F, U+061C); line breaks become a space. */
void natter_text_append_for_terminal (GString *out, const char *text);

/* natter_text_dup_excerpt: what a peer wrote, fit to be quoted in a sentence: as for a terminal, and cut to @most
 * characters with "…". @text: @length bytes, need not be valid. Returns: (transfer full). */
char *natter_text_dup_excerpt (const char *text, gsize length, guint most);

/* natter_name_normalize: a person's name as it is shown (NFC). @most: visible characters allowed (never 0).
 * Returns: (transfer full): NULL with NATTER_ERROR_NAME_EMPTY, NAME_TOO_LONG, NAME_NOT_ALLOWED or
 * CONTROL_CHARACTERS. */
char *natter_name_normalize (const char *name, guint most, GError **error);

/* natter_room_normalize: the same for a room's name; a leading '#' is dropped. Answers NATTER_ERROR_ROOM_*. */
char *natter_room_normalize (const char *room, guint most, GError **error);

/* natter_name_dup_key: what decides whether two names are the same: NFC (casefold (NFKC (name))).
 * @name: valid UTF-8. Returns: (transfer full). */
char *natter_name_dup_key (const char *name);

/* natter_reaction_normalize: §3.8: one visible sign, of at most NATTER_LIMIT_REACTION bytes (NFC). @reaction: valid UTF-8.
 * Returns: (transfer full): NULL with NATTER_ERROR_REACTION_NOT_ALLOWED. */
char *natter_reaction_normalize (const char *reaction, GError **error);

/* natter_text_nearest: the one of @candidates that @word was probably meant to be: at most two letters
 * typed wrongly, left out, added or swapped (one in words of up to four letters), the nearest winning.
 * @candidates: NULL-terminated. Returns: (transfer none) (nullable). */
const char *natter_text_nearest (const char *word, const char *const *candidates);

G_END_DECLS
