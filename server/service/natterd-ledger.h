/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/domain/natterd-effects.h"
#include "server/metrics/natterd-metrics.h"
#include "server/store/natterd-store.h"

G_BEGIN_DECLS

/* Law 4: nobody sees what is not recorded. What the turns of the loop lead to is written into the open list; a list is performed
 * only after everything that it records is durable, and lists are performed in their order. While one commit is on its way
 * whatever comes collects in the open list and forms the next one, so that a slow disk makes larger groups, not longer queues of commits.
 * One thread. */

typedef struct _NatterdLedger NatterdLedger;

/* @error: (nullable): nothing that the list records was recorded. What is performed may write into the open list. */
typedef void (*NatterdLedgerPerform) (gpointer user_data, const NatterdEffects *effects, const GError *error);

/* A commit was answered in a later turn: natterd_ledger_release() has something to do. */
typedef void (*NatterdLedgerReady) (gpointer user_data);

/* natterd_ledger_new: @store: (transfer none), must outlive it or at least never answer afterwards. */
NatterdLedger *natterd_ledger_new (NatterdStore *store, NatterdLedgerPerform perform, NatterdLedgerReady ready,
                                   gpointer user_data);
void natterd_ledger_free (NatterdLedger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdLedger, natterd_ledger_free)

/* natterd_ledger_get_open: the list for what happens now. Returns: (transfer none); a different one after each release. */
NatterdEffects *natterd_ledger_get_open (NatterdLedger *self);

/* natterd_ledger_release: performs what may be performed, and begins the next commit if there is something to record.
 * @wall: µs, the time of messages recorded from here on. */
void natterd_ledger_release (NatterdLedger *self, gint64 wall);

/* natterd_ledger_is_waiting: a commit is on its way. */
gboolean natterd_ledger_is_waiting (const NatterdLedger *self);

/* natterd_ledger_get_serial: a number that changes with each list that was performed. */
guint natterd_ledger_get_serial (const NatterdLedger *self);

/* natterd_ledger_get_commits: how long those took that were answered. @n_failed: (out): of them. Returns: (transfer none). */
const NatterdHistogram *natterd_ledger_get_commits (const NatterdLedger *self, guint64 *n_failed);

/* natterd_ledger_get_waiting_since: monotonic µs: when the commit was asked for that is on its way; 0: none is. */
gint64 natterd_ledger_get_waiting_since (const NatterdLedger *self);

G_END_DECLS
