/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-error.h"

#include "natter-ui-session-private.h"

/* The account's password: in memory, for as long as one is logged in, so that a broken connection can be made again. */

void
natter_ui_secret_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
natter_ui_session_keep_password (NatterUiSession *self, const char *password)
{
  char *kept = g_strdup (password); /* it may be the one that goes */

  natter_ui_secret_free (self->password);
  self->password = kept;
}

/* What the answer to @command may make the password. Returns: (transfer full) (nullable). */
char *
natter_ui_session_dup_new_password (const NatterCommand *command)
{
  if (command->kind == NATTER_COMMAND_REGISTER)
    return g_strdup (command->password);
  if (command->kind == NATTER_COMMAND_PASSWORD)
    return g_strdup (command->new_password);
  return NULL;
}

gboolean
natter_ui_session_needs_password (NatterUiSession *self)
{
  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);

  return (self->state == NATTER_UI_STATE_LOGIN || self->state == NATTER_UI_STATE_OFFLINE) &&
         (g_error_matches (self->error, NATTER_ERROR, NATTER_ERROR_PASSWORD_REQUIRED) ||
          g_error_matches (self->error, NATTER_ERROR, NATTER_ERROR_WRONG_PASSWORD));
}

gboolean
natter_ui_session_set_password (NatterUiSession *self, const char *old_password, const char *new_password, GError **error)
{
  NatterCommand *command;

  g_return_val_if_fail (NATTER_UI_IS_SESSION (self), FALSE);
  g_return_val_if_fail (new_password != NULL, FALSE);

  command = natter_command_new (old_password != NULL ? NATTER_COMMAND_PASSWORD : NATTER_COMMAND_REGISTER);
  if (old_password != NULL)
    {
      command->password = g_strdup (old_password);
      command->new_password = g_strdup (new_password[0] != '\0' ? new_password : NULL);
    }
  else if (new_password[0] != '\0')
    command->password = g_strdup (new_password);
  if (!natter_command_check (command, error) || !natter_ui_session_check_online (self, error))
    {
      natter_command_free (command);
      return FALSE;
    }

  natter_ui_session_ask_about (self, NATTER_UI_REQUEST_SHOW, command, self->current);
  natter_ui_session_settle (self);
  return TRUE;
}
