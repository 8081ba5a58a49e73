/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-session-private.h"

/* How far was read: here, and on the reader's other devices. */

#define TELL_EVERY G_USEC_PER_SEC

static void
count_list (NatterUiSession *self, NatterUiRoom *room, guint64 read)
{
  NatterUiMessageList *list = natter_ui_room_get_messages (room);
  guint unread = 0, mentions = 0;
  guint64 first = 0;
  NatterUiMessage *message;

  for (guint i = 0; (message = natter_ui_message_list_get (list, i)) != NULL; i++)
    {
      guint64 seq = natter_ui_message_get_seq (message);

      if (seq <= read || natter_ui_message_is_own (message) || natter_ui_message_get_kind (message) > NATTER_UI_MESSAGE_ME)
        continue;
      unread++;
      mentions += natter_ui_message_is_mention (message) ? 1 : 0;
      first = first != 0 ? first : seq;
    }
  natter_ui_room_set_unread (room, unread, mentions, first);
}

static gboolean
is_read_now (NatterUiSession *self, NatterUiRoom *room)
{
  return self->attentive && room == self->current && !natter_ui_room_get_sync (room)->kept_unread &&
         !natter_ui_message_list_get_newer (natter_ui_room_get_messages (room));
}

static void
take_count (const NatterUiCacheCount *count, gpointer user_data)
{
  NatterUiAsking *asking = user_data;
  NatterUiSession *self = asking->session;

  if (is_read_now (self, asking->room))
    return;

  /* More came meanwhile. */
  if (natter_ui_room_get_last_seq (asking->room) != (guint64) GPOINTER_TO_SIZE (asking->data))
    natter_ui_session_recount (self, asking->room);
  else
    natter_ui_room_set_unread (asking->room, count->unread, count->mentions, count->first);
  natter_ui_session_settle (self);
}

void
natter_ui_session_recount (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);
  NatterUiAsking *asking;

  if (sync->marker < 0 || is_read_now (self, room))
    return;

  natter_ui_room_set_read_seq (room, (guint64) sync->marker);
  if (self->cache == NULL || (natter_ui_room_is_direct (room) && !sync->lasting))
    {
      count_list (self, room, (guint64) sync->marker);
      return;
    }

  asking = natter_ui_session_new_asking (self, room);
  asking->data = GSIZE_TO_POINTER (natter_ui_room_get_last_seq (room));
  natter_ui_cache_count (self->cache, natter_ui_room_get_key (room), (guint64) sync->marker, take_count, asking);
}

static void
move_marker (NatterUiSession *self, NatterUiRoom *room, guint64 seq)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  if (sync->marker == (gint64) seq)
    return;

  sync->marker = (gint64) seq;
  sync->untold = TRUE;
  natter_ui_session_cache_room (self, room);
}

/* After everything that happens: what is looked at is read, and the server is told, now and then. */
void
natter_ui_session_read_on (NatterUiSession *self)
{
  NatterUiRoom *room = self->current;

  if (room != NULL && is_read_now (self, room) && natter_ui_room_get_joined (room) &&
      !natter_ui_room_get_sync (room)->needs_history && natter_ui_room_get_last_seq (room) > 0)
    move_marker (self, room, natter_ui_room_get_last_seq (room));
  natter_ui_session_tell_markers (self);
}

static void
tell (NatterUiSession *self, NatterUiRoom *room)
{
  NatterCommand *command = natter_command_new (NATTER_COMMAND_READ);

  command->room = g_strdup (natter_ui_room_get_name (room));
  command->target = (guint64) natter_ui_room_get_sync (room)->marker;
  natter_ui_session_ask (self, command, natter_ui_request_new (NATTER_UI_REQUEST_SILENT, room));
}

void
natter_ui_session_tell_markers (NatterUiSession *self)
{
  gint64 now = natter_ui_session_get_time (self);

  self->tell_at = 0;
  if (self->state != NATTER_UI_STATE_ONLINE || self->epoch == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);
      NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

      if (!sync->untold || !natter_ui_room_get_joined (room))
        continue;
      if (now < sync->told_at + TELL_EVERY && sync->told_at != 0)
        {
          self->tell_at = self->tell_at != 0 ? MIN (self->tell_at, sync->told_at + TELL_EVERY) : sync->told_at + TELL_EVERY;
          continue;
        }
      sync->untold = FALSE;
      sync->told_at = now;
      tell (self, room);
    }
}

/* What the server, and so another device, says. */
void
natter_ui_session_take_marker (NatterUiSession *self, NatterUiRoom *room, gint64 seq)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  if (seq < 0 || (sync->untold && sync->marker >= seq))
    return;

  sync->marker = seq;
  natter_ui_session_cache_room (self, room);
  natter_ui_session_drop_missed (self, room, (guint64) seq);
  if ((guint64) seq >= natter_ui_room_get_last_seq (room))
    natter_ui_room_mark_read (room, room != self->current);
  else
    natter_ui_session_recount (self, room);
  natter_ui_session_emit_read (self, room);
}

void
natter_ui_session_mark_read (NatterUiSession *self, NatterUiRoom *room)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  natter_ui_room_get_sync (room)->kept_unread = FALSE;
  move_marker (self, room, natter_ui_room_get_last_seq (room));
  natter_ui_room_mark_read (room, TRUE);
  natter_ui_session_drop_missed (self, room, G_MAXUINT64);
  natter_ui_session_emit_read (self, room);
  natter_ui_session_settle (self);
}

void
natter_ui_session_mark_all_read (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
    natter_ui_session_mark_read (self, natter_ui_room_list_get (self->rooms, i));
}

void
natter_ui_session_mark_unread_from (NatterUiSession *self, NatterUiRoom *room, guint64 seq)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));
  g_return_if_fail (seq > 0);

  natter_ui_room_get_sync (room)->kept_unread = TRUE;
  move_marker (self, room, seq - 1);
  natter_ui_session_recount (self, room);
  natter_ui_session_settle (self);
}

void
natter_ui_session_mark_unread (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiMessageList *list;
  NatterUiMessage *message;
  guint64 last = 0;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  list = natter_ui_room_get_messages (room);
  for (guint i = 0; (message = natter_ui_message_list_get (list, i)) != NULL; i++)
    if (!natter_ui_message_is_own (message) && natter_ui_message_get_seq (message) > 0)
      last = natter_ui_message_get_seq (message);
  if (last == 0)
    last = natter_ui_room_get_last_seq (room);
  if (last > 0)
    natter_ui_session_mark_unread_from (self, room, last);
}

void
natter_ui_session_go_to_unread (NatterUiSession *self, NatterUiRoom *room)
{
  guint64 first;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  first = natter_ui_room_get_first_unread (room);
  if (first == 0 && natter_ui_room_get_read_seq (room) < natter_ui_room_get_last_seq (room))
    first = natter_ui_room_get_read_seq (room) + 1;
  if (first != 0)
    natter_ui_session_go_to (self, room, first);
  else
    natter_ui_session_emit_went_to (self, room, 0);
}
