/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-outbox-store.h"

G_BEGIN_DECLS

/* What was written and is not recorded yet, in order, and in a store where there is one. Holds facts only: who sends, and when, is the
 * session's affair. */

/* More than anyone types while a server is away, and little enough to keep. */
#define NATTER_UI_OUTBOX_MOST 1000

typedef struct
{
  NatterUiMessage *message; /* owned */
  NatterUiRoom *room;       /* owned */
  gboolean unsure;          /* it was on its way when the connection broke: it may have arrived */
  gboolean kept;            /* it is in the store */
} NatterUiOutboxEntry;

typedef struct _NatterUiOutbox NatterUiOutbox;

NatterUiOutbox *natter_ui_outbox_new (void);
void natter_ui_outbox_free (NatterUiOutbox *self);

/* natter_ui_outbox_add: at the end. */
void natter_ui_outbox_add (NatterUiOutbox *self, NatterUiRoom *room, NatterUiMessage *message);

/* natter_ui_outbox_set_store: @store: (transfer full) (nullable): what comes and goes from now on is written there. */
void natter_ui_outbox_set_store (NatterUiOutbox *self, NatterUiOutboxStore *store);
NatterUiOutboxStore *natter_ui_outbox_get_store (NatterUiOutbox *self);

/* natter_ui_outbox_save: how far @entry got has changed. */
void natter_ui_outbox_save (NatterUiOutbox *self, NatterUiOutboxEntry *entry);

/* natter_ui_outbox_add_loaded: one that is in the store. */
void natter_ui_outbox_add_loaded (NatterUiOutbox *self, NatterUiRoom *room, NatterUiMessage *message, gboolean unsure);

/* natter_ui_outbox_take_all: what is in @other comes here, at the end. */
void natter_ui_outbox_take_all (NatterUiOutbox *self, NatterUiOutbox *other);

/* natter_ui_outbox_get: the one at @i in order, failed ones included. Returns: (transfer none) (nullable): the end. */
NatterUiOutboxEntry *natter_ui_outbox_get (NatterUiOutbox *self, guint i);

/* natter_ui_outbox_find, _find_room (the first of it), _find_id: Returns: (transfer none) (nullable). */
NatterUiOutboxEntry *natter_ui_outbox_find (NatterUiOutbox *self, NatterUiMessage *message);
NatterUiOutboxEntry *natter_ui_outbox_find_room (NatterUiOutbox *self, NatterUiRoom *room);
NatterUiOutboxEntry *natter_ui_outbox_find_id (NatterUiOutbox *self, NatterUiRoom *room, const char *id);

/* natter_ui_outbox_remove: @entry is gone then, also from the store. */
void natter_ui_outbox_remove (NatterUiOutbox *self, NatterUiOutboxEntry *entry);

/* natter_ui_outbox_clear: forgets them, and the store, which keeps them for the next time. */
void natter_ui_outbox_clear (NatterUiOutbox *self);

/* natter_ui_outbox_is_kept: all of them are in the store. */
gboolean natter_ui_outbox_is_kept (NatterUiOutbox *self);

/* natter_ui_outbox_is_busy: one is SENT. */
gboolean natter_ui_outbox_is_busy (NatterUiOutbox *self);

/* natter_ui_outbox_count: WAITING and SENT. @room: (nullable): all. */
guint natter_ui_outbox_count (NatterUiOutbox *self, NatterUiRoom *room);

G_END_DECLS
