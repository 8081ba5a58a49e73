/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>

/* §1.5: how long a closed peer has to take its last line, and one that said its own end has to take what it asked for */
#define LINGER_TIME (1 * G_TIME_SPAN_SECOND)
#define DRAIN_TIME  (10 * G_TIME_SPAN_SECOND)

/* events that the kernel tells in any case: for a socket that is not to be read or written now */
#define WATCH_NOTHING (EPOLLERR | EPOLLHUP)

/* §7.3: what is above the hard limit after sending is judged; until then it may be a little more */
static void
set_most_waiting (NatterdPeer *self)
{
  natterd_out_queue_set_most (&self->connection.out, self->hall->limits.queue_hard * 2);
}

NatterdPeer *
natterd_peer_new (NatterdHall *hall,
                  int fd,
                  NatterdVisitor *visitor,
                  GError **error)
{
  NatterdPeer *self = g_new0 (NatterdPeer, 1);

  natterd_connection_init (&self->connection, fd, hall->limits.line);
  self->connection.pollable.ready = natterd_peer_ready;
  self->hall = hall;
  self->visitor = visitor;
  self->opened = self->heard = hall->now.mono;
  set_most_waiting (self);
  if (!natterd_poller_add (hall->poller, &self->connection.pollable, EPOLLIN, error))
    {
      natterd_connection_clear (&self->connection);
      g_free (self);
      return NULL;
    }
  natterd_peer_update (self);
  return self;
}

void
natterd_peer_free (NatterdPeer *self)
{
  NatterdHall *hall = self->hall;

  natterd_deadlines_set (&hall->deadlines, &self->deadline, 0);
  natterd_peer_stop_shaking (self);
  natterd_audiences_depart_all (&hall->audiences, &self->seats);
  natterd_poller_remove (hall->poller, &self->connection.pollable);
  natterd_connection_clear (&self->connection);
  if (self->held & NATTERD_HELD_COMMIT)
    g_ptr_array_remove_fast (hall->held, self);
  if (self->resumed)
    g_ptr_array_remove_fast (hall->resumed, self);
  natterd_peer_forget_missed (self);
  if (self->session != NULL)
    {
      natterd_hall_forget_session (hall, self->session);
      natterd_session_unref (self->session);
    }
  if (self->visitor != NULL)
    natterd_door_leave (&hall->door, self->visitor);
  if (self->inside != NULL)
    natterd_inside_part (self->inside);
  if (self->refused)
    natterd_door_forget_refused (&hall->door);
  g_clear_pointer (&self->current, natterd_room_unref);
  g_clear_pointer (&self->sniffed, g_byte_array_unref);
  natterd_dialect_state_clear (&self->dialect_state);
  g_free (self->name);
  g_free (self);
}

static void
show_life (NatterdPeer *self)
{
  self->heard = self->hall->now.mono;
  self->pinged = FALSE;
}

void
natterd_peer_hold (NatterdPeer *self,
                   NatterdHeld why)
{
  self->held |= why;
}

void
natterd_peer_let_go (NatterdPeer *self,
                     NatterdHeld why)
{
  self->held &= (guint8) ~why;
  if (self->held != 0 || self->state != NATTERD_PEER_OPEN)
    return;
  show_life (self); /* what it said meanwhile was not read */
  natterd_hall_resume (self->hall, self);
}

void
natterd_peer_note_answer (NatterdPeer *self)
{
  if (self->n_asked > 0 && --self->n_asked == 0)
    natterd_peer_let_go (self, NATTERD_HELD_FETCH);
}

static NatterEvent *
make_bye (NatterError code,
          const char *sentence)
{
  NatterEvent *bye = natter_event_new (NATTER_EVENT_BYE);

  bye->reason_word = g_strdup (natter_error_get_code_word (code));
  bye->text = g_strdup (sentence);
  return bye;
}

void
natterd_peer_decide (NatterdPeer *self,
                     const NatterdDialect *dialect)
{
  NatterdHall *hall = self->hall;
  gboolean encrypts = self->connection.channel.transport->encrypts;
  NatterdAddress address;
  guint index;

  self->dialect = dialect;
  self->tongue = natterd_fanout_get_tongue (&hall->fanout, dialect);
  natterd_address_of_peer (self->connection.pollable.fd, &address);
  if (natterd_peer_turn_back (self, &address))
    return;
  self->session = natterd_hub_open_session (hall->hub, hall->now, natterd_hall_get_effects (hall));
  natterd_session_set_way (self->session, address.loopback, address.loopback || encrypts);
  natterd_session_set_place (self->session, self->visitor != NULL ? natterd_address_get_number (&address) : 0);
  if (dialect->for_people)
    natterd_session_set_text (self->session);
  index = natterd_session_get_index (self->session);
  if (index >= hall->by_session->len)
    g_ptr_array_set_size (hall->by_session, (int) MAX (index + 1, hall->by_session->len * 2));
  hall->by_session->pdata[index] = self;
}

static void
enter_state (NatterdPeer *self,
             NatterdPeerState state)
{
  self->state = (guint8) state;
  self->closing_due = 0;
  if (state == NATTERD_PEER_CLOSING || state == NATTERD_PEER_LINGERING)
    self->closing_due = self->hall->now.mono + (self->ended ? DRAIN_TIME : LINGER_TIME);
}

/* the connection itself is over; what the ledger still says of it comes to nothing */
static void
drop (NatterdPeer *self)
{
  enter_state (self, NATTERD_PEER_GONE);
  natterd_peer_stop_shaking (self);
  natterd_poller_remove (self->hall->poller, &self->connection.pollable);
  natterd_out_queue_clear (&self->connection.out);
  natterd_deadlines_set (&self->hall->deadlines, &self->deadline, 0);
  if (self->session == NULL || self->released)
    natterd_hall_reap (self->hall, self);
}

/* (transfer full) @bye */
static void
end_session (NatterdPeer *self,
             NatterReason reason,
             NatterEvent *bye)
{
  NatterdHall *hall = self->hall;
  NatterdEffects *effects = natterd_hall_get_effects (hall);

  if (!natterd_hall_keep (hall, self, reason))
    natterd_hub_close_session (hall->hub, self->session, reason, hall->now, effects);
  natterd_effects_close (effects, self->session, bye);
}

void
natterd_peer_leave (NatterdPeer *self,
                    NatterReason reason,
                    NatterError code,
                    const char *sentence)
{
  if (self->state != NATTERD_PEER_OPEN)
    return;
  if (sentence != NULL)
    {
      self->hall->counters->closed[code]++;
      natterd_log_peer (G_LOG_LEVEL_INFO, self, natter_error_get_code_word (code));
    }
  if (self->session == NULL)
    {
      natterd_peer_say_bye (self, NULL);
      return;
    }
  enter_state (self, NATTERD_PEER_LEAVING);
  end_session (self, reason, sentence != NULL ? make_bye (code, sentence) : NULL);
  natterd_peer_update (self);
}

void
natterd_peer_say_bye (NatterdPeer *self,
                      const NatterEvent *bye)
{
  if (!natterd_peer_hears (self))
    return;
  natterd_peer_forget_missed (self);
  natterd_peer_stop_shaking (self);
  if (natterd_out_queue_is_over (&self->connection.out) ||
      (natterd_out_queue_get_backlog (&self->connection.out) > self->hall->limits.queue_soft &&
       self->hall->limits.queue_soft != 0))
    natterd_out_queue_drop_lines (&self->connection.out);
  if (bye != NULL)
    natterd_fanout_tell (&self->hall->fanout, self, bye);
  if (self->inside != NULL)
    {
      drop (self);
      return;
    }
  enter_state (self, NATTERD_PEER_CLOSING);
  natterd_fanout_mark_dirty (&self->hall->fanout, self);
  natterd_peer_update (self);
}

void
natterd_peer_lose (NatterdPeer *self)
{
  gboolean open = self->state == NATTERD_PEER_OPEN;

  if (self->state == NATTERD_PEER_GONE)
    return;
  drop (self);
  if (open && self->session != NULL)
    end_session (self, self->ended ? NATTER_REASON_CLOSED : NATTER_REASON_LOST, NULL);
}

/* all that was said is with the kernel */
static void
finish_closing (NatterdPeer *self)
{
  natterd_connection_end (&self->connection);
  if (self->ended)
    {
      drop (self);
      return;
    }
  enter_state (self, NATTERD_PEER_LINGERING);
}

/* §7.3: @backlog: bytes. What waits for it until it has been told what it missed counts too. */
static gboolean
is_too_much (const NatterdPeer *self,
             gsize backlog)
{
  gsize most = self->hall->limits.queue_hard;
  const NatterdOutQueue *later = natterd_peer_get_later (self);

  if (natterd_out_queue_is_over (&self->connection.out) || (later != NULL && natterd_out_queue_is_over (later)))
    return TRUE;
  return most != 0 && backlog + (later != NULL ? natterd_out_queue_get_backlog (later) : 0) > most;
}

/* §7.3; @backlog: bytes */
static void
judge_backlog (NatterdPeer *self,
               gsize backlog)
{
  const NatterdHallLimits *limits = &self->hall->limits;

  if (is_too_much (self, backlog))
    {
      natterd_out_queue_drop_lines (&self->connection.out);
      natterd_peer_leave (self, NATTER_REASON_TOO_SLOW, NATTER_ERROR_TOO_SLOW,
                          _ ("You did not read fast enough, so more and more was waiting for you. Please connect again."));
    }
  else if (limits->queue_soft == 0 || backlog <= limits->queue_soft)
    self->over_soft = 0;
  else if (self->over_soft == 0)
    self->over_soft = self->hall->now.mono;
}

void
natterd_peer_flush (NatterdPeer *self)
{
  NatterdOutQueue *out = &self->connection.out;
  gsize before = natterd_out_queue_get_backlog (out);
  NatterdIo io;

  if (self->state == NATTERD_PEER_GONE || self->state == NATTERD_PEER_LINGERING)
    return;
  io = natterd_connection_flush (&self->connection, natterd_fanout_get_arena (&self->hall->fanout, self));
  if (io == NATTERD_IO_FAILED)
    {
      natterd_peer_lose (self);
      return;
    }
  if (self->state == NATTERD_PEER_CLOSING)
    {
      if (io == NATTERD_IO_DONE)
        finish_closing (self);
      else if (natterd_out_queue_get_backlog (out) < before)
        enter_state (self, NATTERD_PEER_CLOSING);
    }
  else if (self->state == NATTERD_PEER_OPEN)
    {
      /* not read from as long as it has not read all, but it does read */
      if (natterd_out_queue_get_backlog (out) < before)
        show_life (self);
      judge_backlog (self, natterd_out_queue_get_backlog (out));
    }
  if (io == NATTERD_IO_DONE && before > 0 && self->state == NATTERD_PEER_OPEN)
    natterd_hall_resume (self->hall, self);
  if (before > 0 || io != NATTERD_IO_DONE || self->state != NATTERD_PEER_OPEN)
    natterd_peer_update (self);
}

void
natterd_peer_reload (NatterdPeer *self)
{
  set_most_waiting (self);
  if (self->state == NATTERD_PEER_OPEN)
    judge_backlog (self, natterd_out_queue_get_backlog (&self->connection.out));
  natterd_peer_update (self);
}

static gint64
earlier (gint64 a,
         gint64 b)
{
  return a == 0 || (b != 0 && b < a) ? b : a;
}

static gboolean
is_logging_in (const NatterdPeer *self)
{
  return self->dialect == NULL || natterd_session_get_stage (self->session) == NATTER_STAGE_LOGIN;
}

/* It is being told what it has missed, and does not take it. */
static gboolean
is_kept_waiting_by (const NatterdPeer *self)
{
  return self->catch_up != NULL && natterd_out_queue_get_backlog (&self->connection.out) > 0;
}

/* §5.15: when it is to be pinged, or given up: never while we are the ones who keep it waiting. 0 for none */
static gint64
get_idle_due (const NatterdPeer *self)
{
  const NatterdHallLimits *limits = &self->hall->limits;

  if (self->dialect == NULL || !self->dialect->pings || limits->idle_ping == 0 || self->asked)
    return 0;
  if (is_kept_waiting_by (self) && limits->idle_grace != 0)
    return self->heard + limits->idle_ping + limits->idle_grace;
  if (self->held != 0)
    return 0;
  if (!self->pinged)
    return self->heard + limits->idle_ping;
  return limits->idle_grace != 0 ? self->heard + limits->idle_ping + limits->idle_grace : 0;
}

/* §1.1, §5.15, §7.3, §7.4: 0 for none */
static gint64
get_due (const NatterdPeer *self)
{
  const NatterdHallLimits *limits = &self->hall->limits;
  gint64 due = 0;

  if (self->state >= NATTERD_PEER_CLOSING)
    return self->closing_due;
  if (self->state == NATTERD_PEER_LEAVING)
    return 0;
  if (self->shake != NULL)
    return natterd_peer_get_shake_due (self);
  if (self->dialect == NULL && natterd_peer_get_sniff_time (self) != 0)
    due = self->opened + natterd_peer_get_sniff_time (self);
  if (is_logging_in (self) && limits->login_timeout != 0)
    due = earlier (due, self->opened + limits->login_timeout);
  if (self->over_soft != 0 && limits->queue_soft_time != 0)
    due = earlier (due, self->over_soft + limits->queue_soft_time);
  return earlier (due, get_idle_due (self));
}

/* What was put off need not be told the heap: natterd_peer_look() will find out. Most of what is heard only puts off. */
static void
update_deadline (NatterdPeer *self)
{
  gint64 due = get_due (self);

  if (self->deadline.place == 0 || due < self->deadline.due || self->deadline.due <= self->hall->now.mono)
    natterd_deadlines_set (&self->hall->deadlines, &self->deadline, due);
}

void
natterd_peer_update (NatterdPeer *self)
{
  NatterdHall *hall = self->hall;
  gboolean backlog = natterd_out_queue_get_backlog (&self->connection.out) > 0;
  guint32 events = 0;

  if (self->state == NATTERD_PEER_GONE || self->inside != NULL)
    return;
  if (backlog)
    events |= EPOLLOUT;
  if (self->shake != NULL)
    events |= natterd_peer_get_shake_events (self);
  if (natterd_peer_may_read (self) || (self->state == NATTERD_PEER_LINGERING && !self->ended))
    events |= EPOLLIN;
  natterd_poller_watch (hall->poller, &self->connection.pollable, events != 0 ? events : WATCH_NOTHING);
  update_deadline (self);
}

/* §5.15; what it is told is not recorded, but it keeps its place among what is */
static void
ping (NatterdPeer *self)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_PING);

  event->time = self->hall->now.wall;
  natterd_effects_to_session (natterd_hall_get_effects (self->hall), self->session, event);
  self->asked = TRUE;
}

/* Its time to answer begins now: the ping may have waited for the store. */
void
natterd_peer_note_ping (NatterdPeer *self)
{
  self->asked = FALSE;
  self->pinged = TRUE;
  self->heard = MAX (self->heard, self->hall->now.mono - self->hall->limits.idle_ping);
  natterd_peer_update (self);
}

static void
look_at_open (NatterdPeer *self)
{
  const NatterdHallLimits *limits = &self->hall->limits;
  gint64 now = self->hall->now.mono;
  gint64 idle_due = get_idle_due (self);

  if (self->shake != NULL)
    natterd_peer_look_at_shake (self);
  else if (self->dialect == NULL && natterd_peer_get_sniff_time (self) != 0 && now >= self->opened + natterd_peer_get_sniff_time (self))
    natterd_peer_decide_text (self);
  else if (is_logging_in (self) && limits->login_timeout != 0 && now >= self->opened + limits->login_timeout)
    natterd_peer_leave (self, NATTER_REASON_IDLE, NATTER_ERROR_LOGIN_TIMEOUT,
                        _ ("You did not log in in time. Connect again whenever you like."));
  else if (self->over_soft != 0 && limits->queue_soft_time != 0 && now >= self->over_soft + limits->queue_soft_time)
    {
      natterd_out_queue_drop_lines (&self->connection.out);
      natterd_peer_leave (self, NATTER_REASON_TOO_SLOW, NATTER_ERROR_TOO_SLOW,
                          _ ("You did not read for too long. Please connect again."));
    }
  else if (idle_due != 0 && now >= idle_due)
    {
      if (!self->pinged && self->catch_up == NULL)
        ping (self);
      else
        natterd_peer_leave (self, NATTER_REASON_IDLE, NATTER_ERROR_IDLE_TIMEOUT,
                            _ ("Nothing came from you, not even an answer to a ping. Please connect again."));
    }
}

void
natterd_peer_look (NatterdPeer *self)
{
  if (self->state == NATTERD_PEER_OPEN)
    look_at_open (self);
  else if (self->closing_due != 0 && self->hall->now.mono >= self->closing_due)
    drop (self);
  natterd_peer_update (self);
}
