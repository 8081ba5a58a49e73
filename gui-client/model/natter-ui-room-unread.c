/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-room-inside-private.h"

/* What is not read. */

void
natter_ui_room_set_unread (NatterUiRoom *self, guint unread, guint mentions, guint64 first)
{
  gboolean mentioned = natter_ui_room_get_mentioned (self);

  g_object_freeze_notify (G_OBJECT (self));
  if (self->unread != unread)
    {
      self->unread = unread;
      natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_UNREAD);
    }
  if (self->mentions != mentions)
    {
      self->mentions = mentions;
      natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_MENTIONS);
    }
  if (self->first_unread != first)
    {
      self->first_unread = first;
      natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_FIRST_UNREAD);
    }
  if (natter_ui_room_get_mentioned (self) != mentioned)
    natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_MENTIONED);
  g_object_thaw_notify (G_OBJECT (self));
}

void
natter_ui_room_add_unread (NatterUiRoom *self, guint64 seq, gboolean mention)
{
  natter_ui_room_set_unread (self, self->unread + 1, self->mentions + (mention ? 1 : 0),
                             self->first_unread != 0 ? self->first_unread : seq);
}

void
natter_ui_room_set_read_seq (NatterUiRoom *self, guint64 seq)
{
  if (self->read_seq == seq)
    return;

  self->read_seq = seq;
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_READ_SEQ);
}

void
natter_ui_room_mark_read (NatterUiRoom *self, gboolean move)
{
  natter_ui_room_set_unread (self, 0, 0, 0);
  if (move)
    natter_ui_room_set_read_seq (self, self->sync.last_seq);
}
