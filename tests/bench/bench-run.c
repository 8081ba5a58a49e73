/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-run.h"

#include "bench-check.h"
#include "bench-probe.h"

#define NANOSECONDS        1e9
#define QUIET              ((gint64) (NANOSECONDS / 20))
#define QUIET_AFTER_CROWDS ((gint64) (NANOSECONDS * 1.2)) /* PROTOCOL.md §5.10a: at most once a second */
#define CROWD              100u
#define PATIENCE           ((gint64) (NANOSECONDS * 5))

static gint
compare (gconstpointer a,
         gconstpointer b)
{
  guint32 left = *(const guint32 *) a;
  guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

double
bench_percentile (GArray *values,
                  double percent)
{
  if (values->len == 0)
    return 0;
  g_array_sort (values, compare);
  return g_array_index (values, guint32, (guint) ((values->len - 1) * percent / 100));
}

static void
take_login_times (const BenchLoad *load,
                  BenchResult *result)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < load->work->storm; i++)
    {
      guint32 microseconds = (guint32) ((load->clients[i].ready - load->clients[i].began) / 1000);

      g_array_append_val (times, microseconds);
    }
  result->login_p50 = bench_percentile (times, 50) / 1000;
  result->login_p99 = bench_percentile (times, 99) / 1000;
}

static gboolean
storm (BenchLoad *load,
       const BenchPlan *plan,
       BenchResult *result,
       GError **error)
{
  gint64 began = bench_now ();
  gint64 cpu_before;
  gint64 cpu_after;

  if (!bench_probe_cpu (plan->pid, &cpu_before, error) ||
      !bench_load_connect (load, plan->work->storm, error) ||
      !bench_probe_cpu (plan->pid, &cpu_after, error))
    return FALSE;
  result->logins = plan->work->storm;
  result->logins_per_second = result->logins / ((double) (bench_now () - began) / NANOSECONDS);
  result->cpu_per_login = (double) (cpu_after - cpu_before) / 1000 / result->logins;
  take_login_times (load, result);
  return TRUE;
}

/* connects @n people and sees what they cost the server in memory */
static gboolean
bring_in (BenchLoad *load,
          const BenchPlan *plan,
          guint n,
          BenchResult *result,
          GError **error)
{
  gboolean crowd = MAX (plan->work->idle + plan->work->storm, plan->work->members) > CROWD;
  gint64 quiet = crowd && plan->driver->gathers_notices ? QUIET_AFTER_CROWDS : QUIET;
  gint64 before;
  gint64 after;
  gboolean done;

  if (!bench_probe_memory (plan->pid, &before, error))
    return FALSE;
  done = plan->work->storm > 0 ? storm (load, plan, result, error) : bench_load_connect (load, n, error);
  if (!done || !bench_load_settle (load, quiet, error) || !bench_probe_memory (plan->pid, &after, error))
    return FALSE;
  if (result->memory_per_connection <= 0)
    result->memory_per_connection = (double) (after - before) / n;
  return TRUE;
}

static gboolean
measure (BenchLoad *load,
         const BenchPlan *plan,
         BenchResult *result,
         GError **error)
{
  gint64 began;
  gint64 cpu_before;
  gint64 cpu_after;
  guint64 deliveries;

  bench_load_speak (load);
  if (!bench_load_run (load, bench_now () + (gint64) (plan->warm_up * NANOSECONDS), error) ||
      !bench_probe_cpu (plan->pid, &cpu_before, error))
    return FALSE;
  began = load->count_from = bench_now ();
  load->count_until = began + (gint64) (plan->measure * NANOSECONDS);
  deliveries = load->tally.deliveries;
  if (!bench_load_run (load, load->count_until, error) ||
      !bench_probe_cpu (plan->pid, &cpu_after, error))
    return FALSE;
  result->spoke = TRUE;
  result->seconds = (double) (bench_now () - began) / NANOSECONDS;
  result->deliveries = load->tally.deliveries - deliveries;
  result->cpu_share = (double) (cpu_after - cpu_before) / NANOSECONDS / result->seconds;
  result->cpu_per_delivery = (double) (cpu_after - cpu_before) / 1000 / (double) MAX (result->deliveries, 1);
  return bench_load_finish (load, PATIENCE, error);
}

static void
take_latencies (const BenchLoad *load,
                BenchResult *result)
{
  result->timed = load->work->rate > 0;
  result->latency_p50 = bench_percentile (load->latencies, 50) / 1000;
  result->latency_p99 = bench_percentile (load->latencies, 99) / 1000;
}

static gboolean
carry_out (BenchLoad *load,
           const BenchPlan *plan,
           BenchResult *result,
           GError **error)
{
  const BenchWorkload *work = plan->work;
  guint quiet = work->idle + work->storm;
  guint active = work->rooms * work->members;

  if (quiet > 0 && !bring_in (load, plan, quiet, result, error))
    return FALSE;
  if (active == 0)
    return TRUE;
  if (!bring_in (load, plan, active, result, error) || !measure (load, plan, result, error))
    return FALSE;
  take_latencies (load, result);
  return TRUE;
}

gboolean
bench_run (const BenchPlan *plan,
           BenchResult *result,
           GError **error)
{
  BenchLoad load;
  gboolean done;

  *result = (BenchResult){ 0 };
  if (!bench_load_init (&load, plan->work, plan->driver, error))
    return FALSE;
  load.server = plan->server;
  load.tls = plan->tls;
  load.deadline = bench_now () + (gint64) (plan->timeout * NANOSECONDS);
  done = carry_out (&load, plan, result, error);
  result->tally = load.tally;
  bench_load_clear (&load);
  return done;
}
