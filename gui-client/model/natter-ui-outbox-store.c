/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-outbox-store.h"
#include "natter-ui-sql-private.h"
#include "natter-ui-worker.h"

#define VERSION 1

static const char schema[] =
  "CREATE TABLE outbox (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, room TEXT NOT NULL, "
  "kind INTEGER NOT NULL, reply INTEGER NOT NULL, time INTEGER NOT NULL, text TEXT NOT NULL, sent INTEGER NOT NULL, reason TEXT)";

/* The main loop writes into the log of the database, which the kernel keeps when we are killed; the worker, with a
 * connection of its own, waits for the disk to have it, and moves it into the file. */
struct _NatterUiOutboxStore
{
  sqlite3 *database;
  sqlite3_stmt *add;
  sqlite3_stmt *set;
  sqlite3_stmt *remove;

  NatterUiWorker *worker;
  char *path;
  int syncing; /* atomic: a job waits, and will see what is written now */
};

static void
free_row (gpointer data)
{
  NatterUiOutboxRow *row = data;

  g_free (row->id);
  g_free (row->room);
  g_free (row->text);
  g_free (row->reason);
  g_free (row);
}

static gboolean
prepare (NatterUiOutboxStore *self, GError **error)
{
  self->add = natter_ui_sql_prepare (self->database,
                                     "INSERT INTO outbox (id, room, kind, reply, time, text, sent, reason) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                     error);
  if (self->add != NULL)
    self->set = natter_ui_sql_prepare (self->database, "UPDATE outbox SET sent = ?2, reason = ?3 WHERE id = ?1", error);
  if (self->set != NULL)
    self->remove = natter_ui_sql_prepare (self->database, "DELETE FROM outbox WHERE id = ?1", error);
  return self->remove != NULL;
}

static gboolean
open_database (NatterUiOutboxStore *self, GError **error)
{
  self->database = natter_ui_sql_open (self->path, VERSION, schema, error);
  return self->database != NULL && prepare (self, error);
}

static void
close_database (NatterUiOutboxStore *self)
{
  g_clear_pointer (&self->add, sqlite3_finalize);
  g_clear_pointer (&self->set, sqlite3_finalize);
  g_clear_pointer (&self->remove, sqlite3_finalize);
  g_clear_pointer (&self->database, natter_ui_sql_close);
}

static void
sync_job (gpointer data)
{
  NatterUiOutboxStore *self = data;
  g_autoptr (sqlite3) database = NULL;

  g_atomic_int_set (&self->syncing, FALSE);
  database = natter_ui_sql_open (self->path, VERSION, schema, NULL);
  if (database == NULL)
    return;

  sqlite3_exec (database, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
  sqlite3_wal_checkpoint_v2 (database, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static void
sync_soon (NatterUiOutboxStore *self)
{
  if (g_atomic_int_compare_and_exchange (&self->syncing, FALSE, TRUE))
    natter_ui_worker_put (self->worker, sync_job, NULL, self, NULL);
}

NatterUiOutboxStore *
natter_ui_outbox_store_new (const char *path)
{
  NatterUiOutboxStore *self = g_new0 (NatterUiOutboxStore, 1);
  g_autoptr (GError) error = NULL;
  gboolean open;

  self->path = g_strdup (path);
  self->worker = natter_ui_worker_new ();
  open = open_database (self, &error);
  if (!open && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) && natter_ui_sql_put_aside (path))
    {
      close_database (self);
      open = open_database (self, NULL);
    }
  if (open)
    return self;

  natter_ui_outbox_store_free (self);
  return NULL;
}

void
natter_ui_outbox_store_free (NatterUiOutboxStore *self)
{
  natter_ui_worker_free (self->worker);
  close_database (self);
  g_free (self->path);
  g_free (self);
}

GPtrArray *
natter_ui_outbox_store_load (NatterUiOutboxStore *self)
{
  g_autoptr (sqlite3_stmt) statement =
    natter_ui_sql_prepare (self->database, "SELECT id, room, text, reason, reply, time, kind, sent FROM outbox ORDER BY place", NULL);
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);

  while (statement != NULL && natter_ui_sql_step (statement, NULL))
    {
      NatterUiOutboxRow *row = g_new0 (NatterUiOutboxRow, 1);

      row->id = g_strdup (natter_ui_sql_get_text (statement, 0));
      row->room = g_strdup (natter_ui_sql_get_text (statement, 1));
      row->text = g_strdup (natter_ui_sql_get_text (statement, 2));
      row->reason = natter_ui_sql_dup_text (statement, 3);
      row->reply = (guint64) sqlite3_column_int64 (statement, 4);
      row->time = sqlite3_column_int64 (statement, 5);
      row->kind = sqlite3_column_int (statement, 6) == NATTER_UI_MESSAGE_ME ? NATTER_UI_MESSAGE_ME : NATTER_UI_MESSAGE_SAY;
      row->sent = sqlite3_column_int (statement, 7) != 0;
      g_ptr_array_add (rows, row);
    }

  return rows;
}

gboolean
natter_ui_outbox_store_add (NatterUiOutboxStore *self, const NatterUiOutboxRow *row)
{
  natter_ui_sql_bind_text (self->add, 1, row->id);
  natter_ui_sql_bind_text (self->add, 2, row->room);
  natter_ui_sql_bind_int (self->add, 3, row->kind);
  natter_ui_sql_bind_int (self->add, 4, (gint64) row->reply);
  natter_ui_sql_bind_int (self->add, 5, row->time);
  natter_ui_sql_bind_text (self->add, 6, row->text);
  natter_ui_sql_bind_int (self->add, 7, row->sent);
  natter_ui_sql_bind_text (self->add, 8, row->reason);
  if (!natter_ui_sql_run (self->add, NULL))
    return FALSE;

  sync_soon (self);
  return TRUE;
}

void
natter_ui_outbox_store_set (NatterUiOutboxStore *self, const char *id, gboolean sent, const char *reason)
{
  natter_ui_sql_bind_text (self->set, 1, id);
  natter_ui_sql_bind_int (self->set, 2, sent);
  natter_ui_sql_bind_text (self->set, 3, reason);
  natter_ui_sql_run (self->set, NULL);
}

void
natter_ui_outbox_store_remove (NatterUiOutboxStore *self, const char *id)
{
  natter_ui_sql_bind_text (self->remove, 1, id);
  /* A row that stays, as the disk takes nothing, is sent once more with the same id, which the server knows: PROTOCOL.md §3.7. */
  natter_ui_sql_run (self->remove, NULL);
  sync_soon (self);
}
