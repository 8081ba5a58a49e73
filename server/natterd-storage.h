/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-options.h"
#include "server/store/natterd-store.h"

G_BEGIN_DECLS

/* Where this process keeps its messages, and what one does with them from a shell. */

/* natterd_storage_dup_folder: the state folder, there or not. (transfer full) */
char *natterd_storage_dup_folder (const NatterdOptions *options);

/* natterd_storage_dup_path: the database file. (transfer full) */
char *natterd_storage_dup_path (const NatterdOptions *options, const NatterdConfig *config);

/* natterd_storage_open: makes the state folder, for its user alone, if need be. Returns: (transfer full): in memory with --ephemeral;
 * NULL with an error and a sentence. */
NatterdStore *natterd_storage_open (const NatterdOptions *options, const NatterdConfig *config, GError **error);

/* natterd_storage_look_after: --backup, --check-store, --export: *@done: (out): one of them was asked for. FALSE with an error and a
 * sentence, and where the database was found not to be whole. */
gboolean natterd_storage_look_after (const NatterdOptions *options, const NatterdConfig *config, gboolean *done, GError **error);

G_END_DECLS
