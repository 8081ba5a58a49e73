/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-facts-private.h"

gboolean
natterd_facts_record (sqlite3 *database,
                      const NatterFact *fact,
                      GError **error)
{
  static const char set[] = "INSERT INTO facts (kind, key, value) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value";
  static const char drop[] = "DELETE FROM facts WHERE kind = ?1 AND key = ?2";
  sqlite3_stmt *statement = natterd_sql_prepare (database, fact->value != NULL ? set : drop, error);
  gboolean good;

  if (statement == NULL)
    return FALSE;
  natterd_sql_bind_text (statement, 1, fact->kind);
  natterd_sql_bind_text (statement, 2, fact->key);
  if (fact->value != NULL)
    natterd_sql_bind_text (statement, 3, fact->value);
  good = natterd_sql_run (statement, error);
  (void) sqlite3_finalize (statement);
  return good;
}

gboolean
natterd_facts_list (sqlite3 *database,
                    NatterdStoreFactFunc tell,
                    gpointer user_data,
                    GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, "SELECT kind, key, value FROM facts ORDER BY kind, key", error);
  NatterdSqlStep step = NATTERD_SQL_ERROR;

  while (statement != NULL && (step = natterd_sql_step (statement, error)) == NATTERD_SQL_ROW)
    {
      g_autoptr (NatterFact) fact = natter_fact_new (natterd_sql_get_string (statement, 0), natterd_sql_get_string (statement, 1),
                                                     natterd_sql_get_string (statement, 2));

      tell (user_data, fact);
    }
  (void) sqlite3_finalize (statement);
  return step == NATTERD_SQL_DONE;
}
