/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-rules-private.h"

GHashTable *
natterd_rules_new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

const NatterdRules *
natterd_rules_find (GHashTable *table,
                    const char *room)
{
  static const NatterdRules none = { 0 };
  const NatterdRules *rules = g_hash_table_lookup (table, room);

  return rules != NULL ? rules : &none;
}

static gint64
read_seconds (const NatterFact *fact)
{
  g_autoptr (GHashTable) strings = fact->value != NULL ? natter_fact_read (fact->value) : NULL;
  const char *seconds = strings != NULL ? g_hash_table_lookup (strings, "for") : NULL;

  return seconds != NULL ? g_ascii_strtoll (seconds, NULL, 10) : 0;
}

void
natterd_rules_restore (GHashTable *table,
                       const NatterFact *fact)
{
  NatterdRules rules = *natterd_rules_find (table, fact->key);

  if (g_str_equal (fact->kind, NATTERD_FACT_PRIVATE))
    rules.is_private = fact->value != NULL;
  else if (g_str_equal (fact->kind, NATTERD_FACT_READONLY))
    rules.readonly = fact->value != NULL;
  else if (g_str_equal (fact->kind, NATTERD_FACT_SLOW))
    rules.slow = read_seconds (fact);
  else
    rules.keep = read_seconds (fact);

  if (rules.is_private || rules.readonly || rules.slow != 0 || rules.keep != 0)
    g_hash_table_replace (table, g_strdup (fact->key), g_memdup2 (&rules, sizeof rules));
  else
    g_hash_table_remove (table, fact->key);
}
