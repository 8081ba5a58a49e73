/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-worker.h"

typedef struct
{
  NatterUiJobFunc do_it;
  NatterUiJobFunc done; /* (nullable) */
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
  GMainContext *context;    /* owned: of who put it */
} Job;

/* Shared with the thread that works, if one does. */
typedef struct
{
  GMutex mutex; /* guards: */
  GCond idle;
  GQueue jobs;      /* (element-type Job) */
  gboolean running; /* a thread takes them, until there are none */
} Shared;

struct _NatterUiWorker
{
  Shared *shared; /* owned */
};

static void
clear_shared (gpointer data)
{
  Shared *shared = data;

  g_mutex_clear (&shared->mutex);
  g_cond_clear (&shared->idle);
}

static void
release_shared (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_shared);
}

NatterUiWorker *
natter_ui_worker_new (void)
{
  NatterUiWorker *self = g_new0 (NatterUiWorker, 1);

  self->shared = g_atomic_rc_box_new0 (Shared);
  g_mutex_init (&self->shared->mutex);
  g_cond_init (&self->shared->idle);
  g_queue_init (&self->shared->jobs);
  return self;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_main_context_unref (job->context);
  g_free (job);
}

static gboolean
done_cb (gpointer user_data)
{
  Job *job = user_data;

  if (job->done != NULL)
    job->done (job->data);
  return G_SOURCE_REMOVE;
}

/* Back to who put it. */
static void
hand_back (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "natter: job done");
  g_source_set_callback (source, done_cb, job, free_job);
  g_source_attach (source, job->context);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Shared *shared = data;
  Job *job;

  g_mutex_lock (&shared->mutex);
  while ((job = g_queue_pop_head (&shared->jobs)) != NULL)
    {
      g_mutex_unlock (&shared->mutex);
      job->do_it (job->data);
      hand_back (job);
      g_mutex_lock (&shared->mutex);
    }
  shared->running = FALSE;
  g_cond_broadcast (&shared->idle);
  g_mutex_unlock (&shared->mutex);
  g_task_return_boolean (task, TRUE);
}

static void
start (Shared *shared)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, natter_ui_worker_put);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (shared), release_shared);
  g_task_run_in_thread (task, work_in_thread);
}

void
natter_ui_worker_put (NatterUiWorker *self, NatterUiJobFunc do_it, NatterUiJobFunc done, gpointer data,
                      GDestroyNotify free_data)
{
  Shared *shared = self->shared;
  Job *job = g_new0 (Job, 1);
  gboolean was_running;

  job->do_it = do_it;
  job->done = done;
  job->data = data;
  job->free_data = free_data;
  job->context = g_main_context_ref_thread_default ();

  g_mutex_lock (&shared->mutex);
  g_queue_push_tail (&shared->jobs, job);
  was_running = shared->running;
  shared->running = TRUE;
  g_mutex_unlock (&shared->mutex);
  if (!was_running)
    start (shared);
}

void
natter_ui_worker_wait (NatterUiWorker *self)
{
  Shared *shared = self->shared;

  g_mutex_lock (&shared->mutex);
  while (shared->running)
    g_cond_wait (&shared->idle, &shared->mutex);
  g_mutex_unlock (&shared->mutex);
}

void
natter_ui_worker_free (NatterUiWorker *self)
{
  natter_ui_worker_wait (self);
  release_shared (self->shared);
  g_free (self);
}
