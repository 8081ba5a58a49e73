/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"

#include "natter-ui-room-settings.h"
#include "natter-ui-session-private.h"

/* What was written, on its way: WAITING → SENT → DELIVERED or FAILED. One is on its way at a time. */

static void
set_delivery (NatterUiSession *self, NatterUiOutboxEntry *entry, NatterUiDelivery delivery, const char *reason)
{
  natter_ui_message_set_delivery (entry->message, delivery, reason);
  natter_ui_outbox_save (self->outbox, entry);
  natter_ui_message_list_changed (natter_ui_room_get_messages (entry->room), entry->message);
}

static NatterCommand *
new_command (NatterUiOutboxEntry *entry)
{
  gboolean me = natter_ui_message_get_kind (entry->message) == NATTER_UI_MESSAGE_ME;
  guint64 reply = natter_ui_message_get_reply_to (entry->message);
  NatterCommand *command = natter_command_new (me ? NATTER_COMMAND_ME : NATTER_COMMAND_SAY);

  command->id = g_strdup (natter_ui_message_get_id (entry->message));
  command->room = g_strdup (natter_ui_room_get_name (entry->room));
  command->text = g_strdup (natter_ui_message_get_text (entry->message));
  command->target = reply;
  return command;
}

/* Slow mode holds those that are no moderators: PROTOCOL.md §4.43. */
static gboolean
is_slow (NatterUiRoom *room)
{
  const NatterUiRoomSettings *settings = natter_ui_room_get_settings (room);

  return settings->slow > 0 && (settings->role == NATTER_UI_ROLE_MEMBER || settings->role == NATTER_UI_ROLE_MUTED);
}

void
natter_ui_session_begin_slow (NatterUiSession *self, NatterUiRoom *room)
{
  if (is_slow (room))
    natter_ui_room_get_sync (room)->hold_until =
      natter_ui_session_get_time (self) + natter_ui_room_get_settings (room)->slow * G_USEC_PER_SEC;
}

gint64
natter_ui_session_get_hold (NatterUiSession *self, NatterUiRoom *room)
{
  gint64 until = room != NULL ? natter_ui_room_get_sync (room)->hold_until : 0;

  return until > natter_ui_session_get_time (self) ? until : 0;
}

/* The first that can be sent: its room is entered, and its past is known. Returns: (nullable). */
static NatterUiOutboxEntry *
get_next (NatterUiSession *self)
{
  NatterUiOutboxEntry *entry;

  for (guint i = 0; (entry = natter_ui_outbox_get (self->outbox, i)) != NULL; i++)
    {
      const NatterUiRoomSync *sync = natter_ui_room_get_sync (entry->room);

      if (natter_ui_message_get_delivery (entry->message) == NATTER_UI_DELIVERY_WAITING && !entry->unsure &&
          !sync->needs_join && !sync->needs_history && natter_ui_session_get_hold (self, entry->room) == 0)
        return entry;
    }

  return NULL;
}

gboolean
natter_ui_session_send_waiting (NatterUiSession *self)
{
  NatterUiOutboxEntry *entry;
  NatterUiRequest *request;

  if (natter_ui_outbox_is_busy (self->outbox))
    return FALSE;

  entry = get_next (self);
  if (entry == NULL)
    return FALSE;

  request = natter_ui_request_new (NATTER_UI_REQUEST_MESSAGE, entry->room);
  request->message = g_object_ref (entry->message);
  if (!natter_ui_session_ask (self, new_command (entry), request))
    return FALSE;

  set_delivery (self, entry, NATTER_UI_DELIVERY_SENT, NULL);
  return TRUE;
}

/* Its own `said` came first, as a rule, and this finds nothing to do: PROTOCOL.md §5.8. */
void
natter_ui_session_message_done (NatterUiSession *self, NatterUiMessage *message, const NatterEvent *event)
{
  NatterUiOutboxEntry *entry = natter_ui_outbox_find (self->outbox, message);

  if (entry == NULL)
    return;

  natter_ui_session_settle_message (entry->room, message, event->seq, 0);
  natter_ui_room_see (entry->room, event->seq, 0);
  natter_ui_outbox_remove (self->outbox, entry);
}

void
natter_ui_session_message_failed (NatterUiSession *self, NatterUiMessage *message, const NatterEvent *error)
{
  NatterUiOutboxEntry *entry = natter_ui_outbox_find (self->outbox, message);

  if (entry == NULL)
    return;

  if (error->code == NATTER_ERROR_SLOW_DOWN)
    {
      gint64 until = natter_ui_session_get_time (self) + MAX (error->wait, 1) * G_USEC_PER_SEC;

      if (is_slow (entry->room))
        natter_ui_room_get_sync (entry->room)->hold_until = until;
      else
        self->hold_until = until;
      set_delivery (self, entry, NATTER_UI_DELIVERY_WAITING, NULL);
      return;
    }

  set_delivery (self, entry, NATTER_UI_DELIVERY_FAILED,
                error->text != NULL && error->text[0] != '\0' ? error->text
                                                              : _ ("The server refused it, and did not say why."));
}

void
natter_ui_session_unsettle_outbox (NatterUiSession *self)
{
  NatterUiOutboxEntry *entry;

  for (guint i = 0; (entry = natter_ui_outbox_get (self->outbox, i)) != NULL; i++)
    {
      if (natter_ui_message_get_delivery (entry->message) != NATTER_UI_DELIVERY_SENT)
        continue;

      entry->unsure = TRUE;
      set_delivery (self, entry, NATTER_UI_DELIVERY_WAITING, NULL);
    }
}

/* All of @room's past that can be known is. What is not in it is sent again: a room's server knows its id, should it have arrived all
 * the same (PROTOCOL.md §3.7). Not @knowable: nobody can tell. */
void
natter_ui_session_resolve_unsure (NatterUiSession *self, NatterUiRoom *room, gboolean knowable)
{
  NatterUiOutboxEntry *entry;

  for (guint i = 0; (entry = natter_ui_outbox_get (self->outbox, i)) != NULL; i++)
    {
      if (entry->room != room || !entry->unsure)
        continue;

      entry->unsure = FALSE;
      if (knowable)
        natter_ui_outbox_save (self->outbox, entry);
      else
        set_delivery (self, entry, NATTER_UI_DELIVERY_FAILED,
                      _ ("The connection broke while this was on its way, and it may have arrived. Send it again?"));
    }
}

void
natter_ui_session_fail_waiting (NatterUiSession *self, NatterUiRoom *room, const char *reason)
{
  NatterUiOutboxEntry *entry;

  for (guint i = 0; (entry = natter_ui_outbox_get (self->outbox, i)) != NULL; i++)
    if (entry->room == room && natter_ui_message_get_delivery (entry->message) != NATTER_UI_DELIVERY_FAILED)
      {
        entry->unsure = FALSE;
        set_delivery (self, entry, NATTER_UI_DELIVERY_FAILED, reason);
      }
}

static gboolean
check_space (NatterUiSession *self, GError **error)
{
  if (natter_ui_outbox_get (self->outbox, NATTER_UI_OUTBOX_MOST - 1) != NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_SLOW_DOWN,
                           _ ("Too many messages are waiting already. Please send or discard some first."));
      return FALSE;
    }

  return TRUE;
}

gboolean
natter_ui_session_say (NatterUiSession *self, NatterUiRoom *room, const NatterCommand *command, GError **error)
{
  g_autoptr (NatterUiMessage) message = NULL;
  g_autofree char *id = NULL;
  NatterUiMessageKind shown = command->kind == NATTER_COMMAND_ME ? NATTER_UI_MESSAGE_ME : NATTER_UI_MESSAGE_SAY;

  if (!check_space (self, error))
    return FALSE;

  id = natter_ui_session_make_id (self, 'm');
  message = natter_ui_message_new_own (shown, self->name, command->text, id, self->ports.get_real_time (self->ports.data));
  if (command->target != 0 && command->target != NATTER_TARGET_LAST)
    {
      NatterUiMessage *target = natter_ui_message_list_find_seq (natter_ui_room_get_messages (room), command->target);
      g_autofree char *quote = target != NULL ? natter_ui_message_dup_quote (target) : NULL;

      natter_ui_message_set_reply (message, command->target, quote);
    }
  natter_ui_outbox_add (self->outbox, room, message);
  natter_ui_message_list_append_waiting (natter_ui_room_get_messages (room), message);
  natter_ui_session_go_to_newest (self, room);
  return TRUE;
}

void
natter_ui_session_retry (NatterUiSession *self, NatterUiMessage *message)
{
  NatterUiOutboxEntry *entry;
  g_autoptr (NatterUiMessage) kept = NULL;
  g_autoptr (NatterUiRoom) room = NULL;
  g_autofree char *id = NULL;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_MESSAGE (message));

  entry = natter_ui_outbox_find (self->outbox, message);
  if (entry == NULL || natter_ui_message_get_delivery (message) != NATTER_UI_DELIVERY_FAILED)
    return;

  kept = g_object_ref (message);
  room = g_object_ref (entry->room);
  natter_ui_outbox_remove (self->outbox, entry);
  natter_ui_message_list_remove (natter_ui_room_get_messages (room), kept);

  id = natter_ui_session_make_id (self, 'm');
  natter_ui_message_set_id (kept, id);
  natter_ui_message_set_delivery (kept, NATTER_UI_DELIVERY_WAITING, NULL);
  natter_ui_outbox_add (self->outbox, room, kept);
  natter_ui_message_list_append_waiting (natter_ui_room_get_messages (room), kept);
  natter_ui_session_settle (self);
}

/* FALSE: on its way. */
static gboolean
discard (NatterUiSession *self, NatterUiOutboxEntry *entry)
{
  g_autoptr (NatterUiMessage) message = NULL;

  if (natter_ui_message_get_delivery (entry->message) == NATTER_UI_DELIVERY_SENT)
    return FALSE;

  message = g_object_ref (entry->message);
  natter_ui_message_list_remove (natter_ui_room_get_messages (entry->room), message);
  natter_ui_outbox_remove (self->outbox, entry);
  return TRUE;
}

gboolean
natter_ui_session_discard (NatterUiSession *self, NatterUiMessage *message)
{
  NatterUiOutboxEntry *entry;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (message), FALSE);

  entry = natter_ui_outbox_find (self->outbox, message);
  if (entry == NULL || !discard (self, entry))
    return FALSE;

  natter_ui_session_settle (self);
  return TRUE;
}

char *
natter_ui_session_take_back (NatterUiSession *self, NatterUiMessage *message)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);
  g_return_val_if_fail (NATTER_UI_IS_MESSAGE (message), NULL);

  if (natter_ui_message_get_kind (message) == NATTER_UI_MESSAGE_ME)
    text = g_strconcat ("/me ", natter_ui_message_get_text (message), NULL);
  else if (natter_ui_message_get_text (message)[0] == '/')
    text = g_strconcat ("/", natter_ui_message_get_text (message), NULL);
  else
    text = g_strdup (natter_ui_message_get_text (message));
  return natter_ui_session_discard (self, message) ? g_steal_pointer (&text) : NULL;
}

void
natter_ui_session_discard_waiting (NatterUiSession *self)
{
  NatterUiOutboxEntry *entry;
  guint i = 0;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  while ((entry = natter_ui_outbox_get (self->outbox, i)) != NULL)
    {
      if (natter_ui_message_get_delivery (entry->message) == NATTER_UI_DELIVERY_FAILED || !discard (self, entry))
        i++;
    }
  natter_ui_session_settle (self);
}

guint
natter_ui_session_count_waiting_in (NatterUiSession *self, NatterUiRoom *room)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), 0);
  g_return_val_if_fail (NATTER_UI_IS_ROOM (room), 0);

  return natter_ui_outbox_count (self->outbox, room);
}
