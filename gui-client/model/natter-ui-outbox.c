/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-message.h"
#include "natter-ui-outbox.h"
#include "natter-ui-room.h"

struct _NatterUiOutbox
{
  GPtrArray *entries;         /* (element-type NatterUiOutboxEntry) owned */
  NatterUiOutboxStore *store; /* (nullable) owned */
};

static void
free_entry (gpointer data)
{
  NatterUiOutboxEntry *entry = data;

  g_object_unref (entry->message);
  g_object_unref (entry->room);
  g_free (entry);
}

NatterUiOutbox *
natter_ui_outbox_new (void)
{
  NatterUiOutbox *self = g_new0 (NatterUiOutbox, 1);

  self->entries = g_ptr_array_new_with_free_func (free_entry);
  return self;
}

void
natter_ui_outbox_free (NatterUiOutbox *self)
{
  g_ptr_array_unref (self->entries);
  g_clear_pointer (&self->store, natter_ui_outbox_store_free);
  g_free (self);
}

/* The order on disk is the one here: what was there before stands first. */
static gboolean
write_entry (NatterUiOutbox *self, const NatterUiOutboxEntry *entry)
{
  NatterUiMessage *message = entry->message;
  NatterUiOutboxRow row = { 0 };

  row.id = (char *) natter_ui_message_get_id (message);
  row.room = (char *) natter_ui_room_get_name (entry->room);
  row.text = (char *) natter_ui_message_get_text (message);
  row.reason = (char *) natter_ui_message_get_reason (message);
  row.reply = natter_ui_message_get_reply_to (message);
  row.time = natter_ui_message_get_time (message);
  row.kind = natter_ui_message_get_kind (message);
  row.sent = entry->unsure || natter_ui_message_get_delivery (message) == NATTER_UI_DELIVERY_SENT;
  return natter_ui_outbox_store_add (self->store, &row);
}

void
natter_ui_outbox_set_store (NatterUiOutbox *self, NatterUiOutboxStore *store)
{
  g_clear_pointer (&self->store, natter_ui_outbox_store_free);
  self->store = store;
}

NatterUiOutboxStore *
natter_ui_outbox_get_store (NatterUiOutbox *self)
{
  return self->store;
}

void
natter_ui_outbox_save (NatterUiOutbox *self, NatterUiOutboxEntry *entry)
{
  NatterUiMessage *message = entry->message;
  gboolean sent = entry->unsure || natter_ui_message_get_delivery (message) == NATTER_UI_DELIVERY_SENT;

  if (entry->kept)
    natter_ui_outbox_store_set (self->store, natter_ui_message_get_id (message), sent, natter_ui_message_get_reason (message));
}

void
natter_ui_outbox_add_loaded (NatterUiOutbox *self, NatterUiRoom *room, NatterUiMessage *message, gboolean unsure)
{
  NatterUiOutboxEntry *entry = g_new0 (NatterUiOutboxEntry, 1);

  entry->message = g_object_ref (message);
  entry->room = g_object_ref (room);
  entry->unsure = unsure;
  entry->kept = TRUE;
  g_ptr_array_add (self->entries, entry);
}

static void
take (NatterUiOutbox *self, NatterUiOutboxEntry *entry)
{
  g_ptr_array_add (self->entries, entry);
  entry->kept = self->store != NULL && write_entry (self, entry);
}

/* Into the new store before it goes from the old one: should we be killed in between it is sent twice, with one id. */
void
natter_ui_outbox_take_all (NatterUiOutbox *self, NatterUiOutbox *other)
{
  while (other->entries->len > 0)
    {
      NatterUiOutboxEntry *entry = g_ptr_array_steal_index (other->entries, 0);
      gboolean was_kept = entry->kept;

      take (self, entry);
      if (was_kept)
        natter_ui_outbox_store_remove (other->store, natter_ui_message_get_id (entry->message));
    }
}

void
natter_ui_outbox_add (NatterUiOutbox *self, NatterUiRoom *room, NatterUiMessage *message)
{
  NatterUiOutboxEntry *entry = g_new0 (NatterUiOutboxEntry, 1);

  entry->message = g_object_ref (message);
  entry->room = g_object_ref (room);
  take (self, entry);
}

NatterUiOutboxEntry *
natter_ui_outbox_get (NatterUiOutbox *self, guint i)
{
  return i < self->entries->len ? g_ptr_array_index (self->entries, i) : NULL;
}

NatterUiOutboxEntry *
natter_ui_outbox_find (NatterUiOutbox *self, NatterUiMessage *message)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      NatterUiOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->message == message)
        return entry;
    }

  return NULL;
}

NatterUiOutboxEntry *
natter_ui_outbox_find_room (NatterUiOutbox *self, NatterUiRoom *room)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      NatterUiOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->room == room)
        return entry;
    }

  return NULL;
}

NatterUiOutboxEntry *
natter_ui_outbox_find_id (NatterUiOutbox *self, NatterUiRoom *room, const char *id)
{
  if (id == NULL)
    return NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      NatterUiOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->room == room && g_strcmp0 (natter_ui_message_get_id (entry->message), id) == 0)
        return entry;
    }

  return NULL;
}

void
natter_ui_outbox_remove (NatterUiOutbox *self, NatterUiOutboxEntry *entry)
{
  if (entry->kept)
    natter_ui_outbox_store_remove (self->store, natter_ui_message_get_id (entry->message));
  g_ptr_array_remove (self->entries, entry);
}

void
natter_ui_outbox_clear (NatterUiOutbox *self)
{
  g_ptr_array_set_size (self->entries, 0);
  natter_ui_outbox_set_store (self, NULL);
}

gboolean
natter_ui_outbox_is_busy (NatterUiOutbox *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      NatterUiOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if (natter_ui_message_get_delivery (entry->message) == NATTER_UI_DELIVERY_SENT)
        return TRUE;
    }

  return FALSE;
}

guint
natter_ui_outbox_count (NatterUiOutbox *self, NatterUiRoom *room)
{
  guint n = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      NatterUiOutboxEntry *entry = g_ptr_array_index (self->entries, i);

      if ((room == NULL || entry->room == room) &&
          natter_ui_message_get_delivery (entry->message) != NATTER_UI_DELIVERY_FAILED)
        n++;
    }

  return n;
}

gboolean
natter_ui_outbox_is_kept (NatterUiOutbox *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (!((NatterUiOutboxEntry *) g_ptr_array_index (self->entries, i))->kept)
      return FALSE;

  return TRUE;
}
