/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natterd-account-private.h"
#include "natterd-ask-private.h"

/* Accounts: §4.28 to §4.31. Passwords are hashed elsewhere: natterd-answer.c goes on from there. */

#define EMAIL_MOST 254

static NatterdAccount *
get_own_account (const NatterdCall *call,
                 GError **error)
{
  NatterdAccount *account = natterd_directory_find_account (&call->hub->directory, call->user->key);

  if (account != NULL && call->user->is_registered)
    return account;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_REGISTERED,
                       _ ("You are a guest here, without an account. To keep your name: register PASSWORD"));
  return NULL;
}

static gboolean
check_email (const char *email,
             GError **error)
{
  const char *at = email != NULL ? strchr (email, '@') : NULL;

  if (email == NULL || (at > email && at[1] != '\0' && strlen (email) <= EMAIL_MOST && g_str_is_ascii (email)))
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                       _ ("That is no e-mail address. It is wanted only for a lost password; you may leave it out."));
  return FALSE;
}

gboolean
natterd_handle_register (NatterdCall *call,
                         GError **error)
{
  NatterdAsk *ask;
  char *password;

  if (natterd_directory_find_account (&call->hub->directory, call->user->key) != NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_ALREADY_REGISTERED,
                           _ ("You have an account already. To change its password: password OLD NEW"));
      return FALSE;
    }
  if (!check_email (call->command->email, error))
    return FALSE;

  password = natterd_call_dup_password (call, call->command->password, error);
  ask = password != NULL ? natterd_ask_begin (call, NATTERD_ASK_REGISTER) : NULL;
  if (ask != NULL)
    {
      ask->key = g_strdup (call->user->key);
      ask->email = g_strdup (call->command->email);
      natterd_effects_hash (call->effects, call->session, password);
    }
  natterd_password_free (password);
  return ask != NULL;
}

gboolean
natterd_handle_password (NatterdCall *call,
                         GError **error)
{
  const NatterdAccount *account = get_own_account (call, error);
  char *old = account != NULL ? natterd_call_dup_password (call, call->command->password, error) : NULL;
  char *new = old != NULL ? natterd_call_dup_password (call, call->command->new_password, error) : NULL;
  NatterdAsk *ask = new != NULL ? natterd_ask_begin (call, NATTERD_ASK_OLD_PASSWORD) : NULL;

  if (ask != NULL)
    {
      ask->key = g_strdup (call->user->key);
      ask->secret = g_steal_pointer (&new);
      natterd_effects_verify (call->effects, call->session, old, account->hash);
    }
  natterd_password_free (old);
  natterd_password_free (new);
  return ask != NULL;
}

static NatterPerson *
describe_session (const NatterdSession *session,
                  NatterdNow now)
{
  NatterPerson *device = natter_person_new (session->origin != NULL ? session->origin : "?");

  device->idle = MAX (now.mono - session->active, 0) / G_USEC_PER_SEC;
  return device;
}

gboolean
natterd_handle_devices (NatterdCall *call,
                        GError **error)
{
  NatterEvent *event;

  if (get_own_account (call, error) == NULL)
    return FALSE;

  event = natterd_call_new_answer (call, NATTER_EVENT_DEVICES);
  event->people = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_person_free);
  g_ptr_array_add (event->people, describe_session (call->session, call->now));
  for (const NatterdSession *session = call->user->sessions; session != NULL; session = session->sibling)
    if (session != call->session && session->stage == NATTER_STAGE_CHAT)
      g_ptr_array_add (event->people, describe_session (session, call->now));
  natterd_call_answer (call, event);
  return TRUE;
}

/* The account is over when that is recorded: natterd-facts.c. */
gboolean
natterd_handle_forget (NatterdCall *call,
                       GError **error)
{
  const NatterdAccount gone = { .gone = TRUE };
  g_autoptr (NatterFact) fact = NULL;
  g_autofree char *text = NULL;

  if (get_own_account (call, error) == NULL)
    return FALSE;

  text = g_ascii_strdown (call->command->text, -1);
  if (!g_str_equal (text, "me really"))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_CONFIRMED,
                           _ ("That gives your account up for ever: the password stops working, and nobody can take your name "
                              "again. What you said stays. If you are sure: forget me really"));
      return FALSE;
    }

  fact = natterd_account_dup_fact (&gone, call->user->key);
  natterd_effects_record_fact (call->effects, call->session, fact, call->command->id);
  natterd_call_done (call, _ ("Your account is gone. Farewell."));
  natterd_effects_end_record (call->effects);
  return TRUE;
}
