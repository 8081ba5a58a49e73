/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-reader-private.h"
#include "natterd-recorder-private.h"

G_BEGIN_DECLS

/* The thread that writes. What waits for it is done in order, many jobs in one transaction; when nothing waits it tidies. */

typedef struct _NatterdWriter NatterdWriter;

/* natterd_writer_new: @options, @reader, @answers: outlive it. @database: (transfer full), as natterd_recorder_connect() made it. */
NatterdWriter *natterd_writer_new (const NatterdSqliteOptions *options, sqlite3 *database, NatterdReader *reader,
                                   NatterdAnswers *answers);
/* natterd_writer_free: what waits is done first. */
void natterd_writer_free (NatterdWriter *self);

/* natterd_writer_push: @job: (transfer full). A FETCH is given to the reader once what was pushed before it is done. */
void natterd_writer_push (NatterdWriter *self, NatterdJob *job);

/* natterd_writer_is_forgetting: a FORGET is not done yet: a question had better wait behind it. */
gboolean natterd_writer_is_forgetting (NatterdWriter *self);

G_END_DECLS
