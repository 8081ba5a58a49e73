/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-drafts.h"
#include "natter-ui-session-private.h"

/* What the reader does with rooms and people. */

gboolean
natter_ui_session_check_online (NatterUiSession *self, GError **error)
{
  if (self->state == NATTER_UI_STATE_ONLINE)
    return TRUE;

  g_set_error_literal (error, NATTER_UI_ERROR, NATTER_UI_ERROR_OFFLINE,
                       _ ("This needs a connection, and there is none now. What you say is kept, and sent later."));
  return FALSE;
}

NatterUiRoom *
natter_ui_session_find_room (NatterUiSession *self, const char *name)
{
  return name != NULL && name[0] != '\0' ? natter_ui_room_list_find (self->rooms, name) : NULL;
}

void
natter_ui_session_set_drafts (NatterUiSession *self, NatterUiDrafts *drafts)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (self->drafts == NULL);

  self->drafts = g_object_ref (drafts);
}

static void
draft_cb (NatterUiRoom *room, GParamSpec *pspec, NatterUiSession *self)
{
  natter_ui_drafts_put (self->drafts, self->address, natter_ui_room_get_name (room), natter_ui_room_get_draft (room));
}

/* What was written in @room before comes back. */
static void
follow_draft (NatterUiSession *self, NatterUiRoom *room)
{
  if (self->drafts == NULL)
    return;

  natter_ui_room_set_draft (room, natter_ui_drafts_get (self->drafts, self->address, natter_ui_room_get_name (room)));
  g_signal_connect_object (room, "notify::draft", G_CALLBACK (draft_cb), self, 0);
}

NatterUiRoom *
natter_ui_session_add_room (NatterUiSession *self, const char *name)
{
  g_autoptr (NatterUiRoom) room = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->rooms)) >= NATTER_UI_ROOMS_MOST)
    return NULL;

  room = natter_ui_room_new (name);
  if (natter_ui_room_is_direct (room))
    natter_ui_room_set_joined (room, self->state == NATTER_UI_STATE_ONLINE);
  follow_draft (self, room);
  natter_ui_room_list_add (self->rooms, room);
  return room;
}

void
natter_ui_session_rename_room (NatterUiSession *self, NatterUiRoom *room, const char *name)
{
  if (self->drafts != NULL)
    natter_ui_drafts_put (self->drafts, self->address, natter_ui_room_get_name (room), "");
  natter_ui_room_set_name (room, name);
  if (self->drafts != NULL)
    natter_ui_drafts_put (self->drafts, self->address, name, natter_ui_room_get_draft (room));
}

/* Where the reader was is where they come back to, at the next start. */
static void
leave_current (NatterUiSession *self, NatterUiRoom *next)
{
  g_autoptr (NatterUiRoom) left = g_steal_pointer (&self->current);

  if (next != NULL)
    natter_ui_session_cache_room (self, left);
  self->current = next != NULL ? g_object_ref (next) : NULL;
  if (next != NULL)
    natter_ui_session_cache_room (self, next);
}

void
natter_ui_session_change_current (NatterUiSession *self, NatterUiRoom *room)
{
  if (self->current == room)
    return;

  if (self->current != NULL && self->attentive && !natter_ui_room_get_sync (self->current)->kept_unread)
    natter_ui_room_mark_read (self->current, TRUE);
  if (room != NULL)
    natter_ui_room_get_sync (room)->kept_unread = FALSE;
  if (self->current != NULL)
    leave_current (self, room);
  else
    g_set_object (&self->current, room);
  if (room != NULL && self->attentive)
    natter_ui_room_mark_read (room, FALSE);
  if (room != NULL)
    natter_ui_session_fill (self, room);
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_CURRENT_ROOM);
}

void
natter_ui_session_set_current_room (NatterUiSession *self, NatterUiRoom *room)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (natter_ui_room_list_get_position (self->rooms, room, NULL));

  natter_ui_session_change_current (self, room);
  natter_ui_session_settle (self);
}

void
natter_ui_session_set_attentive (NatterUiSession *self, gboolean attentive)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  if (self->attentive == attentive)
    return;

  self->attentive = attentive;
  if (attentive && self->current != NULL)
    natter_ui_message_list_set_held (natter_ui_room_get_messages (self->current), FALSE);
  if (self->current != NULL && !natter_ui_room_get_sync (self->current)->kept_unread)
    natter_ui_room_mark_read (self->current, !attentive);
  natter_ui_session_settle (self);
}

/* What waits in it goes too. */
static void
empty_outbox (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiOutboxEntry *entry;
  guint i = 0;

  while ((entry = natter_ui_outbox_get (self->outbox, i)) != NULL)
    {
      if (entry->room == room)
        natter_ui_outbox_remove (self->outbox, entry);
      else
        i++;
    }
}

void
natter_ui_session_remove_room (NatterUiSession *self, NatterUiRoom *room)
{
  g_autoptr (NatterUiRoom) kept = g_object_ref (room);

  if (self->current == room)
    {
      NatterUiRoom *next = natter_ui_room_list_get_neighbour (self->rooms, room, -1, FALSE);

      natter_ui_session_change_current (self, next);
    }
  empty_outbox (self, room);
  natter_ui_session_forget_room (self, room, TRUE);
  natter_ui_room_set_joined (room, FALSE);
  natter_ui_room_list_remove (self->rooms, room);
}

void
natter_ui_session_lose_room (NatterUiSession *self, NatterUiRoom *room)
{
  g_autofree char *reason = NULL;

  if (natter_ui_outbox_find_room (self->outbox, room) == NULL)
    {
      natter_ui_session_remove_room (self, room);
      return;
    }

  /* Translators: %s is a room, as #lobby */
  reason = g_strdup_printf (_ ("You are not in %s any more. Say it somewhere else, or discard it."), natter_ui_room_get_title (room));
  natter_ui_session_fail_waiting (self, room, reason);
  natter_ui_session_forget_room (self, room, TRUE);
  natter_ui_room_set_joined (room, FALSE);
  natter_ui_room_get_sync (room)->needs_join = FALSE;
  natter_ui_room_get_sync (room)->met = TRUE;
}

void
natter_ui_session_ask_about (NatterUiSession *self, NatterUiRequestKind kind, NatterCommand *command, NatterUiRoom *room)
{
  if (!natter_ui_session_ask (self, command, natter_ui_request_new (kind, room)))
    natter_ui_session_show (self, room, NATTER_UI_MESSAGE_ERROR,
                            _ ("The server is not keeping up: that was not sent. Please try again in a moment."));
}

gboolean
natter_ui_session_join_with (NatterUiSession *self, const char *room, const char *code, GError **error)
{
  g_autofree char *name = NULL;
  NatterCommand *command;
  NatterUiRoom *known;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (room != NULL, FALSE);

  name = natter_room_normalize (room, NATTER_LIMIT_ROOM_NAME, error);
  if (name == NULL)
    return FALSE;

  known = natter_ui_session_find_room (self, name);
  if (known != NULL && (natter_ui_room_get_joined (known) || self->state != NATTER_UI_STATE_ONLINE))
    {
      natter_ui_session_change_current (self, known);
      natter_ui_session_settle (self);
      return TRUE;
    }
  if (!natter_ui_session_check_online (self, error))
    return FALSE;

  command = natter_command_new (NATTER_COMMAND_JOIN);
  command->room = g_steal_pointer (&name);
  command->code = g_strdup (code);
  natter_ui_session_ask_about (self, NATTER_UI_REQUEST_ENTER, command, NULL);
  natter_ui_session_settle (self);
  return TRUE;
}

gboolean
natter_ui_session_join (NatterUiSession *self, const char *room, GError **error)
{
  return natter_ui_session_join_with (self, room, NULL, error);
}

void
natter_ui_session_leave (NatterUiSession *self, NatterUiRoom *room)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  if (!natter_ui_room_list_get_position (self->rooms, room, NULL))
    return;

  if (!natter_ui_room_is_direct (room) && natter_ui_room_get_joined (room))
    {
      NatterCommand *command = natter_command_new (NATTER_COMMAND_LEAVE);

      command->room = g_strdup (natter_ui_room_get_name (room));
      natter_ui_session_ask_about (self, NATTER_UI_REQUEST_QUIET, command, NULL);
    }
  natter_ui_session_remove_room (self, room);
  natter_ui_session_settle (self);
}

NatterUiRoom *
natter_ui_session_open_direct (NatterUiSession *self, const char *name, GError **error)
{
  g_autofree char *normal = NULL;
  g_autofree char *room_name = NULL;
  NatterUiRoom *room;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  normal = natter_name_normalize (name[0] == '@' ? name + 1 : name, NATTER_LIMIT_NAME, error);
  if (normal == NULL)
    return NULL;

  room_name = g_strconcat ("@", normal, NULL);
  room = natter_ui_session_find_room (self, room_name);
  if (room == NULL)
    room = natter_ui_session_add_room (self, room_name);
  if (room == NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_ROOMS,
                           _ ("That is one conversation too many. Please close one first."));
      return NULL;
    }
  natter_ui_session_change_current (self, room);
  natter_ui_session_settle (self);
  return room;
}

gboolean
natter_ui_session_set_topic (NatterUiSession *self, NatterUiRoom *room, const char *topic, GError **error)
{
  g_autofree char *normal = NULL;
  NatterCommand *command;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (NATTER_UI_IS_ROOM (room), FALSE);
  g_return_val_if_fail (topic != NULL, FALSE);

  if (natter_text_is_blank (topic, strlen (topic)))
    normal = g_strdup ("");
  else
    normal = natter_text_normalize (topic, NATTER_LIMIT_TOPIC, error);
  if (normal == NULL || !natter_ui_session_check_online (self, error))
    return FALSE;

  command = natter_command_new (NATTER_COMMAND_TOPIC);
  command->room = g_strdup (natter_ui_room_get_name (room));
  command->text = g_steal_pointer (&normal);
  natter_ui_session_ask_about (self, NATTER_UI_REQUEST_QUIET, command, room);
  natter_ui_session_settle (self);
  return TRUE;
}

void
natter_ui_session_set_away (NatterUiSession *self, const char *text)
{
  NatterCommand *command;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  if (self->state != NATTER_UI_STATE_ONLINE)
    return;

  command = natter_command_new (text != NULL ? NATTER_COMMAND_AWAY : NATTER_COMMAND_BACK);
  if (text != NULL && !natter_text_is_blank (text, strlen (text)))
    command->text = g_strdup (text);
  natter_ui_session_ask_about (self, NATTER_UI_REQUEST_QUIET, command, NULL);
  natter_ui_session_settle (self);
}

gboolean
natter_ui_session_rename (NatterUiSession *self, const char *name, GError **error)
{
  g_autofree char *normal = NULL;
  NatterCommand *command;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  normal = natter_name_normalize (name, NATTER_LIMIT_NAME, error);
  if (normal == NULL || !natter_ui_session_check_online (self, error))
    return FALSE;

  command = natter_command_new (NATTER_COMMAND_NAME);
  command->name = g_steal_pointer (&normal);
  natter_ui_session_ask_about (self, NATTER_UI_REQUEST_QUIET, command, NULL);
  natter_ui_session_settle (self);
  return TRUE;
}
