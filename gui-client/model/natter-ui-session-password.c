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
