/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-job-private.h"
#include "natterd-sql-private.h"

G_BEGIN_DECLS

/* The thread that reads: one question after the other, on a connection of its own, so that nobody who writes waits for it. */

typedef struct _NatterdReader NatterdReader;

/* natterd_reader_new: @path: of the database, @answers: both outlive it. */
NatterdReader *natterd_reader_new (const char *path, NatterdAnswers *answers);
/* natterd_reader_free: what waits is dropped, without an answer. */
void natterd_reader_free (NatterdReader *self);

/* natterd_reader_is_busy: so many questions wait that one more had better come later. */
gboolean natterd_reader_is_busy (NatterdReader *self);

/* natterd_reader_take_search: as above for a search, which is dearer; TRUE: one must be pushed. */
gboolean natterd_reader_take_search (NatterdReader *self);

/* natterd_reader_push: @job: (transfer full), a FETCH or SEARCH. From any thread. */
void natterd_reader_push (NatterdReader *self, NatterdJob *job);

G_END_DECLS
