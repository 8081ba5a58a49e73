/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-event.h"

G_BEGIN_DECLS

/* What the two directions of the codec share. */

/* natter_json_append_uint: a number. */
void natter_json_append_uint (GString *out, guint64 number);

/* natter_json_set_bad_json_error, _too_deep_error, _bad_field_error: the sentences. @field: a key of ours. */
void natter_json_set_bad_json_error (GError **error);
void natter_json_set_too_deep_error (GError **error);
void natter_json_set_bad_field_error (const char *field, GError **error);

/* natter_json_parse_time: §5.6; microseconds. FALSE: not of that form, or no such moment. */
gboolean natter_json_parse_time (const char *text, gint64 *time);

G_END_DECLS
