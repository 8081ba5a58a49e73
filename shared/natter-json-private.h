/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "natter-event.h"

G_BEGIN_DECLS

/* What the two directions of the codec share. */

/* natter_json_append_bytes: g_string_append_len() without the call, where there is room: a message has some 25 small pieces. */
static inline void
natter_json_append_bytes (GString *out, const char *bytes, gsize length)
{
  if (out->len + length >= out->allocated_len)
    {
      g_string_append_len (out, bytes, (gssize) length);
      return;
    }

  memcpy (out->str + out->len, bytes, length);
  out->len += length;
  out->str[out->len] = '\0';
}

/* natter_json_append_literal: a text in quotes. */
#define natter_json_append_literal(out, text) natter_json_append_bytes (out, text, sizeof (text "") - 1)

/* natter_json_append_uint: a number. */
void natter_json_append_uint (GString *out, guint64 number);

/* natter_json_set_bad_json_error, _too_deep_error, _bad_field_error: the sentences. @field: a key of ours. */
void natter_json_set_bad_json_error (GError **error);
void natter_json_set_too_deep_error (GError **error);
void natter_json_set_bad_field_error (const char *field, GError **error);

/* natter_json_parse_time: §5.6; microseconds. FALSE: not of that form, or no such moment. */
gboolean natter_json_parse_time (const char *text, gint64 *time);

G_END_DECLS
