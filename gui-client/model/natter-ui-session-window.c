/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-error.h"
#include "shared/natter-limits.h"

#include "natter-ui-session-private.h"

/* A room's list is a window on what was said there. It is moved by pages, from the cache where that has them, else from the
 * server. */

#define PAGE 100

/* (transfer full) (element-type NatterUiMessage) */
static GPtrArray *
make_items (NatterUiSession *self, NatterUiRoom *room, const GPtrArray *messages)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const NatterMessage *message = g_ptr_array_index (messages, i);

      if (message->seq != 0 && message->from != NULL && !natter_message_kind_is_change (message->kind))
        g_ptr_array_add (items, natter_ui_session_make_message (self, room, message));
    }
  return items;
}

void
natter_ui_session_update_past (NatterUiRoom *room)
{
  if (natter_ui_message_list_get_first_seq (natter_ui_room_get_messages (room)) == 1)
    natter_ui_room_set_past (room, NATTER_UI_PAST_WHOLE);
}

/* A page in the direction it was asked for has come. */
static void
take_page (NatterUiSession *self, NatterUiRoom *room, const NatterUiPage *page)
{
  NatterUiMessageList *list = natter_ui_room_get_messages (room);
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);
  g_autoptr (GPtrArray) items = make_items (self, room, page->messages);
  gboolean to_the_end = page->end >= sync->last_seq;

  switch (page->move)
    {
    case NATTER_UI_MOVE_OLDER:
      natter_ui_room_set_past (room, page->begin <= 1 ? NATTER_UI_PAST_WHOLE : NATTER_UI_PAST_OPEN);
      natter_ui_message_list_merge (list, items);
      break;

    case NATTER_UI_MOVE_NEWER:
      natter_ui_message_list_merge (list, items);
      natter_ui_message_list_set_newer (list, natter_ui_message_list_get_newer (list) && !to_the_end);
      break;

    case NATTER_UI_MOVE_TO:
    default:
      sync->window++;
      natter_ui_room_set_past (room, page->begin <= 1 ? NATTER_UI_PAST_WHOLE : NATTER_UI_PAST_OPEN);
      natter_ui_message_list_replace (list, items, !to_the_end);
      break;
    }
  natter_ui_session_update_past (room);
  if (page->move == NATTER_UI_MOVE_TO && !page->to_end)
    natter_ui_session_emit_went_to (self, room, page->target);
}

/* Up to the end what came meanwhile follows. */
static void
follow_to_end (NatterUiSession *self, NatterUiRoom *room, const NatterUiPage *page)
{
  if (page->to_end && natter_ui_message_list_get_newer (natter_ui_room_get_messages (room)))
    natter_ui_session_load_newer (self, room);
}

/* --- From the server --- */

static void
ask_server (NatterUiSession *self, NatterUiRoom *room, const NatterUiPage *wanted)
{
  NatterCommand *command;
  NatterUiRequest *request;
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

  sync->asked[wanted->move] = FALSE;
  if (self->state != NATTER_UI_STATE_ONLINE || natter_ui_session_get_time (self) < sync->older_at)
    {
      if (wanted->move == NATTER_UI_MOVE_OLDER)
        natter_ui_room_set_past (room, NATTER_UI_PAST_OPEN);
      return;
    }

  command = natter_command_new (NATTER_COMMAND_HISTORY);
  command->room = g_strdup (natter_ui_room_get_name (room));
  command->range = wanted->range;
  command->seq = wanted->seq;
  command->time = wanted->time;
  command->count = PAGE;
  command->has_count = TRUE;
  request = natter_ui_request_new (NATTER_UI_REQUEST_PAGE, room);
  request->page = *wanted;
  request->window = sync->window;
  sync->asked[wanted->move] = natter_ui_session_ask (self, command, request);
  if (wanted->move == NATTER_UI_MOVE_OLDER)
    natter_ui_room_set_past (room, sync->asked[wanted->move] ? NATTER_UI_PAST_ASKED : NATTER_UI_PAST_OPEN);
}

static guint64
get_seq (const GPtrArray *messages, guint i)
{
  return ((const NatterMessage *) g_ptr_array_index (messages, i))->seq;
}

/* What a page covers, also where the server does not say (PROTOCOL.md §5.14). */
void
natter_ui_session_get_span (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event, const NatterRange *range,
                            NatterUiSpan *span)
{
  guint n = event->messages != NULL ? event->messages->len : 0;
  gboolean up = range->kind == NATTER_RANGE_SINCE || range->kind == NATTER_RANGE_AT;
  guint64 last = natter_ui_room_get_sync (room)->entered_seq;

  span->final = !range->events;
  if (event->begin >= 0 && event->end >= 0)
    {
      /* what is not kept any more is all there, too */
      span->begin = up || event->more ? (guint64) event->begin : 1;
      span->end = (guint64) event->end;
      return;
    }

  span->begin = n > 0 ? get_seq (event->messages, 0) : 0;
  span->end = n > 0 ? get_seq (event->messages, n - 1) : 0;
  if (range->kind == NATTER_RANGE_SINCE)
    span->begin = range->seq + 1;
  else if (!up && !event->more)
    span->begin = 1;
  if (range->kind == NATTER_RANGE_BEFORE)
    span->end = range->seq - 1;
  else if (up && !event->more)
    span->end = MAX (span->end, last);
}

/* Where it is that was meant. */
static guint64
find_target (const NatterUiPage *wanted, const GPtrArray *messages)
{
  guint64 target = 0;

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      guint64 seq = get_seq (messages, i);

      if (wanted->range == NATTER_RANGE_AT || wanted->target == 0)
        return seq;
      if (seq <= wanted->target)
        target = seq;
    }
  return target;
}

void
natter_ui_session_answer_page (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  NatterUiRoom *room = request->room;
  NatterUiRoomSync *sync = natter_ui_room_get_sync (room);
  NatterRange range = { request->page.range, PAGE, request->page.seq, request->page.time, FALSE, 0 };
  NatterUiPage page = request->page;
  NatterUiSpan span = { 0 };
  gboolean is_stale = request->window != sync->window;

  sync->asked[page.move] = FALSE;
  if (event->kind == NATTER_EVENT_HISTORY)
    {
      natter_ui_session_get_span (self, room, event, &range, &span);
      if (event->messages != NULL)
        natter_ui_session_cache_page (self, room, event->messages, &span);
      page.messages = event->messages;
      page.begin = !event->more && (range.kind == NATTER_RANGE_BEFORE || range.kind == NATTER_RANGE_LAST) ? 1 : span.begin;
      page.end = !event->more && (range.kind == NATTER_RANGE_SINCE || range.kind == NATTER_RANGE_AT)
                   ? MAX (span.end, sync->last_seq)
                   : span.end;
      if (range.kind == NATTER_RANGE_LAST)
        page.end = MAX (page.end, sync->last_seq);
      if (page.move == NATTER_UI_MOVE_TO && range.kind != NATTER_RANGE_LAST)
        page.target = find_target (&page, event->messages);
      if (!is_stale)
        {
          take_page (self, room, &page);
          follow_to_end (self, room, &page);
        }
      return;
    }

  if (page.move == NATTER_UI_MOVE_OLDER && !is_stale)
    natter_ui_room_set_past (room, event->code == NATTER_ERROR_NO_SUCH_PERSON ? NATTER_UI_PAST_WHOLE : NATTER_UI_PAST_OPEN);
  sync->older_at = natter_ui_session_get_time (self) + MAX (event->wait, 2) * G_USEC_PER_SEC;
}

/* --- From the cache --- */

static void
take_cached (const NatterUiCachePage *cached, gpointer user_data)
{
  NatterUiAsking *asking = user_data;
  NatterUiSession *self = asking->session;
  NatterUiRoom *room = asking->room;
  NatterUiPage *wanted = asking->data;
  NatterUiPage page = *wanted;

  if (asking->window != natter_ui_room_get_sync (room)->window)
    {
      natter_ui_room_get_sync (room)->asked[page.move] = FALSE;
      return;
    }

  if (!cached->found || (cached->messages->len == 0 && page.move == NATTER_UI_MOVE_OLDER && cached->begin > 1))
    {
      ask_server (self, room, wanted);
      natter_ui_session_settle (self);
      return;
    }

  natter_ui_room_get_sync (room)->asked[page.move] = FALSE;
  page.messages = cached->messages;
  page.begin = cached->begin;
  page.end = cached->end;
  if (page.move == NATTER_UI_MOVE_TO && cached->target != 0)
    page.target = cached->target;
  take_page (self, room, &page);
  follow_to_end (self, room, &page);
  natter_ui_session_settle (self);
}

/* @place: where the cache has it. */
static void
ask_for (NatterUiSession *self, NatterUiRoom *room, const NatterUiPage *wanted, NatterUiCachePlace place)
{
  NatterUiCacheRange range = { place, place == NATTER_UI_CACHE_AROUND ? wanted->target : wanted->seq, wanted->time, PAGE };
  NatterUiAsking *asking;

  if (self->cache == NULL)
    {
      ask_server (self, room, wanted);
      return;
    }

  natter_ui_room_get_sync (room)->asked[wanted->move] = TRUE;
  if (wanted->move == NATTER_UI_MOVE_OLDER)
    natter_ui_room_set_past (room, NATTER_UI_PAST_ASKED);
  asking = natter_ui_session_new_asking (self, room);
  asking->data = g_memdup2 (wanted, sizeof *wanted);
  asking->free_data = g_free;
  natter_ui_cache_read_page (self->cache, natter_ui_room_get_key (room), &range, take_cached, asking);
}

void
natter_ui_session_load_older (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiPage wanted = { .move = NATTER_UI_MOVE_OLDER, .range = NATTER_RANGE_BEFORE };
  NatterUiRoomSync *sync;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  sync = natter_ui_room_get_sync (room);
  natter_ui_session_update_past (room);
  if (natter_ui_room_get_past (room) != NATTER_UI_PAST_OPEN || natter_ui_session_get_time (self) < sync->older_at ||
      (self->cache == NULL && (sync->needs_history || !natter_ui_room_get_joined (room))))
    return;

  /* Who has come so far reads up there: what they see is not taken from them. */
  if (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_messages (room))) > 2 * PAGE)
    natter_ui_message_list_set_held (natter_ui_room_get_messages (room), TRUE);
  wanted.seq = natter_ui_message_list_get_first_seq (natter_ui_room_get_messages (room));
  wanted.range = wanted.seq > 0 ? NATTER_RANGE_BEFORE : NATTER_RANGE_LAST;
  natter_ui_message_list_clear_cut (natter_ui_room_get_messages (room));
  ask_for (self, room, &wanted, wanted.seq > 0 ? NATTER_UI_CACHE_BEFORE : NATTER_UI_CACHE_LAST);
  natter_ui_session_settle (self);
}

void
natter_ui_session_load_newer (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiPage wanted = { .move = NATTER_UI_MOVE_NEWER, .range = NATTER_RANGE_SINCE };
  NatterUiMessageList *list;
  NatterUiRoomSync *sync;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  list = natter_ui_room_get_messages (room);
  sync = natter_ui_room_get_sync (room);
  if (!natter_ui_message_list_get_newer (list) || sync->asked[NATTER_UI_MOVE_NEWER])
    return;

  wanted.seq = natter_ui_message_list_get_last_seq (list);
  ask_for (self, room, &wanted, NATTER_UI_CACHE_SINCE);
  natter_ui_session_settle (self);
}

void
natter_ui_session_go_to_newest (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiPage wanted = { .move = NATTER_UI_MOVE_TO, .range = NATTER_RANGE_LAST, .to_end = TRUE };

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  natter_ui_message_list_set_held (natter_ui_room_get_messages (room), FALSE);
  if (!natter_ui_message_list_get_newer (natter_ui_room_get_messages (room)))
    return;

  ask_for (self, room, &wanted, NATTER_UI_CACHE_LAST);
  natter_ui_session_settle (self);
}

void
natter_ui_session_go_to (NatterUiSession *self, NatterUiRoom *room, guint64 seq)
{
  NatterUiPage wanted = { .move = NATTER_UI_MOVE_TO, .range = NATTER_RANGE_BEFORE, .seq = seq + PAGE / 2, .target = seq };

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));
  g_return_if_fail (seq > 0 && seq < G_MAXINT64 - PAGE);

  if (natter_ui_message_list_find_seq (natter_ui_room_get_messages (room), seq) != NULL)
    natter_ui_session_emit_went_to (self, room, seq);
  else
    ask_for (self, room, &wanted, NATTER_UI_CACHE_AROUND);
  natter_ui_session_settle (self);
}

void
natter_ui_session_go_to_time (NatterUiSession *self, NatterUiRoom *room, gint64 time)
{
  NatterUiPage wanted = { .move = NATTER_UI_MOVE_TO, .range = NATTER_RANGE_AT, .time = time };

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  ask_for (self, room, &wanted, NATTER_UI_CACHE_AT);
  natter_ui_session_settle (self);
}

/* A room that is looked at for the first time shows what is kept of it. */
void
natter_ui_session_fill (NatterUiSession *self, NatterUiRoom *room)
{
  if (self->cache != NULL && natter_ui_room_get_sync (room)->known_seq > 0 &&
      natter_ui_message_list_get_first_seq (natter_ui_room_get_messages (room)) == 0 &&
      natter_ui_room_get_past (room) == NATTER_UI_PAST_OPEN)
    natter_ui_session_load_older (self, room);
}
