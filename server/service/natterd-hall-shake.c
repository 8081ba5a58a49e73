/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-hall-private.h"

#include "server/net/natterd-hello.h"
#include "server/net/natterd-tls.h"

/* §10.3: first the gate, where a hello is gathered and nothing is spent on it; then the library, in few steps a turn. When there are too many, one of an address that has
 * many has to go, and it is always the turn of one whose address has few: so no number of them keeps others out. */

/* A step takes a quarter of a millisecond; between two turns everybody else is served. */
#define STEPS_PER_TURN 2

/* Among so many, from the first on, is who has to go, and whose turn it is. */
#define LOOKED_AT_MOST 256

struct _NatterdShake
{
  NatterdPeer *peer;
  GByteArray *bytes; /* (nullable) owned: what came of the hello; NULL: it is there, and the channel is TLS's */
  NatterdHello hello;
  GList link;  /* in `unfinished` */
  GList place; /* in `ready`, if it is there */
  gint64 due;  /* monotonic µs; 0: none */
  gboolean ready;
  gboolean counted; /* why it failed is known already */
};

static void
set_ready (NatterdShake *self,
           gboolean ready)
{
  GQueue *queue = &self->peer->hall->shakes.ready;

  if (ready && !self->ready)
    g_queue_push_tail_link (queue, &self->place);
  else if (!ready && self->ready)
    g_queue_unlink (queue, &self->place);
  self->ready = ready;
}

/* It is over, one way or the other. */
static void
forget (NatterdPeer *peer)
{
  NatterdShake *self = g_steal_pointer (&peer->shake);

  set_ready (self, FALSE);
  g_queue_unlink (&peer->hall->shakes.unfinished, &self->link);
  peer->hall->counters->tls.unfinished--;
  if (peer->visitor != NULL)
    peer->visitor->n_shaking--;
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}

void
natterd_peer_stop_shaking (NatterdPeer *self)
{
  if (self->shake == NULL)
    return;
  self->hall->counters->tls.failed += self->shake->counted ? 0 : 1;
  if (self->shake->bytes == NULL)
    natterd_tls_give_up (&self->connection.channel, FALSE);
  forget (self);
}

/* without a word */
static void
refuse (NatterdPeer *self,
        const char *why)
{
  natterd_log_peer (G_LOG_LEVEL_INFO, self, why);
  natterd_peer_lose (self);
}

/* The peer was told, as TLS tells such things: it has a moment to read it. */
static void
fail (NatterdPeer *self,
      const char *why)
{
  g_autofree char *event = g_strdup_printf ("TLS: %s", why);

  natterd_log_peer (G_LOG_LEVEL_INFO, self, event);
  natterd_peer_say_bye (self, NULL);
}

/* at the gate */
static void
look_at_hello (NatterdPeer *self)
{
  NatterdShake *shake = self->shake;
  NatterdHelloStatus status = natterd_hello_look (&shake->hello, shake->bytes->data, shake->bytes->len);
  g_autoptr (GError) error = NULL;

  if (status == NATTERD_HELLO_WRONG)
    refuse (self, "TLS: no hello");
  else if (status == NATTERD_HELLO_WHOLE)
    {
      if (!natterd_tls_begin (&self->connection.channel, self->hall->credentials, g_steal_pointer (&shake->bytes), &error))
        {
          shake->bytes = g_byte_array_new (); /* no TLS yet */
          refuse (self, error->message);
          return;
        }
      set_ready (shake, TRUE);
      natterd_poller_wake (self->hall->poller);
    }
}

/* unfinished ones from there; 0: of those that are not counted */
static guint
count_of (const NatterdPeer *peer)
{
  return peer->visitor != NULL ? peer->visitor->n_shaking : 0;
}

/* Whether @a has to go rather than @b, which began before it: whose address has more; else who keeps us waiting, the first; else, when we keep them waiting, the
 * last: not those whose turn comes next. */
static gboolean
goes_before (const NatterdShake *a,
             const NatterdShake *b)
{
  guint count_a = count_of (a->peer);
  guint count_b = count_of (b->peer);

  return count_a != count_b ? count_a > count_b : b->ready;
}

/* Who has to go for @newcomer; NULL: nobody, but the newcomer. (nullable) (transfer none) */
static NatterdShake *
choose_one (const GQueue *unfinished,
            const NatterdPeer *newcomer)
{
  NatterdShake *chosen = NULL;
  guint n = 0;

  for (const GList *at = unfinished->head; at != NULL && n < LOOKED_AT_MOST; at = at->next, n++)
    if (chosen == NULL || goes_before (at->data, chosen))
      chosen = at->data;
  return chosen != NULL && chosen->ready && count_of (chosen->peer) <= count_of (newcomer) ? NULL : chosen;
}

/* FALSE: there are too many, and this one is one of them. */
static gboolean
make_room (NatterdPeer *self)
{
  NatterdHall *hall = self->hall;
  const NatterdHallLimits *limits = &hall->limits;
  GQueue *unfinished = &hall->shakes.unfinished;

  if (self->visitor != NULL && limits->handshakes_per_address != 0 && self->visitor->n_shaking >= limits->handshakes_per_address)
    return FALSE;
  while (limits->handshakes != 0 && unfinished->length >= limits->handshakes)
    {
      NatterdShake *other = choose_one (unfinished, self);

      if (other == NULL)
        return FALSE;
      other->counted = TRUE;
      hall->counters->tls.refused++;
      refuse (other->peer, "TLS: too many unfinished handshakes");
    }
  return TRUE;
}

/* 0: there is no end to its time. */
static gint64
get_due (const NatterdPeer *self)
{
  gint64 time = self->hall->limits.handshake_timeout;

  if (self->refused)
    time = time != 0 ? MIN (time, NATTERD_REFUSAL_TIME) : NATTERD_REFUSAL_TIME;
  return time != 0 ? self->hall->now.mono + time : 0;
}

void
natterd_peer_shake (NatterdPeer *self,
                    const guint8 *bytes,
                    gsize length)
{
  NatterdHall *hall = self->hall;
  NatterdShake *shake;

  if (!make_room (self))
    {
      hall->counters->tls.refused++;
      refuse (self, "TLS: too many unfinished handshakes, or too many from this address");
      return;
    }
  shake = self->shake = g_new0 (NatterdShake, 1);
  shake->peer = self;
  shake->bytes = g_byte_array_new ();
  shake->link.data = shake->place.data = shake;
  shake->due = get_due (self);
  g_queue_push_tail_link (&hall->shakes.unfinished, &shake->link);
  hall->counters->tls.unfinished++;
  if (self->visitor != NULL)
    self->visitor->n_shaking++;
  g_byte_array_append (shake->bytes, bytes, (guint) length);
  look_at_hello (self);
}

void
natterd_peer_shake_on (NatterdPeer *self,
                       guint32 events)
{
  NatterdHall *hall = self->hall;
  NatterdShake *shake = self->shake;
  gsize length;
  NatterdIo io;

  if (shake->bytes == NULL)
    {
      set_ready (shake, TRUE);
      return;
    }
  /* an honest one says no more than its hello before it is answered */
  io = natterd_connection_read (&self->connection, hall->buffer, NATTERD_HELLO_MOST - shake->bytes->len, &length);
  if (io == NATTERD_IO_DONE)
    {
      g_byte_array_append (shake->bytes, hall->buffer, (guint) length);
      look_at_hello (self);
    }
  else if (io != NATTERD_IO_BLOCKED)
    natterd_peer_lose (self);
}

guint32
natterd_peer_get_shake_events (const NatterdPeer *self)
{
  const NatterdChannel *channel = &self->connection.channel;
  gboolean holds = channel->transport->get_held != NULL && channel->transport->get_held (channel) > 0;

  return EPOLLIN | (holds ? EPOLLOUT : 0);
}

gint64
natterd_peer_get_shake_due (const NatterdPeer *self)
{
  return self->shake->due;
}

void
natterd_peer_look_at_shake (NatterdPeer *self)
{
  if (self->shake->due == 0 || self->hall->now.mono < self->shake->due)
    return;
  self->shake->counted = TRUE;
  self->hall->counters->tls.late++;
  if (self->shake->bytes != NULL)
    {
      refuse (self, "TLS: no hello in time");
      return;
    }
  natterd_tls_give_up (&self->connection.channel, TRUE);
  forget (self);
  fail (self, "the handshake took too long");
}

gboolean
natterd_peer_is_late_hello (const NatterdPeer *self,
                            const guint8 *bytes)
{
  return !self->spoke && self->dialect->for_people && bytes[0] == NATTERD_HELLO_FIRST && !self->connection.channel.transport->encrypts;
}

void
natterd_peer_part_with_late (NatterdPeer *self)
{
  g_autoptr (GByteArray) alert = g_byte_array_new ();

  self->hall->counters->away[NATTERD_AWAY_LATE_TLS]++;
  natterd_log_peer (G_LOG_LEVEL_INFO, self, "TLS: the hello came after limits.sniff-timeout");
  natterd_dialect_append_alert (alert);
  natterd_fanout_tell_bytes (&self->hall->fanout, self, alert->data, alert->len);
  natterd_peer_leave (self, NATTER_REASON_CLOSED, NATTER_ERROR_WRONG_DOOR, NULL);
}

/* From here on it is a newcomer like any other: §10.1. */
static void
finish (NatterdPeer *self)
{
  NatterdHall *hall = self->hall;

  hall->counters->tls.done++;
  hall->counters->tls.resumed += natterd_tls_is_resumed (&self->connection.channel) ? 1 : 0;
  forget (self);
  self->opened = self->heard = hall->now.mono;
  self->spoke = FALSE;
  if (natterd_peer_has_no_room (self))
    {
      natterd_peer_refuse (self);
      return;
    }
  natterd_peer_update (self);
  if (natterd_peer_may_read (self))
    natterd_peer_read (self);
}

static void
step (NatterdPeer *self)
{
  const char *why = NULL;

  switch (natterd_tls_shake (&self->connection.channel, &why))
    {
    case NATTERD_IO_DONE:
      finish (self);
      break;

    case NATTERD_IO_BLOCKED:
      natterd_peer_update (self);
      break;

    case NATTERD_IO_ENDED:
    case NATTERD_IO_FAILED:
    default:
      fail (self, why);
      break;
    }
}

/* Whose turn it is: the first of those whose address has fewest. (transfer none) */
static NatterdShake *
choose_next (const GQueue *ready)
{
  NatterdShake *chosen = ready->head->data;
  guint n = 0;

  for (const GList *at = ready->head; at != NULL && n < LOOKED_AT_MOST; at = at->next, n++)
    if (count_of (((NatterdShake *) at->data)->peer) < count_of (chosen->peer))
      chosen = at->data;
  return chosen;
}

void
natterd_hall_shake (NatterdHall *self)
{
  GQueue *ready = &self->shakes.ready;

  for (guint i = 0; i < STEPS_PER_TURN && ready->length > 0; i++)
    {
      NatterdShake *shake = choose_next (ready);

      set_ready (shake, FALSE);
      step (shake->peer);
    }
  if (ready->length > 0)
    natterd_poller_wake (self->poller);
}
