/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-room-settings.h"
#include "natter-ui-session-private.h"

/* What people may do in a room, and what the room is like: told when one enters, and with each act. */

void
natter_ui_session_take_settings (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event)
{
  NatterUiRoomSettings settings = {
    .role = natter_ui_role_from_word (event->role),
    .is_private = event->is_private,
    .readonly = event->readonly,
    .slow = event->slow,
    .keep = event->keep,
  };

  natter_ui_room_set_settings (room, &settings);
}

static void
set_role (NatterUiSession *self, NatterUiRoom *room, const char *name, NatterUiRole role)
{
  NatterUiPerson *person = natter_ui_person_list_find (natter_ui_room_get_members (room), name);
  NatterUiRoomSettings settings = *natter_ui_room_get_settings (room);

  if (person != NULL)
    natter_ui_person_set_role (person, role);
  if (!natter_ui_session_is_own (self, name))
    return;

  settings.role = role;
  natter_ui_room_set_settings (room, &settings);
}

/* An act on someone: what they are from now on. "grant" does not say which role: the room is looked at again. */
static void
act_on_person (NatterUiSession *self, NatterUiRoom *room, const NatterEvent *event)
{
  NatterCommand *command;

  if (g_strcmp0 (event->reason_word, "mute") == 0)
    set_role (self, room, event->name, NATTER_UI_ROLE_MUTED);
  else if (g_strcmp0 (event->reason_word, "unmute") == 0 || g_strcmp0 (event->reason_word, "revoke") == 0)
    set_role (self, room, event->name, NATTER_UI_ROLE_MEMBER);
  else if (g_strcmp0 (event->reason_word, "grant") == 0)
    {
      command = natter_command_new (NATTER_COMMAND_LOOK);
      command->room = g_strdup (natter_ui_room_get_name (room));
      natter_ui_session_ask (self, command, natter_ui_request_new (NATTER_UI_REQUEST_MEMBERS, room));
    }
}

static void
act_on_room (NatterUiRoom *room, const NatterEvent *event)
{
  NatterUiRoomSettings settings = *natter_ui_room_get_settings (room);
  const char *word = event->reason_word != NULL ? event->reason_word : "";
  guint span = event->span > 0 ? (guint) MIN (event->span, (gint64) G_MAXUINT) : 0;

  if (g_str_equal (word, "private"))
    settings.is_private = TRUE;
  else if (g_str_equal (word, "public"))
    settings.is_private = FALSE;
  else if (g_str_equal (word, "readonly"))
    settings.readonly = TRUE;
  else if (g_str_equal (word, "writable"))
    settings.readonly = FALSE;
  else if (g_str_equal (word, "slow"))
    settings.slow = span;
  else if (g_str_equal (word, "keep"))
    settings.keep = span;
  natter_ui_room_set_settings (room, &settings);
}

void
natter_ui_session_take_act (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = event->room != NULL ? natter_ui_session_find_room (self, event->room) : NULL;

  if (room == NULL || natter_ui_room_is_direct (room))
    return;

  if (event->name != NULL)
    act_on_person (self, room, event);
  else
    act_on_room (room, event);
  if (event->text != NULL && event->text[0] != '\0')
    natter_ui_session_show (self, room, NATTER_UI_MESSAGE_REPLY, event->text);
}

/* What is known of oneself among the people of @room. */
void
natter_ui_session_find_own_role (NatterUiSession *self, NatterUiRoom *room)
{
  NatterUiPerson *person = natter_ui_person_list_find (natter_ui_room_get_members (room), self->name);
  NatterUiRoomSettings settings = *natter_ui_room_get_settings (room);

  if (person == NULL)
    return;

  settings.role = natter_ui_person_get_role (person);
  natter_ui_room_set_settings (room, &settings);
}
