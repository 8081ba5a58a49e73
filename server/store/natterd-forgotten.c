/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-forgotten-private.h"

#include "natterd-facts-private.h"

#include "shared/natter-json.h"
#include "shared/natter-text.h"

/* Ids that are looked at in a slice, and facts: some milliseconds. */
#define SLICE       1000
#define FACTS_SLICE 500

void
natterd_forgotten_clear (NatterdForgotten *self)
{
  g_free (self->author);
  g_free (self->name);
  g_free (self->fact_kind);
  g_free (self->fact_key);
  *self = (NatterdForgotten){ 0 };
}

/* What a fact says */

gboolean
natterd_forgotten_read (const NatterFact *fact,
                        gint64 *author,
                        char **key)
{
  g_autoptr (GHashTable) strings = fact->value != NULL ? natter_fact_read (fact->value) : NULL;
  const char *name = strings != NULL ? g_hash_table_lookup (strings, "key") : NULL;

  if (!g_str_equal (fact->kind, NATTERD_STORE_FACT_FORGOTTEN) || name == NULL)
    return FALSE;
  *author = g_ascii_strtoll (fact->key, NULL, 10);
  *key = g_strdup (name);
  return *author != 0;
}

static gboolean
is_name (const char *member,
         const char *string,
         const char *key)
{
  static const char *const members[] = { "by", "from", "key", "name", NULL };
  g_autofree char *other = NULL;

  if (!g_strv_contains (members, member) || !g_utf8_validate (string, -1, NULL))
    return FALSE;
  other = natter_name_dup_key (string);
  return g_str_equal (other, key);
}

NatterFact *
natterd_forgotten_change (const NatterFact *fact,
                          const char *key)
{
  g_autoptr (GHashTable) strings = natter_fact_read (fact->value);
  g_autoptr (GString) value = g_string_new ("{");
  GHashTableIter iter;
  gpointer member, string;
  gboolean changed = FALSE;

  if (strings == NULL)
    return NULL;

  g_hash_table_iter_init (&iter, strings);
  while (g_hash_table_iter_next (&iter, &member, &string))
    {
      gboolean is_it = is_name (member, string, key);

      changed = changed || is_it;
      if (value->len > 1)
        g_string_append_c (value, ',');
      natter_json_append_string (value, member);
      g_string_append_c (value, ':');
      natter_json_append_string (value, is_it ? NATTERD_STORE_NOBODY : string);
    }
  g_string_append_c (value, '}');
  return changed ? natter_fact_new (fact->kind, fact->key, value->str) : NULL;
}

/* Whom it is about */

/* (transfer full): NULL with a GIOError. */
static sqlite3_stmt *
prepare (sqlite3 *database,
         const char *sql,
         const char *first,
         GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, sql, error);

  if (statement != NULL && first != NULL)
    natterd_sql_bind_text (statement, 1, first);
  return statement;
}

/* The first column of the first row; 0 where there is none. */
static gboolean
get_number (sqlite3 *database,
            const char *sql,
            const char *first,
            gint64 *number,
            GError **error)
{
  sqlite3_stmt *statement = prepare (database, sql, first, error);
  NatterdSqlStep step = statement != NULL ? natterd_sql_step (statement, error) : NATTERD_SQL_ERROR;

  *number = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  (void) sqlite3_finalize (statement);
  return step != NATTERD_SQL_ERROR;
}

static gboolean
run (sqlite3 *database,
     const char *sql,
     const char *first,
     GError **error)
{
  sqlite3_stmt *statement = prepare (database, sql, first, error);
  gboolean good = statement != NULL && natterd_sql_run (statement, error);

  (void) sqlite3_finalize (statement);
  return good;
}

/* *@found: (out): there is one. */
static gboolean
find_first (NatterdForgotten *self,
            sqlite3 *database,
            gboolean *found,
            GError **error)
{
  sqlite3_stmt *statement = prepare (database, "SELECT kind, key, value FROM facts WHERE kind = '" NATTERD_STORE_FACT_FORGOTTEN "' LIMIT 1", NULL, error);
  NatterdSqlStep step = statement != NULL ? natterd_sql_step (statement, error) : NATTERD_SQL_ERROR;

  *found = step == NATTERD_SQL_ROW;
  if (*found)
    {
      g_autoptr (NatterFact) fact = natter_fact_new (NATTERD_STORE_FACT_FORGOTTEN, natterd_sql_get_string (statement, 1),
                                                     natterd_sql_get_string (statement, 2));
      gint64 author;

      self->author = g_strdup (fact->key);
      if (!natterd_forgotten_read (fact, &author, &self->name))
        self->name = g_strdup ("");
    }
  (void) sqlite3_finalize (statement);
  return step != NATTERD_SQL_ERROR;
}

static gboolean
begin (NatterdForgotten *self,
       sqlite3 *database,
       GError **error)
{
  return natterd_sql_execute (database, "INSERT INTO senders (key) VALUES ('" NATTERD_STORE_NOBODY "') ON CONFLICT (key) DO NOTHING", error) &&
         natterd_sql_get_int (database, "SELECT id FROM senders WHERE key = '" NATTERD_STORE_NOBODY "'", &self->nobody, error) &&
         natterd_sql_get_int (database, "SELECT max (id) FROM messages", &self->end, error) &&
         get_number (database, "SELECT id FROM senders WHERE key = ?1", self->name, &self->sender, error);
}

/* Messages */

static gboolean
run_slice (const NatterdForgotten *self,
           sqlite3 *database,
           const char *sql,
           gint64 fourth,
           NatterdSqlStep *step,
           GError **error)
{
  sqlite3_stmt *statement = prepare (database, sql, self->author, error);

  *step = NATTERD_SQL_ERROR;
  if (statement != NULL)
    {
      natterd_sql_bind_int (statement, 2, self->last);
      natterd_sql_bind_int (statement, 3, self->last + SLICE);
      natterd_sql_bind_int (statement, 4, fourth);
      *step = natterd_sql_step (statement, error);
    }
  (void) sqlite3_finalize (statement);
  return *step != NATTERD_SQL_ERROR;
}

/* Numbers of authors are no names, but would show what is of the same one: those of reactions have to differ, and get others. */
static gboolean
change_messages (NatterdForgotten *self,
                 sqlite3 *database,
                 GError **error)
{
  NatterdSqlStep step;

  if (!run_slice (self, database,
                  "UPDATE messages SET name = '" NATTERD_STORE_NOBODY "', sender = ?4, author = 0, client_id = NULL "
                  "WHERE id > ?2 AND id <= ?3 AND author = CAST (?1 AS INTEGER)",
                  self->nobody, &step, error) ||
      !run_slice (self, database,
                  "UPDATE reactions SET name = '" NATTERD_STORE_NOBODY "', author = - seq "
                  "WHERE message > ?2 AND message <= ?3 AND author = CAST (?1 AS INTEGER) AND ?4 IS NOT NULL",
                  0, &step, error) ||
      !run_slice (self, database,
                  "SELECT 1 FROM messages WHERE id > ?2 AND id <= ?3 AND sender = ?4 AND ?1 IS NOT NULL LIMIT 1", self->sender, &step, error))
    return FALSE;
  self->shared = self->shared || step == NATTERD_SQL_ROW;
  self->last += SLICE;
  return TRUE;
}

/* Facts */

/* (transfer full) (element-type NatterFact): the next ones. NULL with a GIOError. */
static GPtrArray *
read_facts (const NatterdForgotten *self,
            sqlite3 *database,
            GError **error)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_fact_unref);
  sqlite3_stmt *statement = prepare (database, "SELECT kind, key, value FROM facts WHERE (kind, key) > (?1, ?2) ORDER BY kind, key "
                                               "LIMIT " G_STRINGIFY (FACTS_SLICE),
                                     self->fact_kind != NULL ? self->fact_kind : "", error);
  NatterdSqlStep step = NATTERD_SQL_ERROR;

  if (statement != NULL)
    natterd_sql_bind_text (statement, 2, self->fact_key != NULL ? self->fact_key : "");
  while (statement != NULL && (step = natterd_sql_step (statement, error)) == NATTERD_SQL_ROW)
    g_ptr_array_add (facts, natter_fact_new (natterd_sql_get_string (statement, 0), natterd_sql_get_string (statement, 1),
                                             natterd_sql_get_string (statement, 2)));
  (void) sqlite3_finalize (statement);
  return step == NATTERD_SQL_DONE ? g_steal_pointer (&facts) : NULL;
}

/* *@any: (out): there were some. */
static gboolean
change_facts (NatterdForgotten *self,
              sqlite3 *database,
              gboolean *any,
              GError **error)
{
  g_autoptr (GPtrArray) facts = read_facts (self, database, error);
  const NatterFact *last;

  if (facts == NULL)
    return FALSE;
  *any = facts->len > 0;
  for (guint i = 0; i < facts->len; i++)
    {
      const NatterFact *fact = facts->pdata[i];
      g_autoptr (NatterFact) changed = g_str_equal (fact->kind, NATTERD_STORE_FACT_FORGOTTEN) ? NULL : natterd_forgotten_change (fact, self->name);

      if (changed != NULL && !natterd_facts_record (database, changed, error))
        return FALSE;
    }
  if (!*any)
    return TRUE;
  last = facts->pdata[facts->len - 1];
  g_free (self->fact_kind);
  g_free (self->fact_key);
  self->fact_kind = g_strdup (last->kind);
  self->fact_key = g_strdup (last->key);
  return TRUE;
}

static gboolean
finish (NatterdForgotten *self,
        sqlite3 *database,
        GError **error)
{
  if (!self->shared && !run (database, "DELETE FROM senders WHERE key = ?1 AND key <> '" NATTERD_STORE_NOBODY "'", self->name, error))
    return FALSE;
  if (!run (database, "DELETE FROM facts WHERE kind = '" NATTERD_STORE_FACT_FORGOTTEN "' AND key = ?1", self->author, error))
    return FALSE;
  natterd_forgotten_clear (self);
  return TRUE;
}

gboolean
natterd_forgotten_step (NatterdForgotten *self,
                        sqlite3 *database,
                        gboolean *more,
                        GError **error)
{
  gboolean any = FALSE;

  *more = TRUE;
  if (self->author == NULL)
    return find_first (self, database, more, error) && (!*more || begin (self, database, error));
  if (self->last < self->end)
    return change_messages (self, database, error);
  if (!change_facts (self, database, &any, error))
    return FALSE;
  return any || finish (self, database, error);
}
