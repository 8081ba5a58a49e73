/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-room-inside-private.h"

/* What a room shows. */

const char *
natter_ui_room_get_name (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), "");

  return self->name;
}

const char *
natter_ui_room_get_title (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), "");

  return self->title;
}

gboolean
natter_ui_room_is_direct (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), FALSE);

  return self->name[0] == '@';
}

const char *
natter_ui_room_get_topic (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), "");

  return self->topic;
}

guint
natter_ui_room_get_unread (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->unread;
}

gboolean
natter_ui_room_get_mentioned (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), FALSE);

  return self->mentions > 0 || (natter_ui_room_is_direct (self) && self->unread > 0);
}

guint64
natter_ui_room_get_read_seq (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->read_seq;
}

guint64
natter_ui_room_get_last_seq (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->sync.last_seq;
}

NatterUiPersonList *
natter_ui_room_get_members (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), NULL);

  return self->members;
}

guint
natter_ui_room_get_n_people (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->n_people;
}

NatterUiMessageList *
natter_ui_room_get_messages (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), NULL);

  return self->messages;
}

NatterUiPast
natter_ui_room_get_past (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), NATTER_UI_PAST_OPEN);

  /* What was there was dropped since. */
  return natter_ui_message_list_is_cut (self->messages) && self->past == NATTER_UI_PAST_WHOLE ? NATTER_UI_PAST_OPEN : self->past;
}

const char *
natter_ui_room_get_draft (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), "");

  return self->draft;
}

void
natter_ui_room_set_draft (NatterUiRoom *self, const char *draft)
{
  g_return_if_fail (NATTER_UI_IS_ROOM (self));

  if (g_strcmp0 (self->draft, draft) == 0)
    return;

  g_free (self->draft);
  self->draft = g_strdup (draft != NULL ? draft : "");
  natter_ui_room_notify (self, NATTER_UI_ROOM_PROP_DRAFT);
}

gboolean
natter_ui_room_get_joined (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), FALSE);

  return self->joined;
}

guint
natter_ui_room_get_mentions (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->mentions;
}

guint64
natter_ui_room_get_first_unread (NatterUiRoom *self)
{
  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), 0);

  return self->first_unread;
}
