/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-facts-private.h"

gboolean
natterd_facts_run (sqlite3_stmt *statement,
                   const NatterFact *fact,
                   GError **error)
{
  natterd_sql_bind_text (statement, 1, fact->kind);
  natterd_sql_bind_text (statement, 2, fact->key);
  if (fact->value != NULL)
    natterd_sql_bind_text (statement, 3, fact->value);
  return natterd_sql_run (statement, error);
}

gboolean
natterd_facts_record (sqlite3 *database,
                      const NatterFact *fact,
                      GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, fact->value != NULL ? NATTERD_FACTS_SET : NATTERD_FACTS_DROP, error);
  gboolean good = statement != NULL && natterd_facts_run (statement, fact, error);

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
