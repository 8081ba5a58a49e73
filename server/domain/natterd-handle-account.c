/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natterd-account-private.h"
#include "natterd-act-private.h"
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

/* Whoever reads it may have a terminal. */
static gboolean
is_visible (const char *text)
{
  while (g_ascii_isgraph (*text))
    text++;
  return *text == '\0';
}

static gboolean
check_email (const char *email,
             GError **error)
{
  const char *at = email != NULL ? strchr (email, '@') : NULL;

  if (email == NULL || (at > email && at[1] != '\0' && strlen (email) <= EMAIL_MOST && is_visible (email)))
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

/* Forgetting: §4.31 */

static void
record (const NatterdCall *call,
        const char *kind,
        const char *key,
        const char *value)
{
  g_autoptr (NatterFact) fact = natter_fact_new (kind, key, value);

  natterd_effects_record_fact (call->effects, NULL, fact, NULL);
  natterd_effects_end_record (call->effects);
}

/* What was granted, in all rooms. */
static void
drop_roles (const NatterdCall *call)
{
  GHashTableIter iter;
  gpointer room, roles;

  g_hash_table_iter_init (&iter, call->hub->roles.by_room);
  while (g_hash_table_iter_next (&iter, &room, &roles))
    if (g_hash_table_contains (roles, call->user->key))
      {
        g_autofree char *key = g_strconcat (room, " ", call->user->key, NULL);

        record (call, NATTERD_FACT_ROLE, key, NULL);
      }
}

/* One that is kept out cannot ask for this; but its time may be over. */
static void
drop_ban (const NatterdCall *call)
{
  g_autofree char *key = natterd_ban_dup_key (call->user->key, FALSE);

  if (g_hash_table_contains (call->hub->bans.by_key, key))
    record (call, NATTERD_FACT_BAN, key, NULL);
}

/* The account is over when that is recorded: natterd-facts.c. What was said is from nobody then, which is the store's affair. */
static void
forget (const NatterdCall *call,
        const NatterdAccount *account)
{
  const NatterdAccount gone = { .gone = TRUE };
  g_autofree char *gone_key = natterd_account_dup_gone_key (call->user->key);
  g_autofree char *author = g_strdup_printf ("%" G_GINT64_FORMAT, account->author);
  g_autofree char *name = natter_fact_dup_value ("key", call->user->key, NULL);
  g_autofree char *log = natter_fact_dup_value ("act", "forget", "by", NATTERD_NOBODY, NULL);
  g_autofree char *log_key = g_strdup_printf ("%020" G_GINT64_FORMAT "-%" G_GUINT64_FORMAT, call->now.wall, ++call->hub->n_acts);
  g_autoptr (NatterFact) tombstone = natterd_account_dup_fact (&gone, gone_key);
  g_autoptr (NatterFact) end = natter_fact_new (NATTERD_FACT_ACCOUNT, call->user->key, NULL);

  drop_roles (call);
  drop_ban (call);
  record (call, NATTERD_FACT_ACT, log_key, log);
  record (call, NATTERD_FACT_ACCOUNT, gone_key, tombstone->value);
  if (account->author != 0)
    record (call, NATTERD_FACT_FORGOTTEN, author, name);
  natterd_effects_record_fact (call->effects, call->session, end, call->command->id);
  natterd_call_done (call, _ ("Your account is gone. Farewell."));
  natterd_effects_end_record (call->effects);
}

gboolean
natterd_handle_forget (NatterdCall *call,
                       GError **error)
{
  const NatterdAccount *account = get_own_account (call, error);
  g_autofree char *text = NULL;

  if (account == NULL)
    return FALSE;

  text = g_ascii_strdown (call->command->text, -1);
  if (g_str_equal (text, "me really"))
    {
      forget (call, account);
      return TRUE;
    }

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_CONFIRMED,
                       _ ("That gives your account up for ever: the password stops working, nobody can take your name again, and what you "
                          "said is from nobody. If you are sure: forget me really"));
  return FALSE;
}
