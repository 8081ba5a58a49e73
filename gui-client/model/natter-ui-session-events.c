/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-notice.h"
#include "natter-ui-session-private.h"

/* What the server tells, one event after the other. Nothing is taken for granted: a field may be missing, a room unknown,
 * a sequence out of order; what cannot be is ignored. */

static gint64
get_real_time (NatterUiSession *self)
{
  return self->ports.get_real_time (self->ports.data);
}

static void
update_members (NatterUiSession *self, NatterUiRoom *room, const GPtrArray *people, guint count)
{
  natter_ui_person_list_replace (natter_ui_room_get_members (room), people, self->key);
  natter_ui_room_set_n_people (room, count);
}

static void
ask_members (NatterUiSession *self, NatterUiRoom *room)
{
  NatterCommand *command = natter_command_new (NATTER_COMMAND_LOOK);

  command->room = g_strdup (natter_ui_room_get_name (room));
  natter_ui_session_ask (self, command, natter_ui_request_new (NATTER_UI_REQUEST_MEMBERS, room));
}

/* The first room, into which everyone is led, though we had left it. */
static void
leave_again (NatterUiSession *self, const char *name)
{
  NatterCommand *command = natter_command_new (NATTER_COMMAND_LEAVE);

  command->room = g_strdup (name);
  natter_ui_session_ask (self, command, NULL);
}

static gboolean
is_room_name (const char *name)
{
  return name != NULL && name[0] != '\0' && name[0] != '@';
}

static void
take_entered (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room;

  if (!is_room_name (event->room))
    return;

  room = natter_ui_session_find_room (self, event->room);
  if (room == NULL && event->re == NULL && self->resuming)
    {
      self->resuming = FALSE;
      leave_again (self, event->room);
      return;
    }
  if (room == NULL)
    room = natter_ui_session_add_room (self, event->room);
  if (room == NULL)
    return;

  natter_ui_room_set_name (room, event->room);
  natter_ui_room_set_topic (room, event->text);
  natter_ui_session_take_settings (self, room, event);
  update_members (self, room, event->people, event->count);
  if (event->people != NULL && event->count > event->people->len)
    ask_members (self, room);
  natter_ui_session_enter (self, room, event->seq);
  if (event->read >= 0)
    natter_ui_room_get_sync (room)->away_seq = (guint64) event->read;
  natter_ui_session_take_marker (self, room, event->read);
  if (!natter_ui_room_get_sync (room)->needs_history)
    natter_ui_session_collect_missed (self, room);
  self->rooms_known = TRUE;
  if (self->current == NULL)
    natter_ui_session_change_current (self, room);
}

static void
take_parted (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, event->room);

  if (room != NULL && !natter_ui_room_is_direct (room) && (natter_ui_room_get_joined (room) || self->replaying))
    natter_ui_session_lose_room (self, room);
}

/* FALSE: was there. */
static gboolean
add_person (NatterUiSession *self, NatterUiRoom *room, const char *name)
{
  NatterUiPersonList *members = natter_ui_room_get_members (room);
  guint n = natter_ui_room_get_n_people (room);

  if (natter_ui_person_list_find (members, name) != NULL)
    return FALSE;

  if (g_list_model_get_n_items (G_LIST_MODEL (members)) < NATTER_UI_MEMBERS_MOST)
    natter_ui_person_list_add (members, name, natter_ui_session_is_own (self, name));
  natter_ui_room_set_n_people (room, n + 1);
  return TRUE;
}

/* PROTOCOL.md §5.10a. Where not everyone of them is named, the room is looked at again. */
static void
note_crowd (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event, NatterUiHappening happening)
{
  g_autofree char *crowd = NULL;
  guint n = g_strv_length (event->names);

  if (n == 0)
    return;

  crowd = natter_ui_notice_dup_crowd ((const char *const *) event->names, event->count);
  natter_ui_room_note (room, happening, crowd, NULL, get_real_time (self));
  if (event->count > n)
    ask_members (self, room);
}

static void
take_joined (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, event->room);

  if (room == NULL || natter_ui_room_is_direct (room))
    return;

  if (event->names != NULL)
    {
      for (guint i = 0; event->names[i] != NULL; i++)
        add_person (self, room, event->names[i]);
      note_crowd (self, room, event, NATTER_UI_HAPPENING_CROWD_JOINED);
    }
  else if (event->from != NULL && add_person (self, room, event->from) &&
           !natter_ui_session_is_own (self, event->from))
    natter_ui_room_note (room, NATTER_UI_HAPPENING_JOINED, event->from, NULL, get_real_time (self));
}

/* One whom we talk with, and who is gone from the server, is gone from the talk. */
static void
note_in_talk (NatterUiSession *self, const char *name, NatterReason reason)
{
  g_autofree char *room_name = g_strconcat ("@", name, NULL);
  NatterUiRoom *room = natter_ui_room_list_find (self->rooms, room_name);

  if (reason == NATTER_REASON_LEFT || room == NULL ||
      natter_ui_person_list_find (natter_ui_room_get_members (room), name) == NULL)
    return;

  natter_ui_person_list_remove (natter_ui_room_get_members (room), name);
  natter_ui_room_note (room, NATTER_UI_HAPPENING_LEFT, name, natter_ui_notice_get_reason (reason), get_real_time (self));
}

static void
remove_person (NatterUiSession *self, NatterUiRoom *room, const char *name)
{
  guint n = natter_ui_room_get_n_people (room);

  natter_ui_person_list_remove (natter_ui_room_get_members (room), name);
  natter_ui_room_set_n_people (room, n > 0 ? n - 1 : 0);
}

static void
take_left (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, event->room);

  if (room == NULL || natter_ui_room_is_direct (room))
    return;

  if (event->names != NULL)
    {
      for (guint i = 0; event->names[i] != NULL; i++)
        remove_person (self, room, event->names[i]);
      note_crowd (self, room, event, NATTER_UI_HAPPENING_CROWD_LEFT);
    }
  else if (event->from != NULL)
    {
      remove_person (self, room, event->from);
      natter_ui_room_note (room, NATTER_UI_HAPPENING_LEFT, event->from, natter_ui_notice_get_reason (event->reason),
                           get_real_time (self));
      note_in_talk (self, event->from, event->reason);
    }
}

/* Whether the server keeps it: it says so of those of accounts. */
static void
ask_directs (NatterUiSession *self)
{
  if (self->epoch != NULL && self->is_account)
    natter_ui_session_ask (self, natter_command_new (NATTER_COMMAND_DIRECTS), natter_ui_request_new (NATTER_UI_REQUEST_SILENT, NULL));
}

/* A talk that someone begins; where more was said than we know, it was before we closed it. */
static NatterUiRoom *
add_talk (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = natter_ui_session_add_room (self, event->room);

  if (room != NULL && event->message->seq > 1)
    {
      NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

      sync->needs_history = TRUE;
      sync->entered_seq = event->message->seq - 1;
    }
  if (room != NULL)
    ask_directs (self);
  return room;
}

static void
take_said (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room;

  if (event->message == NULL || event->message->from == NULL || event->room == NULL || event->room[0] == '\0')
    return;

  room = natter_ui_session_find_room (self, event->room);
  if (room == NULL && event->room[0] == '@' && event->room[1] != '\0')
    room = add_talk (self, event);
  if (room == NULL)
    return;

  /* They are here again. */
  if (natter_ui_room_is_direct (room) && !natter_ui_session_is_own (self, event->message->from))
    {
      natter_ui_person_list_add (natter_ui_room_get_members (room), event->message->from, FALSE);
      natter_ui_room_get_sync (room)->told_waiting = FALSE;
    }
  natter_ui_session_take_message (self, room, event->message);
}

static void
take_change (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = event->room != NULL ? natter_ui_session_find_room (self, event->room) : NULL;

  if (room != NULL && event->message != NULL && event->message->from != NULL && event->message->seq != 0)
    natter_ui_session_take_live_change (self, room, event->message);
}

static void
take_topic (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, event->room);

  if (room == NULL || natter_ui_room_is_direct (room))
    return;

  if (event->message == NULL)
    {
      natter_ui_room_set_topic (room, event->text);
      return;
    }

  natter_ui_room_set_topic (room, event->message->text);
  natter_ui_session_take_message (self, room, event->message);
}

static void
rename_talk (NatterUiSession *self, NatterUiRoom *room, const char *from, const char *to)
{
  g_autofree char *old_key = natter_name_dup_key (from);
  g_autofree char *name = g_strconcat ("@", to, NULL);
  NatterUiRoom *other = natter_ui_room_list_find (self->rooms, name);

  if (g_strcmp0 (natter_ui_room_get_key (room) + 1, old_key) == 0 && (other == NULL || other == room))
    natter_ui_session_rename_room (self, room, name);
}

static void
take_renamed (NatterUiSession *self, const NatterEvent *event)
{
  if (event->from == NULL || event->name == NULL || event->name[0] == '\0')
    return;

  if (natter_ui_session_is_own (self, event->from))
    {
      natter_ui_session_set_own_name (self, event->name);
      g_free (self->wanted_name);
      self->wanted_name = g_strdup (event->name);
      natter_ui_session_bind (self);
    }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);
      NatterUiPersonList *members = natter_ui_room_get_members (room);

      if (natter_ui_person_list_find (members, event->from) == NULL)
        continue;
      natter_ui_person_list_rename (members, event->from, event->name);
      if (natter_ui_room_is_direct (room))
        rename_talk (self, room, event->from, event->name);
      natter_ui_room_note (room, NATTER_UI_HAPPENING_RENAMED, event->from, event->name, get_real_time (self));
    }
}

static void
take_presence (NatterUiSession *self, const NatterEvent *event)
{
  if (event->from == NULL)
    return;

  if (natter_ui_session_is_own (self, event->from))
    natter_ui_session_set_own_away (self, event->text);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);
      NatterUiPerson *person = natter_ui_person_list_find (natter_ui_room_get_members (room), event->from);

      if (person != NULL)
        natter_ui_person_set_away (person, event->text);
    }
}

static void
take_people (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, event->room);

  if (room != NULL && !natter_ui_room_is_direct (room) && natter_ui_room_get_joined (room))
    {
      update_members (self, room, event->people, 0);
      natter_ui_session_find_own_role (self, room);
    }
}

static void
take_ignored (NatterUiSession *self, const NatterEvent *event)
{
  g_strfreev (self->ignored);
  self->ignored = g_strdupv (event->names);
}

static void
take_ping (NatterUiSession *self, const NatterEvent *event)
{
  g_autoptr (NatterCommand) pong = natter_command_new (NATTER_COMMAND_PONG);

  self->ports.send (self->ports.data, pong);
}

/* Seconds; a server that wants to be alone for longer is not waited for so long. */
#define LONGEST_BACK 300

/* The server's last words: why, and whether to come back. */
static void
take_bye (NatterUiSession *self, const NatterEvent *event)
{
  g_autoptr (GError) error = NULL;
  NatterError code = natter_error_from_code_word (event->reason_word);

  error = g_error_new_literal (NATTER_ERROR, (int) code,
                               event->text != NULL && event->text[0] != '\0' ? event->text
                                                                             : _ ("The server closed the connection."));
  /* Two that go on with one session would throw each other out for ever. */
  if (code == NATTER_ERROR_RESUMED_ELSEWHERE)
    {
      self->stays_away = TRUE;
      natter_ui_session_forget_token (self);
    }
  /* whoever was sent away does not come back by itself */
  if (code == NATTER_ERROR_BANNED_EVERYWHERE || code == NATTER_ERROR_KICKED)
    self->stays_away = TRUE;
  self->back = code == NATTER_ERROR_SHUTTING_DOWN ? MIN (event->wait, LONGEST_BACK) : 0;
  natter_ui_session_take_closed (self, error);
}

/* What who keeps the server tells everyone. */
static void
take_notice (NatterUiSession *self, const NatterEvent *event)
{
  g_autofree char *sentence = g_strdup_printf (_ ("%s tells everyone: %s"), event->from, event->text);

  natter_ui_session_show (self, NULL, NATTER_UI_MESSAGE_REPLY, sentence);
}

/* An error that answers nothing. */
static void
take_error (NatterUiSession *self, const NatterEvent *event)
{
  if (event->re != NULL || event->text == NULL || event->text[0] == '\0')
    return;

  if (self->state == NATTER_UI_STATE_ONLINE)
    natter_ui_session_show (self, NULL, NATTER_UI_MESSAGE_ERROR, event->text);
}

typedef void (*TakeFunc) (NatterUiSession *self, const NatterEvent *event);

/* Before login only the first of these can come. */
static const TakeFunc before_login[NATTER_N_EVENTS] = {
  [NATTER_EVENT_WELCOME] = natter_ui_session_take_welcome,
  [NATTER_EVENT_HELLO] = natter_ui_session_take_hello,
  [NATTER_EVENT_PING] = take_ping,
  [NATTER_EVENT_BYE] = take_bye,
};

static const TakeFunc after_login[NATTER_N_EVENTS] = {
  [NATTER_EVENT_ERROR] = take_error,
  [NATTER_EVENT_ENTERED] = take_entered,
  [NATTER_EVENT_PARTED] = take_parted,
  [NATTER_EVENT_JOINED] = take_joined,
  [NATTER_EVENT_LEFT] = take_left,
  [NATTER_EVENT_SAID] = take_said,
  [NATTER_EVENT_EDITED] = take_change,
  [NATTER_EVENT_DELETED] = take_change,
  [NATTER_EVENT_REACTED] = take_change,
  [NATTER_EVENT_TOPIC] = take_topic,
  [NATTER_EVENT_RENAMED] = take_renamed,
  [NATTER_EVENT_PRESENCE] = take_presence,
  [NATTER_EVENT_PEOPLE] = take_people,
  [NATTER_EVENT_IGNORED] = take_ignored,
  [NATTER_EVENT_HISTORY] = natter_ui_session_take_replay,
  [NATTER_EVENT_LIVE] = natter_ui_session_take_live,
  [NATTER_EVENT_ACT] = natter_ui_session_take_act,
  [NATTER_EVENT_NOTICE] = take_notice,
  [NATTER_EVENT_READ] = natter_ui_session_take_read,
  [NATTER_EVENT_DIRECTS] = natter_ui_session_take_directs,
  [NATTER_EVENT_PING] = take_ping,
  [NATTER_EVENT_BYE] = take_bye,
};

void
natter_ui_session_reduce (NatterUiSession *self, const NatterEvent *event)
{
  TakeFunc take;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (event != NULL);

  if (!self->opened || (guint) event->kind >= NATTER_N_EVENTS)
    return;

  natter_ui_session_hear (self);
  take = (self->state == NATTER_UI_STATE_ONLINE ? after_login : before_login)[event->kind];
  if (take != NULL)
    take (self, event);
  natter_ui_session_answer (self, event);
}

void
natter_ui_session_take_event (NatterUiSession *self, const NatterEvent *event)
{
  natter_ui_session_reduce (self, event);
  natter_ui_session_settle (self);
}
