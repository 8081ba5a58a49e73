/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-cache-private.h"

/* What was put, in one transaction for a batch: all of it is there, with what it covers, or nothing. */

void
natter_ui_cache_op_free (NatterUiCacheOp *self)
{
  g_free (self->key);
  g_clear_pointer (&self->room, natter_ui_cache_room_free);
  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    natter_message_unref (g_array_index (self->items, NatterUiCacheItem, i).message);
  g_clear_pointer (&self->items, g_array_unref);
  g_free (self);
}

/* The range that holds @seq. FALSE: none does. */
static gboolean
find_cover (NatterUiCacheFile *self, const char *key, guint64 seq)
{
  sqlite3_stmt *find = natter_ui_cache_file_get (self, NATTER_UI_CACHE_FIND_COVER);
  gboolean found = FALSE;

  if (find == NULL)
    return FALSE;

  natter_ui_sql_bind_text (find, 1, key);
  natter_ui_sql_bind_int (find, 2, (gint64) seq);
  found = natter_ui_sql_step (find, NULL);
  sqlite3_reset (find);
  return found;
}

/* Ranges that touch become one. */
static void
add_cover (NatterUiCacheFile *self, const char *key, guint64 begin, guint64 end)
{
  sqlite3_stmt *join = natter_ui_cache_file_get (self, NATTER_UI_CACHE_JOIN_COVER);
  sqlite3_stmt *delete = natter_ui_cache_file_get (self, NATTER_UI_CACHE_DELETE_COVER);
  sqlite3_stmt *add = natter_ui_cache_file_get (self, NATTER_UI_CACHE_ADD_COVER);

  if (begin == 0 || end < begin || join == NULL || delete == NULL || add == NULL)
    return;

  natter_ui_sql_bind_text (join, 1, key);
  natter_ui_sql_bind_int (join, 2, (gint64) begin - 1);
  natter_ui_sql_bind_int (join, 3, (gint64) end + 1);
  if (natter_ui_sql_step (join, NULL) && sqlite3_column_type (join, 0) != SQLITE_NULL)
    {
      begin = MIN (begin, (guint64) sqlite3_column_int64 (join, 0));
      end = MAX (end, (guint64) sqlite3_column_int64 (join, 1));
    }
  sqlite3_reset (join);

  natter_ui_sql_bind_text (delete, 1, key);
  natter_ui_sql_bind_int (delete, 2, (gint64) begin);
  natter_ui_sql_bind_int (delete, 3, (gint64) end);
  natter_ui_sql_run (delete, NULL);
  natter_ui_sql_bind_text (add, 1, key);
  natter_ui_sql_bind_int (add, 2, (gint64) begin);
  natter_ui_sql_bind_int (add, 3, (gint64) end);
  natter_ui_sql_run (add, NULL);
}

/* What is done to a message that is here. (nullable) reactions. */
static void
set_fate (NatterUiCacheFile *self, const char *key, const NatterMessage *row, const GPtrArray *reactions)
{
  sqlite3_stmt *set = natter_ui_cache_file_get (self, NATTER_UI_CACHE_SET_FATE);
  g_autofree char *text = natter_ui_cache_row_dup_reactions (reactions);

  if (set == NULL)
    return;

  natter_ui_sql_bind_text (set, 1, key);
  natter_ui_sql_bind_int (set, 2, (gint64) row->seq);
  natter_ui_sql_bind_text (set, 3, row->text);
  natter_ui_sql_bind_int (set, 4, row->edited);
  natter_ui_sql_bind_int (set, 5, row->deleted);
  natter_ui_sql_bind_text (set, 6, text);
  natter_ui_sql_bind_int (set, 7, natter_ui_cache_row_count_reactions (reactions));
  natter_ui_sql_run (set, NULL);
}

static void
change (NatterUiCacheFile *self, const char *key, const NatterUiCacheItem *item)
{
  sqlite3_stmt *get = natter_ui_cache_file_get (self, NATTER_UI_CACHE_GET_FATE);
  const NatterMessage *done = item->message;
  g_autoptr (NatterMessage) row = NULL;
  g_autoptr (NatterMessage) now = NULL;

  if (get == NULL)
    return;

  natter_ui_sql_bind_text (get, 1, key);
  natter_ui_sql_bind_int (get, 2, (gint64) done->target);
  if (natter_ui_sql_step (get, NULL))
    row = natter_ui_cache_row_take (get, key);
  sqlite3_reset (get);
  if (row == NULL || row->deleted)
    return;

  if (row->reactions == NULL)
    row->reactions = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_reaction_free);
  if (done->kind == NATTER_MESSAGE_REACT || done->kind == NATTER_MESSAGE_UNREACT)
    natter_ui_cache_row_react (row->reactions, done, (item->flags & NATTER_UI_CACHE_OWN) != 0);
  now = natter_message_copy (row, done->kind == NATTER_MESSAGE_EDIT     ? done->text
                                  : done->kind == NATTER_MESSAGE_DELETE ? ""
                                                                        : row->text);
  if (done->kind == NATTER_MESSAGE_EDIT && !done->deleted)
    now->edited = MAX (done->time, 1);
  if (done->kind == NATTER_MESSAGE_DELETE || (done->kind == NATTER_MESSAGE_EDIT && done->deleted))
    now->deleted = TRUE;
  set_fate (self, key, now, now->deleted ? NULL : row->reactions);
}

static void
put_message (NatterUiCacheFile *self, const char *key, const NatterUiCacheItem *item, gboolean final)
{
  sqlite3_stmt *put = natter_ui_cache_file_get (self, NATTER_UI_CACHE_PUT_MESSAGE);
  g_autofree char *reactions = natter_ui_cache_row_dup_reactions (item->message->reactions);

  if (put == NULL)
    return;

  natter_ui_sql_bind_text (put, 1, key);
  natter_ui_cache_row_bind (put, item->message, reactions);
  natter_ui_sql_bind_int (put, 14, item->flags | (natter_message_is_bot (item->message) ? NATTER_UI_CACHE_BOT : 0));
  natter_ui_sql_bind_int (put, 15, natter_ui_cache_row_count_reactions (item->message->reactions));
  natter_ui_sql_bind_int (put, 16, final);
  natter_ui_sql_run (put, NULL);
}

static void
put (NatterUiCacheFile *self, const NatterUiCacheOp *op)
{
  for (guint i = 0; i < op->items->len; i++)
    {
      const NatterUiCacheItem *item = &g_array_index (op->items, NatterUiCacheItem, i);
      NatterMessageKind kind = item->message->kind;
      gboolean twice = kind == NATTER_MESSAGE_EDIT || kind == NATTER_MESSAGE_DELETE;

      if (!natter_message_kind_is_change (kind))
        put_message (self, op->key, item, op->flag);
      else if (twice || !find_cover (self, op->key, item->message->seq))
        change (self, op->key, item);
    }
  add_cover (self, op->key, op->begin, op->end);
}

static void
put_room (NatterUiCacheFile *self, const NatterUiCacheRoom *room)
{
  sqlite3_stmt *put_it = natter_ui_cache_file_get (self, NATTER_UI_CACHE_PUT_ROOM);

  if (put_it == NULL)
    return;

  natter_ui_sql_bind_text (put_it, 1, room->key);
  natter_ui_sql_bind_text (put_it, 2, room->name);
  natter_ui_sql_bind_text (put_it, 3, room->topic);
  natter_ui_sql_bind_int (put_it, 4, room->read);
  natter_ui_sql_bind_int (put_it, 5, room->joined);
  natter_ui_sql_bind_int (put_it, 6, room->current);
  natter_ui_sql_run (put_it, NULL);
}

/* @sql with one ?1, given often in a life. */
static void
run_with_text (NatterUiCacheFile *self, const char *sql, const char *text)
{
  g_autoptr (sqlite3_stmt) statement = natter_ui_sql_prepare (self->database, sql, NULL);

  if (statement == NULL)
    return;

  natter_ui_sql_bind_text (statement, 1, text);
  natter_ui_sql_run (statement, NULL);
}

static void
forget (NatterUiCacheFile *self, const char *key, gboolean room)
{
  run_with_text (self, "DELETE FROM message WHERE room = ?1", key);
  run_with_text (self, "DELETE FROM cover WHERE room = ?1", key);
  if (room)
    run_with_text (self, "DELETE FROM room WHERE key = ?1", key);
}

static void
clear (NatterUiCacheFile *self)
{
  natter_ui_sql_execute (self->database, "DELETE FROM message; DELETE FROM cover", NULL);
}

static void
set_epoch (NatterUiCacheFile *self, const char *epoch)
{
  g_autoptr (sqlite3_stmt) get = natter_ui_sql_prepare (self->database, "SELECT epoch FROM server", NULL);
  g_autofree char *before = NULL;

  if (get != NULL && natter_ui_sql_step (get, NULL))
    before = natter_ui_sql_dup_text (get, 0);
  g_clear_pointer (&get, sqlite3_finalize);
  if (g_strcmp0 (before, epoch) == 0)
    return;

  if (before != NULL)
    clear (self);
  natter_ui_sql_execute (self->database, "DELETE FROM server", NULL);
  run_with_text (self, "INSERT INTO server (epoch) VALUES (?1)", epoch);
}

/* The oldest messages go, and with them what is said to be covered below what is left. */
static void
keep_since (NatterUiCacheFile *self, gint64 time)
{
  g_autofree char *sql = g_strdup_printf (
    "CREATE TEMP TABLE old AS SELECT room, max(seq) AS seq FROM message WHERE time < %" G_GINT64_FORMAT " GROUP BY room; "
    "DELETE FROM message WHERE seq <= (SELECT seq FROM old WHERE old.room = message.room); "
    "DELETE FROM cover WHERE last <= (SELECT seq FROM old WHERE old.room = cover.room); "
    "UPDATE cover SET first = (SELECT seq FROM old WHERE old.room = cover.room) + 1 "
    "WHERE first <= (SELECT seq FROM old WHERE old.room = cover.room); "
    "DROP TABLE temp.old",
    time);

  natter_ui_sql_execute (self->database, sql, NULL);
}

static void
write_op (NatterUiCacheFile *self, const NatterUiCacheOp *op)
{
  switch (op->kind)
    {
    case NATTER_UI_CACHE_OP_PUT:
      put (self, op);
      break;
    case NATTER_UI_CACHE_OP_ROOM:
      put_room (self, op->room);
      break;
    case NATTER_UI_CACHE_OP_FORGET:
      forget (self, op->key, op->flag);
      break;
    case NATTER_UI_CACHE_OP_CLEAR:
      clear (self);
      break;
    case NATTER_UI_CACHE_OP_EPOCH:
      set_epoch (self, op->key);
      break;
    case NATTER_UI_CACHE_OP_KEEP:
    default:
      keep_since (self, op->time);
      break;
    }
}

void
natter_ui_cache_file_write (NatterUiCacheFile *self, const GPtrArray *ops)
{
  gboolean cleared = FALSE;

  if (!natter_ui_cache_file_open (self) || !natter_ui_sql_execute (self->database, "BEGIN IMMEDIATE", NULL))
    return;

  for (guint i = 0; i < ops->len; i++)
    {
      const NatterUiCacheOp *op = g_ptr_array_index (ops, i);

      write_op (self, op);
      cleared = cleared || op->kind == NATTER_UI_CACHE_OP_CLEAR;
    }
  if (!natter_ui_sql_execute (self->database, "COMMIT", NULL))
    natter_ui_sql_execute (self->database, "ROLLBACK", NULL);

  /* What was cleared is not to be found in the log either. */
  sqlite3_wal_checkpoint_v2 (self->database, NULL, cleared ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, NULL,
                             NULL);
}
