/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "natter-ui-sql-private.h"

/* Another Natter may hold the file for a moment. The main loop waits here too, so not for long. */
#define PATIENCE_MS 40

static void
set_error (sqlite3 *database, int code, GError **error)
{
  GIOErrorEnum translated = G_IO_ERROR_FAILED;

  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      translated = G_IO_ERROR_INVALID_DATA;
      break;
    case SQLITE_FULL:
      translated = G_IO_ERROR_NO_SPACE;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      translated = G_IO_ERROR_BUSY;
      break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      translated = G_IO_ERROR_READ_ONLY;
      break;
    default:
      break;
    }

  g_set_error_literal (error, G_IO_ERROR, (int) translated,
                       database != NULL ? sqlite3_errmsg (database) : sqlite3_errstr (code));
}

static gboolean
get_version (sqlite3 *database, int *version, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = natter_ui_sql_prepare (database, "PRAGMA user_version", error);

  if (statement == NULL || !natter_ui_sql_step (statement, error))
    return FALSE;

  *version = sqlite3_column_int (statement, 0);
  return TRUE;
}

/* One that is new gets its tables. */
static gboolean
settle_version (sqlite3 *database, int version, const char *schema, GError **error)
{
  g_autofree char *sql = NULL;
  int found = 0;

  if (!get_version (database, &found, error))
    return FALSE;
  if (found == version)
    return TRUE;

  if (found != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the file is of version %d", found);
      return FALSE;
    }

  sql = g_strdup_printf ("BEGIN IMMEDIATE; %s; PRAGMA user_version = %d; COMMIT", schema, version);
  return natter_ui_sql_execute (database, sql, error);
}

sqlite3 *
natter_ui_sql_open (const char *path, int version, const char *schema, GError **error)
{
  g_autoptr (sqlite3) database = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  int code;

  /* What is said in private rooms is for nobody else on this machine. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY, "%s: %s", folder, g_strerror (errno));
      return NULL;
    }

  code = sqlite3_open_v2 (path, &database,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_busy_timeout (database, PATIENCE_MS);
  if (code != SQLITE_OK)
    {
      set_error (database, code, error);
      return NULL;
    }

  g_chmod (path, 0600);
  /* Who writes does not wait for the disk: see the store that uses it for when the disk is waited for. */
  if (!natter_ui_sql_execute (database,
                              "PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; "
                              "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY",
                              error) ||
      !settle_version (database, version, schema, error))
    return NULL;
  return g_steal_pointer (&database);
}

void
natter_ui_sql_close (sqlite3 *database)
{
  /* it fails only with statements that were not finalized */
  if (sqlite3_close (database) != SQLITE_OK)
    g_warn_if_reached ();
}

static void
delete_beside (const char *path, const char *suffix)
{
  g_autofree char *other = g_strconcat (path, suffix, NULL);

  g_unlink (other);
}

void
natter_ui_sql_delete (const char *path)
{
  g_unlink (path);
  delete_beside (path, "-wal");
  delete_beside (path, "-shm");
}

gboolean
natter_ui_sql_put_aside (const char *path)
{
  g_autofree char *broken = g_strconcat (path, ".broken", NULL);

  if (g_rename (path, broken) != 0)
    return FALSE;

  natter_ui_sql_delete (path);
  return TRUE;
}

gboolean
natter_ui_sql_execute (sqlite3 *database, const char *sql, GError **error)
{
  int code = sqlite3_exec (database, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    set_error (database, code, error);
  return code == SQLITE_OK;
}

sqlite3_stmt *
natter_ui_sql_prepare (sqlite3 *database, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (code != SQLITE_OK)
    set_error (database, code, error);
  return statement;
}

gboolean
natter_ui_sql_step (sqlite3_stmt *statement, GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    set_error (sqlite3_db_handle (statement), code, error);
  sqlite3_reset (statement);
  return FALSE;
}

gboolean
natter_ui_sql_run (sqlite3_stmt *statement, GError **error)
{
  GError *own = NULL;

  while (natter_ui_sql_step (statement, &own))
    ;
  if (own == NULL)
    return TRUE;

  g_propagate_error (error, own);
  return FALSE;
}
