/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-limits.h"

#include "natter-ui-reply.h"
#include "natter-ui-session-private.h"

/* Each command carries an id, and its answer the same: PROTOCOL.md §5.2. */

NatterUiRequest *
natter_ui_request_new (NatterUiRequestKind kind, NatterUiRoom *room)
{
  NatterUiRequest *request = g_new0 (NatterUiRequest, 1);

  request->kind = kind;
  request->room = room != NULL ? g_object_ref (room) : NULL;
  return request;
}

void
natter_ui_request_free (NatterUiRequest *request)
{
  g_clear_object (&request->room);
  g_clear_object (&request->message);
  g_clear_object (&request->task);
  natter_ui_secret_free (request->password);
  g_free (request);
}

/* The prefix is drawn once a session: what is found in a history after a break is ours and no other's. */
char *
natter_ui_session_make_id (NatterUiSession *self, char what)
{
  self->last_id++;
  return g_strdup_printf ("%c%s-%" G_GUINT64_FORMAT, what, self->id_prefix, self->last_id);
}

gboolean
natter_ui_session_ask (NatterUiSession *self, NatterCommand *command, NatterUiRequest *request)
{
  g_autoptr (NatterCommand) owned = command;

  if (owned->id == NULL)
    owned->id = natter_ui_session_make_id (self, 'q');

  if (!self->opened || !self->ports.send (self->ports.data, owned))
    {
      g_clear_pointer (&request, natter_ui_request_free);
      return FALSE;
    }

  if (request != NULL)
    {
      request->command = owned->kind;
      if (owned->kind == NATTER_COMMAND_HISTORY && request->kind == NATTER_UI_REQUEST_SHOW)
        request->page = (NatterUiPage){ NATTER_UI_MOVE_TO, owned->range, owned->seq, owned->time };
      request->password = natter_ui_session_dup_new_password (owned);
      g_hash_table_replace (self->requests, g_strdup (owned->id), request);
    }
  return TRUE;
}

/* (transfer full): what the server said is wrong. */
static GError *
new_error (const NatterEvent *event)
{
  if (event->text != NULL && event->text[0] != '\0')
    return g_error_new_literal (NATTER_ERROR, (int) event->code, event->text);

  return g_error_new_literal (NATTER_ERROR, (int) event->code, _ ("The server refused it, and did not say why."));
}

static void
answer_login (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  g_autoptr (GError) error = NULL;
  gboolean ghost;

  if (event->kind != NATTER_EVENT_ERROR)
    return;

  if (request->command == NATTER_COMMAND_RESUME && event->code != NATTER_ERROR_SLOW_DOWN)
    {
      /* That session is over, or this is a server that knows nothing of such things. */
      natter_ui_session_keep_token (self, NULL);
      natter_ui_session_send_login (self);
      return;
    }

  error = new_error (event);
  ghost = event->code == NATTER_ERROR_NAME_TAKEN && natter_ui_session_is_at_home (self) &&
          natter_ui_session_get_time (self) < self->patience_until;
  if (ghost || event->code == NATTER_ERROR_SLOW_DOWN)
    {
      natter_ui_session_break (self, error, event->wait);
      return;
    }

  if (event->code == NATTER_ERROR_WRONG_PASSWORD)
    natter_ui_session_keep_password (self, NULL);
  self->answer_by = 0;
  self->refused = TRUE;
  natter_ui_session_set_state (self, NATTER_UI_STATE_LOGIN);
  natter_ui_session_set_error (self, error, event->suggestion);
}

static GListModel *
new_people (NatterUiSession *self, const GPtrArray *people)
{
  NatterUiPersonList *list = natter_ui_person_list_new ();

  natter_ui_person_list_replace (list, people, self->key);
  return G_LIST_MODEL (list);
}

static GListModel *
new_rooms (const GPtrArray *rooms)
{
  GListStore *list = g_list_store_new (NATTER_UI_TYPE_ROOM_INFO);

  for (guint i = 0; rooms != NULL && i < rooms->len; i++)
    {
      g_autoptr (NatterUiRoomInfo) info = natter_ui_room_info_new (g_ptr_array_index (rooms, i));

      g_list_store_append (list, info);
    }

  return G_LIST_MODEL (list);
}

static void
answer_task (NatterUiSession *self, GTask *task, const NatterEvent *event)
{
  if (g_task_get_source_tag (task) == natter_ui_session_ask_async && event->kind != NATTER_EVENT_ERROR)
    g_task_return_pointer (task, natter_event_ref ((NatterEvent *) event), (GDestroyNotify) natter_event_unref);
  else if (event->kind == NATTER_EVENT_WHO)
    g_task_return_pointer (task, new_people (self, event->people), g_object_unref);
  else if (event->kind == NATTER_EVENT_ROOMS)
    g_task_return_pointer (task, new_rooms (event->rooms), g_object_unref);
  else if (event->kind == NATTER_EVENT_ERROR)
    g_task_return_error (task, new_error (event));
  else
    g_task_return_new_error (task, NATTER_ERROR, NATTER_ERROR_FAILED, "%s",
                             _ ("The server gave an answer that does not fit. Please try again."));
}

static void
answer_ping (NatterUiSession *self, const NatterUiRequest *request)
{
  gint64 best = natter_ui_session_get_time (self) - request->time;
  int latency;

  memmove (self->pings + 1, self->pings, sizeof self->pings - sizeof self->pings[0]);
  self->pings[0] = best;
  self->n_pings++;
  for (guint i = 1; i < MIN (self->n_pings, NATTER_UI_PINGS_KEPT); i++)
    best = MIN (best, self->pings[i]);

  /* The first ones were on their way while the window was built. */
  latency = (int) CLAMP ((best + 500) / 1000, 0, G_MAXINT);
  if (self->n_pings < 3 || self->latency == latency)
    return;

  self->latency = latency;
  natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_LATENCY);
}

static void
show_error (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event)
{
  g_autoptr (GError) error = new_error (event);

  natter_ui_session_show (self, room, NATTER_UI_MESSAGE_ERROR, error->message);
}

static void
show_answer (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  g_autofree char *text = NULL;

  if (event->kind == NATTER_EVENT_DONE && request->password != NULL)
    {
      natter_ui_session_keep_password (self, request->password);
      natter_ui_session_set_account (self, TRUE);
    }
  if (event->kind == NATTER_EVENT_HISTORY && request->room != NULL && request->page.range != NATTER_RANGE_LAST)
    natter_ui_session_answer_page (self, request, event);
  else if (event->kind == NATTER_EVENT_HISTORY && request->room != NULL)
    natter_ui_session_take_asked (self, request->room, event->messages);

  if (request->command == NATTER_COMMAND_AWAY || request->command == NATTER_COMMAND_BACK)
    text = natter_ui_reply_dup_away (self->away);
  else
    text = natter_ui_reply_dup_text (event, self->name);
  if (text != NULL)
    natter_ui_session_show (self, request->room, NATTER_UI_MESSAGE_REPLY, text);
}

/* A step of the resuming is done, well or not. */
static void
answer_step (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  self->stepping = FALSE;
  if (event->kind == NATTER_EVENT_ERROR)
    natter_ui_session_step_failed (self, request, event);
  else if (request->kind == NATTER_UI_REQUEST_CATCH_UP)
    natter_ui_session_take_history (self, request, event);
}

static void
answer_enter (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  NatterUiRoom *room;

  if (event->kind == NATTER_EVENT_ERROR)
    {
      show_error (self, request->room, event);
      return;
    }

  room = event->kind == NATTER_EVENT_ENTERED ? natter_ui_session_find_room (self, event->room) : NULL;
  if (room != NULL)
    natter_ui_session_change_current (self, room);
}

/* Said once, until they are here again. */
static void
tell_waiting (NatterUiSession *self, NatterUiRoom *room)
{
  g_autofree char *text = NULL;

  if (natter_ui_room_get_sync (room)->told_waiting)
    return;

  natter_ui_room_get_sync (room)->told_waiting = TRUE;
  /* Translators: %s is a person */
  text = g_strdup_printf (_ ("%s is not here. Your message waits for them."), natter_ui_room_get_title (room));
  natter_ui_session_show (self, room, NATTER_UI_MESSAGE_NOTICE, text);
}

static void
answer_message (NatterUiSession *self, const NatterUiRequest *request, const NatterEvent *event)
{
  if (event->kind == NATTER_EVENT_ERROR)
    {
      natter_ui_session_message_failed (self, request->message, event);
      return;
    }

  natter_ui_session_message_done (self, request->message, event);
  natter_ui_session_begin_slow (self, request->room);
  if (event->waiting)
    tell_waiting (self, request->room);
}

/* After the event itself had its effect. */
void
natter_ui_session_answer (NatterUiSession *self, const NatterEvent *event)
{
  g_autofree char *id = NULL;
  NatterUiRequest *request;

  if (event->re == NULL || !g_hash_table_steal_extended (self->requests, event->re, (gpointer *) &id, (gpointer *) &request))
    return;

  switch (request->kind)
    {
    case NATTER_UI_REQUEST_LOGIN:
      answer_login (self, request, event);
      break;
    case NATTER_UI_REQUEST_ENTER:
      answer_enter (self, request, event);
      break;
    case NATTER_UI_REQUEST_REENTER:
    case NATTER_UI_REQUEST_CATCH_UP:
      answer_step (self, request, event);
      break;
    case NATTER_UI_REQUEST_MESSAGE:
      answer_message (self, request, event);
      break;
    case NATTER_UI_REQUEST_PAGE:
      natter_ui_session_answer_page (self, request, event);
      break;
    case NATTER_UI_REQUEST_TASK:
      answer_task (self, request->task, event);
      break;
    case NATTER_UI_REQUEST_PING:
      answer_ping (self, request);
      break;
    case NATTER_UI_REQUEST_SILENT:
      break;
    case NATTER_UI_REQUEST_MEMBERS:
    case NATTER_UI_REQUEST_QUIET:
    case NATTER_UI_REQUEST_SHOW:
    default:
      if (event->kind == NATTER_EVENT_ERROR && request->kind != NATTER_UI_REQUEST_MEMBERS)
        show_error (self, request->room, event);
      else if (request->kind == NATTER_UI_REQUEST_SHOW)
        show_answer (self, request, event);
      break;
    }

  natter_ui_request_free (request);
}

void
natter_ui_session_fail_requests (NatterUiSession *self)
{
  g_autoptr (GHashTable) requests = g_steal_pointer (&self->requests);
  GHashTableIter iter;
  NatterUiRequest *request;

  self->requests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) natter_ui_request_free);
  g_hash_table_iter_init (&iter, requests);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &request))
    {
      if (request->kind == NATTER_UI_REQUEST_PAGE)
        natter_ui_room_get_sync (request->room)->asked[request->page.move] = FALSE;
      if (request->kind == NATTER_UI_REQUEST_PAGE && request->page.move == NATTER_UI_MOVE_OLDER)
        natter_ui_room_set_past (request->room, NATTER_UI_PAST_OPEN);
      if (request->task != NULL)
        g_task_return_new_error (request->task, NATTER_UI_ERROR, NATTER_UI_ERROR_OFFLINE, "%s",
                                 _ ("The connection broke before the server could answer. Please try again."));
    }
}
