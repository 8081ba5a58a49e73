/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-job-private.h"
#include "natterd-sql-private.h"

G_BEGIN_DECLS

/* Searching, on the reader's connection and in its thread. */

typedef struct _NatterdFinder NatterdFinder;

/* natterd_finder_new: @database: (transfer none), outlives it. */
NatterdFinder *natterd_finder_new (sqlite3 *database);
void natterd_finder_free (NatterdFinder *self);

/* natterd_finder_answer: @job: a SEARCH. FALSE with a GIOError. */
gboolean natterd_finder_answer (NatterdFinder *self, NatterdJob *job, GError **error);

G_END_DECLS
