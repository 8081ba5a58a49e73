/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/epoll.h>

#include "server/metrics/natterd-metrics.h"

G_BEGIN_DECLS

/* One epoll set behind one GSource: what a turn of the loop costs follows the sockets that are ready, not those that are
 * open (law 2). Level-triggered: one recv() per event, no second read to see EAGAIN.
 *
 * A turn is: every ready socket's callback, then `end_of_turn` once. Nothing else in the process writes to or closes
 * a connection. Whoever has work for the end of a turn but was not called by the poller (a timer, a commit's answer, an accepted
 * socket) calls natterd_poller_wake(). One thread: that of the main context. */

typedef struct _NatterdPoller NatterdPoller;
typedef struct _NatterdPollable NatterdPollable;

/* Something with a descriptor: embed it. It must stay alive until the end of the turn in which it was removed. */
struct _NatterdPollable
{
  void (*ready) (NatterdPollable *self, guint32 events); /* EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP | EPOLLRDHUP */
  int fd;
  guint32 events; /* what the set watches now; the poller's */
};

typedef void (*NatterdPollerTurn) (gpointer user_data);

/* @context: (nullable): the default one. @begin, @end: called once a turn.
 * NULL with a GIOError when the kernel gives no epoll set. */
NatterdPoller *natterd_poller_new (GMainContext *context, NatterdPollerTurn begin, NatterdPollerTurn end,
                                   gpointer user_data, GError **error);
void natterd_poller_free (NatterdPoller *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdPoller, natterd_poller_free)

/* natterd_poller_add: FALSE with a GIOError (out of memory, limit of watches). */
gboolean natterd_poller_add (NatterdPoller *self, NatterdPollable *pollable, guint32 events, GError **error);

/* natterd_poller_watch: changes what is watched; a system call only if it differs. */
void natterd_poller_watch (NatterdPoller *self, NatterdPollable *pollable, guint32 events);

/* natterd_poller_remove: harmless if it is not in the set. */
void natterd_poller_remove (NatterdPoller *self, NatterdPollable *pollable);

/* natterd_poller_wake: have a turn as soon as the loop comes round, ready sockets or not. */
void natterd_poller_wake (NatterdPoller *self);

/* natterd_poller_set_deadline: have a turn at @mono (µs, monotonic) at the latest; -1: none. */
void natterd_poller_set_deadline (NatterdPoller *self, gint64 mono);

/* How the loop keeps up: a turn is from being told who is ready to asking again, with whatever else in the loop came between. Two looks at
 * the clock a turn, which GLib has taken already when there is anything else that waits for a time. */
typedef struct
{
  guint64 n_turns;
  gint64 busy; /* µs in them */
  gint64 lag;  /* µs: the longest one of the last minute */
} NatterdPollerPace;

void natterd_poller_look (const NatterdPoller *self, NatterdPollerPace *pace);

G_END_DECLS
