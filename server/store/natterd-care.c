/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-care-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "natterd-forgotten-private.h"
#include "natterd-schema-private.h"
#include "natterd-store-care.h"

/* Copying */

static void
set_file_error (GError **error,
                int code,
                const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot write the copy %s: %s"), shown, g_strerror (code));
}

static gboolean
copy_pages (sqlite3 *from,
            sqlite3 *to,
            GError **error)
{
  sqlite3_backup *copying = sqlite3_backup_init (to, "main", from, "main");
  int code;

  if (copying == NULL)
    {
      natterd_sql_set_error (to, sqlite3_errcode (to), error);
      return FALSE;
    }
  /* in one step: it sees one moment, and does not begin anew with each commit of others; in WAL mode nobody waits for it */
  (void) sqlite3_backup_step (copying, -1);
  code = sqlite3_backup_finish (copying); /* says what the step said */
  if (code != SQLITE_OK)
    natterd_sql_set_error (to, code, error);
  return code == SQLITE_OK;
}

static gboolean
fill (const char *from,
      const char *to,
      gboolean as_backup,
      GError **error)
{
  g_autoptr (sqlite3) source = natterd_sql_open (from, SQLITE_OPEN_READWRITE, error);
  g_autoptr (sqlite3) target = source != NULL ? natterd_sql_open (to, SQLITE_OPEN_READWRITE, error) : NULL;

  /* without WAL the copy is one file, and whole once it is closed */
  return target != NULL && copy_pages (source, target, error) &&
         natterd_sql_execute (target, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL", error) &&
         (!as_backup || natterd_sql_execute (target, "INSERT OR REPLACE INTO meta (key, value) VALUES ('restored', 'yes')", error));
}

static gboolean
sync_file (const char *path,
           int flags)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  gboolean good = fd >= 0 && fsync (fd) == 0;
  int code = errno;

  if (fd >= 0)
    close (fd);
  errno = code;
  return good;
}

/* from @part to @to, which must not be there; all of it on the disk. */
static gboolean
put_in_place (const char *part,
              const char *to,
              GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (sync_file (part, 0) && link (part, to) == 0 && g_unlink (part) == 0 && sync_file (folder, O_DIRECTORY))
    return TRUE;
  set_file_error (error, errno, to);
  return FALSE;
}

gboolean
natterd_care_copy (const char *from,
                   const char *to,
                   gboolean as_backup,
                   GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.part%d", to, (int) getpid ());
  int fd = -1;

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    {
      set_file_error (error, EEXIST, to);
      return FALSE;
    }
  fd = g_open (part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      set_file_error (error, errno, part);
      return FALSE;
    }
  close (fd);
  if (fill (from, part, as_backup, error) && put_in_place (part, to, error))
    return TRUE;
  (void) g_unlink (part);
  return FALSE;
}

/* For people with a shell */

/* Read only: what is damaged is not made worse. (transfer full): NULL with a GIOError and a sentence. */
static sqlite3 *
open_to_look (const char *path,
              GError **error)
{
  g_autoptr (sqlite3) database = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  NatterdSchemaState state;
  guint n_steps, version;

  (void) natterd_schema_steps (&n_steps);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("There is no database %s."), shown);
      return NULL;
    }
  database = natterd_sql_open (path, SQLITE_OPEN_READONLY, error);
  if (database != NULL && natterd_schema_look (database, n_steps, &state, &version, error))
    {
      if (state == NATTERD_SCHEMA_CURRENT)
        return g_steal_pointer (&database);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED,
                           _ ("It is empty or of an older version. Starting the server once brings it up to date."));
    }
  g_prefix_error (error, "%s: ", shown);
  return NULL;
}

gboolean
natterd_store_backup (const char *path,
                      const char *to,
                      GError **error)
{
  g_autoptr (sqlite3) database = open_to_look (path, error);

  return database != NULL && natterd_care_copy (path, to, TRUE, error);
}

typedef struct
{
  NatterdStoreComplain complain;
  gpointer user_data;
  guint n;
} Complaints;

/* What must give no rows; the first column of a row is the complaint. "ok" is none. */
static const char *const checks[] = {
  "PRAGMA integrity_check",
  "SELECT 'table ' || \"table\" || ', row ' || rowid || ': it belongs to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check",
  "SELECT 'there is no epoch' WHERE NOT EXISTS (SELECT 1 FROM meta WHERE key = 'epoch' AND value <> '')",
  "SELECT 'room ' || id || ': its last sequence is negative' FROM rooms WHERE last_seq < 0",
  "SELECT 'message ' || id || ': it has no kind that is known' FROM messages WHERE kind NOT BETWEEN 0 AND 6",
  "SELECT 'message ' || id || ': it was deleted, but not its text' FROM messages WHERE deleted AND text <> ''",
  "SELECT 'message ' || id || ': it is about none' FROM messages WHERE kind > 2 AND target IS NULL",
  "SELECT 'message ' || id || ': it was said before 1970' FROM messages WHERE time <= 0",
  "SELECT 'the search index does not end at a message' WHERE NOT EXISTS "
  "(SELECT 1 FROM indexed WHERE upto = 0 OR EXISTS (SELECT 1 FROM messages WHERE id = upto))",
  "SELECT 'room ' || room || ': sequence ' || seq || ' is there twice' FROM messages NOT INDEXED GROUP BY room, seq HAVING count (*) > 1",
};

static gboolean
run_check (sqlite3 *database,
           const char *sql,
           Complaints *complaints,
           GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, sql, error);
  NatterdSqlStep step = NATTERD_SQL_ERROR;

  while (statement != NULL && (step = natterd_sql_step (statement, error)) == NATTERD_SQL_ROW)
    {
      const char *complaint = natterd_sql_get_string (statement, 0);

      if (g_str_equal (complaint, "ok"))
        continue;
      complaints->n++;
      complaints->complain (complaints->user_data, complaint);
    }
  (void) sqlite3_finalize (statement);
  return step == NATTERD_SQL_DONE;
}

gboolean
natterd_store_check (const char *path,
                     NatterdStoreComplain complain,
                     gpointer user_data,
                     guint *n_complaints,
                     GError **error)
{
  g_autoptr (sqlite3) database = open_to_look (path, error);
  Complaints complaints = { complain, user_data, 0 };

  if (database == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autoptr (GError) cause = NULL;

      if (run_check (database, checks[i], &complaints, &cause))
        continue;
      /* a page that cannot be read is what was asked about */
      if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return FALSE;
        }
      complaints.n++;
      complain (user_data, cause->message);
    }
  *n_complaints = complaints.n;
  return TRUE;
}

static NatterMessage *
read_exported (sqlite3_stmt *row)
{
  NatterMessage *message = natter_message_new ((NatterMessageKind) CLAMP (sqlite3_column_int (row, 2), 0, NATTER_MESSAGE_TOPIC),
                                               natterd_sql_get_string (row, 6), natterd_sql_get_string (row, 3),
                                               natterd_sql_get_string (row, 4), (const char *) sqlite3_column_text (row, 5));

  message->seq = (guint64) sqlite3_column_int64 (row, 0);
  message->time = sqlite3_column_int64 (row, 1);
  message->target = (guint64) sqlite3_column_int64 (row, 7);
  message->edited = sqlite3_column_int64 (row, 8);
  return message;
}

static gboolean
export_rows (sqlite3_stmt *statement,
             NatterdStoreExport tell,
             gpointer user_data,
             GError **error)
{
  NatterdSqlStep step;
  gboolean going = TRUE;
  gboolean any = FALSE;

  while (going && (step = natterd_sql_step (statement, error)) == NATTERD_SQL_ROW)
    {
      g_autoptr (NatterMessage) message = read_exported (statement);

      any = TRUE;
      going = tell (user_data, message);
    }
  if (!going || step == NATTERD_SQL_ERROR)
    return !going;
  if (!any)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("Nothing was ever said in a room of that name."));
  return any;
}

gboolean
natterd_store_export (const char *path,
                      const char *key,
                      NatterdStoreExport tell,
                      gpointer user_data,
                      GError **error)
{
  g_autoptr (sqlite3) database = open_to_look (path, error);
  sqlite3_stmt *statement = NULL;
  gboolean good = FALSE;

  if (database != NULL)
    statement = natterd_sql_prepare (database,
                                     "SELECT seq, time, kind, " NATTERD_FORGOTTEN_NAME ("messages") ", text, client_id, coalesce (rooms.name, rooms.key), target, edited FROM messages "
                                                                                                    "JOIN rooms ON rooms.id = room WHERE rooms.key = ?1 AND kind <= 2 AND NOT deleted ORDER BY seq",
                                     error);
  if (statement != NULL)
    {
      natterd_sql_bind_text (statement, 1, key);
      good = export_rows (statement, tell, user_data, error);
    }
  (void) sqlite3_finalize (statement);
  return good;
}
