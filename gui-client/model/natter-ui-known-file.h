/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-key.h"

G_BEGIN_DECLS

/* The file of what is known of servers: a key file of mode 0600 with a group per address. Several programs may have it open: a change is read
 * into what is there, under a lock beside the file, and written whole. One of GIO's worker threads does so, at once. A group that cannot be
 * read is not known; that it cannot be written is no reason to trouble anyone. */

typedef struct _NatterUiKnownFile NatterUiKnownFile;

typedef struct
{
  NatterKey key;
  gboolean has_key;
  gboolean bare; /* it was agreed to go there without encryption */
} NatterUiKnownServer;

/* natter_ui_known_file_new: Returns: (transfer full). */
NatterUiKnownFile *natter_ui_known_file_new (const char *path);

/* natter_ui_known_file_free: after natter_ui_known_file_flush(). */
void natter_ui_known_file_free (NatterUiKnownFile *self);

/* natter_ui_known_file_read: what is in it, with the changes that are not yet. Returns: (transfer full) (nullable): address (char *) →
 * NatterUiKnownServer, both owned; NULL: it cannot be read now. */
GHashTable *natter_ui_known_file_read (NatterUiKnownFile *self);

/* natter_ui_known_file_change: @server: (nullable): it is known no more. */
void natter_ui_known_file_change (NatterUiKnownFile *self, const char *address, const NatterUiKnownServer *server);

/* natter_ui_known_file_flush: each change is in the file when this returns. */
void natter_ui_known_file_flush (NatterUiKnownFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterUiKnownFile, natter_ui_known_file_free)

G_END_DECLS
