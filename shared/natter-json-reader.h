/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads one JSON object (RFC 8259), strictly and without recursion, a member at a time: PROTOCOL.md §5.5.
 * Private to shared/.
 *
 * Why not json-glib for what peers send: for {"do":"say","room":"lobby","text":"<100 bytes>","id":"c1"} it takes
 * 1.9 µs to build its tree, before anything is looked up in it or copied out, against 0.3 µs for the whole
 * command here; it has no depth limit; and it takes much that is no JSON (comments, 'quotes', 0x10, 017, {}{},
 * "\x") and lets integers wrap. It is the oracle of the tests instead, and reads events in the client, where
 * this reader is its guard. */

typedef enum
{
  NATTER_JSON_STRING,
  NATTER_JSON_NUMBER,
  NATTER_JSON_LITERAL, /* true, false, null */
  NATTER_JSON_NESTED   /* an object or array */
} NatterJsonType;

/* A value where it lies in the line, not decoded. */
typedef struct
{
  const char *bytes; /* of a string: without its quotes */
  gsize length;
  NatterJsonType type;
  gboolean escaped; /* a string with a backslash */
  gboolean has_nul; /* a string with \u0000 */
} NatterJsonValue;

typedef struct
{
  const char *at;
  const char *end;
  guint depth;
  guint arrays;      /* bit n: what is open at depth n is an array */
  gboolean too_deep; /* nested deeper than NATTER_LIMIT_JSON_DEPTH: only brackets are counted there */
  gboolean has_nul;  /* some string held \u0000 */
} NatterJsonReader;

typedef enum
{
  NATTER_JSON_MEMBER,
  NATTER_JSON_END, /* of the object and the line; too_deep may be set */
  NATTER_JSON_BAD
} NatterJsonStatus;

/* natter_json_reader_open: @line: @length bytes of valid UTF-8, which must stay. FALSE: no object begins there. */
gboolean natter_json_reader_open (NatterJsonReader *self, const char *line, gsize length);

/* natter_json_reader_next: the next member of the object. */
NatterJsonStatus natter_json_reader_next (NatterJsonReader *self, NatterJsonValue *key, NatterJsonValue *value);

/* natter_json_value_equals: whether a string is @text (ASCII, not empty). */
gboolean natter_json_value_equals (const NatterJsonValue *self, const char *text);

/* natter_json_value_dup_string: a string, decoded. Returns: (transfer full). */
char *natter_json_value_dup_string (const NatterJsonValue *self);

/* natter_json_value_get_uint: a number that is an integer from 0 to @most. */
gboolean natter_json_value_get_uint (const NatterJsonValue *self, guint64 most, guint64 *number);

G_END_DECLS
