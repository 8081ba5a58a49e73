/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-session-private.h"

/* What was said goes into the cache, and the rooms come from it at the start. */

NatterUiAsking *
natter_ui_session_new_asking (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiAsking *asking = g_new0 (NatterUiAsking, 1);

  asking->session = self;
  asking->room = room != NULL ? g_object_ref (room) : NULL;
  if (room != NULL)
    asking->window = natter_ui_room_get_sync (room)->window;
  return asking;
}

static void
free_asking (gpointer data)
{
  NatterUiAsking *asking = data;

  g_clear_object (&asking->room);
  if (asking->free_data != NULL)
    asking->free_data (asking->data);
  g_free (asking);
}

/* A talk of guests begins anew with each login: what was said in it means nothing later. */
static gboolean
is_lasting (NatterUiRoom *room)
{
  return !natter_ui_room_is_direct (room) || natter_ui_room_get_sync (room)->lasting;
}

static NatterUiCacheFlags
judge (NatterUiSession *self, const NatterMessage *message)
{
  NatterUiCacheFlags flags = 0;

  if (natter_ui_session_is_own (self, message->from))
    return NATTER_UI_CACHE_OWN;
  if (message->kind <= NATTER_MESSAGE_ME && message->text != NULL && natter_ui_session_is_mention (self, message->text))
    flags |= NATTER_UI_CACHE_MENTION;
  if (message->quote_from != NULL && natter_ui_session_is_own (self, message->quote_from))
    flags |= NATTER_UI_CACHE_ANSWER;
  return flags;
}

void
natter_ui_session_cache_page (NatterUiSession *self, NatterUiRoom *room, const GPtrArray *messages,
                              const NatterUiSpan *span)
{
  g_autoptr (GArray) items = NULL;

  if (self->cache == NULL || !is_lasting (room))
    return;

  items = g_array_new (FALSE, FALSE, sizeof (NatterUiCacheItem));
  for (guint i = 0; i < messages->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (messages, i);
      NatterUiCacheItem item = { message, judge (self, message) };

      if (message->seq != 0 && message->from != NULL)
        g_array_append_val (items, item);
    }
  natter_ui_cache_put (self->cache, natter_ui_room_get_key (room), items, span->begin, span->end, span->final);
}

void
natter_ui_session_cache_live (NatterUiSession *self, NatterUiRoom *room, NatterMessage *message)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  NatterUiSpan span = { message->seq, message->seq, FALSE };

  if (message->seq == 0)
    return;

  if (message->seq > sync->live_seq)
    {
      span.begin = sync->live_seq + 1;
      sync->live_seq = message->seq;
    }
  g_ptr_array_add (one, message);
  natter_ui_session_cache_page (self, room, one, &span);
}

void
natter_ui_session_cache_room (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiCacheRoom *kept;

  if (self->cache == NULL || !is_lasting (room))
    return;

  kept = natter_ui_cache_room_new (natter_ui_room_get_key (room), natter_ui_room_get_name (room));
  kept->topic = g_strdup (natter_ui_room_get_topic (room));
  kept->read = natter_ui_room_get_sync (room)->marker;
  kept->joined = TRUE;
  kept->current = room == self->current;
  natter_ui_cache_put_room (self->cache, kept);
}

void
natter_ui_session_forget_room (NatterUiSession *self, NatterUiRoom *room, gboolean whole)
{
  if (self->cache != NULL)
    natter_ui_cache_forget (self->cache, natter_ui_room_get_key (room), whole);
}

/* One where something waits is there already: it moves to where it was among the others. */
static NatterUiRoom *
put_in_order (NatterUiSession *self, const char *name)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, name);
  g_autoptr (NatterUiRoom) kept = NULL;

  if (room == NULL)
    return natter_ui_session_add_room (self, name);
  if (self->rooms_known || room == self->current)
    return room;

  kept = g_object_ref (room);
  natter_ui_room_list_remove (self->rooms, kept);
  natter_ui_room_list_add (self->rooms, kept);
  return room;
}

static void
take_cached_room (NatterUiSession *self, const NatterUiCacheRoom *kept)
{
  NatterUiRoom *room = put_in_order (self, kept->name);
  NatterUiRoomSync *sync;

  if (room == NULL)
    return;

  sync = natter_ui_room_get_sync (room);
  sync->lasting = TRUE;
  sync->marker = kept->read;
  if (kept->topic != NULL)
    natter_ui_room_set_topic (room, kept->topic);
  sync->known_seq = MAX (sync->known_seq, kept->last);
  natter_ui_room_see (room, kept->last, 0);
  natter_ui_session_recount (self, room);
  if (self->current == NULL && kept->current)
    natter_ui_session_change_current (self, room);
}

/* It could not be reached, and now it is known whether one has been there before. */
static void
settle_unreached (NatterUiSession *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rooms)) > 0)
    {
      natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_STATE);
      return;
    }
  self->retry_at = 0;
  natter_ui_session_set_state (self, NATTER_UI_STATE_OFFLINE);
}

static void
take_rooms (const GPtrArray *rooms, const char *epoch, gpointer user_data)
{
  NatterUiSession *self = ((NatterUiAsking *) user_data)->session;

  self->cache_loading = FALSE;
  g_free (self->epoch);
  self->epoch = g_strdup (epoch);
  for (guint i = 0; i < rooms->len; i++)
    take_cached_room (self, g_ptr_array_index (rooms, i));
  self->rooms_known = self->rooms_known || rooms->len > 0;
  if (self->current == NULL && g_list_model_get_n_items (G_LIST_MODEL (self->rooms)) > 0)
    natter_ui_session_change_current (self, natter_ui_room_list_get (self->rooms, 0));
  if (self->opened && self->state == NATTER_UI_STATE_CONNECTING)
    natter_ui_session_send_login (self);
  else if (!self->was_online && self->state == NATTER_UI_STATE_WAITING)
    settle_unreached (self);
  natter_ui_session_settle (self);
}

void
natter_ui_session_open_cache (NatterUiSession *self, const char *path)
{
  g_clear_pointer (&self->cache, natter_ui_cache_free);
  self->cache = natter_ui_cache_new (path, free_asking);
  self->cache_loading = TRUE;
  natter_ui_cache_read_rooms (self->cache, take_rooms, natter_ui_session_new_asking (self, NULL));
  if (self->keep_days > 0)
    natter_ui_cache_keep_since (self->cache, self->ports.get_real_time (self->ports.data) -
                                               (gint64) self->keep_days * 24 * 60 * 60 * G_USEC_PER_SEC);
}

/* What is known of a room counts for nothing: its sequences are others now. */
static void
begin_anew (NatterUiRoom *room)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  natter_ui_room_begin_epoch (room, FALSE);
  sync->live_seq = 0;
  sync->known_seq = 0;
  sync->marker = -1;
  sync->window++;
}

void
natter_ui_session_take_epoch (NatterUiSession *self, const char *epoch)
{
  /* A server of the time before epochs: what is kept can be of another life of it. */
  if (epoch == NULL)
    {
      if (self->cache != NULL)
        natter_ui_cache_clear (self->cache);
      g_clear_pointer (&self->cache, natter_ui_cache_free);
      g_clear_pointer (&self->epoch, g_free);
      return;
    }

  if (self->epoch != NULL && !g_str_equal (self->epoch, epoch))
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
      begin_anew (natter_ui_room_list_get (self->rooms, i));
  if (self->cache != NULL)
    natter_ui_cache_set_epoch (self->cache, epoch);
  g_free (self->epoch);
  self->epoch = g_strdup (epoch);
}

void
natter_ui_session_set_keep_days (NatterUiSession *self, guint days)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  self->keep_days = days;
  if (self->cache != NULL && days > 0)
    natter_ui_cache_keep_since (self->cache, self->ports.get_real_time (self->ports.data) -
                                               (gint64) days * 24 * 60 * 60 * G_USEC_PER_SEC);
}

void
natter_ui_session_clear_kept (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  if (self->cache != NULL)
    natter_ui_cache_clear (self->cache);
}
