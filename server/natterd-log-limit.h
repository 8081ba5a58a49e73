/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often the log says the same: of each kind of entry so many in an interval, then only how many more there were. Somebody who makes the
 * server log cannot fill a disk, nor hide another kind of entry behind it. Not thread-safe. Times: monotonic µs. */

/* Kinds that are told apart; beyond that they share one. */
#define NATTERD_LOG_KINDS_MOST 64

typedef struct _NatterdLogLimit NatterdLogLimit;

/* @interval: µs. */
NatterdLogLimit *natterd_log_limit_new (gint64 interval);
void natterd_log_limit_free (NatterdLogLimit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdLogLimit, natterd_log_limit_free)

/* natterd_log_limit_set_burst: entries of a kind in an interval; 0: all. */
void natterd_log_limit_set_burst (NatterdLogLimit *self, guint burst);

/* natterd_log_limit_take: TRUE: the entry is to be written; FALSE: it is counted. Call natterd_log_limit_steal_over() first. */
gboolean natterd_log_limit_take (NatterdLogLimit *self, const char *kind, GLogLevelFlags level, gint64 now);

typedef struct
{
  char *kind; /* owned */
  GLogLevelFlags level;
  guint n; /* entries that were not written */
} NatterdLogGap;

/* natterd_log_limit_steal_over: one kind whose interval is over by @now (-1: all are) and that has entries to be told of. FALSE: there is none.
 * @gap: (out): its kind is the caller's. */
gboolean natterd_log_limit_steal_over (NatterdLogLimit *self, gint64 now, NatterdLogGap *gap);

/* natterd_log_limit_get_due: when the next interval with such entries is over; 0: never. */
gint64 natterd_log_limit_get_due (const NatterdLogLimit *self);

G_END_DECLS
