/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-driver.h"
#include "bench-workload.h"

/* The people of a run and the loop that serves them. Each delivery is checked when it is read: the right room, a whole
 * payload, the next number from its sender. */

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

/* @work, @driver: borrowed for as long as @self lives. Returns: FALSE with a GError. */
gboolean bench_load_init (BenchLoad *self, const BenchWorkload *work, const BenchDriver *driver, GError **error);
void bench_load_clear (BenchLoad *self);

/* bench_load_connect: the next @n clients are connected and logged in, at most work->in_flight at a time */
gboolean bench_load_connect (BenchLoad *self, guint n, GError **error);

/* bench_load_run: serves until the monotonic time @until */
gboolean bench_load_run (BenchLoad *self, gint64 until, GError **error);

/* bench_load_settle: serves until nothing has come for @quiet nanoseconds */
gboolean bench_load_settle (BenchLoad *self, gint64 quiet, GError **error);

/* bench_load_speak: from now on senders speak */
void bench_load_speak (BenchLoad *self);

/* bench_load_finish: senders fall silent; serves until all has arrived, at most @patience nanoseconds, and then a little for
 * what should not have come. What is missing is counted. */
gboolean bench_load_finish (BenchLoad *self, gint64 patience, GError **error);
