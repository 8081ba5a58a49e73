/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

/* How the server stands: what is counted as it happens is copied, the rest is looked at now. */

static void
look_at_peers (const NatterdHall *self,
               NatterdStatus *status)
{
  for (guint i = 0; i < self->all->len; i++)
    {
      const NatterdPeer *peer = self->all->pdata[i];
      gsize backlog = natterd_out_queue_get_backlog (&peer->connection.out);

      status->speaks_text += peer->dialect == natterd_dialect_get_text () ? 1 : 0;
      status->speaks_json += peer->dialect == natterd_dialect_get_json () ? 1 : 0;
      status->sessions += peer->session != NULL && natterd_session_get_stage (peer->session) == NATTER_STAGE_CHAT ? 1 : 0;
      status->slow_readers += backlog > 0 ? 1 : 0;
      status->queued += backlog;
    }
  status->connections = self->all->len;
}

static void
look_at_limits (const NatterdHall *self,
                NatterdStatus *status)
{
  status->connections_most = self->door.most;
  status->per_address_most = self->door.per_address;
  status->held_most = self->limits.held;
  status->queue_soft = self->limits.queue_soft;
  status->queue_hard = self->limits.queue_hard;
}

static void
look_at_loop (const NatterdHall *self,
              NatterdStatus *status)
{
  NatterdPollerPace pace;

  natterd_poller_look (self->poller, &pace);
  status->loop_lag = pace.lag;
  status->loop_busy = pace.busy;
  status->loop_turns = pace.n_turns;
}

static void
copy_counters (const NatterdHall *self,
               NatterdStatus *status)
{
  status->counters = *self->counters;
  status->counters.deliveries = self->fanout.n_deliveries;
  status->counters.commits = *natterd_ledger_get_commits (self->ledger, &status->counters.failed_commits);
}

void
natterd_hall_get_status (const NatterdHall *self,
                         NatterdStatus *status)
{
  gint64 now = g_get_monotonic_time ();
  gint64 asked = natterd_ledger_get_waiting_since (self->ledger);

  *status = (NatterdStatus){
    .version = NATTER_VERSION,
    .uptime = now - self->began,
    .people = natterd_hub_get_n_people (self->hub),
    .accounts = natterd_hub_get_n_accounts (self->hub),
    .rooms = natterd_hub_get_n_rooms (self->hub),
    .held = g_hash_table_size (self->kept),
    .accepting = !self->closing && !natterd_listener_is_paused (self->listener),
    .store_failing = self->storage_failing,
    .shutting_down = self->closing,
    .commit_waits = asked != 0 ? now - asked : 0,
  };
  status->started = g_get_real_time () - status->uptime;
  look_at_peers (self, status);
  look_at_limits (self, status);
  look_at_loop (self, status);
  natterd_process_look (&status->process);
  copy_counters (self, status);
}

NatterdCounters *
natterd_hall_get_counters (const NatterdHall *self)
{
  return self->counters;
}

void
natterd_hall_reserve_descriptors (NatterdHall *self,
                                  guint n)
{
  natterd_door_reserve (&self->door, n);
}
