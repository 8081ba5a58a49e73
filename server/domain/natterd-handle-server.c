/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/natter-span.h"
#include "shared/natter-text.h"

#include "natterd-ask-private.h"
#include "natterd-policy.h"
#include "natterd-server-private.h"

/* Keeping order on the whole server: §13.5 to §13.8. What follows once it is recorded is in natterd-server.c. */

/* Bans that are told at a time. */
#define LIST_MOST 2000

/* §13.6: an address, if that is what was named. FALSE with NATTER_ERROR_NOT_ALLOWED: one that is never kept out. */
static gboolean
read_place (NatterdCall *call,
            NatterdAct *act,
            gboolean *is_place,
            GError **error)
{
  g_autofree char *shown = NULL;
  guint64 place = natterd_hub_locate (call->hub, call->command->name, &shown);

  *is_place = shown != NULL;
  if (shown == NULL && strpbrk (call->command->name, ":/") != NULL)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                   _ ("%s is neither a name nor one address. An address is kept out alone, one of IPv6 with its /64."), call->command->name);
      return FALSE;
    }
  if (shown == NULL)
    return TRUE;
  if (!natterd_policy_check_server (call->hub, call->user, NATTER_RIGHT_SERVER, error))
    return FALSE;
  if (place == 0 || place == call->session->place)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED,
                           _ ("That is an address of this machine, or your own. It is never kept out."));
      return FALSE;
    }
  act->name = g_steal_pointer (&shown);
  act->place = act->name;
  return TRUE;
}

/* Whoever goes by that name, here or not. */
static gboolean
read_name (NatterdCall *call,
           NatterdAct *act,
           GError **error)
{
  const NatterdDirectory *directory = &call->hub->directory;
  const char *typed = call->command->name;
  g_autofree char *name = natter_name_normalize (*typed == '@' ? typed + 1 : typed, call->hub->settings->name_length, error);
  const NatterdUser *user;
  const NatterdAccount *account;

  if (name == NULL)
    return FALSE;
  act->key = natter_name_dup_key (name);
  user = natterd_directory_find_user (directory, act->key);
  account = natterd_directory_find_account (directory, act->key);
  if (user != NULL)
    act->name = g_strdup (user->name);
  else
    act->name = account != NULL && !account->gone ? g_strdup (account->name) : g_steal_pointer (&name);
  return natterd_policy_check_above (call->hub, call->user, act->key, act->name, error);
}

static gboolean
read_circumstances (const NatterdCall *call,
                    NatterdAct *act,
                    GError **error)
{
  const NatterCommand *command = call->command;

  if (command->span != NULL && !natter_span_parse (command->span, &act->span))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                           _ ("How long? A number with s, m, h or d, as in: mute mallory 10m"));
      return FALSE;
    }
  if (command->text == NULL)
    return TRUE;
  act->reason = natter_text_normalize (command->text, call->hub->settings->topic_bytes, error);
  return act->reason != NULL;
}

static NatterEvent *
new_done (const NatterdCall *call,
          const char *sentence)
{
  NatterEvent *done = natterd_call_new_answer (call, NATTER_EVENT_DONE);

  done->text = g_strdup (sentence);
  return done;
}

gboolean
natterd_server_kick (NatterdCall *call,
                     GError **error)
{
  g_auto (NatterdAct) act = { .word = "kick" };
  g_autofree char *sentence = NULL;

  if (!natterd_policy_check_server (call->hub, call->user, NATTER_RIGHT_ADMIN, error) || !read_name (call, &act, error) ||
      !read_circumstances (call, &act, error))
    return FALSE;
  if (natterd_directory_find_user (&call->hub->directory, act.key) == NULL)
    return natterd_call_find_person (call, call->command->name, error) != NULL;
  sentence = g_strdup_printf (_ ("%s is shown out of the server."), act.name);
  natterd_server_record (call, &act, NULL, new_done (call, sentence));
  return TRUE;
}

static void
drop_ban (const NatterdCall *call,
          const char *key)
{
  g_autoptr (NatterFact) fact = natter_fact_new (NATTERD_FACT_BAN, key, NULL);

  natterd_effects_record_fact (call->effects, NULL, fact, NULL);
  natterd_effects_end_record (call->effects);
}

/* Those whose time is over are forgotten when the next one comes. */
static void
drop_old_bans (const NatterdCall *call)
{
  g_autoptr (GPtrArray) over = natterd_bans_list_over (&call->hub->bans, call->hub->wall);

  for (guint i = 0; i < over->len; i++)
    drop_ban (call, over->pdata[i]);
}

static NatterFact *
dup_ban (const NatterdCall *call,
         const NatterdAct *act)
{
  gint64 end = call->hub->wall + act->span * G_USEC_PER_SEC;
  g_autofree char *key = natterd_ban_dup_key (act->place != NULL ? act->place : act->key, act->place != NULL);
  g_autofree char *until = act->span > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, end) : NULL;
  g_autofree char *value = natter_fact_dup_value ("name", act->name, "by", call->user->name, "until", until, "reason", act->reason, NULL);

  return natter_fact_new (NATTERD_FACT_BAN, key, value);
}

gboolean
natterd_server_ban (NatterdCall *call,
                    GError **error)
{
  g_auto (NatterdAct) act = { .word = "ban", .timed = TRUE };
  g_autofree char *sentence = NULL;
  g_autoptr (NatterFact) fact = NULL;
  gboolean is_place;

  if (!natterd_policy_check_server (call->hub, call->user, NATTER_RIGHT_ADMIN, error) || !read_place (call, &act, &is_place, error) ||
      (!is_place && !read_name (call, &act, error)) || !read_circumstances (call, &act, error))
    return FALSE;
  drop_old_bans (call);
  fact = dup_ban (call, &act);
  sentence = g_strdup_printf (_ ("%s is kept out of the server. To see all who are: bans"), act.name);
  natterd_server_record (call, &act, fact, new_done (call, sentence));
  return TRUE;
}

gboolean
natterd_server_unban (NatterdCall *call,
                      GError **error)
{
  g_auto (NatterdAct) act = { .word = "unban" };
  g_autofree char *sentence = NULL;
  g_autofree char *key = NULL;
  g_autoptr (NatterFact) fact = NULL;
  gboolean is_place;

  if (!natterd_policy_check_server (call->hub, call->user, NATTER_RIGHT_ADMIN, error) || !read_place (call, &act, &is_place, error) ||
      (!is_place && !read_name (call, &act, error)))
    return FALSE;
  key = natterd_ban_dup_key (is_place ? act.place : act.key, is_place);
  if (!g_hash_table_contains (call->hub->bans.by_key, key))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON, _ ("%s is not kept out of the server. To see who is: bans"), act.name);
      return FALSE;
    }
  fact = natter_fact_new (NATTERD_FACT_BAN, key, NULL);
  sentence = g_strdup_printf (_ ("%s may come in again."), act.name);
  natterd_server_record (call, &act, fact, new_done (call, sentence));
  return TRUE;
}

gboolean
natterd_handle_bans (NatterdCall *call,
                     GError **error)
{
  g_autoptr (GPtrArray) bans = NULL;
  NatterEvent *event;

  if (!natterd_policy_check_server (call->hub, call->user, NATTER_RIGHT_ADMIN, error))
    return FALSE;
  bans = natterd_bans_list (&call->hub->bans, call->hub->wall);
  event = natterd_call_new_answer (call, NATTER_EVENT_BANS);
  event->bans = g_ptr_array_new_full (bans->len, (GDestroyNotify) natter_ban_free);
  for (guint i = 0; i < MIN (bans->len, LIST_MOST); i++)
    {
      const NatterdServerBan *ban = bans->pdata[i];
      NatterBan *told = natter_ban_new (ban->shown);

      told->from = g_strdup (ban->by);
      told->reason = g_strdup (ban->reason);
      told->until = ban->until;
      g_ptr_array_add (event->bans, told);
    }
  natterd_call_answer (call, event);
  return TRUE;
}

gboolean
natterd_handle_announce (NatterdCall *call,
                         GError **error)
{
  g_auto (NatterdAct) act = { .word = "announce" };

  if (!natterd_policy_check_server (call->hub, call->user, NATTER_RIGHT_ADMIN, error))
    return FALSE;
  act.reason = natter_text_normalize (call->command->text, call->hub->settings->topic_bytes, error);
  if (act.reason == NULL)
    return FALSE;
  natterd_server_record (call, &act, NULL, new_done (call, _ ("Everyone who is here is told.")));
  return TRUE;
}

/* §13.7: hashing takes long; natterd-answer.c goes on from there. */
gboolean
natterd_handle_passwd (NatterdCall *call,
                       GError **error)
{
  const char *typed = call->command->name;
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;
  const NatterdAccount *account;
  char *password;

  if (!natterd_policy_check_server (call->hub, call->user, NATTER_RIGHT_OPERATE, error))
    return FALSE;
  name = natter_name_normalize (typed, call->hub->settings->name_length, error);
  if (name == NULL)
    return FALSE;
  key = natter_name_dup_key (name);
  account = natterd_directory_find_account (&call->hub->directory, key);
  if (account == NULL || account->gone)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON, _ ("Nobody has registered the name %s."), name);
      return FALSE;
    }
  password = natterd_call_dup_password (call, call->command->password, error);
  if (password == NULL)
    return FALSE;
  natterd_ask_begin (call, NATTERD_ASK_GIVEN_PASSWORD)->key = g_steal_pointer (&key);
  natterd_effects_hash (call->effects, call->session, password);
  natterd_password_free (password);
  return TRUE;
}
