/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-http-door.h"

#include <string.h>

#include "natterd-http-input.h"
#include "natterd-http-socket.h"

#define CALLER        "natterd-http-caller"         /* of an address: whose it is */
#define AT_ONCE       16                            /* newcomers taken in a turn of the loop */
#define LEAST_TIME    (1 * G_TIME_SPAN_SECOND)      /* that everybody has */
#define LINGER_TIME   (1 * G_TIME_SPAN_SECOND)      /* for the peer's own end */
#define TROUBLE_TIME  (1 * G_TIME_SPAN_SECOND)      /* until it is tried again to accept */
#define ANSWER_MARGIN (500 * G_TIME_SPAN_MILLISECOND) /* who answers gives up sooner than the door does */

typedef enum
{
  ASKING,    /* is being read */
  ANSWERED,  /* was heard: is being answered */
  LINGERING, /* was answered: its own end is waited for */
  N_STATES
} State;

struct _NatterdHttpCaller
{
  GList link; /* in the queue of its state, by the time at which it got there */
  NatterdHttpDoor *door;
  GSocketConnection *connection; /* owned */
  NatterdHttpInput *input;       /* (nullable) owned: until it was answered */
  GIOStream *stream;             /* (nullable) owned: the same */
  GSocketAddress *local;         /* owned */
  GSocketAddress *remote;        /* owned */
  GSource *drain;                /* (nullable) owned: while it lingers */
  gint64 since;                  /* monotonic µs: in this state */
  gint64 due;
  State state;
  gboolean hung_up;
  gboolean cut_short;
};

struct _NatterdHttpDoor
{
  NatterdHttpLimits limits;
  NatterdHttpCounters *counters; /* not owned */
  const NatterdHttpDoorOwner *owner;
  gpointer user_data;
  GPtrArray *sockets;      /* owned (element-type GSocket) */
  GPtrArray *accepting;    /* owned (element-type GSource): one for each, while newcomers are taken */
  GQueue queues[N_STATES]; /* (element-type NatterdHttpCaller) */
  GSource *timer;          /* owned */
  gint64 accepts_again;    /* monotonic µs; 0: it does, or waits for a place */
  gboolean closed;
};

static void look_around (NatterdHttpDoor *self);

static guint
count (const NatterdHttpDoor *self)
{
  guint n = 0;

  for (guint i = 0; i < N_STATES; i++)
    n += self->queues[i].length;
  return n;
}

/* A caller's life */

static void
enter_state (NatterdHttpCaller *self,
             State state,
             gint64 patience)
{
  g_queue_unlink (&self->door->queues[self->state], &self->link);
  self->state = state;
  self->since = g_get_monotonic_time ();
  self->due = self->since + patience;
  g_queue_push_tail_link (&self->door->queues[state], &self->link);
}

static void
caller_free (NatterdHttpCaller *self)
{
  g_queue_unlink (&self->door->queues[self->state], &self->link);
  g_object_set_data (G_OBJECT (self->remote), CALLER, NULL);
  if (self->input != NULL)
    natterd_http_input_forget (self->input);
  if (self->drain != NULL)
    g_source_destroy (self->drain);
  g_clear_pointer (&self->drain, g_source_unref);
  g_clear_object (&self->stream);
  g_clear_object (&self->input);
  g_clear_object (&self->local);
  g_clear_object (&self->remote);
  g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_clear_object (&self->connection);
  self->door->counters->connections--;
  g_free (self);
}

/* TRUE: there may be more */
static gboolean
drain_some (NatterdHttpCaller *self)
{
  char nothing[4096];
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_receive_with_blocking (g_socket_connection_get_socket (self->connection), nothing, sizeof nothing,
                                             FALSE, NULL, &error);

  return n > 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static gboolean
on_drained (GSocket *socket,
            GIOCondition condition,
            gpointer user_data)
{
  NatterdHttpCaller *self = user_data;
  NatterdHttpDoor *door = self->door;

  if (drain_some (self))
    return G_SOURCE_CONTINUE;
  caller_free (self);
  look_around (door);
  return G_SOURCE_REMOVE;
}

/* All was said: a socket that is closed with unread bytes in it sends a reset, which destroys the answer on its way. */
static void
linger (NatterdHttpCaller *self)
{
  GSocket *socket = g_socket_connection_get_socket (self->connection);

  g_clear_object (&self->stream);
  g_clear_object (&self->input);
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  enter_state (self, LINGERING, LINGER_TIME);
  self->drain = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_static_name (self->drain, "natterd http end");
  g_source_set_callback (self->drain, G_SOURCE_FUNC (on_drained), self, NULL);
  g_source_attach (self->drain, g_main_context_get_thread_default ());
}

static gssize
on_head (gpointer user_data,
         const char *head,
         gsize length,
         gboolean *chunked)
{
  NatterdHttpCaller *self = user_data;

  return self->door->owner->judge (self->door->user_data, self, head, length, chunked);
}

static void
on_input_closed (gpointer user_data)
{
  NatterdHttpCaller *self = user_data;
  NatterdHttpDoor *door = self->door;

  if (self->hung_up)
    caller_free (self);
  else
    linger (self);
  look_around (door);
}

static const NatterdHttpInputFuncs input_funcs = { on_head, on_input_closed };

NatterdHttpCaller *
natterd_http_caller_find (GSocketAddress *remote)
{
  return g_object_get_data (G_OBJECT (remote), CALLER);
}

gboolean
natterd_http_caller_was_heard (NatterdHttpCaller *self)
{
  if (self->cut_short || self->hung_up)
    return FALSE;
  if (self->state == ASKING)
    enter_state (self, ANSWERED, self->door->limits.patience + ANSWER_MARGIN);
  look_around (self->door);
  return natterd_http_input_is_whole (self->input);
}

/* What is not taken at once by a socket that was sent nothing yet is lost on nobody who reads. */
static void
send_short (NatterdHttpCaller *self,
            const char *answer)
{
  g_socket_send_with_blocking (g_socket_connection_get_socket (self->connection), answer, strlen (answer), FALSE, NULL, NULL);
}

void
natterd_http_caller_turn_away (NatterdHttpCaller *self,
                               const char *answer)
{
  send_short (self, answer);
  natterd_http_input_forget (self->input);
  linger (self);
}

void
natterd_http_caller_cut_short (NatterdHttpCaller *self,
                               const char *answer)
{
  GSocket *socket = g_socket_connection_get_socket (self->connection);

  send_short (self, answer);
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  self->cut_short = TRUE;
  natterd_http_input_end (self->input);
}

GSocketAddress *
natterd_http_caller_get_local (const NatterdHttpCaller *self)
{
  return self->local;
}

GSocketAddress *
natterd_http_caller_get_remote (const NatterdHttpCaller *self)
{
  return self->remote;
}

/* Its time is over: libsoup finds an end, and closes; if it does not within a moment, we do. */
static void
hang_up (NatterdHttpCaller *self)
{
  if (self->state == LINGERING)
    {
      caller_free (self);
      return;
    }
  self->hung_up = TRUE;
  natterd_http_input_end (self->input);
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
  enter_state (self, LINGERING, LINGER_TIME);
}

/* Newcomers */

static void
welcome (NatterdHttpDoor *self,
         GSocket *socket)
{
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  NatterdHttpCaller *caller;
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);

  if (local == NULL || remote == NULL)
    return; /* gone again */
  caller = g_new0 (NatterdHttpCaller, 1);
  caller->link.data = caller;
  caller->door = self;
  caller->local = g_steal_pointer (&local);
  caller->remote = g_steal_pointer (&remote);
  g_object_set_data (G_OBJECT (caller->remote), CALLER, caller);
  caller->connection = g_steal_pointer (&connection);
  caller->input = natterd_http_input_new (g_io_stream_get_input_stream (G_IO_STREAM (caller->connection)),
                                          NATTERD_HTTP_HEAD_MOST, &input_funcs, caller);
  caller->stream = g_simple_io_stream_new (G_INPUT_STREAM (caller->input),
                                           g_io_stream_get_output_stream (G_IO_STREAM (caller->connection)));
  caller->since = g_get_monotonic_time ();
  caller->due = caller->since + self->limits.patience;
  g_queue_push_tail_link (&self->queues[ASKING], &caller->link);
  self->counters->connections++;
  self->owner->came (self->user_data, caller, caller->stream);
}

static void
stop_accepting (NatterdHttpDoor *self)
{
  for (guint i = 0; i < self->accepting->len; i++)
    g_source_destroy (self->accepting->pdata[i]);
  g_ptr_array_set_size (self->accepting, 0);
}

/* Full: is there somebody who keeps others waiting? */
static gboolean
make_place (NatterdHttpDoor *self)
{
  NatterdHttpCaller *first = g_queue_peek_head (&self->queues[LINGERING]);

  if (first == NULL)
    first = g_queue_peek_head (&self->queues[ASKING]);
  if (first == NULL || g_get_monotonic_time () < first->since + LEAST_TIME)
    return FALSE;
  self->counters->refused += first->state == ASKING ? 1 : 0;
  hang_up (first);
  return TRUE;
}

static gboolean
on_incoming (GSocket *listening,
             GIOCondition condition,
             gpointer user_data)
{
  NatterdHttpDoor *self = user_data;

  for (guint i = 0; i < AT_ONCE && count (self) < self->limits.connections; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, &error);

      if (socket == NULL)
        {
          /* out of descriptors: whoever asks again at once would do nothing else */
          if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
            self->accepts_again = g_get_monotonic_time () + TROUBLE_TIME;
          break;
        }
      g_socket_set_blocking (socket, FALSE);
      welcome (self, socket);
    }
  look_around (self);
  return G_SOURCE_CONTINUE;
}

static void
start_accepting (NatterdHttpDoor *self)
{
  if (self->accepting->len > 0)
    return;
  for (guint i = 0; i < self->sockets->len; i++)
    {
      GSource *source = g_socket_create_source (self->sockets->pdata[i], G_IO_IN, NULL);

      g_source_set_static_name (source, "natterd http");
      g_source_set_callback (source, G_SOURCE_FUNC (on_incoming), self, NULL);
      g_source_attach (source, g_main_context_get_thread_default ());
      g_ptr_array_add (self->accepting, source);
    }
}

/* Who is due goes, who may come is taken, and the timer is set for the next. */

static gint64
earlier (gint64 a,
         gint64 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

static gint64
get_due (const NatterdHttpDoor *self)
{
  gboolean full = count (self) >= self->limits.connections;
  gint64 due = self->accepts_again;

  for (guint i = 0; i < N_STATES; i++)
    {
      const NatterdHttpCaller *first = g_queue_peek_head ((GQueue *) &self->queues[i]);

      if (first == NULL)
        continue;
      due = earlier (due, first->due);
      if (full && i != ANSWERED)
        due = earlier (due, first->since + LEAST_TIME);
    }
  return due;
}

static void
look_around (NatterdHttpDoor *self)
{
  gint64 now = g_get_monotonic_time ();

  for (guint i = 0; i < N_STATES; i++)
    for (NatterdHttpCaller *first; (first = g_queue_peek_head (&self->queues[i])) != NULL && first->due <= now;)
      {
        self->counters->late += first->state == LINGERING ? 0 : 1;
        hang_up (first);
      }
  if (self->accepts_again != 0 && self->accepts_again <= now)
    self->accepts_again = 0;
  if (!self->closed && self->accepts_again == 0 && (count (self) < self->limits.connections || make_place (self)))
    start_accepting (self);
  else
    stop_accepting (self);
  g_source_set_ready_time (self->timer, get_due (self) != 0 ? get_due (self) : -1);
}

static gboolean
on_timer (gpointer user_data)
{
  look_around (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource *source,
                GSourceFunc callback,
                gpointer user_data)
{
  return callback (user_data);
}

NatterdHttpDoor *
natterd_http_door_new (const NatterdHttpLimits *limits,
                       NatterdHttpCounters *counters,
                       const NatterdHttpDoorOwner *owner,
                       gpointer user_data)
{
  static GSourceFuncs funcs = { .dispatch = timer_dispatch };
  NatterdHttpDoor *self = g_new0 (NatterdHttpDoor, 1);

  self->limits = *limits;
  self->counters = counters;
  self->owner = owner;
  self->user_data = user_data;
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->accepting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  for (guint i = 0; i < N_STATES; i++)
    g_queue_init (&self->queues[i]);
  self->timer = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->timer, "natterd http timer");
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  return self;
}

void
natterd_http_door_free (NatterdHttpDoor *self)
{
  if (self == NULL)
    return;
  natterd_http_door_close (self);
  for (guint i = 0; i < N_STATES; i++)
    for (NatterdHttpCaller *first; (first = g_queue_peek_head (&self->queues[i])) != NULL;)
      caller_free (first);
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_ptr_array_unref (self->accepting);
  g_ptr_array_unref (self->sockets);
  g_free (self);
}

void
natterd_http_door_set_limits (NatterdHttpDoor *self,
                              const NatterdHttpLimits *limits)
{
  self->limits = *limits;
  look_around (self);
}

void
natterd_http_door_look_again (NatterdHttpDoor *self)
{
  GList *next;

  for (GList *link = self->queues[ASKING].head; link != NULL; link = next)
    {
      NatterdHttpCaller *caller = link->data;

      next = link->next;
      if (!caller->cut_short)
        self->owner->look_again (self->user_data, caller);
      if (caller->cut_short)
        enter_state (caller, LINGERING, LINGER_TIME);
    }
  look_around (self);
}

void
natterd_http_door_close (NatterdHttpDoor *self)
{
  self->closed = TRUE;
  stop_accepting (self);
  for (guint i = 0; i < self->sockets->len; i++)
    g_socket_close (self->sockets->pdata[i], NULL);
  g_ptr_array_set_size (self->sockets, 0);
}

char *
natterd_http_door_listen (NatterdHttpDoor *self,
                          const char *address,
                          GError **error)
{
  char *bound;
  GSocket *socket = natterd_http_socket_open (address, &bound, error);

  if (socket == NULL)
    return NULL;
  g_ptr_array_add (self->sockets, socket);
  stop_accepting (self);
  self->closed = FALSE;
  look_around (self);
  return bound;
}
