/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "natter-ui-session-private.h"

/* Going on where the connection broke off: PROTOCOL.md §4.36, §5.19. */

#define SEEN_MOST  200
#define TOKEN_MOST 512

/* A guest's token is worth nothing but a minute of their own absence, and may lie in a file: so they get their name back when this program
 * was killed, even now; what the kernel has is enough for that, and the disk is not waited for. An account's is the caller's to keep. */
static void
keep_in_file (NatterUiSession *self)
{
  if (self->token_path == NULL)
    return;

  if (self->token == NULL || self->is_account ||
      !g_file_set_contents_full (self->token_path, self->token, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    g_unlink (self->token_path);
}

void
natter_ui_session_keep_token (NatterUiSession *self, const char *token)
{
  char *kept;

  if (g_strcmp0 (self->token, token) == 0)
    return;

  kept = g_strdup (token);
  natter_ui_secret_free (self->token);
  self->token = kept;
  keep_in_file (self);
  natter_ui_session_emit_token_changed (self);
}

/* It is somebody else's now: theirs to keep, and to end. */
void
natter_ui_session_forget_token (NatterUiSession *self)
{
  g_clear_pointer (&self->token, natter_ui_secret_free);
}

void
natter_ui_session_set_account (NatterUiSession *self, gboolean is_account)
{
  if (self->is_account == is_account)
    return;

  self->is_account = is_account;
  keep_in_file (self);
  natter_ui_session_emit_token_changed (self);
}

void
natter_ui_session_open_token (NatterUiSession *self, const char *path)
{
  g_autofree char *token = NULL;
  gsize length = 0;

  /* it goes along with a new name */
  if (self->token_path != NULL && self->token != NULL)
    g_unlink (self->token_path);
  if (self->token == NULL && g_file_get_contents (path, &token, &length, NULL) && length > 0 && length < TOKEN_MOST)
    self->token = g_steal_pointer (&token);
  g_free (self->token_path);
  self->token_path = g_strdup (path);
  keep_in_file (self);
}

static void
add_seen (NatterUiSession *self, NatterCommand *command)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rooms));

  command->seen = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_seen_free);
  for (guint i = 0; i < n && command->seen->len < SEEN_MOST; i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);
      guint64 known = natter_ui_room_get_sync (room)->known_seq;

      if (known > 0)
        g_ptr_array_add (command->seen, natter_seen_new (natter_ui_room_get_name (room), known));
    }
}

NatterCommand *
natter_ui_session_new_resume (NatterUiSession *self)
{
  NatterCommand *command = natter_command_new (NATTER_COMMAND_RESUME);

  command->token = g_strdup (self->token);
  command->epoch = g_strdup (self->epoch);
  add_seen (self, command);
  return command;
}

/* A room whose place the server knows: what came after it is told by itself. */
void
natter_ui_session_begin_replay (NatterUiSession *self, const NatterEvent *hello)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rooms));

  self->replaying = TRUE;
  self->resumed = hello->resumed;
  self->resuming = !hello->resumed && self->rooms_known;
  for (guint i = 0; i < n; i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);
      NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

      sync->met = FALSE;
      sync->needs_join = FALSE;
      sync->led_in = FALSE;
      sync->needs_history = FALSE;
      if (natter_ui_room_is_direct (room) && !hello->resumed && !sync->lasting)
        natter_ui_room_begin_epoch (room, FALSE);
    }
}

/* A page that was not asked for. */
void
natter_ui_session_take_replay (NatterUiSession *self, const NatterEvent *event)
{
  NatterUiRoom *room = natter_ui_session_find_room (self, event->room);
  NatterUiRoomSync *sync;

  if (!self->replaying || event->re != NULL || event->room == NULL)
    return;
  if (room == NULL && event->room[0] == '@' && event->room[1] != '\0')
    room = natter_ui_session_add_room (self, event->room);
  if (room == NULL)
    return;

  sync = natter_ui_room_get_sync (room);
  if (natter_ui_room_is_direct (room) && !sync->met)
    {
      sync->met = TRUE;
      sync->catching_up = TRUE;
      sync->exact = TRUE;
      sync->n_pages = 0;
      sync->anchor_seq = sync->known_seq;
      sync->entered_seq = event->end > 0 ? (guint64) event->end : sync->last_seq;
      sync->live_seq = sync->entered_seq;
      natter_ui_room_set_joined (room, TRUE);
    }
  if (sync->exact)
    natter_ui_session_take_missed (self, room, event);
}

/* What was missed has been told. What was not in it is gone after in the other way. */
void
natter_ui_session_take_live (NatterUiSession *self, const NatterEvent *event)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rooms));

  if (!self->replaying)
    return;

  self->replaying = FALSE;
  for (guint i = 0; i < n; i++)
    {
      NatterUiRoom *room = natter_ui_room_list_get (self->rooms, i);
      NatterUiRoomSync *sync = natter_ui_room_get_sync (room);

      if (natter_ui_room_is_direct (room))
        {
          natter_ui_room_set_joined (room, TRUE);
          if (!sync->needs_history)
            natter_ui_session_resolve_unsure (self, room, self->resumed || sync->lasting);
        }
      else if (!natter_ui_room_get_joined (room) && !sync->met)
        sync->needs_join = TRUE;
    }
}

const char *
natter_ui_session_get_token (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), NULL);

  return self->is_account ? self->token : NULL;
}

gboolean
natter_ui_session_is_account (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);

  return self->is_account;
}

gboolean
natter_ui_session_open_with_token (NatterUiSession *self, const char *address, const char *name, const char *token,
                                   GError **error)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (address != NULL && name != NULL && token != NULL, FALSE);

  if (!natter_ui_session_open (self, address, name, error))
    return FALSE;

  natter_ui_secret_free (self->token);
  self->token = g_strdup (token);
  self->is_account = TRUE;
  return TRUE;
}

void
natter_ui_session_close (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  self->was_online = FALSE;
  self->retry_at = 0;
  natter_ui_session_drop (self, TRUE);
  natter_ui_session_set_state (self, NATTER_UI_STATE_OFFLINE);
  natter_ui_session_settle (self);
}

void
natter_ui_session_network_changed (NatterUiSession *self)
{
  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  if (self->state == NATTER_UI_STATE_WAITING)
    natter_ui_session_try_now (self);
  else if (self->state == NATTER_UI_STATE_ONLINE)
    natter_ui_session_probe (self);
}
