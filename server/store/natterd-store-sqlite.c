/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-store-sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "natterd-facts-private.h"
#include "natterd-lock-private.h"
#include "natterd-schema-private.h"
#include "natterd-writer-private.h"

/* The side of the store that the loop's thread sees: it makes jobs and takes answers. */
typedef struct
{
  NatterdStore parent;
  NatterdSqliteOptions options;
  char *path; /* of options */
  char *epoch;
  int lock;
  sqlite3 *anchor; /* (nullable) */
  NatterdAnswers *answers;
  NatterdReader *reader;
  NatterdWriter *writer;
  GPtrArray *facts; /* (nullable) (element-type NatterFact) of the next commit */
} SqliteStore;

static gpointer
ref_message (gconstpointer message,
             gpointer user_data)
{
  return natter_message_ref ((NatterMessage *) message);
}

static void
sqlite_commit (NatterdStore *store,
               GPtrArray *messages,
               gint64 wall,
               NatterdStoreCommitted done,
               gpointer user_data)
{
  NatterdJob *job = natterd_job_new (NATTERD_JOB_COMMIT);

  /* the caller's array may change or go once the call is over */
  job->messages = g_ptr_array_copy (messages, ref_message, NULL);
  g_ptr_array_set_free_func (job->messages, (GDestroyNotify) natter_message_unref);
  job->facts = g_steal_pointer (&((SqliteStore *) store)->facts);
  job->wall = wall;
  job->committed = done;
  job->user_data = user_data;
  natterd_writer_push (((SqliteStore *) store)->writer, job);
}

static void
sqlite_set_fact (NatterdStore *store,
                 NatterFact *fact)
{
  SqliteStore *self = (SqliteStore *) store;

  if (self->facts == NULL)
    self->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_fact_unref);
  g_ptr_array_add (self->facts, natter_fact_ref (fact));
}

static void
sqlite_fetch (NatterdStore *store,
              const char *room,
              const NatterRange *range,
              NatterdStoreFetched done,
              gpointer user_data)
{
  SqliteStore *self = (SqliteStore *) store;
  NatterdJob *job;

  if (natterd_reader_is_busy (self->reader))
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, "too many questions wait already");

      done (user_data, NULL, FALSE, error);
      return;
    }

  job = natterd_job_new (NATTERD_JOB_FETCH);
  job->key = g_strdup (room);
  job->range = *range;
  job->fetched = done;
  job->user_data = user_data;
  if (natterd_writer_is_forgetting (self->writer))
    natterd_writer_push (self->writer, job);
  else
    natterd_reader_push (self->reader, job);
}

static void
sqlite_search (NatterdStore *store,
               NatterSearch *search,
               GCancellable *cancellable,
               NatterdStoreFound done,
               gpointer user_data)
{
  SqliteStore *self = (SqliteStore *) store;
  NatterdJob *job;

  if (!natterd_reader_take_search (self->reader))
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, "too many searches wait already");

      done (user_data, NULL, FALSE, error);
      return;
    }

  job = natterd_job_new (NATTERD_JOB_SEARCH);
  job->search = natter_search_ref (search);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->found = done;
  job->user_data = user_data;
  if (natterd_writer_is_forgetting (self->writer))
    natterd_writer_push (self->writer, job);
  else
    natterd_reader_push (self->reader, job);
}

static void
sqlite_forget (NatterdStore *store,
               const char *room)
{
  NatterdJob *job = natterd_job_new (NATTERD_JOB_FORGET);

  job->key = g_strdup (room);
  natterd_writer_push (((SqliteStore *) store)->writer, job);
}

static void
sqlite_name_room (NatterdStore *store,
                  const char *room,
                  const char *name)
{
  NatterdJob *job = natterd_job_new (NATTERD_JOB_NAME);

  job->key = g_strdup (room);
  job->name = g_strdup (name);
  natterd_writer_push (((SqliteStore *) store)->writer, job);
}

/* Says which file, and what to do about it. */
static void
explain (const char *path,
         GError *cause,
         GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *folder = g_path_get_dirname (shown);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("The database %s is damaged (%s). It was left as it is. To see what is wrong: natterd --state-dir %s --check-store. "
                    "To go on, move it away and put a backup in its place."),
                 shown, cause->message, folder);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s: %s", shown, cause->message);
  else
    g_set_error (error, cause->domain, cause->code, _ ("Cannot open the database %s: %s"), shown, cause->message);
}

static gboolean
tell_rooms (sqlite3_stmt *statement,
            NatterdStoreRoomFunc tell,
            gpointer user_data,
            GError **error)
{
  NatterdSqlStep step;

  while ((step = natterd_sql_step (statement, error)) == NATTERD_SQL_ROW)
    {
      const NatterdStoreRoom room = {
        .key = natterd_sql_get_string (statement, 0),
        .name = (const char *) sqlite3_column_text (statement, 1),
        .topic = (const char *) sqlite3_column_text (statement, 2),
        .last_seq = (guint64) MAX (sqlite3_column_int64 (statement, 3), sqlite3_column_int64 (statement, 4)),
        .active = MAX (sqlite3_column_int64 (statement, 5), sqlite3_column_int64 (statement, 6)),
      };

      if (room.last_seq > 0)
        tell (user_data, &room);
    }
  return step == NATTERD_SQL_DONE;
}

static gboolean
list_rooms (sqlite3 *database,
            NatterdStoreRoomFunc tell,
            gpointer user_data,
            GError **error)
{
  sqlite3_stmt *statement;
  gboolean good;

  statement = natterd_sql_prepare (database,
                                   "SELECT key, rooms.name, topic, last_seq, newest.seq, active, newest.time FROM rooms "
                                   "LEFT JOIN messages AS newest ON newest.room = rooms.id AND newest.seq = "
                                   "(SELECT max (seq) FROM messages WHERE room = rooms.id) "
                                   "WHERE key IS NOT NULL",
                                   error);
  good = statement != NULL && tell_rooms (statement, tell, user_data, error);
  (void) sqlite3_finalize (statement);
  return good;
}

static gboolean
sqlite_list_rooms (NatterdStore *store,
                   NatterdStoreRoomFunc tell,
                   gpointer user_data,
                   GError **error)
{
  const char *path = ((SqliteStore *) store)->path;
  g_autoptr (GError) cause = NULL;
  g_autoptr (sqlite3) database = natterd_sql_open (path, SQLITE_OPEN_READWRITE, &cause);

  if (database != NULL && list_rooms (database, tell, user_data, &cause))
    return TRUE;
  explain (path, cause, error);
  return FALSE;
}

static gboolean
sqlite_list_facts (NatterdStore *store,
                   NatterdStoreFactFunc tell,
                   gpointer user_data,
                   GError **error)
{
  const char *path = ((SqliteStore *) store)->path;
  g_autoptr (GError) cause = NULL;
  g_autoptr (sqlite3) database = natterd_sql_open (path, SQLITE_OPEN_READWRITE, &cause);

  if (database != NULL && natterd_facts_list (database, tell, user_data, &cause))
    return TRUE;
  explain (path, cause, error);
  return FALSE;
}

static const char *
sqlite_get_epoch (NatterdStore *store)
{
  return ((SqliteStore *) store)->epoch;
}

static void
sqlite_free (NatterdStore *store)
{
  SqliteStore *self = (SqliteStore *) store;

  /* the writer hands over to the reader, both to the answers; the last connection tidies up */
  g_clear_pointer (&self->writer, natterd_writer_free);
  g_clear_pointer (&self->reader, natterd_reader_free);
  g_clear_pointer (&self->answers, natterd_answers_free);
  g_clear_pointer (&self->anchor, natterd_sql_close);
  if (self->lock >= 0)
    close (self->lock);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_free (self->epoch);
  g_free (self->path);
  g_free (self);
}

static const NatterdStoreClass sqlite_class = {
  .commit = sqlite_commit,
  .set_fact = sqlite_set_fact,
  .fetch = sqlite_fetch,
  .search = sqlite_search,
  .forget = sqlite_forget,
  .name_room = sqlite_name_room,
  .list_rooms = sqlite_list_rooms,
  .list_facts = sqlite_list_facts,
  .get_epoch = sqlite_get_epoch,
  .free = sqlite_free,
};

/* Opening */

/* What people said is for the server alone: SQLite would make the file with the rights of any other. */
static gboolean
make_file (const char *path,
           GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int code = errno;

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot open the database %s: %s"), shown, g_strerror (code));
  return FALSE;
}

/* What closing such a connection leaves behind is what it found. */
static gboolean
touch_nothing_at_the_end (sqlite3 *database,
                          gboolean touch_nothing,
                          GError **error)
{
  int code = sqlite3_db_config (database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, (int) touch_nothing, (int *) NULL);

  if (code != SQLITE_OK)
    natterd_sql_set_error (database, code, error);
  return code == SQLITE_OK;
}

static gboolean
bring_up (sqlite3 *database,
          const char *path,
          GError **error)
{
  guint n_steps;
  const NatterdSchemaStep *steps = natterd_schema_steps (&n_steps);

  return touch_nothing_at_the_end (database, TRUE, error) &&
         natterd_schema_bring_up (database, path, steps, n_steps, error) &&
         natterd_sql_execute (database, "PRAGMA journal_mode = WAL", error) &&
         touch_nothing_at_the_end (database, FALSE, error);
}

/* A connection that does nothing but last: while there is one, those that are made anew after trouble take the end of the log from the
 * others, and do not look for it in a file that may hold what a failed sync left behind. */
static gboolean
cast_anchor (SqliteStore *self,
             GError **error)
{
  gint64 n_rows;

  self->anchor = natterd_recorder_connect (&self->options, 0, error);
  return self->anchor != NULL && natterd_sql_get_int (self->anchor, "SELECT count (*) FROM meta", &n_rows, error);
}

/* (transfer full): NULL with a GIOError. @epoch: (out) (transfer full). */
static sqlite3 *
open_database (const NatterdSqliteOptions *options,
               char **epoch,
               GError **error)
{
  g_autoptr (sqlite3) database = natterd_recorder_connect (options, SQLITE_OPEN_CREATE, error);

  if (database == NULL || !bring_up (database, options->path, error) || !natterd_recorder_settle (database, error))
    return NULL;
  *epoch = natterd_schema_settle_epoch (database, error);
  return *epoch != NULL ? g_steal_pointer (&database) : NULL;
}

NatterdStore *
natterd_store_sqlite_open (const NatterdSqliteOptions *options,
                           GError **error)
{
  SqliteStore *self = g_new0 (SqliteStore, 1);
  g_autoptr (GError) cause = NULL;
  sqlite3 *database;

  self->parent.klass = &sqlite_class;
  self->path = g_strdup (options->path);
  self->options = *options;
  self->options.path = self->path;
  self->lock = natterd_lock_take (self->path, error);
  if (self->lock < 0 || !make_file (self->path, error))
    {
      sqlite_free (&self->parent);
      return NULL;
    }
  database = open_database (&self->options, &self->epoch, &cause);
  if (database == NULL || !cast_anchor (self, &cause))
    {
      natterd_sql_close (database);
      explain (self->path, cause, error);
      sqlite_free (&self->parent);
      return NULL;
    }
  self->answers = natterd_answers_new (g_main_context_get_thread_default ());
  self->reader = natterd_reader_new (self->path, self->answers);
  self->writer = natterd_writer_new (&self->options, database, self->reader, self->answers);
  return &self->parent;
}
