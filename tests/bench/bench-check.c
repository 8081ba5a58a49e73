/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-check.h"

#include "bench-probe.h"

#define NANOSECONDS G_GINT64_CONSTANT (1000000000)

static void
keep_latency (BenchLoad *load,
              const BenchPayload *payload)
{
  guint64 turn = (guint64) payload->number * load->n_senders + payload->sender;
  gint64 due = load->schedule_start + (gint64) turn * (NANOSECONDS / load->work->rate);
  gint64 microseconds = (load->last_input - due) / 1000;
  guint32 value = (guint32) CLAMP (microseconds, 0, (gint64) G_MAXUINT32);

  if (due >= load->count_from && due < load->count_until)
    g_array_append_val (load->latencies, value);
}

void
bench_check_delivery (BenchLoad *load,
                      BenchClient *client,
                      BenchSpan text)
{
  BenchTally *tally = &load->tally;
  BenchPayload payload;
  BenchSender *sender;
  guint32 *expected;

  if (text.length != load->work->payload || !bench_payload_read (text.text, text.length, &payload))
    {
      tally->damaged++;
      return;
    }
  sender = payload.sender < load->n_senders ? &load->senders[payload.sender] : NULL;
  if (sender == NULL || client->expected == NULL || sender->client->room != client->room ||
      (sender->client == client && !load->driver->echoes))
    {
      tally->misrouted++;
      return;
    }
  expected = &client->expected[payload.sender % load->work->senders];
  if (payload.number < *expected)
    {
      tally->repeated++;
      return;
    }
  tally->missing += payload.number - *expected;
  *expected = payload.number + 1;
  tally->deliveries++;
  if (client == sender->witness)
    sender->returned = *expected;
  if (load->work->rate > 0)
    keep_latency (load, &payload);
}

gboolean
bench_check_is_complete (const BenchLoad *load)
{
  guint readers = load->work->members - (load->driver->echoes ? 0 : 1);

  return load->tally.deliveries >= load->tally.sent * readers;
}

void
bench_check_count_missing (BenchLoad *load)
{
  for (guint i = 0; i < load->n_clients; i++)
    {
      const BenchClient *client = &load->clients[i];

      for (guint j = 0; client->expected != NULL && j < load->work->senders; j++)
        {
          const BenchSender *sender = &load->senders[client->room * load->work->senders + j];

          if (sender->client != client || load->driver->echoes)
            load->tally.missing += sender->sent - client->expected[j];
        }
    }
}

gboolean
bench_tally_is_clean (const BenchTally *self)
{
  return self->missing == 0 && self->repeated == 0 && self->misrouted == 0 && self->damaged == 0;
}
