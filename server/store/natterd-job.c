/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-job-private.h"

struct _NatterdAnswers
{
  GAsyncQueue *queue; /* (element-type NatterdJob) */
  GSource *source;
};

NatterdJob *
natterd_job_new (NatterdJobKind kind)
{
  NatterdJob *self = g_new0 (NatterdJob, 1);

  self->kind = kind;
  return self;
}

void
natterd_job_free (NatterdJob *self)
{
  for (guint i = 0; self->recorded != NULL && i < self->messages->len; i++)
    natterd_recorded_clear (&self->recorded[i]);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->search, natter_search_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self->recorded);
  g_free (self->key);
  g_free (self->name);
  g_free (self);
}

static void
tell_messages (const NatterdJob *self)
{
  for (guint i = 0; i < self->messages->len; i++)
    natterd_recorded_tell (&self->recorded[i], self->messages->pdata[i]);
}

void
natterd_job_answer (NatterdJob *self)
{
  if (self->kind == NATTERD_JOB_COMMIT)
    {
      if (self->error == NULL)
        tell_messages (self);
      self->committed (self->user_data, self->error);
    }
  else if (self->kind == NATTERD_JOB_FETCH)
    {
      self->fetched (self->user_data, self->error == NULL ? self->messages : NULL, self->more, self->error);
    }
  else if (self->kind == NATTERD_JOB_SEARCH)
    {
      self->found (self->user_data, self->error == NULL ? self->hits : NULL, self->more, self->error);
    }
  natterd_job_free (self);
}

static gboolean
tell_all (gpointer data)
{
  NatterdAnswers *self = data;
  NatterdJob *job;

  /* before the queue is looked at: what comes after that look sets it again */
  g_source_set_ready_time (self->source, -1);
  while ((job = g_async_queue_try_pop (self->queue)) != NULL)
    natterd_job_answer (job);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source,
          GSourceFunc callback,
          gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

NatterdAnswers *
natterd_answers_new (GMainContext *context)
{
  NatterdAnswers *self = g_new0 (NatterdAnswers, 1);

  self->queue = g_async_queue_new_full ((GDestroyNotify) natterd_job_free);
  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "natterd store");
  g_source_set_callback (self->source, tell_all, self, NULL);
  g_source_attach (self->source, context);
  return self;
}

void
natterd_answers_free (NatterdAnswers *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_async_queue_unref (self->queue);
  g_free (self);
}

void
natterd_answers_push (NatterdAnswers *self,
                      NatterdJob *job)
{
  g_async_queue_push (self->queue, job);
  g_source_set_ready_time (self->source, 0);
}
