/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-message.h"
#include "natter-ui-outbox.h"
#include "natter-ui-room.h"

struct _NatterUiOutbox
{
  GPtrArray *entries; /* (element-type NatterUiOutboxEntry) owned */
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
  g_free (self);
}

void
natter_ui_outbox_add (NatterUiOutbox *self, NatterUiRoom *room, NatterUiMessage *message)
{
  NatterUiOutboxEntry *entry = g_new0 (NatterUiOutboxEntry, 1);

  entry->message = g_object_ref (message);
  entry->room = g_object_ref (room);
  g_ptr_array_add (self->entries, entry);
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
  g_ptr_array_remove (self->entries, entry);
}

void
natter_ui_outbox_clear (NatterUiOutbox *self)
{
  g_ptr_array_set_size (self->entries, 0);
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
