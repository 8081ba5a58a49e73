/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-writer-private.h"

#include "shared/natter-clock.h"

struct _NatterdWriter
{
  NatterdReader *reader;
  NatterdAnswers *answers;
  GAsyncQueue *queue; /* (element-type NatterdJob) */
  GThread *thread;
  int n_forgetting; /* atomic: FORGET jobs that are not done */
  /* the thread's: */
  NatterdRecorder *recorder;
  gint64 keep;      /* µs; 0: for ever */
  NatterClock clock; /* what is too old is judged by it */
  gint64 purge_due; /* monotonic µs */
  gboolean purged;  /* something since the log was scrubbed */
  gint64 index_due; /* monotonic µs: if nobody waits then */
  GPtrArray *batch; /* (element-type NatterdJob) */
};

/* Jobs of one transaction. The ledger asks for one commit at a time, so there are few. */
#define BATCH_MOST 64

#define TIDY_AFTER        G_TIME_SPAN_SECOND /* of silence */
#define INDEX_AFTER       G_TIME_SPAN_SECOND /* of silence */
#define PURGE_EVERY       G_TIME_SPAN_HOUR
#define PURGE_AFTER_ENDED (10 * G_TIME_SPAN_SECOND) /* conversations end together: nobody flushes the disk for each */
#define TRY_AGAIN         G_TIME_SPAN_MINUTE        /* after trouble */

/* what was edited or deleted is not to stay in the log either */
static void
note_erased (NatterdWriter *self,
             const NatterMessage *message)
{
  if (message->kind != NATTER_MESSAGE_EDIT && message->kind != NATTER_MESSAGE_DELETE)
    return;
  self->purged = TRUE;
  self->purge_due = MIN (self->purge_due, g_get_monotonic_time () + PURGE_AFTER_ENDED);
}

static gboolean
do_commit (NatterdWriter *self,
           NatterdJob *job,
           GError **error)
{
  g_free (job->recorded);
  job->recorded = g_new0 (NatterdRecorded, job->messages->len);
  for (guint i = 0; i < job->messages->len; i++)
    {
      if (!natterd_recorder_record (self->recorder, job->messages->pdata[i], job->wall, &job->recorded[i], error))
        return FALSE;
      note_erased (self, job->messages->pdata[i]);
    }
  return TRUE;
}

/* what the store heeds itself: what is to go, goes soon */
static void
note_heeded (NatterdWriter *self,
             const NatterFact *fact)
{
  if (!g_str_equal (fact->kind, NATTERD_STORE_FACT_KEEP) && !g_str_equal (fact->kind, NATTERD_STORE_FACT_FORGOTTEN))
    return;
  self->purged = TRUE;
  self->purge_due = MIN (self->purge_due, g_get_monotonic_time () + PURGE_AFTER_ENDED);
}

static gboolean
do_facts (NatterdWriter *self,
          const NatterdJob *job,
          GError **error)
{
  for (guint i = 0; job->facts != NULL && i < job->facts->len; i++)
    {
      if (!natterd_recorder_set_fact (self->recorder, job->facts->pdata[i], error))
        return FALSE;
      note_heeded (self, job->facts->pdata[i]);
    }
  return TRUE;
}

static gboolean
do_job (NatterdWriter *self,
        NatterdJob *job,
        GError **error)
{
  switch (job->kind)
    {
    case NATTERD_JOB_COMMIT:
      return do_commit (self, job, error) && do_facts (self, job, error);
    case NATTERD_JOB_FORGET:
      self->purge_due = MIN (self->purge_due, g_get_monotonic_time () + PURGE_AFTER_ENDED);
      return natterd_recorder_forget (self->recorder, job->key, error);
    case NATTERD_JOB_NAME:
      return natterd_recorder_name (self->recorder, job->key, job->name, error);
    case NATTERD_JOB_FETCH:
    case NATTERD_JOB_SEARCH:
    case NATTERD_JOB_STOP:
    default:
      return TRUE;
    }
}

static gboolean
do_batch (NatterdWriter *self,
          GError **error)
{
  if (!natterd_recorder_begin (self->recorder, error))
    return FALSE;
  for (guint i = 0; i < self->batch->len; i++)
    if (!do_job (self, self->batch->pdata[i], error))
      return FALSE;
  return natterd_recorder_commit (self->recorder, error);
}

/* A name or a forgetting that failed is not owed: the next first message brings the name again, and what is left of conversations
 * of guests is forgotten at the next start. */
static void
give_back (NatterdWriter *self,
           NatterdJob *job,
           const GError *error)
{
  switch (job->kind)
    {
    case NATTERD_JOB_COMMIT:
      job->error = error != NULL ? g_error_copy (error) : NULL;
      natterd_answers_push (self->answers, job);
      break;
    case NATTERD_JOB_FETCH:
    case NATTERD_JOB_SEARCH:
      natterd_reader_push (self->reader, job);
      break;
    case NATTERD_JOB_FORGET:
      g_atomic_int_add (&self->n_forgetting, -1);
      natterd_job_free (job);
      break;
    case NATTERD_JOB_NAME:
    case NATTERD_JOB_STOP:
    default:
      natterd_job_free (job);
      break;
    }
}

/* TRUE: go on. */
static gboolean
write_batch (NatterdWriter *self,
             NatterdJob *first)
{
  g_autoptr (GError) error = NULL;
  NatterdJob *job = first;
  gboolean stopping;

  for (; job != NULL; job = self->batch->len < BATCH_MOST ? g_async_queue_try_pop (self->queue) : NULL)
    {
      g_ptr_array_add (self->batch, job);
      if (job->kind == NATTERD_JOB_STOP)
        break;
    }
  stopping = job != NULL;

  if (!do_batch (self, &error))
    natterd_recorder_abandon (self->recorder, error);
  for (guint i = 0; i < self->batch->len; i++)
    give_back (self, self->batch->pdata[i], error);
  g_ptr_array_set_size (self->batch, 0);
  self->index_due = MAX (self->index_due, g_get_monotonic_time () + INDEX_AFTER);
  return !stopping;
}

/* When nobody waits */

static gboolean
purge (NatterdWriter *self,
       gboolean *more,
       GError **error)
{
  gint64 wall = natter_clock_judge (&self->clock, g_get_monotonic_time (), g_get_real_time ());
  NatterdAge age = { .wall = wall, .cutoff = self->keep > 0 ? wall - self->keep : G_MININT64, .future = G_MAXINT64 };

  if (natter_clock_get_due (&self->clock) == 0)
    age.future = wall + G_TIME_SPAN_DAY;
  return natterd_recorder_begin (self->recorder, error) && natterd_recorder_purge (self->recorder, &age, more, error) &&
         natterd_recorder_commit (self->recorder, error);
}

/* a slice, and whoever came meanwhile is next */
static void
purge_slice (NatterdWriter *self)
{
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();
  gint64 pace;
  gboolean more;

  if (!purge (self, &more, &error))
    {
      natterd_recorder_abandon (self->recorder, error);
      self->purge_due = now + TRY_AGAIN;
      return;
    }
  if (more)
    {
      self->purged = TRUE;
      return;
    }
  if (self->purged && !natterd_recorder_scrub (self->recorder))
    {
      self->purge_due = now + TRY_AGAIN;
      return;
    }
  /* of what was purged just now something may still be in the index, which is merged once an hour */
  pace = natterd_recorder_get_pace (self->recorder);
  if (self->keep > 0 || self->purged)
    pace = MIN (pace, PURGE_EVERY);
  self->purge_due = pace < G_MAXINT64 ? now + pace : G_MAXINT64;
  if (pace < G_MAXINT64 && natter_clock_get_due (&self->clock) != 0)
    self->purge_due = MIN (self->purge_due, MAX (natter_clock_get_due (&self->clock), now + G_TIME_SPAN_SECOND));
  self->purged = FALSE;
}

static gboolean
add_to_index (NatterdWriter *self,
              gboolean *more,
              GError **error)
{
  return natterd_recorder_begin (self->recorder, error) && natterd_recorder_index (self->recorder, more, error) &&
         natterd_recorder_commit (self->recorder, error);
}

static void
index_slice (NatterdWriter *self)
{
  g_autoptr (GError) error = NULL;
  gboolean more;

  if (add_to_index (self, &more, &error))
    return;
  natterd_recorder_abandon (self->recorder, error);
  self->index_due = g_get_monotonic_time () + TRY_AGAIN;
}

/* Nobody was silent for long, so it is done between two commits; but not again and again after trouble. */
static void
index_in_between (NatterdWriter *self)
{
  if (natterd_recorder_is_far_behind (self->recorder) && self->index_due <= g_get_monotonic_time () + INDEX_AFTER)
    index_slice (self);
}

/* When to wake up though nobody asks for anything. */
static gint64
find_due (const NatterdWriter *self,
          gint64 now)
{
  gint64 due = self->purge_due;

  if (natterd_recorder_is_behind (self->recorder))
    due = MIN (due, self->index_due);
  if (natterd_recorder_is_untidy (self->recorder))
    due = MIN (due, now + TIDY_AFTER);
  return due;
}

/* NULL: there is time for other things. */
static NatterdJob *
wait_for_job (NatterdWriter *self)
{
  NatterdJob *job = g_async_queue_try_pop (self->queue);
  gint64 due, now;

  if (job != NULL)
    return job;
  natterd_recorder_tidy (self->recorder, FALSE);
  now = g_get_monotonic_time ();
  due = find_due (self, now);
  if (due == G_MAXINT64)
    return g_async_queue_pop (self->queue);
  return due > now ? g_async_queue_timeout_pop (self->queue, (guint64) (due - now)) : NULL;
}

static void
use_the_silence (NatterdWriter *self)
{
  gint64 now = g_get_monotonic_time ();

  if (natterd_recorder_is_behind (self->recorder) && now >= self->index_due)
    index_slice (self);
  else if (now >= self->purge_due)
    purge_slice (self);
  else
    natterd_recorder_tidy (self->recorder, TRUE);
}

static gpointer
write_all (gpointer data)
{
  NatterdWriter *self = data;
  gboolean going = TRUE;

  while (going)
    {
      NatterdJob *job = wait_for_job (self);

      if (job != NULL)
        going = write_batch (self, job);
      else
        use_the_silence (self);
      index_in_between (self);
    }
  return NULL;
}

NatterdWriter *
natterd_writer_new (const NatterdSqliteOptions *options,
                    sqlite3 *database,
                    NatterdReader *reader,
                    NatterdAnswers *answers)
{
  NatterdWriter *self = g_new0 (NatterdWriter, 1);

  self->reader = reader;
  self->answers = answers;
  self->queue = g_async_queue_new ();
  self->recorder = natterd_recorder_new (options, database);
  self->keep = options->keep;
  natter_clock_begin (&self->clock, g_get_monotonic_time (), g_get_real_time (), natterd_recorder_find_last (self->recorder));
  self->batch = g_ptr_array_new ();
  self->thread = g_thread_new ("natterd-writer", write_all, self);
  return self;
}

void
natterd_writer_free (NatterdWriter *self)
{
  g_async_queue_push (self->queue, natterd_job_new (NATTERD_JOB_STOP));
  g_thread_join (self->thread);
  natterd_recorder_free (self->recorder);
  g_async_queue_unref (self->queue);
  g_ptr_array_unref (self->batch);
  g_free (self);
}

void
natterd_writer_push (NatterdWriter *self,
                     NatterdJob *job)
{
  if (job->kind == NATTERD_JOB_FORGET)
    g_atomic_int_inc (&self->n_forgetting);
  g_async_queue_push (self->queue, job);
}

gboolean
natterd_writer_is_forgetting (NatterdWriter *self)
{
  return g_atomic_int_get (&self->n_forgetting) > 0;
}
