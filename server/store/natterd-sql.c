/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-sql-private.h"

#include "natterd-tokenizer-private.h"

/* Somebody else may hold the file for a moment: a backup, a person with a shell. Longer than this, and people are told. */
#define PATIENCE_MS 1000

static GIOErrorEnum
translate_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return G_IO_ERROR_NO_SPACE;
    case SQLITE_READONLY:
      return G_IO_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return G_IO_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return G_IO_ERROR_INVALID_DATA;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return G_IO_ERROR_PERMISSION_DENIED;
    default:
      return G_IO_ERROR_FAILED;
    }
}

void
natterd_sql_set_error (sqlite3 *database,
                       int code,
                       GError **error)
{
  int system = database != NULL ? sqlite3_system_errno (database) : 0;
  const char *text = sqlite3_errstr (code);

  if (system != 0 && ((code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN))
    g_set_error (error, G_IO_ERROR, (int) translate_code (code), "%s: %s", text, g_strerror (system));
  else if ((code & 0xff) == SQLITE_ERROR && database != NULL)
    g_set_error_literal (error, G_IO_ERROR, (int) translate_code (code), sqlite3_errmsg (database));
  else
    g_set_error_literal (error, G_IO_ERROR, (int) translate_code (code), text);
}

sqlite3 *
natterd_sql_open (const char *path,
                  int flags,
                  GError **error)
{
  g_autoptr (sqlite3) database = NULL;
  int code;

  /* nobody asks how much memory it has, and counting costs a lock for each piece; refused, which is as well, once it runs */
  (void) sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  code = sqlite3_open_v2 (path, &database, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_busy_timeout (database, PATIENCE_MS);
  if (code != SQLITE_OK)
    {
      natterd_sql_set_error (database, code, error);
      return NULL;
    }
  if (!natterd_sql_execute (database,
                            "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; "
                            "PRAGMA mmap_size = 0; PRAGMA cache_size = -1024; PRAGMA temp_store = MEMORY",
                            error))
    return NULL;
  return natterd_tokenizer_add (database, error) ? g_steal_pointer (&database) : NULL;
}

void
natterd_sql_close (sqlite3 *database)
{
  /* it fails only with statements that were not finalized */
  if (sqlite3_close (database) != SQLITE_OK)
    g_warn_if_reached ();
}

gboolean
natterd_sql_execute (sqlite3 *database,
                     const char *sql,
                     GError **error)
{
  int code = sqlite3_exec (database, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    natterd_sql_set_error (database, code, error);
  return code == SQLITE_OK;
}

sqlite3_stmt *
natterd_sql_prepare (sqlite3 *database,
                     const char *sql,
                     GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (code != SQLITE_OK)
    natterd_sql_set_error (database, code, error);
  return statement;
}

NatterdSqlStep
natterd_sql_step (sqlite3_stmt *statement,
                  GError **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return NATTERD_SQL_ROW;
  if (code != SQLITE_DONE)
    natterd_sql_set_error (sqlite3_db_handle (statement), code, error);
  /* says again what the step said */
  (void) sqlite3_reset (statement);
  return code == SQLITE_DONE ? NATTERD_SQL_DONE : NATTERD_SQL_ERROR;
}

gboolean
natterd_sql_run (sqlite3_stmt *statement,
                 GError **error)
{
  NatterdSqlStep step;

  do
    step = natterd_sql_step (statement, error);
  while (step == NATTERD_SQL_ROW);
  return step == NATTERD_SQL_DONE;
}

gboolean
natterd_sql_get_int (sqlite3 *database,
                     const char *sql,
                     gint64 *number,
                     GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, sql, error);
  NatterdSqlStep step = statement != NULL ? natterd_sql_step (statement, error) : NATTERD_SQL_ERROR;

  if (step != NATTERD_SQL_ERROR)
    *number = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  (void) sqlite3_finalize (statement);
  return step != NATTERD_SQL_ERROR;
}

char *
natterd_sql_dup_text (sqlite3 *database,
                      const char *sql,
                      GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, sql, error);
  char *text = NULL;

  if (statement != NULL && natterd_sql_step (statement, error) == NATTERD_SQL_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  (void) sqlite3_finalize (statement);
  return text;
}
