/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What whoever supervises this process wants to know of it: sd_notify(3), without the library: one datagram to the socket that
 * $NOTIFY_SOCKET names. Where there is none all of this does nothing. */

typedef struct _NatterdNotify NatterdNotify;

/* natterd_notify_new: takes $NOTIFY_SOCKET, $WATCHDOG_USEC and $WATCHDOG_PID out of the environment: they are for this process alone. */
NatterdNotify *natterd_notify_new (void);
void natterd_notify_free (NatterdNotify *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdNotify, natterd_notify_free)

/* natterd_notify_is_heard: somebody is there to be told. */
gboolean natterd_notify_is_heard (const NatterdNotify *self);

/* natterd_notify_get_watchdog: µs after which the supervisor ends a process from which it heard nothing; 0: it does not. */
gint64 natterd_notify_get_watchdog (const NatterdNotify *self);

/* natterd_notify_send: @state: lines as "READY=1". Never waits. FALSE: it was not taken, though somebody is there. */
gboolean natterd_notify_send (const NatterdNotify *self, const char *state);

G_END_DECLS
