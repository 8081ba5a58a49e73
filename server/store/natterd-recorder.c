/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-facts-private.h"
#include "natterd-recorder-inside-private.h"
#include "natterd-schema-words-private.h"

#include "shared/natter-text.h"

/* A slice of deleting takes some milliseconds: whoever says something meanwhile waits no longer. */
#define SLICE "500"

static const char *const texts[NATTERD_RECORDER_N_STATEMENTS] = {
  [NATTERD_RECORDER_BEGIN] = "BEGIN IMMEDIATE",
  [NATTERD_RECORDER_COMMIT] = "COMMIT",
  [NATTERD_RECORDER_FIND_ROOM] = "SELECT id, max (last_seq, coalesce ((SELECT max (seq) FROM messages WHERE room = rooms.id), 0)) FROM rooms WHERE key = ?1",
  [NATTERD_RECORDER_ADD_ROOM] = "INSERT INTO rooms (key) VALUES (?1)",
  [NATTERD_RECORDER_NAME_ROOM] = "INSERT INTO rooms (key, name) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET name = excluded.name",
  [NATTERD_RECORDER_FORGET_ROOM] = "UPDATE rooms SET key = NULL WHERE key = ?1",
  [NATTERD_RECORDER_SET_TOPIC] = "UPDATE rooms SET topic = nullif (?2, '') WHERE id = ?1",
  [NATTERD_RECORDER_ADD_SENDER] = "INSERT INTO senders (key) VALUES (?1) ON CONFLICT (key) DO NOTHING",
  [NATTERD_RECORDER_FIND_SENDER] = "SELECT id FROM senders WHERE key = ?1",
  [NATTERD_RECORDER_ADD_MESSAGE] = "INSERT INTO messages (room, seq, time, kind, sender, name, text, client_id, author, target) "
                                   "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, nullif (?10, 0)) "
                                   "ON CONFLICT (room, sender, client_id) WHERE client_id IS NOT NULL DO NOTHING",
  [NATTERD_RECORDER_FIND_MESSAGE] = "SELECT seq, time FROM messages WHERE room = ?1 AND sender = ?2 AND client_id = ?3",
  [NATTERD_RECORDER_SET_FACT] = NATTERD_FACTS_SET,
  [NATTERD_RECORDER_DROP_FACT] = NATTERD_FACTS_DROP,
  [NATTERD_RECORDER_PURGE_FORGOTTEN] = "DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE room = "
                                       "(SELECT id FROM rooms WHERE key IS NULL LIMIT 1) LIMIT " SLICE ")",
  [NATTERD_RECORDER_PURGE_ROOMS] = "DELETE FROM rooms WHERE key IS NULL AND NOT EXISTS (SELECT 1 FROM messages WHERE room = rooms.id)",
  /* they lie in the order of recording, so the oldest are the first */
  [NATTERD_RECORDER_PURGE_OLD] = "DELETE FROM messages WHERE id IN (SELECT id FROM messages ORDER BY id LIMIT " SLICE ") AND time < ?1",
  [NATTERD_RECORDER_INDEX_END] = "SELECT max (id), count (*) FROM (SELECT id FROM messages WHERE id > (SELECT upto FROM indexed) ORDER BY id LIMIT ?1)",
  [NATTERD_RECORDER_INDEX_WORDS] = WORDS_CATCH_UP ("words", "NOT "),
  [NATTERD_RECORDER_INDEX_PASSING_WORDS] = WORDS_CATCH_UP ("passing_words", ""),
  [NATTERD_RECORDER_INDEX_NOTE] = "UPDATE indexed SET upto = ?1",
};

typedef NatterdChangesRoom Room;

/* After so many the descriptor itself may be what is broken. */
#define FAILURES_MOST 3

/* Names that are known by heart, at most. */
#define SENDERS_MOST 10000
#define ROOMS_MOST   100000

static int
note_pages (void *data,
            sqlite3 *database,
            const char *name,
            int n_pages)
{
  NatterdRecorder *self = data;

  self->n_pages = n_pages;
  return SQLITE_OK;
}

sqlite3 *
natterd_recorder_connect (const NatterdSqliteOptions *options,
                          int flags,
                          GError **error)
{
  static const char *const words[] = {
    [NATTERD_DURABILITY_FULL] = "FULL",
    [NATTERD_DURABILITY_NORMAL] = "NORMAL",
    [NATTERD_DURABILITY_NONE] = "OFF",
  };
  g_autoptr (sqlite3) database = natterd_sql_open (options->path, SQLITE_OPEN_READWRITE | flags, error);
  /* triggers keep the index, and SQLite takes no virtual table for safe there; the file is ours alone, and nothing is loaded */
  g_autofree char *sql = g_strdup_printf ("PRAGMA trusted_schema = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = 33554432; "
                                          "PRAGMA synchronous = %s",
                                          words[options->durability]);

  if (database == NULL || !natterd_sql_execute (database, sql, error))
    return NULL;
  return g_steal_pointer (&database);
}

/* After a kill the log may hold what was never synced, nor acknowledged; found again here it will be seen, so first it is made durable:
 * in the database, since a second sync of the same log proves nothing. */
gboolean
natterd_recorder_settle (sqlite3 *database,
                         GError **error)
{
  int code = sqlite3_wal_checkpoint_v2 (database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

  if (code != SQLITE_OK)
    natterd_sql_set_error (database, code, error);
  return code == SQLITE_OK;
}

static void
take_database (NatterdRecorder *self,
               sqlite3 *database)
{
  self->database = database;
  self->changes.database = database;
  self->n_pages = 0;
  sqlite3_wal_hook (database, note_pages, self);
}

NatterdRecorder *
natterd_recorder_new (const NatterdSqliteOptions *options,
                      sqlite3 *database)
{
  NatterdRecorder *self = g_new0 (NatterdRecorder, 1);

  self->options = options;
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  take_database (self, database);
  self->n_behind = 1; /* what an earlier run left is to be looked for */
  return self;
}

static void
disconnect (NatterdRecorder *self)
{
  for (guint i = 0; i < NATTERD_RECORDER_N_STATEMENTS; i++)
    {
      /* says again what its last step said */
      (void) sqlite3_finalize (self->statements[i]);
      self->statements[i] = NULL;
    }
  natterd_changes_disconnect (&self->changes);
  g_clear_pointer (&self->database, natterd_sql_close);
}

void
natterd_recorder_free (NatterdRecorder *self)
{
  disconnect (self);
  g_hash_table_unref (self->rooms);
  g_hash_table_unref (self->senders);
  natterd_forgotten_clear (&self->forgotten);
  g_free (self);
}

/* (transfer none): NULL with a GIOError. */
sqlite3_stmt *
natterd_recorder_get_statement (NatterdRecorder *self,
                                NatterdRecorderStatement which,
                                GError **error)
{
  if (self->statements[which] == NULL)
    self->statements[which] = natterd_sql_prepare (self->database, texts[which], error);
  return self->statements[which];
}

static gboolean
run (NatterdRecorder *self,
     NatterdRecorderStatement which,
     GError **error)
{
  sqlite3_stmt *statement = natterd_recorder_get_statement (self, which, error);

  return statement != NULL && natterd_sql_run (statement, error);
}

/* Transactions */

gboolean
natterd_recorder_begin (NatterdRecorder *self,
                        GError **error)
{
  if (self->database == NULL)
    {
      sqlite3 *database = natterd_recorder_connect (self->options, 0, error);

      if (database == NULL)
        return FALSE;
      take_database (self, database);
    }
  return run (self, NATTERD_RECORDER_BEGIN, error);
}

gboolean
natterd_recorder_commit (NatterdRecorder *self,
                         GError **error)
{
  if (!run (self, NATTERD_RECORDER_COMMIT, error))
    return FALSE;
  self->n_failed = 0;
  return TRUE;
}

void
natterd_recorder_abandon (NatterdRecorder *self,
                          const GError *error)
{
  gboolean is_passing = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
                        g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) ||
                        (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED) && ++self->n_failed < FAILURES_MOST);

  g_hash_table_remove_all (self->rooms);
  g_hash_table_remove_all (self->senders);
  natterd_forgotten_clear (&self->forgotten);
  self->n_behind = MAX (self->n_behind, 1);
  if (self->database == NULL)
    return;
  /* SQLite has often rolled back by itself; where it cannot the connection is of no use */
  if (!sqlite3_get_autocommit (self->database) && !natterd_sql_execute (self->database, "ROLLBACK", NULL))
    is_passing = FALSE;
  if (!is_passing)
    disconnect (self);
}

/* Recording */

static gboolean
load_room (NatterdRecorder *self,
           const char *key,
           Room *room,
           GError **error)
{
  sqlite3_stmt *find = natterd_recorder_get_statement (self, NATTERD_RECORDER_FIND_ROOM, error);
  sqlite3_stmt *add = natterd_recorder_get_statement (self, NATTERD_RECORDER_ADD_ROOM, error);
  NatterdSqlStep step;

  if (find == NULL || add == NULL)
    return FALSE;

  natterd_sql_bind_text (find, 1, key);
  step = natterd_sql_step (find, error);
  if (step == NATTERD_SQL_ROW)
    {
      *room = (Room){ sqlite3_column_int64 (find, 0), (guint64) sqlite3_column_int64 (find, 1) };
      (void) sqlite3_reset (find);
      return TRUE;
    }
  if (step == NATTERD_SQL_ERROR)
    return FALSE;

  natterd_sql_bind_text (add, 1, key);
  if (!natterd_sql_run (add, error))
    return FALSE;
  *room = (Room){ sqlite3_last_insert_rowid (self->database), 0 };
  return TRUE;
}

/* (transfer none): NULL with a GIOError. */
static Room *
get_room (NatterdRecorder *self,
          const char *key,
          GError **error)
{
  Room *room = g_hash_table_lookup (self->rooms, key);
  Room loaded;

  if (room != NULL)
    return room;
  if (!load_room (self, key, &loaded, error))
    return NULL;
  if (g_hash_table_size (self->rooms) >= ROOMS_MOST)
    g_hash_table_remove_all (self->rooms);
  room = g_new (Room, 1);
  *room = loaded;
  g_hash_table_insert (self->rooms, g_strdup (key), room);
  return room;
}

static gboolean
load_sender (NatterdRecorder *self,
             const char *name,
             gint64 *id,
             GError **error)
{
  sqlite3_stmt *add = natterd_recorder_get_statement (self, NATTERD_RECORDER_ADD_SENDER, error);
  sqlite3_stmt *find = natterd_recorder_get_statement (self, NATTERD_RECORDER_FIND_SENDER, error);
  g_autofree char *key = natter_name_dup_key (name);
  gboolean good = FALSE;

  if (add == NULL || find == NULL)
    return FALSE;

  natterd_sql_bind_text (add, 1, key);
  natterd_sql_bind_text (find, 1, key);
  if (natterd_sql_run (add, error) && natterd_sql_step (find, error) == NATTERD_SQL_ROW)
    {
      *id = sqlite3_column_int64 (find, 0);
      good = TRUE;
    }
  (void) sqlite3_reset (find);
  return good;
}

static gboolean
get_sender (NatterdRecorder *self,
            const char *name,
            gint64 *id,
            GError **error)
{
  const gint64 *known = g_hash_table_lookup (self->senders, name);

  if (known != NULL)
    {
      *id = *known;
      return TRUE;
    }
  if (!load_sender (self, name, id, error))
    return FALSE;
  if (g_hash_table_size (self->senders) >= SENDERS_MOST)
    g_hash_table_remove_all (self->senders);
  g_hash_table_insert (self->senders, g_strdup (name), g_memdup2 (id, sizeof *id));
  return TRUE;
}

/* ROW: that client id was used, and *@recorded says what for. */
static NatterdSqlStep
find_first (NatterdRecorder *self,
            const Room *room,
            gint64 sender,
            const char *client_id,
            NatterdRecorded *recorded,
            GError **error)
{
  sqlite3_stmt *find = natterd_recorder_get_statement (self, NATTERD_RECORDER_FIND_MESSAGE, error);
  NatterdSqlStep step;

  if (find == NULL)
    return NATTERD_SQL_ERROR;

  natterd_sql_bind_int (find, 1, room->id);
  natterd_sql_bind_int (find, 2, sender);
  natterd_sql_bind_text (find, 3, client_id);
  step = natterd_sql_step (find, error);
  if (step == NATTERD_SQL_ROW)
    *recorded = (NatterdRecorded){ .seq = (guint64) sqlite3_column_int64 (find, 0), .time = sqlite3_column_int64 (find, 1), .repeated = TRUE };
  (void) sqlite3_reset (find);
  return step;
}

static gboolean
set_topic (NatterdRecorder *self,
           const Room *room,
           const char *topic,
           GError **error)
{
  sqlite3_stmt *set = natterd_recorder_get_statement (self, NATTERD_RECORDER_SET_TOPIC, error);

  if (set == NULL)
    return FALSE;
  natterd_sql_bind_int (set, 1, room->id);
  natterd_sql_bind_text (set, 2, topic);
  return natterd_sql_run (set, error);
}

/* Nothing is inserted where the client id was used already. */
static gboolean
insert (NatterdRecorder *self,
        const Room *room,
        gint64 sender,
        const NatterMessage *message,
        const NatterdRecorded *recorded,
        GError **error)
{
  sqlite3_stmt *add = natterd_recorder_get_statement (self, NATTERD_RECORDER_ADD_MESSAGE, error);

  if (add == NULL)
    return FALSE;
  natterd_sql_bind_int (add, 1, room->id);
  natterd_sql_bind_int (add, 2, (gint64) recorded->seq);
  natterd_sql_bind_int (add, 3, recorded->time);
  natterd_sql_bind_int (add, 4, message->kind);
  natterd_sql_bind_int (add, 5, sender);
  natterd_sql_bind_text (add, 6, message->from);
  /* it is in the row of the one that was edited, and nowhere else: there it can be found when it has to go */
  natterd_sql_bind_text (add, 7, message->kind == NATTER_MESSAGE_EDIT ? "" : message->text);
  natterd_sql_bind_text (add, 8, message->id);
  natterd_sql_bind_int (add, 9, message->author);
  natterd_sql_bind_int (add, 10, (gint64) recorded->target);
  return natterd_sql_run (add, error);
}

/* Whether it is to be recorded. */
static gboolean
judge (NatterdRecorder *self,
       const Room *room,
       gint64 sender,
       const NatterMessage *message,
       NatterdRecorded *recorded,
       gint64 *row,
       GError **error)
{
  /* of a retry nobody asks whether it might be done again */
  NatterdSqlStep first = message->id != NULL ? find_first (self, room, sender, message->id, recorded, error) : NATTERD_SQL_DONE;

  if (first == NATTERD_SQL_DONE && message->refuse != 0)
    {
      recorded->refusal = message->refuse;
      return TRUE;
    }
  if (first == NATTERD_SQL_DONE)
    return natterd_changes_judge (&self->changes, room, message, recorded, row, error);
  return first == NATTERD_SQL_ROW;
}

gboolean
natterd_recorder_record (NatterdRecorder *self,
                         const NatterMessage *message,
                         gint64 wall,
                         NatterdRecorded *recorded,
                         GError **error)
{
  Room *room = get_room (self, message->room, error);
  gint64 sender, row;

  if (room == NULL || !get_sender (self, message->from, &sender, error))
    return FALSE;

  recorded->time = wall;
  if (message->target != 0 || message->refuse != 0)
    {
      if (!judge (self, room, sender, message, recorded, &row, error))
        return FALSE;
      if (recorded->repeated || recorded->refusal != 0)
        return TRUE;
    }

  recorded->seq = room->last_seq + 1;
  if (!insert (self, room, sender, message, recorded, error))
    return FALSE;
  if (sqlite3_changes (self->database) == 0)
    return find_first (self, room, sender, message->id, recorded, error) == NATTERD_SQL_ROW;

  room->last_seq++;
  self->n_behind++;
  if (message->target != 0)
    return natterd_changes_apply (&self->changes, row, message, recorded, error);
  return message->kind != NATTER_MESSAGE_TOPIC || set_topic (self, room, message->text, error);
}

gboolean
natterd_recorder_forget (NatterdRecorder *self,
                         const char *key,
                         GError **error)
{
  sqlite3_stmt *forget = natterd_recorder_get_statement (self, NATTERD_RECORDER_FORGET_ROOM, error);

  if (forget == NULL)
    return FALSE;
  g_hash_table_remove (self->rooms, key);
  natterd_sql_bind_text (forget, 1, key);
  return natterd_sql_run (forget, error);
}

gboolean
natterd_recorder_name (NatterdRecorder *self,
                       const char *key,
                       const char *name,
                       GError **error)
{
  sqlite3_stmt *statement = natterd_recorder_get_statement (self, NATTERD_RECORDER_NAME_ROOM, error);

  if (statement == NULL)
    return FALSE;
  natterd_sql_bind_text (statement, 1, key);
  natterd_sql_bind_text (statement, 2, name);
  return natterd_sql_run (statement, error);
}

gboolean
natterd_recorder_set_fact (NatterdRecorder *self,
                           const NatterFact *fact,
                           GError **error)
{
  sqlite3_stmt *statement =
    natterd_recorder_get_statement (self, fact->value != NULL ? NATTERD_RECORDER_SET_FACT : NATTERD_RECORDER_DROP_FACT, error);

  return statement != NULL && natterd_facts_run (statement, fact, error);
}
