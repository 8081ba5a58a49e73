/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What people read, on standard output. Nothing of it can do anything to a terminal. */

/* natterctl_show_json: the event as one line. */
void natterctl_show_json (JsonObject *event);

/* natterctl_show_line: @format and an end of line. */
void natterctl_show_line (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Columns. */
typedef struct _NatterctlTable NatterctlTable;

/* natterctl_table_new: @titles: NULL-terminated, translated. */
NatterctlTable *natterctl_table_new (const char *const *titles);
void natterctl_table_free (NatterctlTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterctlTable, natterctl_table_free)

/* natterctl_table_add: a row; @cells (nullable, NULL is empty): as many as there are titles. */
void natterctl_table_add (NatterctlTable *self, const char *const *cells);

/* natterctl_table_show: or @nothing, where there is no row. */
void natterctl_table_show (NatterctlTable *self, const char *nothing);

/* natterctl_dup_span: "3 d 4 h". @seconds. natterctl_dup_size: "12.3 MiB". natterctl_dup_time: of an event's time, in our zone; empty where
 * it is none. (transfer full) */
char *natterctl_dup_span (gint64 seconds);
char *natterctl_dup_size (guint64 bytes);
char *natterctl_dup_time (const char *time, const char *format);

G_END_DECLS
