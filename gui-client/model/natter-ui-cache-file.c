/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-cache-private.h"

#define VERSION 1

static const char schema[] =
  "CREATE TABLE server (epoch TEXT); "
  "CREATE TABLE room (key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, topic TEXT, read INTEGER NOT NULL, joined INTEGER NOT NULL, "
  "current INTEGER NOT NULL); "
  "CREATE TABLE cover (room TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (room, first)) WITHOUT ROWID; "
  "CREATE TABLE message (room TEXT NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, sender TEXT NOT NULL, text TEXT NOT NULL, "
  "id TEXT, time INTEGER NOT NULL, target INTEGER NOT NULL, quote_from TEXT, quote TEXT, edited INTEGER NOT NULL, "
  "deleted INTEGER NOT NULL, reactions TEXT, flags INTEGER NOT NULL, reacted INTEGER NOT NULL, PRIMARY KEY (room, seq)) WITHOUT ROWID; "
  "CREATE INDEX message_time ON message (time)";

/* Also into files of before there was one. */
static const char indices[] = "CREATE INDEX IF NOT EXISTS message_when ON message (room, time, kind, sender)";

/* In the order of NatterUiCacheStatement. A message that is there already stays, but for what is as it is now. */
static const char *const statements[NATTER_UI_CACHE_N_STATEMENTS] = {
  "INSERT INTO room (key, name, topic, read, joined, current) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
  "ON CONFLICT (key) DO UPDATE SET name = ?2, topic = ?3, read = ?4, joined = ?5, current = ?6",
  "INSERT INTO message (room, seq, kind, sender, text, id, time, target, quote_from, quote, edited, deleted, reactions, flags, reacted) "
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) "
  "ON CONFLICT (room, seq) DO UPDATE SET text = ?5, quote_from = ?9, quote = ?10, edited = ?11, deleted = ?12, reactions = ?13, "
  "flags = ?14, reacted = ?15 WHERE ?16",
  "SELECT 1 FROM cover WHERE room = ?1 AND first <= ?2 AND last >= ?2",
  "SELECT min(first), max(last) FROM cover WHERE room = ?1 AND last >= ?2 AND first <= ?3",
  "DELETE FROM cover WHERE room = ?1 AND first >= ?2 AND last <= ?3",
  "INSERT INTO cover (room, first, last) VALUES (?1, ?2, ?3)",
  "SELECT " NATTER_UI_CACHE_COLUMNS " FROM message WHERE room = ?1 AND seq = ?2",
  "UPDATE message SET text = ?3, edited = ?4, deleted = ?5, reactions = ?6, reacted = ?7 WHERE room = ?1 AND seq = ?2",
};

static gboolean
open_database (NatterUiCacheFile *self, GError **error)
{
  self->database = natter_ui_sql_open (self->path, VERSION, schema, error);
  /* One page that cannot be read is as bad as all: it would be noticed in the middle of something. */
  return self->database != NULL &&
         natter_ui_sql_execute (self->database, "SELECT count(*) FROM room; SELECT count(*) FROM cover; SELECT epoch FROM server", error) &&
         natter_ui_sql_execute (self->database, indices, error);
}

gboolean
natter_ui_cache_file_open (NatterUiCacheFile *self)
{
  g_autoptr (GError) error = NULL;

  if (self->tried)
    return self->database != NULL;

  self->tried = TRUE;
  if (open_database (self, &error))
    return TRUE;

  g_clear_pointer (&self->database, natter_ui_sql_close);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) && natter_ui_sql_put_aside (self->path) &&
      !open_database (self, NULL))
    g_clear_pointer (&self->database, natter_ui_sql_close);
  return self->database != NULL;
}

void
natter_ui_cache_file_close (NatterUiCacheFile *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->statements); i++)
    g_clear_pointer (&self->statements[i], sqlite3_finalize);
  g_clear_pointer (&self->database, natter_ui_sql_close);
}

sqlite3_stmt *
natter_ui_cache_file_get (NatterUiCacheFile *self, NatterUiCacheStatement statement)
{
  if (self->statements[statement] == NULL)
    self->statements[statement] = natter_ui_sql_prepare (self->database, statements[statement], NULL);
  return self->statements[statement];
}
