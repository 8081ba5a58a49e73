/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"
#include "shared/natter-limits.h"

#include "natter-ui-input.h"
#include "natter-ui-reply.h"
#include "natter-ui-session-private.h"

/* What Enter in the composer does: a handler for each command. */

typedef gboolean (*DoFunc) (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error);

static gboolean
check_room (NatterUiRoom *room, GError **error)
{
  if (room != NULL)
    return TRUE;

  g_set_error_literal (error, NATTER_UI_ERROR, NATTER_UI_ERROR_NO_ROOM,
                       _ ("You are in no room. To go into one: /join ROOM"));
  return FALSE;
}

static gboolean
do_say (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  return check_room (room, error) && natter_ui_session_say (self, room, command, error);
}

/* "/reply 12 yes" is something said, too: it waits like the rest. */
static gboolean
do_reply (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  if (!check_room (room, error))
    return FALSE;

  return natter_ui_session_say (self, room, command, error);
}

/* The talk with them gets it; here stands only that it was said. */
static gboolean
do_tell (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  g_autofree char *text = NULL;
  NatterUiRoom *before = self->current;
  NatterUiRoom *talk = natter_ui_session_open_direct (self, command->name, error);

  if (talk == NULL)
    return FALSE;

  if (before != NULL)
    natter_ui_session_change_current (self, before);
  if (!natter_ui_session_say (self, talk, command, error))
    return FALSE;

  if (room != NULL && room != talk)
    {
      text = g_strdup_printf (_ ("You tell %s: %s"), natter_ui_room_get_title (talk), command->text);
      natter_ui_session_show (self, room, NATTER_UI_MESSAGE_REPLY, text);
    }
  return TRUE;
}

static gboolean
do_help (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  g_autofree char *text = natter_ui_reply_dup_help (command->word, error);

  if (text == NULL)
    return FALSE;

  natter_ui_session_show (self, room, NATTER_UI_MESSAGE_REPLY, text);
  return TRUE;
}

static gboolean
do_log_out (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  natter_ui_session_log_out (self);
  return TRUE;
}

static gboolean
do_join (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  if (command->room[0] == '@')
    return natter_ui_session_open_direct (self, command->room, error) != NULL;

  return natter_ui_session_join (self, command->room, error);
}

/* The room a command names, else @room. Returns: (nullable): NULL with an error. */
static NatterUiRoom *
get_named_room (NatterUiSession *self, NatterUiRoom *room, const NatterCommand *command, GError **error)
{
  NatterUiRoom *named;

  if (command->room == NULL)
    return check_room (room, error) ? room : NULL;

  named = natter_ui_session_find_room (self, command->room);
  if (named == NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM, _ ("You are not in #%s. To go there: /join #%s"),
                 command->room, command->room);
  return named;
}

static gboolean
do_leave (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  NatterUiRoom *named = get_named_room (self, room, command, error);

  if (named == NULL)
    return FALSE;

  natter_ui_session_leave (self, named);
  return TRUE;
}

static gboolean
do_switch (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  NatterUiRoom *named = get_named_room (self, room, command, error);

  if (named == NULL)
    return FALSE;

  natter_ui_session_set_current_room (self, named);
  return TRUE;
}

/* Not for a talk of two. */
static gboolean
check_shared_room (NatterUiRoom *room, GError **error)
{
  if (!check_room (room, error))
    return FALSE;
  if (!natter_ui_room_is_direct (room))
    return TRUE;

  g_set_error_literal (error, NATTER_UI_ERROR, NATTER_UI_ERROR_NO_ROOM,
                       _ ("Here are only the two of you. This works in a room."));
  return FALSE;
}

static gboolean
do_topic (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  g_autofree char *text = NULL;

  if (!check_shared_room (room, error))
    return FALSE;
  if (command->text != NULL)
    return natter_ui_session_set_topic (self, room, command->text, error);

  if (natter_ui_room_get_topic (room)[0] != '\0')
    text = g_strdup_printf (_ ("The topic of %s: \"%s\""), natter_ui_room_get_title (room), natter_ui_room_get_topic (room));
  else
    text = g_strdup_printf (_ ("%s has no topic yet. To set one: /topic TEXT"), natter_ui_room_get_title (room));
  natter_ui_session_show (self, room, NATTER_UI_MESSAGE_REPLY, text);
  return TRUE;
}

static gboolean
do_rename (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  return natter_ui_session_rename (self, command->name, error);
}

/* Everything that the server answers and the reader reads. */
static gboolean
do_ask (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  NatterCommand *copy;

  if (!natter_ui_session_check_online (self, error))
    return FALSE;

  copy = natter_command_new (command->kind);
  copy->room = g_steal_pointer (&command->room);
  copy->name = g_steal_pointer (&command->name);
  copy->text = g_steal_pointer (&command->text);
  copy->word = g_steal_pointer (&command->word);
  copy->password = g_steal_pointer (&command->password);
  copy->new_password = g_steal_pointer (&command->new_password);
  copy->email = g_steal_pointer (&command->email);
  copy->role = g_steal_pointer (&command->role);
  copy->span = g_steal_pointer (&command->span);
  copy->code = g_steal_pointer (&command->code);
  copy->uses = command->uses;
  copy->count = command->count;
  copy->has_count = command->has_count;
  copy->target = command->target;
  copy->range = command->range;
  copy->seq = command->seq;
  copy->time = command->time;
  natter_ui_session_ask_about (self, NATTER_UI_REQUEST_SHOW, copy, room);
  return TRUE;
}

static gboolean
do_look (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  if (command->room == NULL)
    {
      if (!check_shared_room (room, error))
        return FALSE;
      command->room = g_strdup (natter_ui_room_get_name (room));
    }

  return do_ask (self, room, command, error);
}

/* What is done to a message, to people, and the past, of this room. */
static gboolean
do_in_room (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  if (!check_room (room, error))
    return FALSE;

  command->room = g_strdup (natter_ui_room_get_name (room));
  return do_ask (self, room, command, error);
}

/* What is not here is asked of the server. */
static const DoFunc handlers[NATTER_N_COMMANDS] = {
  [NATTER_COMMAND_LOGOUT] = do_log_out,
  [NATTER_COMMAND_HELP] = do_help,
  [NATTER_COMMAND_SAY] = do_say,
  [NATTER_COMMAND_ME] = do_say,
  [NATTER_COMMAND_TELL] = do_tell,
  [NATTER_COMMAND_REPLY] = do_reply,
  [NATTER_COMMAND_EDIT] = do_in_room,
  [NATTER_COMMAND_DELETE] = do_in_room,
  [NATTER_COMMAND_REACT] = do_in_room,
  [NATTER_COMMAND_UNREACT] = do_in_room,
  [NATTER_COMMAND_LOOK] = do_look,
  [NATTER_COMMAND_JOIN] = do_join,
  [NATTER_COMMAND_LEAVE] = do_leave,
  [NATTER_COMMAND_SWITCH] = do_switch,
  [NATTER_COMMAND_TOPIC] = do_topic,
  [NATTER_COMMAND_NAME] = do_rename,
  [NATTER_COMMAND_HISTORY] = do_in_room,
  /* of the room that is looked at, which need not be current at the server */
  [NATTER_COMMAND_KICK] = do_in_room,
  [NATTER_COMMAND_MUTE] = do_in_room,
  [NATTER_COMMAND_UNMUTE] = do_in_room,
  [NATTER_COMMAND_BAN] = do_in_room,
  [NATTER_COMMAND_UNBAN] = do_in_room,
  [NATTER_COMMAND_GRANT] = do_in_room,
  [NATTER_COMMAND_REVOKE] = do_in_room,
  [NATTER_COMMAND_PRIVATE] = do_in_room,
  [NATTER_COMMAND_PUBLIC] = do_in_room,
  [NATTER_COMMAND_INVITE] = do_in_room,
  [NATTER_COMMAND_READONLY] = do_in_room,
  [NATTER_COMMAND_WRITABLE] = do_in_room,
  [NATTER_COMMAND_SLOW] = do_in_room,
  [NATTER_COMMAND_KEEP] = do_in_room,
  [NATTER_COMMAND_CODE] = do_in_room,
  [NATTER_COMMAND_CODES] = do_in_room,
  [NATTER_COMMAND_UNCODE] = do_in_room,
};

/* Whether all of it can be taken, so that nothing is done by halves. */
static gboolean
check_all (NatterUiSession *self, NatterUiRoom *room, const GPtrArray *commands, GError **error)
{
  const NatterCommand *first = g_ptr_array_index (commands, 0);
  gboolean says = commands->len > 1 || first->kind == NATTER_COMMAND_SAY || first->kind == NATTER_COMMAND_ME;

  if (says && !check_room (room, error))
    return FALSE;
  if (commands->len > 1 && (first->kind == NATTER_COMMAND_LEAVE || first->kind == NATTER_COMMAND_LOGOUT))
    {
      g_set_error_literal (error, NATTER_UI_ERROR, NATTER_UI_ERROR_NO_ROOM,
                           _ ("After that there is nobody left to hear the other lines. Please say them first."));
      return FALSE;
    }
  if (commands->len <= NATTER_UI_OUTBOX_MOST &&
      natter_ui_outbox_get (self->outbox, NATTER_UI_OUTBOX_MOST - commands->len) == NULL)
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_SLOW_DOWN,
                       _ ("That is more than can wait here. Please send it in smaller pieces, a little later."));
  return FALSE;
}

gboolean
natter_ui_session_submit (NatterUiSession *self, NatterUiRoom *room, const char *text, GError **error)
{
  g_autoptr (GPtrArray) commands = NULL;
  g_autoptr (NatterUiRoom) kept = NULL;
  gsize most;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (room == NULL || NATTER_UI_IS_ROOM (room), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  most = self->limits.message != 0 ? self->limits.message : NATTER_LIMIT_MESSAGE;
  commands = natter_ui_input_parse (text, most, error);
  if (commands == NULL || !check_all (self, room, commands, error))
    return FALSE;

  g_set_object (&kept, room);
  for (guint i = 0; i < commands->len; i++)
    {
      NatterCommand *command = g_ptr_array_index (commands, i);
      DoFunc handle = handlers[command->kind] != NULL ? handlers[command->kind] : do_ask;

      if (!handle (self, room, command, error))
        return FALSE;
    }

  natter_ui_session_settle (self);
  return TRUE;
}
