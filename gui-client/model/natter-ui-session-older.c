/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-error.h"
#include "shared/natter-limits.h"

#include "natter-ui-session-private.h"

/* What was said before what is known. The protocol has only "the last N messages", so that each step brings again what is
 * there already: two steps lead to the most that a server gives. */

#define STEP         200
#define ANSWER_BYTES (128 * 1024)

/* How many of the latest messages are known, and those between. */
static guint64
count_known (NatterUiRoom *room)
{
  guint64 first = natter_ui_message_list_get_first_seq (natter_ui_room_get_messages (room));
  guint64 last = natter_ui_room_get_last_seq (room);

  return first > 0 && first <= last ? last - first + 1 : 0;
}

void
natter_ui_session_update_past (NatterUiRoom *room)
{
  if (natter_ui_message_list_get_first_seq (natter_ui_room_get_messages (room)) == 1)
    natter_ui_room_set_past (room, NATTER_UI_PAST_WHOLE);
}

static void
ask (NatterUiSession *self, NatterUiRoom *room, guint count)
{
  NatterCommand *command = natter_command_new (NATTER_COMMAND_HISTORY);
  NatterUiRequest *request = natter_ui_request_new (NATTER_UI_REQUEST_OLDER, room);

  command->room = g_strdup (natter_ui_room_get_name (room));
  command->count = count;
  command->has_count = TRUE;
  request->count = count;
  if (natter_ui_session_ask (self, command, request))
    natter_ui_room_set_past (room, NATTER_UI_PAST_ASKED);
}

void
natter_ui_session_load_older (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiRoomSync *sync;
  guint64 known;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (NATTER_UI_IS_ROOM (room));

  sync = natter_ui_room_get_sync (room);
  if (self->state != NATTER_UI_STATE_ONLINE || !natter_ui_room_get_joined (room) || sync->needs_history ||
      natter_ui_room_get_past (room) != NATTER_UI_PAST_OPEN || natter_ui_session_get_time (self) < sync->older_at)
    return;

  natter_ui_session_update_past (room);
  known = count_known (room);
  if (known >= NATTER_LIMIT_HISTORY)
    natter_ui_room_set_past (room, NATTER_UI_PAST_LIMIT);
  else if (natter_ui_room_get_past (room) == NATTER_UI_PAST_OPEN)
    ask (self, room, known <= STEP / 2 ? STEP : NATTER_LIMIT_HISTORY);
  natter_ui_session_settle (self);
}

/* How it is when the server gave @n of the @asked. Fewer than asked for are all there are, but where they are so long that
 * the server cut the answer: PROTOCOL.md §4.17. */
static NatterUiPast
judge (const GPtrArray *messages, guint asked)
{
  guint n = messages != NULL ? messages->len : 0;
  gsize size = 0;

  for (guint i = 0; i < n; i++)
    {
      const NatterMessage *message = g_ptr_array_index (messages, i);

      size += message->text != NULL ? strlen (message->text) : 0;
    }

  if (n < asked)
    return size < ANSWER_BYTES / 2 ? NATTER_UI_PAST_WHOLE : NATTER_UI_PAST_LIMIT;

  return asked < NATTER_LIMIT_HISTORY ? NATTER_UI_PAST_OPEN : NATTER_UI_PAST_LIMIT;
}

void
natter_ui_session_answer_older (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  NatterUiRoom *room = request->room;

  /* Something came in between that says more: it was left, or begins anew. */
  if (natter_ui_room_get_past (room) != NATTER_UI_PAST_ASKED)
    return;

  if (event->kind == NATTER_EVENT_HISTORY)
    {
      natter_ui_room_set_past (room, judge (event->messages, request->count));
      natter_ui_session_take_older (self, room, event->messages);
    }
  else if (event->kind == NATTER_EVENT_ERROR && event->code == NATTER_ERROR_NO_SUCH_PERSON)
    natter_ui_room_set_past (room, NATTER_UI_PAST_WHOLE);
  else
    {
      natter_ui_room_get_sync (room)->older_at =
        natter_ui_session_get_time (self) + MAX (event->wait, 2) * G_USEC_PER_SEC;
      natter_ui_room_set_past (room, NATTER_UI_PAST_OPEN);
    }
}
