/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-account-private.h"

static const char *const rank_words[] = {
  [NATTERD_RANK_GUEST] = "guest",
  [NATTERD_RANK_MEMBER] = "member",
  [NATTERD_RANK_ADMIN] = "admin",
  [NATTERD_RANK_OWNER] = "owner",
  [NATTERD_RANK_OPERATOR] = "operator",
};

const char *
natterd_rank_get_word (NatterdRank rank)
{
  return rank_words[rank];
}

NatterdRank
natterd_rank_from_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (rank_words); i++)
    if (g_strcmp0 (rank_words[i], word) == 0)
      return (NatterdRank) i;
  return NATTERD_RANK_GUEST;
}

gint64
natterd_author_of_name (const char *name)
{
  guint64 author = G_GUINT64_CONSTANT (14695981039346656037); /* FNV-1a */

  for (const char *at = name; *at != '\0'; at++)
    author = (author ^ (guint8) *at) * G_GUINT64_CONSTANT (1099511628211);
  return (gint64) (author >> 1 | 1);
}

NatterdAccount *
natterd_account_new (const char *value)
{
  g_autoptr (GHashTable) strings = natter_fact_read (value);
  const char *name = strings != NULL ? g_hash_table_lookup (strings, "name") : NULL;
  const char *hash = strings != NULL ? g_hash_table_lookup (strings, "hash") : NULL;
  const char *author = strings != NULL ? g_hash_table_lookup (strings, "author") : NULL;
  gboolean gone = strings != NULL && g_hash_table_contains (strings, "gone");
  NatterdAccount *self;

  if (!gone && (name == NULL || hash == NULL))
    return NULL;

  self = g_new0 (NatterdAccount, 1);
  self->name = g_strdup (name);
  self->hash = g_strdup (hash);
  self->email = g_strdup (g_hash_table_lookup (strings, "email"));
  self->since = g_strdup (g_hash_table_lookup (strings, "since"));
  self->author = author != NULL ? g_ascii_strtoll (author, NULL, 10) : 0;
  self->rank = CLAMP (natterd_rank_from_word (g_hash_table_lookup (strings, "rank")), NATTERD_RANK_MEMBER, NATTERD_RANK_OWNER);
  self->gone = gone;
  return self;
}

void
natterd_account_free (NatterdAccount *self)
{
  g_free (self->name);
  g_free (self->hash);
  g_free (self->email);
  g_free (self->since);
  g_free (self);
}

/* No name has a colon. */
char *
natterd_account_dup_gone_key (const char *key)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_strconcat ("gone:", digest, NULL);
}

NatterFact *
natterd_account_dup_fact (const NatterdAccount *self,
                          const char *key)
{
  g_autofree char *author = g_strdup_printf ("%" G_GINT64_FORMAT, self->author);
  g_autofree char *value = NULL;

  if (self->gone)
    value = natter_fact_dup_value ("gone", "yes", NULL);
  else
    value = natter_fact_dup_value ("name", self->name, "hash", self->hash, "email", self->email, "since", self->since,
                                   "author", author,
                                   "rank", natterd_rank_get_word (self->rank), NULL);
  return natter_fact_new (NATTERD_FACT_ACCOUNT, key, value);
}
