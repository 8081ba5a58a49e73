/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-keep-private.h"

/* Of each room the first messages are looked at: times rise with sequences, and no index has to be kept for them. */
static const char purge[] =
  "DELETE FROM messages WHERE id IN (SELECT said.id FROM facts JOIN rooms ON rooms.key = facts.key "
  "JOIN messages AS said ON said.room = rooms.id AND said.seq < 50 + (SELECT min (seq) FROM messages WHERE room = rooms.id) "
  "WHERE facts.kind = 'keep' AND said.time < ?1 - 1000000 * json_extract (facts.value, '$.for') LIMIT 500)";

static const char put_right[] =
  "UPDATE messages SET time = ?1 WHERE time > ?2 AND id IN (SELECT id FROM (SELECT id FROM messages ORDER BY id LIMIT ?3) UNION ALL "
  "SELECT said.id FROM facts JOIN rooms ON rooms.key = facts.key "
  "JOIN messages AS said ON said.room = rooms.id AND said.seq < 50 + (SELECT min (seq) FROM messages WHERE room = rooms.id) "
  "WHERE facts.kind = 'keep')";

#define FIRST_EVERYWHERE 500

static const char find_last[] = "SELECT time FROM messages ORDER BY id DESC LIMIT 1";

static const char find_shortest[] =
  "SELECT min (CAST (json_extract (value, '$.for') AS INTEGER)) FROM facts WHERE kind = 'keep'";

gboolean
natterd_keep_step (sqlite3 *database,
                   gint64 wall,
                   gboolean *more,
                   GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, purge, error);
  gboolean good = FALSE;

  if (statement != NULL)
    {
      natterd_sql_bind_int (statement, 1, wall);
      good = natterd_sql_run (statement, error);
    }
  *more = good && sqlite3_changes (database) > 0;
  (void) sqlite3_finalize (statement);
  return good;
}

gint64
natterd_keep_choose_pace (gint64 seconds)
{
  return CLAMP (seconds / 4, 60, 3600) * G_TIME_SPAN_SECOND;
}

gboolean
natterd_keep_get_pace (sqlite3 *database,
                       gint64 *pace,
                       GError **error)
{
  gint64 seconds;

  if (!natterd_sql_get_int (database, find_shortest, &seconds, error))
    return FALSE;
  *pace = seconds > 0 ? natterd_keep_choose_pace (seconds) : G_MAXINT64;
  return TRUE;
}

gboolean
natterd_keep_put_right (sqlite3 *database,
                        gint64 wall,
                        gint64 future,
                        gboolean everywhere,
                        GError **error)
{
  sqlite3_stmt *statement = natterd_sql_prepare (database, put_right, error);
  gboolean good = FALSE;

  if (statement != NULL)
    {
      natterd_sql_bind_int (statement, 1, wall);
      natterd_sql_bind_int (statement, 2, future);
      natterd_sql_bind_int (statement, 3, everywhere ? FIRST_EVERYWHERE : 0);
      good = natterd_sql_run (statement, error);
    }
  (void) sqlite3_finalize (statement);
  return good;
}

gboolean
natterd_keep_find_last (sqlite3 *database,
                        gint64 *time,
                        GError **error)
{
  return natterd_sql_get_int (database, find_last, time, error);
}
