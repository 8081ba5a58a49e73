/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-keep-private.h"
#include "natterd-recorder-inside-private.h"
#include "natterd-scrub-private.h"

/* What the recorder does when nobody waits. */

/* Pages of the log that are brought into the database when nothing else is to be done, and at the latest: where people talk most pages are
 * written again and again, so seldom is cheap. */
#define PAGES_WHEN_IDLE 250
#define PAGES_MOST      8000

/* Messages that are indexed in one transaction: 10 ms, 5 µs each. */
#define INDEXED_AT_ONCE 2000

/* Messages that may wait for that: a search reads them one by one, 1 µs each. */
#define LAG_MOST 10000

static gboolean
purge (NatterdRecorder *self,
       NatterdRecorderStatement which,
       gint64 cutoff,
       gboolean *more,
       GError **error)
{
  sqlite3_stmt *statement = natterd_recorder_get_statement (self, which, error);

  if (statement == NULL)
    return FALSE;
  if (which == NATTERD_RECORDER_PURGE_OLD)
    natterd_sql_bind_int (statement, 1, cutoff);
  if (!natterd_sql_run (statement, error))
    return FALSE;
  *more = sqlite3_changes (self->database) > 0;
  return TRUE;
}

static gboolean
forget (NatterdRecorder *self,
        gboolean *more,
        GError **error)
{
  if (!natterd_forgotten_step (&self->forgotten, self->database, more, error))
    return FALSE;
  /* some name may have no number any more */
  if (*more)
    g_hash_table_remove_all (self->senders);
  return TRUE;
}

/* By age. */
static gboolean
purge_old (NatterdRecorder *self,
           const NatterdAge *age,
           gboolean *more,
           GError **error)
{
  gboolean everywhere = age->cutoff > G_MININT64;

  if (age->future < G_MAXINT64 && !natterd_keep_put_right (self->database, age->wall, age->future, everywhere, error))
    return FALSE;
  if (everywhere && !purge (self, NATTERD_RECORDER_PURGE_OLD, age->cutoff, more, error))
    return FALSE;
  return *more || natterd_keep_step (self->database, age->wall, more, error);
}

gboolean
natterd_recorder_purge (NatterdRecorder *self,
                        const NatterdAge *age,
                        gboolean *more,
                        GError **error)
{
  if (!purge (self, NATTERD_RECORDER_PURGE_FORGOTTEN, 0, more, error))
    return FALSE;
  if (!*more && !purge (self, NATTERD_RECORDER_PURGE_ROOMS, 0, more, error))
    return FALSE;
  if (!*more && !purge_old (self, age, more, error))
    return FALSE;
  if (!*more && !forget (self, more, error))
    return FALSE;
  return *more || natterd_scrub_step (self->database, &self->scrubbed, more, error);
}

gint64
natterd_recorder_find_last (const NatterdRecorder *self)
{
  gint64 time;

  return self->database != NULL && natterd_keep_find_last (self->database, &time, NULL) ? time : 0;
}

gint64
natterd_recorder_get_pace (const NatterdRecorder *self)
{
  gint64 pace;

  return self->database != NULL && natterd_keep_get_pace (self->database, &pace, NULL) ? pace : G_MAXINT64;
}

static gboolean
index_up_to (NatterdRecorder *self,
             gint64 last,
             GError **error)
{
  static const NatterdRecorderStatement steps[] = {
    NATTERD_RECORDER_INDEX_WORDS,
    NATTERD_RECORDER_INDEX_PASSING_WORDS,
    NATTERD_RECORDER_INDEX_NOTE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      sqlite3_stmt *statement = natterd_recorder_get_statement (self, steps[i], error);

      if (statement == NULL)
        return FALSE;
      natterd_sql_bind_int (statement, 1, last);
      if (!natterd_sql_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
natterd_recorder_index (NatterdRecorder *self,
                        gboolean *more,
                        GError **error)
{
  sqlite3_stmt *find = natterd_recorder_get_statement (self, NATTERD_RECORDER_INDEX_END, error);
  guint n;
  gint64 last;

  if (find == NULL)
    return FALSE;
  natterd_sql_bind_int (find, 1, INDEXED_AT_ONCE);
  if (natterd_sql_step (find, error) == NATTERD_SQL_ERROR)
    return FALSE;
  last = sqlite3_column_int64 (find, 0);
  n = (guint) sqlite3_column_int64 (find, 1);
  (void) sqlite3_reset (find);
  if (n > 0 && !index_up_to (self, last, error))
    return FALSE;

  *more = n == INDEXED_AT_ONCE;
  if (*more)
    self->n_behind = MAX (self->n_behind, n + 1) - n;
  else
    self->n_behind = 0;
  return TRUE;
}

gboolean
natterd_recorder_is_behind (const NatterdRecorder *self)
{
  return self->n_behind > 0;
}

gboolean
natterd_recorder_is_far_behind (const NatterdRecorder *self)
{
  return self->n_behind >= (self->options->index_lag > 0 ? self->options->index_lag : LAG_MOST);
}

void
natterd_recorder_tidy (NatterdRecorder *self,
                       gboolean idle)
{
  int n_pages, n_done;

  if (self->database == NULL || self->n_pages < (idle ? PAGES_WHEN_IDLE : PAGES_MOST))
    return;
  /* where it fails (the disk is full) nothing is lost, and the next commit says again how long the log is */
  self->n_pages = 0;
  if (sqlite3_wal_checkpoint_v2 (self->database, NULL, SQLITE_CHECKPOINT_PASSIVE, &n_pages, &n_done) == SQLITE_OK)
    self->n_pages = n_pages - n_done;
}

gboolean
natterd_recorder_is_untidy (const NatterdRecorder *self)
{
  return self->database != NULL && self->n_pages >= PAGES_WHEN_IDLE;
}

gboolean
natterd_recorder_scrub (NatterdRecorder *self)
{
  return self->database != NULL &&
         sqlite3_wal_checkpoint_v2 (self->database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) == SQLITE_OK;
}
