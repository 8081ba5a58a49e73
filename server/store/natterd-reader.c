/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-finder-private.h"
#include "natterd-forgotten-private.h"
#include "natterd-page-private.h"
#include "natterd-reader-private.h"

typedef enum
{
  FIND_ROOM,
  FIND_LAST,
  PROBE,
  READ_BEFORE,
  READ_SINCE,
  READ_REACTIONS,
  N_STATEMENTS
} Statement;

#define COLUMNS                                                                                                                      \
  "SELECT said.seq, said.time, said.kind, " NATTERD_FORGOTTEN_NAME ("said") ", said.text, said.client_id, said.target, "             \
                                                                            "said.edited, said.deleted, said.id, " NATTERD_FORGOTTEN_NAME ("target") ", target.text, target.deleted, said.author FROM messages AS said " \
                                                                                                                                                     "LEFT JOIN messages AS target ON target.room = said.room AND target.seq = said.target "

static const char *const texts[N_STATEMENTS] = {
  [FIND_ROOM] = "SELECT id FROM rooms WHERE key = ?1",
  [FIND_LAST] = "SELECT max (seq) FROM messages WHERE room = ?1",
  [PROBE] = "SELECT seq, time FROM messages WHERE room = ?1 AND seq >= ?2 ORDER BY seq LIMIT 1",
  [READ_BEFORE] = COLUMNS "WHERE said.room = ?1 AND said.seq < ?2 AND said.kind <= ?3 ORDER BY said.seq DESC",
  [READ_SINCE] = COLUMNS "WHERE said.room = ?1 AND said.seq > ?2 AND said.kind <= ?3 ORDER BY said.seq",
  [READ_REACTIONS] = "SELECT reaction, " NATTERD_FORGOTTEN_NAME ("reactions") ", " NATTERD_FORGOTTEN_AUTHOR ("reactions") " "
                                                                                                                          "FROM reactions WHERE message = ?1 ORDER BY seq",
};

struct _NatterdReader
{
  const char *path;
  NatterdAnswers *answers;
  GAsyncQueue *queue; /* (element-type NatterdJob) */
  GThread *thread;
  int ending;     /* atomic */
  int n_searches; /* atomic: that wait or are being answered */
  /* the thread's: */
  sqlite3 *database;     /* (nullable) */
  NatterdFinder *finder; /* (nullable) of the database */
  sqlite3_stmt *statements[N_STATEMENTS];
};

/* Questions that wait. Each is answered in 0.1 ms, and each session asks one at a time. */
#define WAITING_MOST 1024

/* A search may take some milliseconds, and whoever wants to read a history waits behind the one that is being answered. */
#define SEARCHES_MOST 32

static void
disconnect (NatterdReader *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      /* says again what its last step said */
      (void) sqlite3_finalize (self->statements[i]);
      self->statements[i] = NULL;
    }
  g_clear_pointer (&self->finder, natterd_finder_free);
  g_clear_pointer (&self->database, natterd_sql_close);
}

static gboolean
connect_again (NatterdReader *self,
               GError **error)
{
  if (self->database == NULL)
    self->database = natterd_sql_open (self->path, SQLITE_OPEN_READWRITE, error);
  return self->database != NULL && natterd_sql_execute (self->database, "PRAGMA query_only = ON", error);
}

/* (transfer none): with the room, or what else is its first value, bound. NULL with a GIOError. */
static sqlite3_stmt *
get_statement (NatterdReader *self,
               Statement which,
               gint64 room,
               GError **error)
{
  if (self->statements[which] == NULL)
    self->statements[which] = natterd_sql_prepare (self->database, texts[which], error);
  if (self->statements[which] != NULL && which != FIND_ROOM)
    natterd_sql_bind_int (self->statements[which], 1, room);
  return self->statements[which];
}

/* 0: there is no such room */
static gboolean
find_room (NatterdReader *self,
           const char *key,
           gint64 *room,
           GError **error)
{
  sqlite3_stmt *statement = get_statement (self, FIND_ROOM, 0, error);
  NatterdSqlStep step;

  if (statement == NULL)
    return FALSE;

  natterd_sql_bind_text (statement, 1, key);
  step = natterd_sql_step (statement, error);
  *room = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  (void) sqlite3_reset (statement);
  return step != NATTERD_SQL_ERROR;
}

static gboolean
find_last (NatterdReader *self,
           gint64 room,
           gint64 *last,
           GError **error)
{
  sqlite3_stmt *statement = get_statement (self, FIND_LAST, room, error);
  NatterdSqlStep step = statement != NULL ? natterd_sql_step (statement, error) : NATTERD_SQL_ERROR;

  if (step == NATTERD_SQL_ERROR)
    return FALSE;
  *last = sqlite3_column_int64 (statement, 0);
  (void) sqlite3_reset (statement);
  return TRUE;
}

/* The first message from @seq on; there is one. */
static gboolean
probe (NatterdReader *self,
       gint64 room,
       gint64 *seq,
       gint64 *time,
       GError **error)
{
  sqlite3_stmt *statement = get_statement (self, PROBE, room, error);

  if (statement == NULL)
    return FALSE;
  natterd_sql_bind_int (statement, 2, *seq);
  switch (natterd_sql_step (statement, error))
    {
    case NATTERD_SQL_ROW:
      *seq = sqlite3_column_int64 (statement, 0);
      *time = sqlite3_column_int64 (statement, 1);
      (void) sqlite3_reset (statement);
      return TRUE;
    case NATTERD_SQL_DONE: /* deleted meanwhile */
      *time = G_MAXINT64;
      return TRUE;
    case NATTERD_SQL_ERROR:
    default:
      return FALSE;
    }
}

/* *@since: the last sequence before a moment. Times rise with sequences, but where somebody set the clock back: there it is one of the
 * places where that moment was, and no index has to be kept for it. */
static gboolean
find_time (NatterdReader *self,
           gint64 room,
           gint64 moment,
           gint64 *since,
           GError **error)
{
  gint64 low = 1, last, high;

  if (!find_last (self, room, &last, error))
    return FALSE;
  high = last + 1;
  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;
      gint64 seq = middle, time;

      if (!probe (self, room, &seq, &time, error))
        return FALSE;
      if (time < moment)
        low = seq + 1;
      else
        high = middle;
    }
  *since = low - 1;
  return TRUE;
}

static NatterMessage *
read_message (sqlite3_stmt *row,
              const char *key)
{
  NatterMessageKind kind = (NatterMessageKind) CLAMP (sqlite3_column_int (row, 2), 0, NATTER_N_MESSAGES - 1);
  gboolean has_target = sqlite3_column_type (row, 10) != SQLITE_NULL && !sqlite3_column_int (row, 12);
  /* of an edit: as it is by now */
  int text = kind == NATTER_MESSAGE_EDIT ? 11 : 4;
  NatterMessage *message = natter_message_new (kind, key, natterd_sql_get_string (row, 3), natterd_sql_get_string (row, text),
                                               (const char *) sqlite3_column_text (row, 5));

  message->seq = (guint64) sqlite3_column_int64 (row, 0);
  message->time = sqlite3_column_int64 (row, 1);
  message->author = sqlite3_column_int64 (row, 13);
  message->target = (guint64) sqlite3_column_int64 (row, 6);
  message->edited = sqlite3_column_int64 (row, 7);
  message->deleted = sqlite3_column_int (row, 8) != 0 || (kind == NATTER_MESSAGE_EDIT && !has_target);
  if (has_target && !natter_message_kind_is_change (kind))
    natter_message_set_quote (message, natterd_sql_get_string (row, 10), natterd_sql_get_string (row, 11));
  return message;
}

/* @id: the message's row. */
static gboolean
read_reactions (NatterdReader *self,
                NatterMessage *message,
                gint64 id,
                gint64 author,
                GError **error)
{
  sqlite3_stmt *statement = get_statement (self, READ_REACTIONS, id, error);
  NatterdSqlStep step = NATTERD_SQL_ERROR;

  while (statement != NULL && (step = natterd_sql_step (statement, error)) == NATTERD_SQL_ROW)
    natter_message_count_reaction (message, natterd_sql_get_string (statement, 0), natterd_sql_get_string (statement, 1),
                                   author != 0 && sqlite3_column_int64 (statement, 2) == author);
  return step == NATTERD_SQL_DONE;
}

/* DONE: the page is full. */
static NatterdSqlStep
add_row (NatterdReader *self,
         NatterdPage *page,
         const NatterdJob *job,
         sqlite3_stmt *row,
         GError **error)
{
  g_autoptr (NatterMessage) message = read_message (row, job->key);

  if (!job->range.events && !read_reactions (self, message, sqlite3_column_int64 (row, 9), job->range.reader, error))
    return NATTERD_SQL_ERROR;
  return natterd_page_add (page, g_steal_pointer (&message)) ? NATTERD_SQL_ROW : NATTERD_SQL_DONE;
}

/* @from: the sequence where it begins, itself not among them. */
static gboolean
read_page (NatterdReader *self,
           NatterdJob *job,
           gint64 room,
           gint64 from,
           GError **error)
{
  NatterdPage page;
  sqlite3_stmt *statement;
  NatterdSqlStep step = NATTERD_SQL_ERROR;

  natterd_page_init (&page, &job->range);
  statement = get_statement (self, page.backwards ? READ_BEFORE : READ_SINCE, room, error);
  if (statement != NULL)
    {
      natterd_sql_bind_int (statement, 2, from);
      natterd_sql_bind_int (statement, 3, job->range.events ? NATTER_N_MESSAGES : NATTER_MESSAGE_TOPIC);
      do
        step = natterd_sql_step (statement, error);
      while (step == NATTERD_SQL_ROW && (step = add_row (self, &page, job, statement, error)) == NATTERD_SQL_ROW);
      (void) sqlite3_reset (statement);
    }

  job->more = page.more;
  if (step != NATTERD_SQL_ERROR)
    job->messages = natterd_page_finish (&page);
  natterd_page_clear (&page);
  return step != NATTERD_SQL_ERROR;
}

static gboolean
answer (NatterdReader *self,
        NatterdJob *job,
        GError **error)
{
  gint64 room, from = G_MAXINT64;

  if (!connect_again (self, error) || !find_room (self, job->key, &room, error))
    return FALSE;
  if (job->range.kind == NATTER_RANGE_BEFORE || job->range.kind == NATTER_RANGE_SINCE)
    from = (gint64) MIN (job->range.seq, (guint64) G_MAXINT64);
  else if (job->range.kind == NATTER_RANGE_AT && !find_time (self, room, job->range.time, &from, error))
    return FALSE;
  return read_page (self, job, room, from, error);
}

static gboolean
answer_search (NatterdReader *self,
               NatterdJob *job,
               GError **error)
{
  gboolean good;

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    good = FALSE;
  else if (!connect_again (self, error))
    good = FALSE;
  else
    {
      if (self->finder == NULL)
        self->finder = natterd_finder_new (self->database);
      good = natterd_finder_answer (self->finder, job, error);
    }
  g_atomic_int_add (&self->n_searches, -1);
  return good;
}

/* Pages come before searches, which may take a hundred times as long, and the end after both. Among equals it is first come, first served. */
static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer user_data)
{
  return (int) ((const NatterdJob *) a)->kind - (int) ((const NatterdJob *) b)->kind;
}

static gpointer
read_all (gpointer data)
{
  NatterdReader *self = data;
  NatterdJob *job;
  gboolean good;

  while ((job = g_async_queue_pop (self->queue))->kind != NATTERD_JOB_STOP)
    {
      if (g_atomic_int_get (&self->ending))
        {
          /* to be dropped, in the loop's thread */
          natterd_answers_push (self->answers, job);
          continue;
        }
      good = job->kind == NATTERD_JOB_SEARCH ? answer_search (self, job, &job->error) : answer (self, job, &job->error);
      if (!good && !g_error_matches (job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        disconnect (self);
      natterd_answers_push (self->answers, job);
    }
  natterd_job_free (job);
  return NULL;
}

NatterdReader *
natterd_reader_new (const char *path,
                    NatterdAnswers *answers)
{
  NatterdReader *self = g_new0 (NatterdReader, 1);

  self->path = path;
  self->answers = answers;
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("natterd-reader", read_all, self);
  return self;
}

void
natterd_reader_free (NatterdReader *self)
{
  g_atomic_int_set (&self->ending, 1);
  natterd_reader_push (self, natterd_job_new (NATTERD_JOB_STOP));
  g_thread_join (self->thread);
  disconnect (self);
  g_async_queue_unref (self->queue);
  g_free (self);
}

gboolean
natterd_reader_is_busy (NatterdReader *self)
{
  return g_async_queue_length (self->queue) >= WAITING_MOST;
}

gboolean
natterd_reader_take_search (NatterdReader *self)
{
  if (g_atomic_int_add (&self->n_searches, 1) < SEARCHES_MOST && !natterd_reader_is_busy (self))
    return TRUE;
  g_atomic_int_add (&self->n_searches, -1);
  return FALSE;
}

void
natterd_reader_push (NatterdReader *self,
                     NatterdJob *job)
{
  g_async_queue_push_sorted (self->queue, job, compare, NULL);
}
