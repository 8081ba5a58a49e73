/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-account-private.h"
#include "natterd-act-private.h"
#include "natterd-code-private.h"
#include "natterd-direct-private.h"
#include "natterd-resume-private.h"
#include "natterd-rules-private.h"
#include "natterd-server-private.h"

/* What holds until it is changed. The same at start and once it is recorded, but that then somebody may be concerned. */

static void
restore_account (NatterdHub *self,
                 const NatterFact *fact)
{
  NatterdAccount *account = fact->value != NULL ? natterd_account_new (fact->value) : NULL;

  if (account != NULL && account->author == 0 && !account->gone)
    account->author = natterd_author_of_name (fact->key); /* nobody knows whose its messages were */
  if (account != NULL || fact->value == NULL)
    natterd_directory_restore_account (&self->directory, fact->key, account);
}

/* Everyone who goes by that name has to go. @word: of the goodbye. */
static void
send_away (NatterdHub *self,
           NatterdUser *user,
           const char *word,
           const char *sentence,
           const NatterdCall *call)
{
  NatterEvent *bye = natter_event_new (NATTER_EVENT_BYE);

  bye->reason_word = g_strdup (word);
  bye->text = g_strdup (sentence);
  natterd_hub_send_away (self, user, 0, NATTER_REASON_LOGOUT, bye, call);
}

static void
follow_user (NatterdHub *self,
             NatterdUser *user,
             const NatterdAccount *account,
             const NatterdCall *call)
{
  if (account == NULL || account->gone)
    send_away (self, user, "logout", _ ("Your account is gone. Farewell."), call);
  else if (user->is_registering)
    {
      user->is_registered = TRUE;
      natterd_call_give_tokens (call, user);
    }
  else if (!user->is_registered)
    /* a guest who took the name while somebody else's registering was under way */
    send_away (self, user, natter_error_get_code_word (NATTER_ERROR_NAME_TAKEN),
               _ ("Somebody has registered that name. Please come back under another one."), call);
  user->is_registering = FALSE;
}

static void
follow_account (NatterdHub *self,
                const NatterFact *fact,
                const NatterdCall *call)
{
  const NatterdAccount *account = natterd_directory_find_account (&self->directory, fact->key);
  g_autoptr (NatterdUser) user = natterd_directory_find_user (&self->directory, fact->key);

  if (account == NULL || account->gone)
    natterd_call_end_tokens (call, fact->key, TRUE);
  if (user != NULL)
    follow_user (self, natterd_user_ref (user), account, call);
  if (account != NULL && !account->gone)
    return;

  if (user != NULL) /* going moves markers */
    natterd_reads_forget (&self->reads, user->author, call->effects);
  natterd_direct_end_lost (self, call->effects);
}

static void
follow_forgotten (NatterdHub *self,
                  const NatterFact *fact,
                  const NatterdCall *call)
{
  g_autoptr (GHashTable) strings = fact->value != NULL ? natter_fact_read (fact->value) : NULL;
  const char *key = strings != NULL ? g_hash_table_lookup (strings, "key") : NULL;
  gint64 author;

  if (key != NULL)
    {
      natterd_codes_forget (self->codes, key);
      natterd_bans_forget (&self->bans, key);
    }
  if (g_ascii_string_to_signed (fact->key, 10, G_MININT64, G_MAXINT64, &author, NULL))
    natterd_reads_forget (&self->reads, author, call->effects);
}

static void
restore_role (NatterdHub *self,
              const NatterFact *fact)
{
  natterd_roles_restore (&self->roles, fact->key, fact->value);
}

static void
restore_read (NatterdHub *self,
              const NatterFact *fact)
{
  natterd_reads_restore (&self->reads, fact);
}

static void
restore_rule (NatterdHub *self,
              const NatterFact *fact)
{
  natterd_rules_restore (self->rules, fact);
}

static void
restore_code (NatterdHub *self,
              const NatterFact *fact)
{
  natterd_codes_restore (self->codes, fact->key, fact->value);
}

static void
restore_token (NatterdHub *self,
               const NatterFact *fact)
{
  natterd_tokens_restore (&self->tokens, fact->key, fact->value);
}

static void
restore_bot (NatterdHub *self,
             const NatterFact *fact)
{
  const NatterdBot *bot = natterd_bots_find (&self->bots, fact->key);

  if (bot != NULL)
    natterd_lookalikes_remove (self->directory.lookalikes, bot->name, fact->key);
  natterd_bots_restore (&self->bots, fact->key, fact->value);
  bot = natterd_bots_find (&self->bots, fact->key);
  if (bot != NULL)
    natterd_lookalikes_add (self->directory.lookalikes, bot->name, fact->key);
}

/* A guest who took the name while the bot was being recorded goes as the old bot does. */
static void
follow_bot (NatterdHub *self,
            const NatterFact *fact,
            const NatterdCall *call)
{
  g_autoptr (NatterdUser) user = natterd_directory_find_user (&self->directory, fact->key);

  if (user == NULL)
    return;
  natterd_user_ref (user);
  if (fact->value == NULL)
    send_away (self, user, natter_error_get_code_word (NATTER_ERROR_SESSION_OVER), _ ("That token was revoked."), call);
  else
    send_away (self, user, natter_error_get_code_word (NATTER_ERROR_NAME_TAKEN),
               _ ("Somebody has registered that name. Please come back under another one."), call);
}

static void
restore_ban (NatterdHub *self,
             const NatterFact *fact)
{
  const char *address = natterd_ban_get_address (fact->key);

  natterd_bans_restore (&self->bans, fact->key, fact->value, address != NULL ? natterd_hub_locate (self, address, NULL) : 0);
}

typedef struct
{
  const char *kind;
  void (*restore) (NatterdHub *self, const NatterFact *fact); /* (nullable) */
  /* what follows for those who are here. @call: with time and effects only */
  void (*follow) (NatterdHub *self, const NatterFact *fact, const NatterdCall *call);
} FactKind;

static const FactKind kinds[] = {
  { NATTERD_FACT_ACCOUNT, restore_account, follow_account },
  { NATTERD_FACT_ACT, NULL, natterd_act_follow },
  { NATTERD_FACT_BAN, restore_ban, NULL },
  { NATTERD_FACT_BOT, restore_bot, follow_bot },
  { NATTERD_FACT_CODE, restore_code, NULL },
  { NATTERD_FACT_FORGOTTEN, NULL, follow_forgotten },
  { NATTERD_FACT_KEEP, restore_rule, NULL },
  { NATTERD_FACT_PRIVATE, restore_rule, NULL },
  { NATTERD_FACT_READ, restore_read, NULL },
  { NATTERD_FACT_READONLY, restore_rule, NULL },
  { NATTERD_FACT_ROLE, restore_role, NULL },
  { NATTERD_FACT_SLOW, restore_rule, NULL },
  { NATTERD_FACT_TOKEN, restore_token, NULL },
};

void
natterd_hub_restore_fact (NatterdHub *self,
                          const NatterFact *fact)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, fact->kind) && kinds[i].restore != NULL)
      kinds[i].restore (self, fact);
}

void
natterd_hub_recorded_fact (NatterdHub *self,
                           const NatterFact *fact,
                           NatterdNow now,
                           NatterdEffects *effects)
{
  const NatterdCall call = { .hub = self, .now = now, .effects = effects };

  /* tokens hold from the moment they are made, and are over at once */
  if (!g_str_equal (fact->kind, NATTERD_FACT_TOKEN))
    natterd_hub_restore_fact (self, fact);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, fact->kind) && kinds[i].follow != NULL)
      kinds[i].follow (self, fact, &call);
}
