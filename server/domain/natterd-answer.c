/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natterd-account-private.h"
#include "natterd-ask-private.h"
#include "natterd-resume-private.h"
#include "natterd-server-private.h"

/* What follows once a password was hashed or compared. */

typedef struct
{
  NatterdCall call;
  const NatterdSecretAnswer *answer;
  const NatterdAsk *ask;
} Answer;

static gboolean
has_owner (const NatterdDirectory *directory)
{
  GHashTableIter iter;
  gpointer account;

  g_hash_table_iter_init (&iter, directory->accounts);
  while (g_hash_table_iter_next (&iter, NULL, &account))
    if (((NatterdAccount *) account)->rank == NATTERD_RANK_OWNER)
      return TRUE;
  return FALSE;
}

/* §4.28: the first one who registers on the server's own machine, or whom the operator named. */
static NatterdRank
choose_rank (const NatterdCall *call)
{
  g_autofree char *owner = call->hub->settings->owner != NULL ? natter_name_dup_key (call->hub->settings->owner) : NULL;

  if (owner != NULL)
    return g_str_equal (owner, call->user->key) ? NATTERD_RANK_OWNER : NATTERD_RANK_MEMBER;
  return call->session->is_local && !has_owner (&call->hub->directory) ? NATTERD_RANK_OWNER : NATTERD_RANK_MEMBER;
}

static void
record_account (NatterdCall *call,
                const char *key,
                const NatterdAccount *account,
                const char *sentence)
{
  g_autoptr (NatterFact) fact = natterd_account_dup_fact (account, key);

  natterd_effects_record_fact (call->effects, call->session, fact, call->command->id);
  natterd_call_done (call, sentence);
  natterd_effects_end_record (call->effects);
}

static gboolean
go_on_with_register (Answer *self,
                     GError **error)
{
  NatterdCall *call = &self->call;
  g_autofree char *since = g_strdup_printf ("%" G_GINT64_FORMAT, call->now.wall);
  const NatterdAccount account = {
    .name = call->user->name,
    .hash = (char *) self->answer->hash,
    .email = self->ask->email,
    .since = since,
    .author = call->user->author,
    .rank = choose_rank (call),
  };
  g_autofree char *sentence = NULL;

  if (!g_str_equal (call->user->key, self->ask->key) ||
      natterd_directory_find_account (&call->hub->directory, call->user->key) != NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_ALREADY_REGISTERED,
                           _ ("Meanwhile something about your name has changed. Please try again."));
      return FALSE;
    }

  call->user->is_registering = TRUE;
  sentence = g_strdup_printf (account.rank == NATTERD_RANK_OWNER
                                ? _ ("%s is yours now, and you are the owner of this server. From now on: login %s PASSWORD")
                                : _ ("%s is yours now. From now on: login %s PASSWORD"),
                              call->user->name, call->user->name);
  record_account (call, call->user->key, &account, sentence);
  return TRUE;
}

static gboolean
go_on_with_login (Answer *self,
                  GError **error)
{
  NatterdCall *call = &self->call;
  NatterdDirectory *directory = &call->hub->directory;
  const NatterdAccount *account = natterd_directory_find_account (directory, self->ask->key);
  g_autoptr (NatterdUser) user = NULL;

  if (!self->answer->good || account == NULL || account->gone)
    {
      natterd_set_wrong_password_error (error);
      return FALSE;
    }

  if (!natterd_call_check_banned (call, self->ask->key, FALSE, error))
    return FALSE;

  user = natterd_directory_find_user (directory, self->ask->key);
  user = user != NULL ? natterd_user_ref (user)
                      : natterd_user_new (++call->hub->n_users, g_strdup (account->name), g_strdup (self->ask->key));
  user->is_registered = TRUE;
  if (user->author == 0) /* §3.9: the same at every login */
    user->author = account->author;
  natterd_hub_admit (call, user);
  return TRUE;
}

static gboolean
go_on_with_old_password (Answer *self,
                         GError **error)
{
  NatterdCall *call = &self->call;
  NatterdAsk *next;

  if (!self->answer->good)
    {
      natterd_set_wrong_password_error (error);
      return FALSE;
    }

  next = natterd_ask_begin (call, NATTERD_ASK_NEW_PASSWORD);
  next->key = g_strdup (self->ask->key);
  natterd_effects_hash (call->effects, call->session, self->ask->secret);
  return TRUE;
}

static gboolean
go_on_with_new_password (Answer *self,
                         GError **error)
{
  NatterdCall *call = &self->call;
  const NatterdAccount *account = natterd_directory_find_account (&call->hub->directory, self->ask->key);
  g_autofree char *sentence = NULL;
  NatterdAccount changed;

  if (account == NULL || account->gone)
    {
      natterd_set_wrong_password_error (error);
      return FALSE;
    }

  changed = *account;
  changed.hash = (char *) self->answer->hash;
  if (self->ask->kind == NATTERD_ASK_GIVEN_PASSWORD)
    {
      sentence = g_strdup_printf (_ ("%s has a new password."), account->name);
      natterd_server_log (call, "passwd", self->ask->key, account->name);
    }
  record_account (call, self->ask->key, &changed, sentence != NULL ? sentence : _ ("Your password is changed."));
  natterd_call_end_tokens (call, self->ask->key, FALSE);
  return TRUE;
}

static gboolean
go_on (Answer *self,
       GError **error)
{
  switch (self->ask->kind)
    {
    case NATTERD_ASK_LOGIN:
      return go_on_with_login (self, error);
    case NATTERD_ASK_REGISTER:
      return go_on_with_register (self, error);
    case NATTERD_ASK_OLD_PASSWORD:
      return go_on_with_old_password (self, error);
    case NATTERD_ASK_NEW_PASSWORD:
    case NATTERD_ASK_GIVEN_PASSWORD:
    default:
      return go_on_with_new_password (self, error);
    }
}

/* §6.3, §7.6 */
static void
tell_wait (const Answer *self)
{
  guint wait = self->answer->wait;
  g_autoptr (GError) error = NULL;
  NatterEvent *event;

  error = g_error_new (NATTER_ERROR, NATTER_ERROR_SLOW_DOWN,
                       ngettext ("Passwords cannot be looked at just now. Please try again in %u second.",
                                 "Passwords cannot be looked at just now. Please try again in %u seconds.", wait),
                       wait);
  event = natter_event_new_error (error, self->ask->re, NULL);
  event->wait = wait;
  natterd_effects_to_session (self->call.effects, self->call.session, event);
}

static void
tell_error (const Answer *self,
            const GError *error)
{
  NatterEvent *event = natter_event_new_error (error, self->ask->re, NULL);

  event->time = self->call.until;
  natterd_effects_to_session (self->call.effects, self->call.session, event);
}

void
natterd_hub_answer_secret (NatterdHub *self,
                           NatterdSession *session,
                           const NatterdSecretAnswer *secret,
                           NatterdNow now,
                           NatterdEffects *effects)
{
  g_autoptr (NatterdAsk) ask = g_steal_pointer (&session->ask);
  g_autoptr (GError) error = NULL;
  NatterCommand command = { .kind = NATTER_COMMAND_LOGIN };
  Answer answer = { { self, session, session->user, &command, now, effects, NULL, 0, 0, NULL }, secret, ask };

  g_return_if_fail (ask != NULL);

  if (session->stage == NATTER_STAGE_LOGOUT)
    return;

  command.id = ask->re;
  command.resume = ask->resume;
  if (secret->wait > 0)
    tell_wait (&answer);
  else if (!go_on (&answer, &error))
    tell_error (&answer, error);
  if (session->ask == NULL)
    natterd_effects_go_on (effects, session);
}
