/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* What was written and is not recorded yet, on disk: for one name on one server. A row that was added is there after the program was
 * killed at any later instant; after a power failure too, once the disk has it, which a worker sees to at once.
 *
 * Adding takes the main loop some 50 µs: nothing is waited for. Where the disk takes nothing more, all goes on in memory. */

typedef struct
{
  char *id;   /* the client id: what tells it from others */
  char *room; /* "lobby", "@bob" */
  char *text;
  char *reason;  /* (nullable) why it failed; NULL: it waits */
  guint64 reply; /* the message it answers; 0: none */
  gint64 time;   /* when it was written */
  NatterUiMessageKind kind;
  gboolean sent; /* it may have arrived */
} NatterUiOutboxRow;

typedef struct _NatterUiOutboxStore NatterUiOutboxStore;

/* natter_ui_outbox_store_new: @path: of the file; one that is broken, or of a newer program, is put aside. Returns: (transfer full)
 * (nullable): NULL: there can be none, for instance since the disk is read-only. */
NatterUiOutboxStore *natter_ui_outbox_store_new (const char *path);

/* natter_ui_outbox_store_free: when this returns the disk has everything. */
void natter_ui_outbox_store_free (NatterUiOutboxStore *self);

/* natter_ui_outbox_store_load: all of them, in the order they were added. Returns: (transfer full) (element-type NatterUiOutboxRow). */
GPtrArray *natter_ui_outbox_store_load (NatterUiOutboxStore *self);

/* natter_ui_outbox_store_add: at the end. FALSE: it could not be written. */
gboolean natter_ui_outbox_store_add (NatterUiOutboxStore *self, const NatterUiOutboxRow *row);

/* natter_ui_outbox_store_set: how far the one with @id got. @reason: (nullable). */
void natter_ui_outbox_store_set (NatterUiOutboxStore *self, const char *id, gboolean sent, const char *reason);

void natter_ui_outbox_store_remove (NatterUiOutboxStore *self, const char *id);

G_END_DECLS
