/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "natter-event.h"

G_BEGIN_DECLS

/* Single members of the objects that events are made of. Writing: each puts a comma before itself. */

typedef void (*NatterJsonAppendFunc) (GString *out, gconstpointer item);

void natter_json_append_key (GString *out, const char *key);
/* nothing for NULL */
void natter_json_append_member_string (GString *out, const char *key, const char *value);
void natter_json_append_member_uint (GString *out, const char *key, guint64 value);
/* nothing for FALSE */
void natter_json_append_member_flag (GString *out, const char *key, gboolean value);
void natter_json_append_member_time (GString *out, const char *key, gint64 value);
/* @names: (nullable) */
void natter_json_append_member_names (GString *out, const char *key, const GStrv names);
/* @items: (nullable) */
void natter_json_append_member_array (GString *out, const char *key, const GPtrArray *items, NatterJsonAppendFunc append);

/* Reading: FALSE with NATTER_ERROR_BAD_FIELD: there, but of another type or out of range, or needed and not there. Where an optional one is
 * absent the value stays as it was, but for numbers (0) and flags (FALSE). */
gboolean natter_json_get_string (JsonObject *object, const char *key, gboolean optional, char **value, GError **error);
gboolean natter_json_get_int (JsonObject *object, const char *key, gboolean optional, gint64 most, gint64 *value, GError **error);
gboolean natter_json_get_uint (JsonObject *object, const char *key, gboolean optional, guint *value, GError **error);
gboolean natter_json_get_flag (JsonObject *object, const char *key, gboolean *value, GError **error);
gboolean natter_json_get_seq (JsonObject *object, const char *key, gboolean optional, guint64 *value, GError **error);
gboolean natter_json_get_time (JsonObject *object, const char *key, gboolean optional, gint64 *value, GError **error);
gboolean natter_json_get_names (JsonObject *object, const char *key, gboolean optional, GStrv *value, GError **error);
/* @array: (out): NULL where it is absent and optional */
gboolean natter_json_get_array (JsonObject *object, const char *key, gboolean optional, JsonArray **array, GError **error);

/* Returns: (transfer full): NULL with @error. */
typedef gpointer (*NatterJsonReadFunc) (JsonObject *object, const NatterEvent *event, GError **error);
/* natter_json_get_objects: adds what @read makes of each to @items. */
gboolean natter_json_get_objects (JsonObject *object, const char *key, NatterJsonReadFunc read, const NatterEvent *event,
                                  GPtrArray *items, GError **error);

/* Messages: natter-json-message.c. */
void natter_json_append_message (GString *out, gconstpointer message);
/* natter_json_append_rest: what follows on the sequence in such an entry. */
void natter_json_append_rest (GString *out, const NatterMessage *message);
void natter_json_append_said (GString *out, const NatterMessage *message);
void natter_json_append_set_topic (GString *out, const NatterMessage *message);
void natter_json_append_change (GString *out, const NatterMessage *message);

/* natter_json_read_message: one entry of a history. */
gpointer natter_json_read_message (JsonObject *object, const NatterEvent *event, GError **error);
/* natter-json-event-hit.c: one entry of what was found. */
void natter_json_append_hit (GString *out, gconstpointer hit);
gpointer natter_json_read_hit (JsonObject *object, const NatterEvent *event, GError **error);

gboolean natter_json_read_said (JsonObject *object, NatterEvent *event, GError **error);
gboolean natter_json_read_topic (JsonObject *object, NatterEvent *event, GError **error);
gboolean natter_json_read_change (JsonObject *object, NatterEvent *event, GError **error);

G_END_DECLS
