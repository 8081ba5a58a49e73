/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-workload.h"

#include "bench-payload.h"

#define MAX_CONNECTIONS 60000u

/* While people are being logged in before the measurement: few, so that the notices of comings and goings stay few, and so
 * that a server whose backlog is 10 (ngIRCd) loses none: the kernel drops what is beyond, and a retry takes seconds. */
#define SETUP_IN_FLIGHT 8u

static const BenchWorkload workloads[] = {
  { .name = "W1",
    .summary = "one room of 1,000, 2 senders, window 8, closed loop",
    .rooms = 1,
    .members = 1000,
    .senders = 2,
    .window = 8,
    .in_flight = SETUP_IN_FLIGHT,
    .payload = 100 },
  { .name = "W2",
    .summary = "100 rooms of 10, 1 sender each, window 4, closed loop",
    .rooms = 100,
    .members = 10,
    .senders = 1,
    .window = 4,
    .in_flight = SETUP_IN_FLIGHT,
    .payload = 100 },
  { .name = "W3",
    .summary = "9,000 idle, and 10 rooms of 10, 1 sender each, window 4, closed loop",
    .rooms = 10,
    .members = 10,
    .senders = 1,
    .window = 4,
    .idle = 9000,
    .in_flight = SETUP_IN_FLIGHT,
    .payload = 100 },
  { .name = "W3-noidle",
    .summary = "W3 without the idle ones",
    .rooms = 10,
    .members = 10,
    .senders = 1,
    .window = 4,
    .in_flight = SETUP_IN_FLIGHT,
    .payload = 100 },
  { .name = "W4",
    .summary = "9,000 connect and log in, at most 256 in flight",
    .storm = 9000,
    .in_flight = 256,
    .payload = 100 },
  { .name = "W5",
    .summary = "one room of 200, 10 senders, 100 messages/s in all, open loop",
    .rooms = 1,
    .members = 200,
    .senders = 10,
    .rate = 100,
    .in_flight = SETUP_IN_FLIGHT,
    .payload = 100 },
  { .name = "TALK",
    .summary = "one room of 200, each of 100 says something once a second, open loop: no more than the usual limits allow",
    .rooms = 1,
    .members = 200,
    .senders = 100,
    .rate = 100,
    .in_flight = SETUP_IN_FLIGHT,
    .payload = 100,
    .per_address = 25 },
};

const BenchWorkload *
bench_workload_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (workloads); i++)
    if (g_ascii_strcasecmp (workloads[i].name, name) == 0)
      return &workloads[i];
  return NULL;
}

char *
bench_workload_list (void)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (workloads); i++)
    g_string_append_printf (list, "  %-10s %s\n", workloads[i].name, workloads[i].summary);
  return g_string_free (list, FALSE);
}

static const char *
find_fault (const BenchWorkload *self)
{
  guint64 connections = (guint64) self->rooms * self->members + self->idle + self->storm;

  if (connections == 0 || connections > MAX_CONNECTIONS)
    return "from 1 to 60000 connections can be made";
  if (self->in_flight == 0)
    return "at least one login must be in flight";
  if (self->payload < BENCH_PAYLOAD_MIN || self->payload > BENCH_PAYLOAD_MAX)
    return "a payload has from 24 to 400 bytes";
  if (self->rooms == 0)
    return NULL;
  if (self->senders == 0 || self->senders > self->members || self->members < 2)
    return "a room needs two members and from one to all of them as senders";
  if (self->rate == 0 && self->window == 0)
    return "a closed loop needs a window";
  if (self->rate > 0 && (guint64) self->rate > 1000)
    return "at most 1000 messages a second can be timed";
  return NULL;
}

gboolean
bench_workload_check (const BenchWorkload *self,
                      GError **error)
{
  const char *fault = find_fault (self);

  if (fault != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s: %s", self->name, fault);
  return fault == NULL;
}
