/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natterd-account-private.h"
#include "natterd-ask-private.h"

/* §3.10 */
#define PASSWORD_LEAST 8    /* characters */
#define PASSWORD_MOST  1024 /* bytes */

void
natterd_password_free (char *password)
{
  if (password != NULL)
    explicit_bzero (password, strlen (password));
  g_free (password);
}

NatterdAsk *
natterd_ask_begin (const NatterdCall *call,
                   NatterdAskKind kind)
{
  NatterdAsk *self = g_new0 (NatterdAsk, 1);

  g_assert (call->session->ask == NULL);

  call->session->ask = self;
  self->kind = kind;
  self->re = g_strdup (call->command->id);
  return self;
}

void
natterd_ask_free (NatterdAsk *self)
{
  if (self == NULL)
    return;

  g_free (self->re);
  g_free (self->key);
  g_free (self->email);
  natterd_password_free (self->secret);
  g_free (self);
}

gboolean
natterd_call_check_private (const NatterdCall *call,
                            GError **error)
{
  if (call->session->is_private || call->hub->settings->plain_passwords)
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_PRIVATE,
                       _ ("This connection is not encrypted, so anybody on the way could read a password: it is not taken. "
                          "Please choose another one if you have used it elsewhere."));
  return FALSE;
}

char *
natterd_call_dup_password (const NatterdCall *call,
                           const char *typed,
                           GError **error)
{
  char *password;

  if (!natterd_call_check_private (call, error))
    return NULL;

  password = g_utf8_normalize (typed, -1, G_NORMALIZE_NFC);
  if (password != NULL && g_utf8_strlen (password, -1) >= PASSWORD_LEAST && strlen (password) <= PASSWORD_MOST)
    return password;

  natterd_password_free (password);
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_PASSWORD_NOT_ALLOWED,
               _ ("A password has at least %d characters. Some words that do not go together are easy to remember."),
               PASSWORD_LEAST);
  return NULL;
}

void
natterd_set_wrong_password_error (GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_WRONG_PASSWORD,
                       _ ("That name (one word) and that password do not belong together. Try again."));
}
