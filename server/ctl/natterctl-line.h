/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Lines of JSON: commands as they are made, and what one reads out of events. */

/* natterctl_line_new: {"do":WORD, and open for more. (transfer full) */
GString *natterctl_line_new (const char *word);

/* natterctl_line_add: one member. @text: (nullable): then there is none. */
void natterctl_line_add (GString *self, const char *key, const char *text);
void natterctl_line_add_number (GString *self, const char *key, guint64 number);
void natterctl_line_add_flag (GString *self, const char *key);

/* natterctl_event_get: a string; NULL where there is none. Returns: (transfer none) (nullable). */
const char *natterctl_event_get (JsonObject *event, const char *key);
gint64 natterctl_event_get_number (JsonObject *event, const char *key);
gboolean natterctl_event_get_flag (JsonObject *event, const char *key);

/* natterctl_event_get_array: an empty one where there is none. Returns: (transfer full). */
JsonArray *natterctl_event_dup_array (JsonObject *event, const char *key);

/* natterctl_array_get: the @nth, if it is an object. Returns: (transfer none) (nullable). */
JsonObject *natterctl_array_get (JsonArray *array, guint nth);

/* natterctl_array_join: the strings in it. Returns: (transfer full). */
char *natterctl_array_join (JsonArray *array, const char *prefix, const char *separator);

G_END_DECLS
