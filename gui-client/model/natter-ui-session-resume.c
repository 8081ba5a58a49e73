/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"

#include "natter-ui-session-private.h"

/* After a login: into each room again, and what was said meanwhile; a step at a time, as fast as the server lets us. */

/* So many of the latest messages, where nothing is known yet. */
#define FIRST_HISTORY 100

/* Who missed more than so many pages begins with the latest; the rest is there when it is asked for. */
#define PAGES_MOST 10

/* A room that we were in becomes one again: what of its sequence is known, and what is to be fetched. */
void
natter_ui_session_enter (NatterUiSession *self, NatterUiRoom *room, guint64 seq)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  sync->needs_join = FALSE;
  sync->led_in = FALSE;
  if (natter_ui_room_get_joined (room))
    return;

  natter_ui_room_set_joined (room, TRUE);
  sync->catching_up = sync->last_seq > 0;
  sync->anchor_seq = 0;
  sync->n_pages = 0;
  sync->exact = self->epoch != NULL && sync->known_seq > 0 && sync->known_seq <= seq;
  if (seq < sync->last_seq)
    {
      natter_ui_room_begin_epoch (room, FALSE);
      natter_ui_session_forget_room (self, room, FALSE);
    }
  else if (sync->catching_up)
    {
      sync->anchor_seq = sync->exact ? sync->known_seq : sync->last_seq;
      sync->anchor_time = sync->last_time;
    }

  if (seq == 0 || natter_ui_room_get_past (room) != NATTER_UI_PAST_ASKED)
    natter_ui_room_set_past (room, seq > 0 ? NATTER_UI_PAST_OPEN : NATTER_UI_PAST_WHOLE);
  natter_ui_message_list_set_mark (natter_ui_room_get_messages (room));
  sync->entered_seq = seq;
  sync->live_seq = seq;
  sync->away_seq = sync->marker >= 0 ? (guint64) sync->marker : sync->known_seq;
  sync->needs_history = seq > 0 && !(sync->exact && sync->known_seq == seq);
  natter_ui_session_cache_room (self, room);
  natter_ui_room_see (room, seq, 0);
  if (!sync->catching_up)
    natter_ui_room_mark_read (room, TRUE);
  if (!sync->needs_history)
    natter_ui_session_resolve_unsure (self, room, TRUE);
}

static void
ask_history (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);
  NatterCommand *command = natter_command_new (NATTER_COMMAND_HISTORY);
  NatterUiRequest *request = natter_ui_request_new (NATTER_UI_REQUEST_CATCH_UP, room);
  guint64 wanted = FIRST_HISTORY;

  /* With the last one that is known, to see whether it is still the same. */
  if (sync->anchor_seq > 0 && sync->entered_seq >= sync->anchor_seq)
    wanted = sync->entered_seq - sync->anchor_seq + 1;

  /* What came since we are in is at the end of it too. */
  wanted += sync->last_seq - MIN (sync->last_seq, sync->entered_seq);
  command->room = g_strdup (natter_ui_room_get_name (room));
  command->count = (guint) CLAMP (wanted, 1, NATTER_LIMIT_HISTORY);
  command->has_count = TRUE;
  command->events = sync->anchor_seq > 0; /* what was done to the messages that are known, too */
  if (sync->exact)
    {
      command->range = NATTER_RANGE_SINCE;
      command->seq = sync->anchor_seq;
      command->count = NATTER_LIMIT_HISTORY;
    }
  request->count = command->count;
  self->stepping = natter_ui_session_ask (self, command, request);
}

static void
ask_to_enter (NatterUiSession *self, NatterUiRoom *room)
{
  NatterCommand *command = natter_command_new (NATTER_COMMAND_JOIN);

  command->room = g_strdup (natter_ui_room_get_name (room));
  self->stepping = natter_ui_session_ask (self, command, natter_ui_request_new (NATTER_UI_REQUEST_REENTER, room));
}

static gboolean
needs_step (NatterUiRoom *room)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  return (sync->needs_join && !sync->led_in) || sync->needs_history;
}

/* First what is looked at, then where something waits to be said, then the others. Returns: (nullable). */
static NatterUiRoom *
choose_room (NatterUiSession *self)
{
  NatterUiRoom *chosen = NULL;

  if (self->current != NULL && needs_step (self->current))
    return self->current;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);

      if (!needs_step (room))
        continue;
      if (natter_ui_outbox_count (self->outbox, room) > 0)
        return room;
      chosen = chosen != NULL ? chosen : room;
    }

  return chosen;
}

void
natter_ui_session_pump (NatterUiSession *self)
{
  gint64 now;
  NatterUiRoom *room;

  if (self->state != NATTER_UI_STATE_ONLINE || self->replaying)
    return;

  now = natter_ui_session_get_time (self);
  if (self->hold_until <= now)
    self->hold_until = 0;
  room = !self->stepping && self->resume_at <= now ? choose_room (self) : NULL;
  if (room != NULL)
    {
      self->resume_at = 0;
      if (natter_ui_room_get_sync (room)->needs_join)
        ask_to_enter (self, room);
      else
        ask_history (self, room);
    }

  if (self->hold_until == 0)
    natter_ui_session_send_waiting (self);
}

void
natter_ui_session_step_failed (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *error)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (request->room);

  if (error->code == NATTER_ERROR_SLOW_DOWN)
    {
      self->resume_at = natter_ui_session_get_time (self) + MAX (error->wait, 1) * G_USEC_PER_SEC;
      return;
    }

  if (request->kind == NATTER_UI_REQUEST_REENTER)
    natter_ui_session_show (self, request->room, NATTER_UI_MESSAGE_ERROR,
                            error->text != NULL ? error->text : _ ("The server does not let you into this room any more."));
  sync->needs_join = FALSE;
  sync->needs_history = FALSE;
  natter_ui_session_resolve_unsure (self, request->room, !natter_ui_room_is_direct (request->room));
}

static int
compare_seq (gconstpointer a, gconstpointer b)
{
  const NatterMessage *first = *(NatterMessage *const *) a;
  const NatterMessage *second = *(NatterMessage *const *) b;

  return first->seq < second->seq ? -1 : first->seq > second->seq;
}

/* Whether the message last known is another one now: the server, or its store, has begun anew. Times go over the wire in
 * milliseconds. */
static gboolean
is_other_history (const NatterUiRoomSync *sync, const GPtrArray *messages)
{
  for (guint i = 0; sync->anchor_seq > 0 && sync->anchor_time != 0 && i < messages->len; i++)
    {
      const NatterMessage *message = g_ptr_array_index (messages, i);

      if (message->seq == sync->anchor_seq)
        return message->time / 1000 != sync->anchor_time / 1000;
    }

  return FALSE;
}

/* More was said than the server gives at once. */
static gboolean
has_gap (const NatterUiRoomSync *sync, const GPtrArray *messages, guint count)
{
  const NatterMessage *first = messages->len > 0 ? g_ptr_array_index (messages, 0) : NULL;

  return sync->anchor_seq > 0 && count == NATTER_LIMIT_HISTORY && first != NULL && first->seq > sync->anchor_seq + 1;
}

/* @known: what comes after it, and was there when we came in, is new to the reader. */
static void
merge (NatterUiSession *self, NatterUiRoom *room, const GPtrArray *messages, guint64 known)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);
  NatterUiMessageList *list = natter_ui_room_get_messages (room);

  for (guint i = 0; i < messages->len; i++)
    {
      const NatterMessage *message = g_ptr_array_index (messages, i);
      NatterUiMessage *item;

      if (message->seq == 0)
        continue;
      if (message->seq == sync->last_seq && sync->last_time == 0)
        sync->last_time = message->time;
      if (natter_message_kind_is_change (message->kind))
        continue;
      item = natter_ui_session_make_message (self, room, message);
      g_ptr_array_add (items, item);
      natter_ui_room_see (room, message->seq, message->time);
      if (message->seq > known && message->seq <= sync->entered_seq)
        natter_ui_session_count_unread (self, room, item, FALSE);
    }

  if (!natter_ui_message_list_get_newer (list))
    natter_ui_message_list_merge (list, items);
  for (guint i = 0; i < messages->len; i++)
    {
      const NatterMessage *message = g_ptr_array_index (messages, i);

      if (natter_message_kind_is_change (message->kind) && message->seq != 0)
        natter_ui_session_take_change (self, room, message);
    }
  natter_ui_session_update_past (room);
}

/* (transfer container): borrowed messages in order. */
static GPtrArray *
sort (const GPtrArray *messages)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (messages, i));
  g_ptr_array_sort (sorted, compare_seq);

  return sorted;
}

/* More than is worth being read through at once. */
static void
begin_with_latest (NatterUiSession *self, NatterUiRoom *room)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  natter_ui_session_forget_room (self, room, FALSE);
  natter_ui_message_list_replace (natter_ui_room_get_messages (room), none, FALSE);
  natter_ui_room_set_past (room, NATTER_UI_PAST_OPEN);
  sync->window++;
  sync->exact = FALSE;
  sync->catching_up = FALSE;
  sync->anchor_seq = 0;
  sync->entered_seq = sync->live_seq = sync->last_seq;
}

/* All that was missed is known. */
void
natter_ui_session_caught_up (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  sync->needs_history = FALSE;
  sync->catching_up = FALSE;
  sync->known_seq = MAX (sync->known_seq, sync->live_seq);
  natter_ui_session_resolve_unsure (self, room, TRUE);
  natter_ui_session_recount (self, room);
  natter_ui_session_collect_missed (self, room);
}

/* A page of what came after what is known. */
void
natter_ui_session_take_missed (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event)
{
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);
  g_autoptr (GPtrArray) sorted = sort (event->messages);
  NatterRange range = { NATTER_RANGE_SINCE, 0, sync->anchor_seq, 0, TRUE, 0 };
  NatterUiSpan span = { 0 };

  natter_ui_session_get_span (self, room, event, &range, &span);
  natter_ui_session_cache_page (self, room, sorted, &span);
  merge (self, room, sorted, sync->anchor_seq);
  sync->anchor_seq = MAX (sync->anchor_seq, span.end);
  sync->known_seq = MAX (sync->known_seq, span.end);
  sync->n_pages++;
  if (!event->more)
    natter_ui_session_caught_up (self, room);
  else if (sync->n_pages >= PAGES_MOST)
    begin_with_latest (self, room);
}

static void
take_latest (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  NatterUiRoom *room = request->room;
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);
  g_autoptr (GPtrArray) sorted = sort (event->messages);
  NatterRange range = { NATTER_RANGE_LAST, 0, 0, 0, sync->anchor_seq > 0, 0 };
  NatterUiSpan span = { 0 };
  gboolean gap;

  if (is_other_history (sync, sorted))
    {
      natter_ui_room_begin_epoch (room, TRUE);
      natter_ui_session_forget_room (self, room, FALSE);
    }
  gap = has_gap (sync, sorted, request->count);
  if (gap)
    natter_ui_session_show (self, room, NATTER_UI_MESSAGE_NOTICE,
                            _ ("More was said while you were away than can be shown here."));

  natter_ui_session_get_span (self, room, event, &range, &span);
  natter_ui_session_cache_page (self, room, sorted, &span);
  merge (self, room, sorted, sync->catching_up ? sync->anchor_seq : G_MAXUINT64);
  if (self->epoch != NULL && sync->anchor_seq == 0)
    {
      sync->known_seq = MAX (sync->entered_seq, sync->live_seq);
      natter_ui_room_set_past (room, event->more ? NATTER_UI_PAST_OPEN : NATTER_UI_PAST_WHOLE);
    }
  natter_ui_session_caught_up (self, room);
}

void
natter_ui_session_take_history (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  if (natter_ui_room_get_sync (request->room)->exact)
    natter_ui_session_take_missed (self, request->room, event);
  else
    take_latest (self, request, event);
}

void
natter_ui_session_take_asked (NatterUiSession *self, NatterUiRoom *room, const GPtrArray *messages)
{
  g_autoptr (GPtrArray) sorted = sort (messages);

  merge (self, room, sorted, G_MAXUINT64);
}
