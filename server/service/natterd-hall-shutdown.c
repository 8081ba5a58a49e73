/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

#include <glib/gi18n-lib.h>

/* §7.5: within 3 s all is over */
#define GOODBYE_AFTER (1 * G_TIME_SPAN_SECOND)
#define END_AFTER     (2500 * G_TIME_SPAN_MILLISECOND)

/* §5.16a: who comes back, logs in, and asks for what was missed: 200 a second are no strain. */
#define BACK_A_SECOND 200
#define BACK_LEAST    2
#define BACK_MOST     60

void
natterd_hall_shut_down (NatterdHall *self,
                        NatterdHallDone done,
                        gpointer user_data)
{
  g_return_if_fail (!self->closing);
  natterd_hall_touch (self);
  self->closing = TRUE;
  self->done = done;
  self->done_data = user_data;
  self->goodbye_due = self->now.mono + GOODBYE_AFTER;
  self->end_due = self->now.mono + END_AFTER;
  natterd_listener_close (self->listener);
  natterd_hub_prepare_end (self->hub, self->now, natterd_hall_get_effects (self));
  for (guint i = 0; i < self->all->len; i++)
    {
      natterd_peer_hold (self->all->pdata[i], NATTERD_HELD_SHUTDOWN);
      natterd_peer_update (self->all->pdata[i]);
    }
  for (guint i = 0; i < self->insides->len; i++)
    natterd_peer_hold (self->insides->pdata[i], NATTERD_HELD_SHUTDOWN);
}

static void
say_goodbye_to (NatterdPeer *peer,
                const NatterEvent *bye)
{
  peer->released = TRUE;
  if (peer->state == NATTERD_PEER_GONE)
    natterd_hall_reap (peer->hall, peer);
  else
    natterd_peer_say_bye (peer, peer->dialect != NULL ? bye : NULL);
}

/* Others need not be told who went: they go too. */
static void
say_goodbye (NatterdHall *self)
{
  g_autoptr (NatterEvent) bye = natter_event_new (NATTER_EVENT_BYE);

  bye->reason_word = g_strdup (natter_error_get_code_word (NATTER_ERROR_SHUTTING_DOWN));
  bye->wait = CLAMP ((self->all->len + BACK_A_SECOND - 1) / BACK_A_SECOND, BACK_LEAST, BACK_MOST);
  bye->text = g_strdup_printf (ngettext ("The server is going down. Please come back in %u second.",
                                         "The server is going down. Please come back in %u seconds.", bye->wait),
                               bye->wait);
  self->said_goodbye = TRUE;
  for (guint i = 0; i < self->all->len; i++)
    say_goodbye_to (self->all->pdata[i], bye);
  for (guint i = 0; i < self->insides->len; i++)
    say_goodbye_to (self->insides->pdata[i], bye);
}

static gboolean
on_done (gpointer hall)
{
  NatterdHall *self = hall;
  NatterdHallDone done = self->told_done;

  g_clear_pointer (&self->done_source, g_source_unref);
  done (self->done_data);
  return G_SOURCE_REMOVE;
}

void
natterd_hall_advance_shutdown (NatterdHall *self)
{
  if (!self->said_goodbye && (!natterd_ledger_is_waiting (self->ledger) || self->now.mono >= self->goodbye_due))
    say_goodbye (self);
  if (self->done == NULL || !self->said_goodbye)
    return;
  if (self->all->len + self->insides->len > self->reaped->len && self->now.mono < self->end_due)
    return;
  /* not from inside the turn: who is told may free the hall */
  self->told_done = g_steal_pointer (&self->done);
  self->done_source = g_idle_source_new ();
  /* before the poller, which may have enough to do to keep anything idle waiting */
  g_source_set_priority (self->done_source, G_PRIORITY_HIGH);
  g_source_set_static_name (self->done_source, "natterd shut down");
  g_source_set_callback (self->done_source, on_done, self, NULL);
  g_source_attach (self->done_source, g_main_context_get_thread_default ());
}
