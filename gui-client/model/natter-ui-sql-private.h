/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite with GErrors of the domain G_IO_ERROR. A connection is used by one thread at a time. */

/* natter_ui_sql_open: the file is made where there is none, with its folder, for its owner only. What may be wrong with the file as such (no
 * database, of a newer version) is INVALID_DATA. @version: what PRAGMA user_version must be; where it is 0 @schema is
 * executed first. Returns: (transfer full): NULL with an error. */
sqlite3 *natter_ui_sql_open (const char *path, int version, const char *schema, GError **error);

/* natter_ui_sql_close: (nullable); every statement must have been finalized. */
void natter_ui_sql_close (sqlite3 *database);

/* natter_ui_sql_put_aside: a file that cannot be used is renamed to PATH.broken, in the place of an earlier one, and what belongs to it
 * is deleted. FALSE: it cannot be. */
gboolean natter_ui_sql_put_aside (const char *path);

/* natter_ui_sql_delete: the file, and what belongs to it. */
void natter_ui_sql_delete (const char *path);

gboolean natter_ui_sql_execute (sqlite3 *database, const char *sql, GError **error);

/* natter_ui_sql_prepare: (transfer full). @sql is known to be right: NULL only where the database is broken. */
sqlite3_stmt *natter_ui_sql_prepare (sqlite3 *database, const char *sql, GError **error);

/* natter_ui_sql_step: TRUE: there is a row. FALSE: the end, or an error; the statement is reset then. */
gboolean natter_ui_sql_step (sqlite3_stmt *statement, GError **error);

/* natter_ui_sql_run: to the end. FALSE with an error. */
gboolean natter_ui_sql_run (sqlite3_stmt *statement, GError **error);

/* @text: (nullable), must stay until the statement is reset. */
static inline void
natter_ui_sql_bind_text (sqlite3_stmt *statement,
                         int place,
                         const char *text)
{
  sqlite3_bind_text (statement, place, text, -1, SQLITE_STATIC);
}

static inline void
natter_ui_sql_bind_int (sqlite3_stmt *statement,
                        int place,
                        gint64 number)
{
  sqlite3_bind_int64 (statement, place, number);
}

/* Never NULL. Valid until the next step. */
static inline const char *
natter_ui_sql_get_text (sqlite3_stmt *statement,
                        int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

/* (transfer full) (nullable) */
static inline char *
natter_ui_sql_dup_text (sqlite3_stmt *statement,
                        int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, natter_ui_sql_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
