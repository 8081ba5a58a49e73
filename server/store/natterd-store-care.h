/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/natter-event.h"

G_BEGIN_DECLS

/* Looking after a database of messages from outside of the server, also while that serves. All of these block and read only. Their errors
 * are GIOErrors with a sentence that names the file: NOT_INITIALIZED where it is empty or older, NOT_SUPPORTED where it is newer or no database of
 * Natter's, INVALID_DATA where it is damaged. */

/* natterd_store_backup: a consistent copy of the database at @path in the new file @to; a server that is started on it begins a new epoch. */
gboolean natterd_store_backup (const char *path, const char *to, GError **error);

/* @complaint: one line, for people. */
typedef void (*NatterdStoreComplain) (gpointer user_data, const char *complaint);

/* natterd_store_check: whether the database at @path is whole and keeps its promises. FALSE with a GIOError if that cannot be found out;
 * *@n_complaints: (out): how often @complain was called. */
gboolean natterd_store_check (const char *path, NatterdStoreComplain complain, gpointer user_data, guint *n_complaints, GError **error);

/* @message: (transfer none): with the room's name as shown in the place of its key. FALSE: enough. */
typedef gboolean (*NatterdStoreExport) (gpointer user_data, NatterMessage *message);

/* natterd_store_export: all messages of the room with @key, oldest first. FALSE with a GIOError: NOT_FOUND where there is no such room. */
gboolean natterd_store_export (const char *path, const char *key, NatterdStoreExport tell, gpointer user_data, GError **error);

G_END_DECLS
