/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "natterd-care-private.h"
#include "natterd-schema-private.h"
#include "natterd-schema-words-private.h"

/* clang-format off */
static const NatterdSchemaStep all_steps[] = {
  { "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
    "CREATE TABLE rooms ("
    "  id INTEGER PRIMARY KEY,"
    "  key TEXT UNIQUE,"
    "  name TEXT,"
    "  topic TEXT,"
    "  last_seq INTEGER NOT NULL DEFAULT 0,"
    "  active INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE senders (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);"
    "CREATE TABLE messages ("
    "  id INTEGER PRIMARY KEY,"
    "  room INTEGER NOT NULL REFERENCES rooms,"
    "  seq INTEGER NOT NULL CHECK (seq > 0),"
    "  time INTEGER NOT NULL,"
    "  kind INTEGER NOT NULL,"
    "  sender INTEGER NOT NULL REFERENCES senders,"
    "  name TEXT NOT NULL,"
    "  text TEXT NOT NULL,"
    "  client_id TEXT);"
    "CREATE UNIQUE INDEX messages_by_seq ON messages (room, seq);"
    /* §3.7: a retry is recorded once */
    "CREATE UNIQUE INDEX messages_by_client_id ON messages (room, sender, client_id) WHERE client_id IS NOT NULL;"
    /* whoever deletes, whatever for: a sequence is never used twice (§3.6) */
    "CREATE TRIGGER last_seq_stays AFTER DELETE ON messages "
    "WHEN OLD.seq > (SELECT last_seq FROM rooms WHERE id = OLD.room) "
    "BEGIN UPDATE rooms SET last_seq = OLD.seq, active = OLD.time WHERE id = OLD.room; END;" },
  { "CREATE TABLE facts (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;" },
  { "ALTER TABLE messages ADD COLUMN author INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE messages ADD COLUMN target INTEGER;"
    "ALTER TABLE messages ADD COLUMN edited INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE messages ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE reactions ("
    "  message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,"
    "  reaction TEXT NOT NULL,"
    "  author INTEGER NOT NULL,"
    "  name TEXT NOT NULL,"
    "  seq INTEGER NOT NULL,"
    "  PRIMARY KEY (message, reaction, author)) WITHOUT ROWID;" },
  { WORDS_SCHEMA },
  /* references are not enforced: what was said in answer to a message goes with it */
  { "DELETE FROM reactions WHERE message NOT IN (SELECT id FROM messages);"
    "CREATE TRIGGER reactions_go_along AFTER DELETE ON messages BEGIN DELETE FROM reactions WHERE message = OLD.id; END;" },
  { WORDS_SCHEMA_LATER },
};
/* clang-format on */

const NatterdSchemaStep *
natterd_schema_steps (guint *n_steps)
{
  *n_steps = G_N_ELEMENTS (all_steps);
  return all_steps;
}

static gboolean
judge (gint64 application,
       gint64 version,
       gint64 n_tables,
       GError **error)
{
  if (application == NATTERD_SCHEMA_APPLICATION_ID || (application == 0 && version == 0 && n_tables == 0))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _ ("This is a database of another program. Nothing in it was changed."));
  return FALSE;
}

gboolean
natterd_schema_look (sqlite3 *database,
                     guint n_steps,
                     NatterdSchemaState *state,
                     guint *version,
                     GError **error)
{
  gint64 application, user_version, n_tables;

  if (!natterd_sql_get_int (database, "PRAGMA application_id", &application, error) ||
      !natterd_sql_get_int (database, "PRAGMA user_version", &user_version, error) ||
      !natterd_sql_get_int (database, "SELECT count(*) FROM sqlite_schema", &n_tables, error) ||
      !judge (application, user_version, n_tables, error))
    return FALSE;

  if (user_version > n_steps)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _ ("This database was made by a newer version of natterd (it has version %d, this natterd knows %u). "
                      "Nothing in it was changed. Please run the newer natterd."),
                   (int) user_version, n_steps);
      return FALSE;
    }
  *version = (guint) MAX (user_version, 0);
  if (n_tables == 0)
    *state = NATTERD_SCHEMA_EMPTY;
  else
    *state = user_version < n_steps ? NATTERD_SCHEMA_OLDER : NATTERD_SCHEMA_CURRENT;
  return TRUE;
}

static gboolean
take_step (sqlite3 *database,
           const NatterdSchemaStep *step,
           guint version,
           GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u",
                                           NATTERD_SCHEMA_APPLICATION_ID, version);

  if (natterd_sql_execute (database, "BEGIN EXCLUSIVE", error) && natterd_sql_execute (database, step->sql, error) &&
      natterd_sql_execute (database, mark, error) && natterd_sql_execute (database, "COMMIT", error))
    return TRUE;

  /* fails where SQLite has rolled back already */
  (void) natterd_sql_execute (database, "ROLLBACK", NULL);
  return FALSE;
}

static gboolean
keep_copy (const char *path,
           guint version,
           GError **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.before-v%u", path, version);

  /* one that an earlier attempt left: the database is still what it was then */
  if (g_unlink (copy) != 0 && g_file_test (copy, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The old backup %s cannot be replaced."), copy);
      return FALSE;
    }
  return natterd_care_copy (path, copy, FALSE, error);
}

gboolean
natterd_schema_bring_up (sqlite3 *database,
                         const char *path,
                         const NatterdSchemaStep *steps,
                         guint n_steps,
                         GError **error)
{
  NatterdSchemaState state;
  guint version;

  if (!natterd_schema_look (database, n_steps, &state, &version, error))
    return FALSE;

  for (guint i = version; i < n_steps; i++)
    {
      if (state == NATTERD_SCHEMA_OLDER && !keep_copy (path, i + 1, error))
        return FALSE;
      if (!take_step (database, &steps[i], i + 1, error))
        return FALSE;
    }
  return TRUE;
}

char *
natterd_schema_settle_epoch (sqlite3 *database,
                             GError **error)
{
  g_autofree char *made = g_uuid_string_random ();
  g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE;"
                                          "INSERT INTO meta (key, value) VALUES ('epoch', '%s') ON CONFLICT (key) DO UPDATE "
                                          "SET value = excluded.value WHERE EXISTS (SELECT 1 FROM meta WHERE key = 'restored');"
                                          "DELETE FROM meta WHERE key = 'restored';"
                                          "COMMIT",
                                          made);

  if (!natterd_sql_execute (database, sql, error))
    {
      (void) natterd_sql_execute (database, "ROLLBACK", NULL);
      return NULL;
    }
  return natterd_sql_dup_text (database, "SELECT value FROM meta WHERE key = 'epoch'", error);
}
