/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-session-private.h"

/* Answers to messages, and what is done to them. */

gboolean
natter_ui_session_reply (NatterUiSession *self, NatterUiRoom *room, guint64 target, const char *text, GError **error)
{
  g_autoptr (NatterCommand) command = natter_command_new (NATTER_COMMAND_SAY);

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (NATTER_UI_IS_ROOM (room), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  command->text = natter_text_normalize (text, self->limits.message != 0 ? self->limits.message : NATTER_LIMIT_MESSAGE, error);
  command->target = target;
  if (command->text == NULL || !natter_ui_session_say (self, room, command, error))
    return FALSE;

  natter_ui_session_settle (self);
  return TRUE;
}

/* @text: (nullable). */
static gboolean
ask (NatterUiSession *self, NatterUiRoom *room, NatterCommandKind kind, guint64 target, const char *text)
{
  NatterCommand *command = natter_command_new (kind);

  command->room = g_strdup (natter_ui_room_get_name (room));
  command->target = target;
  command->text = g_strdup (text);
  natter_ui_session_ask_about (self, NATTER_UI_REQUEST_QUIET, command, room);
  natter_ui_session_settle (self);
  return TRUE;
}

gboolean
natter_ui_session_edit (NatterUiSession *self, NatterUiRoom *room, guint64 target, const char *text, GError **error)
{
  g_autofree char *normal = NULL;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (NATTER_UI_IS_ROOM (room), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  normal = natter_text_normalize (text, self->limits.message != 0 ? self->limits.message : NATTER_LIMIT_MESSAGE, error);
  return normal != NULL && natter_ui_session_check_online (self, error) &&
         ask (self, room, NATTER_COMMAND_EDIT, target, normal);
}

gboolean
natter_ui_session_delete (NatterUiSession *self, NatterUiRoom *room, guint64 target, GError **error)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (NATTER_UI_IS_ROOM (room), FALSE);

  return natter_ui_session_check_online (self, error) && ask (self, room, NATTER_COMMAND_DELETE, target, NULL);
}

gboolean
natter_ui_session_react (NatterUiSession *self, NatterUiRoom *room, guint64 target, const char *reaction, gboolean on,
                         GError **error)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (NATTER_UI_IS_ROOM (room), FALSE);
  g_return_val_if_fail (reaction != NULL, FALSE);

  return natter_ui_session_check_online (self, error) &&
         ask (self, room, on ? NATTER_COMMAND_REACT : NATTER_COMMAND_UNREACT, target, reaction);
}
