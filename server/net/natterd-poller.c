/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-poller.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <unistd.h>

/* More would only make a turn longer: what is left is ready again at once. */
#define EVENTS_PER_TURN 512

typedef struct
{
  GSource source;
  NatterdPoller *poller;
} PollerSource;

struct _NatterdPoller
{
  PollerSource *source; /* owned */
  NatterdPollerTurn begin;
  NatterdPollerTurn end;
  gpointer user_data;
  gpointer tag; /* of the epoll descriptor in the source */
  gint64 deadline;
  int epoll_fd;
  gboolean woken;
  gint64 polled; /* monotonic µs: when the loop was last told who is ready; 0: it waits */
  gint64 busy;
  guint64 n_turns;
  NatterdPeak lag;
  struct epoll_event ready[EVENTS_PER_TURN];
};

/* The loop has been round: whatever it did since it was told who is ready, ours or not, nobody else was heard meanwhile. */
static void
note_turn (NatterdPoller *self,
           gint64 now)
{
  gint64 lasted = now - self->polled;

  if (self->polled == 0)
    return;
  self->polled = 0;
  self->n_turns++;
  self->busy += lasted;
  natterd_peak_note (&self->lag, lasted, now);
}

static gboolean
poller_prepare (GSource *source, int *timeout)
{
  NatterdPoller *self = ((PollerSource *) source)->poller;
  gint64 left;

  *timeout = -1;
  note_turn (self, g_source_get_time (source));
  if (self->woken)
    return TRUE;
  if (self->deadline < 0)
    return FALSE;
  left = self->deadline - g_source_get_time (source);
  /* rounded up: a turn too early would be one for nothing */
  *timeout = left > 0 ? (int) MIN ((left + 999) / 1000, G_MAXINT) : 0;
  return left <= 0;
}

static gboolean
poller_check (GSource *source)
{
  NatterdPoller *self = ((PollerSource *) source)->poller;

  if (self->polled == 0)
    self->polled = g_source_get_time (source);
  return self->woken || g_source_query_unix_fd (source, self->tag) != 0 ||
         (self->deadline >= 0 && self->deadline <= g_source_get_time (source));
}

static gboolean
poller_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  NatterdPoller *self = ((PollerSource *) source)->poller;
  int n;

  self->woken = FALSE;
  self->deadline = -1;
  self->begin (self->user_data);
  n = epoll_wait (self->epoll_fd, self->ready, EVENTS_PER_TURN, 0);
  for (int i = 0; i < n; i++)
    {
      NatterdPollable *pollable = self->ready[i].data.ptr;

      /* removed by an earlier callback of this turn */
      if (pollable->events != 0)
        pollable->ready (pollable, self->ready[i].events);
    }
  self->end (self->user_data);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs poller_funcs = {
  .prepare = poller_prepare,
  .check = poller_check,
  .dispatch = poller_dispatch,
};

NatterdPoller *
natterd_poller_new (GMainContext *context,
                    NatterdPollerTurn begin,
                    NatterdPollerTurn end,
                    gpointer user_data,
                    GError **error)
{
  NatterdPoller *self;
  int fd = epoll_create1 (EPOLL_CLOEXEC);

  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "epoll: %s", g_strerror (code));
      return NULL;
    }
  self = g_new0 (NatterdPoller, 1);
  self->epoll_fd = fd;
  self->begin = begin;
  self->end = end;
  self->user_data = user_data;
  self->deadline = -1;
  self->source = (PollerSource *) g_source_new (&poller_funcs, sizeof (PollerSource));
  self->source->poller = self;
  self->tag = g_source_add_unix_fd (&self->source->source, fd, G_IO_IN);
  g_source_set_static_name (&self->source->source, "natterd poller");
  g_source_attach (&self->source->source, context);
  return self;
}

void
natterd_poller_free (NatterdPoller *self)
{
  if (self == NULL)
    return;
  g_source_destroy (&self->source->source);
  g_source_unref (&self->source->source);
  close (self->epoll_fd);
  g_free (self);
}

gboolean
natterd_poller_add (NatterdPoller *self,
                    NatterdPollable *pollable,
                    guint32 events,
                    GError **error)
{
  struct epoll_event event = { .events = events, .data.ptr = pollable };

  if (epoll_ctl (self->epoll_fd, EPOLL_CTL_ADD, pollable->fd, &event) < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "epoll: %s", g_strerror (code));
      return FALSE;
    }
  pollable->events = events;
  return TRUE;
}

void
natterd_poller_watch (NatterdPoller *self,
                      NatterdPollable *pollable,
                      guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = pollable };

  if (pollable->events == events || pollable->events == 0)
    return;
  if (epoll_ctl (self->epoll_fd, EPOLL_CTL_MOD, pollable->fd, &event) == 0)
    pollable->events = events;
}

void
natterd_poller_remove (NatterdPoller *self,
                       NatterdPollable *pollable)
{
  if (pollable->events == 0)
    return;
  epoll_ctl (self->epoll_fd, EPOLL_CTL_DEL, pollable->fd, NULL);
  pollable->events = 0;
}

void
natterd_poller_wake (NatterdPoller *self)
{
  self->woken = TRUE;
}

void
natterd_poller_set_deadline (NatterdPoller *self,
                             gint64 mono)
{
  /* not g_source_set_ready_time(), which writes to the loop's eventfd each time */
  self->deadline = mono;
}

void
natterd_poller_look (const NatterdPoller *self,
                     NatterdPollerPace *pace)
{
  *pace = (NatterdPollerPace){
    .n_turns = self->n_turns,
    .busy = self->busy,
    .lag = natterd_peak_get (&self->lag, g_get_monotonic_time ()),
  };
}
