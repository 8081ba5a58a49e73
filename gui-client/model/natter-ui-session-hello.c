/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-session-private.h"

/* The server greets, and lets us in. */

void
natter_ui_session_take_welcome (NatterUiSession *self, const NatterEvent *event)
{
  if (self->welcomed)
    return;

  self->welcomed = TRUE;
  self->limits = event->limits;
  if (event->text != NULL && !g_str_equal (self->server_name, event->text))
    {
      g_free (self->server_name);
      self->server_name = g_strdup (event->text);
      natter_ui_session_notify (self, NATTER_UI_SESSION_PROP_SERVER_NAME);
    }
  if (self->state == NATTER_UI_STATE_CONNECTING)
    natter_ui_session_set_state (self, NATTER_UI_STATE_LOGIN);
}

/* As it was before the break: away, and whom we do not hear. */
static void
restore_oneself (NatterUiSession *self)
{
  if (self->away != NULL)
    natter_ui_session_set_away (self, self->away);

  for (guint i = 0; self->ignored != NULL && self->ignored[i] != NULL; i++)
    {
      NatterCommand *command = natter_command_new (NATTER_COMMAND_IGNORE);

      command->name = g_strdup (self->ignored[i]);
      natter_ui_session_ask (self, command, NULL);
    }
}

/* The server has us in no room yet, and our talks, but for those that it keeps, begin anew (PROTOCOL.md §3.4). */
static void
begin_again (NatterUiSession *self, const NatterEvent *hello)
{
  NatterUiRoom *first;

  self->resuming = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rooms)); i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);
      NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

      sync->met = FALSE;
      if (natter_ui_room_is_direct (room))
        {
          if (!sync->lasting)
            natter_ui_room_begin_epoch (room, FALSE);
          natter_ui_room_set_joined (room, TRUE);
          natter_ui_session_resolve_unsure (self, room, sync->lasting);
        }
      else
        {
          self->resuming = self->rooms_known;
          sync->needs_join = TRUE;
          sync->led_in = FALSE;
          sync->needs_history = FALSE;
        }
    }

  first = natter_ui_session_find_room (self, hello->room);
  if (first != NULL)
    natter_ui_room_get_sync (first)->led_in = TRUE;
}

static gboolean
answers_resume (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRequest *request = event->re != NULL ? g_hash_table_lookup (self->requests, event->re) : NULL;

  return request != NULL && request->command == NATTER_COMMAND_RESUME;
}

void
natter_ui_session_take_hello (NatterUiSession *self, const NatterEvent *event)
{
  if (self->state != NATTER_UI_STATE_LOGIN && self->state != NATTER_UI_STATE_CONNECTING)
    return;

  if (event->name != NULL && event->name[0] != '\0')
    natter_ui_session_set_own_name (self, event->name);
  natter_ui_session_take_epoch (self, event->epoch);
  natter_ui_session_set_role (self, event->role);
  if (self->password != NULL)
    natter_ui_session_set_account (self, TRUE);
  natter_ui_session_keep_token (self, event->token);
  natter_ui_session_begin_online (self);
  natter_ui_session_begin_collecting (self);

  if (answers_resume (self, event))
    natter_ui_session_begin_replay (self, event);
  else
    begin_again (self, event);
  if (!event->resumed)
    restore_oneself (self);
}
