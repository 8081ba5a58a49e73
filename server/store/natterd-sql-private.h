/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite with GErrors. A connection is used by one thread at a time. */

/* natterd_sql_set_error: @code of SQLite as a GIOError. @database: (nullable). */
void natterd_sql_set_error (sqlite3 *database, int code, GError **error);

/* natterd_sql_open: @flags: SQLITE_OPEN_*. Deleted content is overwritten, and the cache is small (1 MiB). References are not enforced, which would cost
 * two searches for every message; --check-store looks at them.
 * Returns: (transfer full): NULL with a GIOError. */
sqlite3 *natterd_sql_open (const char *path, int flags, GError **error);

/* natterd_sql_close: (nullable); every statement must have been finalized. What went wrong in closing is of no use to anyone. */
void natterd_sql_close (sqlite3 *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, natterd_sql_close)

/* natterd_sql_execute: statements without results. */
gboolean natterd_sql_execute (sqlite3 *database, const char *sql, GError **error);

/* natterd_sql_prepare: (transfer full): to be used often. NULL with a GIOError. */
sqlite3_stmt *natterd_sql_prepare (sqlite3 *database, const char *sql, GError **error);

typedef enum
{
  NATTERD_SQL_ERROR,
  NATTERD_SQL_ROW,
  NATTERD_SQL_DONE /* reset already */
} NatterdSqlStep;

/* natterd_sql_step: one row, or the end. After ERROR and DONE the statement is reset; after ROW the caller resets it or steps on. */
NatterdSqlStep natterd_sql_step (sqlite3_stmt *statement, GError **error);

/* natterd_sql_run: to the end, whatever rows there are. */
gboolean natterd_sql_run (sqlite3_stmt *statement, GError **error);

/* natterd_sql_get_int: the first column of the first row; 0 where that is NULL or there is none. */
gboolean natterd_sql_get_int (sqlite3 *database, const char *sql, gint64 *number, GError **error);

/* natterd_sql_dup_text: the same for text. (transfer full) (nullable): NULL without an error where there is none. */
char *natterd_sql_dup_text (sqlite3 *database, const char *sql, GError **error);

/* natterd_sql_bind_text: @text: (nullable), must stay until the statement is reset. */
static inline void
natterd_sql_bind_text (sqlite3_stmt *statement,
                       int place,
                       const char *text)
{
  /* cannot fail: the place exists, and nothing is copied */
  int code = sqlite3_bind_text (statement, place, text, -1, SQLITE_STATIC);

  g_assert (code == SQLITE_OK);
}

static inline void
natterd_sql_bind_int (sqlite3_stmt *statement,
                      int place,
                      gint64 number)
{
  int code = sqlite3_bind_int64 (statement, place, number);

  g_assert (code == SQLITE_OK);
}

/* natterd_sql_get_string: never NULL. Valid until the next step. */
static inline const char *
natterd_sql_get_string (sqlite3_stmt *statement,
                        int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

G_END_DECLS
