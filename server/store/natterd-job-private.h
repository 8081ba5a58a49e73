/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-target-private.h"

G_BEGIN_DECLS

/* What goes from the loop's thread to a worker and, answered, back. Only one thread has a job at a time. Workers read messages and never
 * touch their references: those are counted for the loop's thread. */

typedef enum
{
  NATTERD_JOB_COMMIT,
  NATTERD_JOB_FORGET, /* not answered */
  NATTERD_JOB_NAME,   /* not answered */
  NATTERD_JOB_FETCH,
  NATTERD_JOB_SEARCH,
  NATTERD_JOB_STOP /* the worker ends; not answered */
} NatterdJobKind;

typedef struct
{
  NatterdJobKind kind;
  char *key;                       /* (nullable) FORGET, NAME, FETCH: the room's */
  char *name;                      /* (nullable) NAME */
  GPtrArray *messages;             /* (nullable) (element-type NatterMessage) COMMIT; FETCH: the answer */
  GPtrArray *facts;                /* (nullable) (element-type NatterFact) COMMIT */
  gint64 wall;                     /* COMMIT */
  NatterdRecorded *recorded;       /* (nullable) COMMIT: the answer, one for each message */
  NatterRange range;               /* FETCH */
  gboolean more;                   /* FETCH, SEARCH: the answer */
  NatterSearch *search;            /* (nullable) SEARCH */
  GCancellable *cancellable;       /* (nullable) SEARCH */
  GPtrArray *hits;                 /* (nullable) (element-type NatterHit) SEARCH: the answer */
  NatterdStoreCommitted committed; /* (nullable) */
  NatterdStoreFetched fetched;     /* (nullable) */
  NatterdStoreFound found;         /* (nullable) */
  gpointer user_data;
  GError *error; /* (nullable) the answer */
} NatterdJob;

NatterdJob *natterd_job_new (NatterdJobKind kind);
/* natterd_job_free: of one with messages only in the loop's thread. */
void natterd_job_free (NatterdJob *self);

/* natterd_job_answer: in the loop's thread: tells who asked, and frees it. */
void natterd_job_answer (NatterdJob *self);

/* Answers on their way to the loop's thread. */
typedef struct _NatterdAnswers NatterdAnswers;

/* natterd_answers_new: they arrive in @context. */
NatterdAnswers *natterd_answers_new (GMainContext *context);
/* natterd_answers_free: in the loop's thread, once no worker is left. What was not told is dropped. */
void natterd_answers_free (NatterdAnswers *self);
/* natterd_answers_push: from any thread. @job: (transfer full). */
void natterd_answers_push (NatterdAnswers *self, NatterdJob *job);

G_END_DECLS
