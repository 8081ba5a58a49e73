/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-driver.h"
#include "bench-workload.h"

/* What a run knows and has counted. bench-load.h moves it on, bench-check.h judges what arrives. */

typedef struct
{
  guint64 sent;
  guint64 deliveries; /* accepted */
  guint64 missing;    /* skipped numbers, and at the end what never came */
  guint64 repeated;   /* a number that had been, or that comes after a later one */
  guint64 misrouted;  /* from another room, or from oneself where the protocol says no */
  guint64 damaged;
} BenchTally;

typedef struct
{
  const BenchWorkload *work;
  const BenchDriver *driver;
  struct sockaddr_in server;
  BenchTlsShared *tls; /* (nullable) borrowed: everyone comes over TLS */
  gint64 deadline; /* nanoseconds; when everything ends at the latest */

  /*< private >*/
  int epoll;
  BenchClient *clients; /* the idle and the storm first, then room after room */
  guint n_clients;
  guint n_started;
  guint n_wanted;
  guint n_ready;
  BenchSender *senders;
  guint n_senders;
  guint32 *expected;
  BenchTally tally;
  char *input;
  GString *batch;
  gint64 last_input;     /* when something was read last */
  gboolean speaking;     /* closed loop: what comes back is followed by the next */
  gint64 schedule_start; /* open loop; 0: not begun */
  guint64 scheduled;     /* how many have been sent */
  gint64 count_from;     /* latencies of what was scheduled from here … */
  gint64 count_until;    /* … to here are kept */
  GArray *latencies;     /* guint32, microseconds */
  GError *failure;       /* (nullable) the first one */
} BenchLoad;
