/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-load.h"

/* One run of one workload against one server that is there already. */

typedef struct
{
  const BenchWorkload *work; /* borrowed */
  const BenchDriver *driver; /* borrowed */
  struct sockaddr_in server;
  BenchTlsShared *tls; /* (nullable) borrowed: over TLS */
  pid_t pid;      /* the server's process */
  double warm_up; /* seconds of speaking that are not measured */
  double measure; /* seconds */
  double timeout; /* seconds for everything */
} BenchPlan;

typedef struct
{
  BenchTally tally;   /* of the whole run */
  gboolean spoke;     /* the next three are there */
  guint64 deliveries; /* in the measured time */
  double seconds;
  double cpu_per_delivery; /* microseconds */
  double cpu_share;        /* of one CPU, while measured */
  gboolean timed;          /* open loop: the next two are there */
  double latency_p50;      /* milliseconds */
  double latency_p99;
  guint logins; /* storm: 0 for none; else the next five are there */
  double logins_per_second;
  double cpu_per_login; /* microseconds */
  double login_p50;     /* milliseconds from connect() to the answer */
  double login_p99;
  double memory_per_connection; /* bytes; of the idle or the storm if there are any, else of all */
} BenchResult;

/* bench_run: FALSE with a GError if the run could not be carried through. Faults of delivery are no error: see tally. */
gboolean bench_run (const BenchPlan *plan, BenchResult *result, GError **error);

/* bench_percentile: of @values (guint32), which get sorted; 0 if there are none */
double bench_percentile (GArray *values, double percent);
