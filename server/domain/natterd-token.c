/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-session-private.h"
#include "natterd-token-private.h"

static void
token_free (gpointer data)
{
  NatterdToken *self = data;

  g_free (self->digest);
  g_free (self->account);
  g_free (self);
}

void
natterd_tokens_init (NatterdTokens *self)
{
  self->by_digest = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, token_free);
  self->by_account = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

void
natterd_tokens_clear (NatterdTokens *self)
{
  g_clear_pointer (&self->by_account, g_hash_table_unref);
  g_clear_pointer (&self->by_digest, g_hash_table_unref);
}

/* Looking for a digest gives nothing away: who tries does not know what the tried token's is near to. */
NatterdToken *
natterd_tokens_find (const NatterdTokens *self,
                     const char *token)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);

  return g_hash_table_lookup (self->by_digest, digest);
}

static void
list_for_account (NatterdTokens *self,
                  NatterdToken *token)
{
  GPtrArray *list;

  if (token->account == NULL)
    return;

  list = g_hash_table_lookup (self->by_account, token->account);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->by_account, g_strdup (token->account), list);
    }
  g_ptr_array_add (list, token);
}

/* @digest: (transfer full). */
static NatterdToken *
add (NatterdTokens *self,
     char *digest,
     const char *account)
{
  NatterdToken *token = g_new0 (NatterdToken, 1);

  token->digest = digest;
  token->account = g_strdup (account);
  g_hash_table_replace (self->by_digest, token->digest, token);
  list_for_account (self, token);
  return token;
}

NatterdToken *
natterd_tokens_add (NatterdTokens *self,
                    const char *token,
                    const char *account,
                    gint64 wall)
{
  NatterdToken *added = add (self, g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1), account);

  added->created = added->used = wall;
  return added;
}

void
natterd_tokens_give (NatterdTokens *self,
                     NatterdToken *token,
                     const char *account)
{
  g_return_if_fail (token->account == NULL);

  token->account = g_strdup (account);
  list_for_account (self, token);
}

void
natterd_tokens_remove (NatterdTokens *self,
                       NatterdToken *token)
{
  GPtrArray *list = token->account != NULL ? g_hash_table_lookup (self->by_account, token->account) : NULL;

  if (token->session != NULL)
    token->session->token = NULL;
  if (list != NULL)
    g_ptr_array_remove (list, token);
  if (list != NULL && list->len == 0)
    g_hash_table_remove (self->by_account, token->account);
  g_hash_table_remove (self->by_digest, token->digest);
}

static gint64
read_time (GHashTable *strings,
           const char *key)
{
  const char *digits = g_hash_table_lookup (strings, key);

  return digits != NULL ? g_ascii_strtoll (digits, NULL, 10) : 0;
}

void
natterd_tokens_restore (NatterdTokens *self,
                        const char *digest,
                        const char *value)
{
  g_autoptr (GHashTable) strings = value != NULL ? natter_fact_read (value) : NULL;
  const char *account = strings != NULL ? g_hash_table_lookup (strings, "account") : NULL;
  NatterdToken *token;

  if (account == NULL || g_hash_table_contains (self->by_digest, digest))
    return;

  token = add (self, g_strdup (digest), account);
  token->created = read_time (strings, "created");
  token->used = read_time (strings, "used");
}

const GPtrArray *
natterd_tokens_list (const NatterdTokens *self,
                     const char *account)
{
  return g_hash_table_lookup (self->by_account, account);
}

NatterFact *
natterd_token_dup_fact (const NatterdToken *self)
{
  g_autofree char *created = g_strdup_printf ("%" G_GINT64_FORMAT, self->created);
  g_autofree char *used = g_strdup_printf ("%" G_GINT64_FORMAT, self->used);
  g_autofree char *value = natter_fact_dup_value ("account", self->account, "created", created, "used", used, NULL);

  return natter_fact_new (NATTERD_FACT_TOKEN, self->digest, value);
}

NatterFact *
natterd_token_dup_end (const NatterdToken *self)
{
  return natter_fact_new (NATTERD_FACT_TOKEN, self->digest, NULL);
}
