/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-session-private.h"

/* What is asked of the server for somebody who waits for the answer. */

/* @command, @task: (transfer full). */
static void
ask_for_task (NatterUiSession *self, NatterCommand *command, GTask *task)
{
  g_autoptr (GTask) owned = task;
  GError *error = NULL;
  NatterUiRequest *request;

  if (!natter_ui_session_check_online (self, &error))
    {
      natter_command_free (command);
      g_task_return_error (owned, error);
      return;
    }

  request = natter_ui_request_new (NATTER_UI_REQUEST_TASK, NULL);
  request->task = g_object_ref (owned);
  if (!natter_ui_session_ask (self, command, request))
    g_task_return_new_error (owned, NATTER_UI_ERROR, NATTER_UI_ERROR_OFFLINE, "%s",
                             _ ("The server is not keeping up. Please try again in a moment."));
}

void
natter_ui_session_who_async (NatterUiSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_ui_session_who_async);
  ask_for_task (self, natter_command_new (NATTER_COMMAND_WHO), task);
}

GListModel *
natter_ui_session_who_finish (NatterUiSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
natter_ui_session_list_rooms_async (NatterUiSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_ui_session_list_rooms_async);
  ask_for_task (self, natter_command_new (NATTER_COMMAND_ROOMS), task);
}

GListModel *
natter_ui_session_list_rooms_finish (NatterUiSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
natter_ui_session_do (NatterUiSession *self, NatterUiRoom *room, NatterCommand *command, GError **error)
{
  g_autoptr (NatterCommand) owned = command;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (command != NULL, FALSE);

  if (!natter_ui_session_check_online (self, error))
    return FALSE;

  if (room != NULL && owned->room == NULL)
    owned->room = g_strdup (natter_ui_room_get_name (room));
  natter_ui_session_ask_about (self, NATTER_UI_REQUEST_QUIET, g_steal_pointer (&owned), room);
  natter_ui_session_settle (self);
  return TRUE;
}

void
natter_ui_session_ask_async (NatterUiSession *self, NatterCommand *command, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (NATTER_UI_IS_SESSION (self));
  g_return_if_fail (command != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_ui_session_ask_async);
  ask_for_task (self, command, task);
}

NatterEvent *
natter_ui_session_ask_finish (NatterUiSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
