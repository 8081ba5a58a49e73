/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-load.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-check.h"
#include "bench-probe.h"

#define NANOSECONDS     G_GINT64_CONSTANT (1000000000)
#define EVENTS_PER_TURN 512
#define INPUT_SIZE      (1024 * 1024)      /* also the longest line */
#define AFTERMATH       (NANOSECONDS / 20) /* how long to wait for what should not come */
#define TURN_AT_MOST    (NANOSECONDS / 10)

/* Every so many connections come from another loopback address: the ephemeral ports of one would not do. */
#define CLIENTS_PER_ADDRESS 8000u

/* Senders are spread over the room; a witness is the next member. */
static void
seat_sender (BenchLoad *self,
             BenchClient *room,
             guint id)
{
  const BenchWorkload *work = self->work;
  guint place = id % work->senders * (work->members / work->senders);
  BenchSender *sender = &self->senders[id];

  sender->id = id;
  sender->client = &room[place];
  sender->witness = self->driver->echoes ? sender->client : &room[(place + 1) % work->members];
  sender->witness->witnessed = sender;
}

static void
seat_everyone (BenchLoad *self)
{
  const BenchWorkload *work = self->work;
  guint quiet = work->idle + work->storm;

  for (guint i = 0; i < self->n_clients; i++)
    {
      BenchClient *client = &self->clients[i];

      bench_client_init (client, i, i < quiet ? BENCH_NO_ROOM : (i - quiet) / work->members);
      client->address = i / (work->per_address != 0 ? work->per_address : CLIENTS_PER_ADDRESS);
      if (i >= quiet)
        client->expected = &self->expected[(gsize) (i - quiet) * work->senders];
    }
  for (guint id = 0; id < self->n_senders; id++)
    seat_sender (self, &self->clients[quiet + id / work->senders * work->members], id);
}

gboolean
bench_load_init (BenchLoad *self,
                 const BenchWorkload *work,
                 const BenchDriver *driver,
                 GError **error)
{
  *self = (BenchLoad){ .work = work, .driver = driver, .epoll = epoll_create1 (EPOLL_CLOEXEC) };
  if (self->epoll < 0)
    {
      g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (errno), "epoll: %s", g_strerror (errno));
      return FALSE;
    }
  self->n_clients = work->idle + work->storm + work->rooms * work->members;
  self->n_senders = work->rooms * work->senders;
  self->clients = g_new0 (BenchClient, self->n_clients);
  self->senders = g_new0 (BenchSender, self->n_senders);
  self->expected = g_new0 (guint32, (gsize) work->rooms * work->members * work->senders);
  self->input = g_malloc (INPUT_SIZE);
  self->batch = g_string_new (NULL);
  self->latencies = g_array_new (FALSE, FALSE, sizeof (guint32));
  seat_everyone (self);
  return TRUE;
}

void
bench_load_clear (BenchLoad *self)
{
  for (guint i = 0; i < self->n_clients; i++)
    bench_client_clear (&self->clients[i]);
  if (self->epoll >= 0)
    close (self->epoll);
  g_clear_pointer (&self->clients, g_free);
  g_clear_pointer (&self->senders, g_free);
  g_clear_pointer (&self->expected, g_free);
  g_clear_pointer (&self->input, g_free);
  if (self->batch != NULL)
    g_string_free (self->batch, TRUE);
  g_clear_pointer (&self->latencies, g_array_unref);
  g_clear_error (&self->failure);
}

static void
watch (BenchLoad *self,
       BenchClient *client,
       int operation)
{
  gboolean wants_write = client->state == BENCH_CLIENT_CONNECTING || (client->unsent != NULL && client->unsent->len > 0);
  struct epoll_event event = { .events = wants_write ? EPOLLIN | EPOLLOUT : EPOLLIN, .data.ptr = client };

  if (operation == EPOLL_CTL_MOD && wants_write == client->wants_write)
    return;
  client->wants_write = wants_write;
  epoll_ctl (self->epoll, operation, client->fd, &event);
}

static void
start_next (BenchLoad *self)
{
  BenchClient *client = &self->clients[self->n_started++];

  client->began = bench_now ();
  if (self->failure == NULL && bench_client_connect (client, &self->server, &self->failure))
    watch (self, client, EPOLL_CTL_ADD);
}

static void
append_message (BenchLoad *self,
                BenchSender *sender)
{
  char text[BENCH_PAYLOAD_MAX];
  BenchPayload payload = { .sender = sender->id, .number = sender->sent++ };

  bench_payload_write (text, self->work->payload, payload);
  self->driver->say (sender->client, self->batch, (BenchSpan){ text, self->work->payload });
  self->tally.sent++;
}

static void
send_batch (BenchLoad *self,
            BenchSender *sender)
{
  if (self->batch->len == 0)
    return;
  bench_client_send (sender->client, self->batch->str, self->batch->len);
  watch (self, sender->client, EPOLL_CTL_MOD);
  g_string_truncate (self->batch, 0);
}

/* closed loop: as many as the window allows, in one piece */
static void
fill_window (BenchLoad *self,
             BenchSender *sender)
{
  while (sender->sent - sender->returned < self->work->window)
    append_message (self, sender);
  send_batch (self, sender);
}

/* open loop: what is due by now, whatever became of the rest. Returns: when the next is due */
static gint64
send_due (BenchLoad *self)
{
  gint64 interval = NANOSECONDS / self->work->rate;
  gint64 due = self->schedule_start + (gint64) self->scheduled * interval;

  for (; due <= bench_now (); due += interval)
    {
      BenchSender *sender = &self->senders[self->scheduled++ % self->n_senders];

      append_message (self, sender);
      send_batch (self, sender);
    }
  return due;
}

static void
handle_line (BenchLoad *self,
             BenchClient *client,
             BenchSpan line)
{
  BenchSpan text = { NULL, 0 };

  if (line.length > 0 && line.text[line.length - 1] == '\r')
    line.length--;
  switch (self->driver->read_line (client, line, &text))
    {
    case BENCH_LINE_DELIVERY:
      bench_check_delivery (self, client, text);
      break;
    case BENCH_LINE_READY:
      if (client->state != BENCH_CLIENT_LOGGING_IN)
        break;
      client->state = BENCH_CLIENT_READY;
      client->ready = bench_now ();
      self->n_ready++;
      break;
    case BENCH_LINE_FAILED:
      bench_client_break (client, line.text, line.length);
      break;
    case BENCH_LINE_OTHER:
    default:
      break;
    }
}

/* @length bytes are in the input buffer; what has no end yet is kept */
static void
handle_lines (BenchLoad *self,
              BenchClient *client,
              gsize length)
{
  const char *at = self->input;
  const char *stop = at + length;
  const char *end;

  g_clear_pointer (&client->partial, g_free);
  while ((end = memchr (at, '\n', (gsize) (stop - at))) != NULL)
    {
      handle_line (self, client, (BenchSpan){ at, (gsize) (end - at) });
      at = end + 1;
    }
  client->partial_length = (gsize) (stop - at);
  if (client->partial_length > 0)
    client->partial = g_memdup2 (at, client->partial_length);
}

static void
read_client (BenchLoad *self,
             BenchClient *client)
{
  gsize kept = client->partial_length;
  gssize got = bench_client_receive (client, self->input + kept, INPUT_SIZE - kept);
  const char *why = got == 0 ? (kept == INPUT_SIZE ? "a line without end" : "the server closed the connection") : client->tls != NULL ? bench_tls_why (client->tls)
                                                                                                                                      : g_strerror (errno);

  if (got <= 0)
    {
      if (got == 0 || errno != EAGAIN)
        bench_client_break (client, why, strlen (why));
      return;
    }
  if (kept > 0)
    memcpy (self->input, client->partial, kept);
  self->last_input = bench_now ();
  handle_lines (self, client, kept + (gsize) got);
  if (self->speaking && self->work->rate == 0 && client->witnessed != NULL)
    fill_window (self, client->witnessed);
}

static void
begin (BenchLoad *self,
       BenchClient *client)
{
  client->state = BENCH_CLIENT_LOGGING_IN;
  self->driver->begin (client);
}

static void
shake (BenchLoad *self,
       BenchClient *client)
{
  if (bench_tls_shake (client->tls) == 0)
    begin (self, client);
  else if (errno != EAGAIN)
    bench_client_break (client, bench_tls_why (client->tls), strlen (bench_tls_why (client->tls)));
}

static void
finish_connecting (BenchLoad *self,
                   BenchClient *client)
{
  int code = 0;
  socklen_t length = sizeof code;

  getsockopt (client->fd, SOL_SOCKET, SO_ERROR, &code, &length);
  if (code != 0)
    {
      bench_client_break (client, g_strerror (code), strlen (g_strerror (code)));
      return;
    }
  if (self->tls == NULL)
    {
      begin (self, client);
      return;
    }
  client->tls = bench_tls_new (self->tls, client->fd);
  client->state = BENCH_CLIENT_SHAKING;
  shake (self, client);
}

static void
handle_event (BenchLoad *self,
              BenchClient *client,
              guint32 events)
{
  if (client->state == BENCH_CLIENT_CONNECTING)
    finish_connecting (self, client);
  else if (client->state == BENCH_CLIENT_SHAKING)
    shake (self, client);
  else if (events & EPOLLOUT)
    bench_client_flush (client);
  if (client->state != BENCH_CLIENT_BROKEN && client->state != BENCH_CLIENT_SHAKING && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)))
    read_client (self, client);
  if (client->state != BENCH_CLIENT_BROKEN)
    watch (self, client, EPOLL_CTL_MOD);
  else if (self->failure == NULL)
    g_set_error (&self->failure, G_IO_ERROR, G_IO_ERROR_FAILED, "client b%u: %s", client->number, client->last_line);
}

static void
wait_for_events (BenchLoad *self,
                 gint64 until)
{
  struct epoll_event events[EVENTS_PER_TURN];
  gint64 left = until - bench_now (); /* once: CLAMP () asks more than once, and time goes on between */
  gint64 wait = CLAMP (left, 0, TURN_AT_MOST);
  struct timespec timeout = { .tv_sec = 0, .tv_nsec = (long) wait };
  int n = epoll_pwait2 (self->epoll, events, EVENTS_PER_TURN, &timeout, NULL);

  if (n < 0 && errno != EINTR && self->failure == NULL)
    g_set_error (&self->failure, G_IO_ERROR, (gint) g_io_error_from_errno (errno), "epoll_pwait2: %s",
                 g_strerror (errno));
  for (int i = 0; i < n && self->failure == NULL; i++)
    handle_event (self, events[i].data.ptr, events[i].events);
}

/* one turn of the loop: it lasts until something comes, @until, or the next message of an open loop is due */
static gboolean
take_turn (BenchLoad *self,
           gint64 until,
           GError **error)
{
  if (self->speaking && self->work->rate > 0)
    until = MIN (until, send_due (self));
  while (self->n_started < self->n_wanted && self->n_started - self->n_ready < self->work->in_flight &&
         self->failure == NULL)
    start_next (self);
  if (self->failure == NULL)
    wait_for_events (self, until);
  if (self->failure == NULL && bench_now () > self->deadline)
    g_set_error (&self->failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                 "out of time: %u of %u logged in, %" G_GUINT64_FORMAT " messages sent, %" G_GUINT64_FORMAT " deliveries",
                 self->n_ready, self->n_wanted, self->tally.sent, self->tally.deliveries);
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

gboolean
bench_load_connect (BenchLoad *self,
                    guint n,
                    GError **error)
{
  g_return_val_if_fail (self->n_wanted + n <= self->n_clients, FALSE);

  self->n_wanted += n;
  while (self->n_ready < self->n_wanted)
    if (!take_turn (self, self->deadline, error))
      return FALSE;
  return TRUE;
}

gboolean
bench_load_run (BenchLoad *self,
                gint64 until,
                GError **error)
{
  while (bench_now () < until)
    if (!take_turn (self, until, error))
      return FALSE;
  return TRUE;
}

gboolean
bench_load_settle (BenchLoad *self,
                   gint64 quiet,
                   GError **error)
{
  self->last_input = bench_now ();
  while (bench_now () < self->last_input + quiet)
    if (!take_turn (self, self->last_input + quiet, error))
      return FALSE;
  return TRUE;
}

void
bench_load_speak (BenchLoad *self)
{
  self->speaking = TRUE;
  if (self->work->rate > 0)
    self->schedule_start = bench_now ();
  for (guint i = 0; self->work->rate == 0 && i < self->n_senders; i++)
    fill_window (self, &self->senders[i]);
}

gboolean
bench_load_finish (BenchLoad *self,
                   gint64 patience,
                   GError **error)
{
  gint64 until = bench_now () + patience;

  self->speaking = FALSE;
  while (!bench_check_is_complete (self) && bench_now () < until)
    if (!take_turn (self, until, error))
      return FALSE;
  if (!bench_load_run (self, bench_now () + AFTERMATH, error))
    return FALSE;
  bench_check_count_missing (self);
  return TRUE;
}
