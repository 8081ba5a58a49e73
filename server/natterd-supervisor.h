/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service/natterd-hall.h"

G_BEGIN_DECLS

/* A hall under systemd, or under anything that speaks its protocol: when it is ready, reloads and stops, how many people are here, and a
 * watchdog, which is fed only while the loop turns and the store answers: each time it is asked to commit nothing, and the answer is what
 * feeds. A store that answers with trouble (a full disk) feeds, too: it is served by waiting, not by a restart. */

typedef struct _NatterdSupervisor NatterdSupervisor;

/* natterd_supervisor_new: takes what it needs out of the environment: natterd_notify_new(). */
NatterdSupervisor *natterd_supervisor_new (void);

/* natterd_supervisor_free: before the hall. */
void natterd_supervisor_free (NatterdSupervisor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdSupervisor, natterd_supervisor_free)

/* natterd_supervisor_ready: @hall (transfer none) serves from here on. @where: its addresses, for people. */
void natterd_supervisor_ready (NatterdSupervisor *self, NatterdHall *hall, const char *where);

/* natterd_supervisor_reloading, _reloaded: around reading the configuration again. */
void natterd_supervisor_reloading (NatterdSupervisor *self);
void natterd_supervisor_reloaded (NatterdSupervisor *self);

/* natterd_supervisor_stopping: the hall says goodbye from here on. */
void natterd_supervisor_stopping (NatterdSupervisor *self);

G_END_DECLS
