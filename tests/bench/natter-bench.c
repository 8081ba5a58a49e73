/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <arpa/inet.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-check.h"
#include "bench-report.h"

/* natter-bench: one workload against one server that runs already. Ends with 0 if every delivery came exactly once and in
 * order, with 1 if not, or if the server failed; with 2 if it was called wrongly. */

#define MAX_SECONDS 600.0

typedef struct
{
  char *driver;
  char *connect;
  char *workload;
  int pid;
  int members;
  int idle;
  int storm;
  int window;
  int in_flight;
  double measure;
  double warm_up;
  double timeout;
  gboolean tls;
  gboolean resume;
  gboolean json;
} Options;

static GOptionContext *
describe_options (Options *options)
{
  const GOptionEntry entries[] = {
    { "driver", 'd', 0, G_OPTION_ARG_STRING, &options->driver, "the protocol", "NAME" },
    { "connect", 'c', 0, G_OPTION_ARG_STRING, &options->connect, "the server, on loopback", "127.0.0.1:PORT" },
    { "pid", 'p', 0, G_OPTION_ARG_INT, &options->pid, "the server's process, to be measured", "PID" },
    { "workload", 'w', 0, G_OPTION_ARG_STRING, &options->workload, "what to do", "NAME" },
    { "seconds", 's', 0, G_OPTION_ARG_DOUBLE, &options->measure, "measured time (3)", "N" },
    { "warm-up", 0, 0, G_OPTION_ARG_DOUBLE, &options->warm_up, "speaking before it (0.5)", "N" },
    { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &options->timeout, "seconds for the whole run (120)", "N" },
    { "members", 0, 0, G_OPTION_ARG_INT, &options->members, "members of a room, instead of the workload's", "N" },
    { "window", 0, 0, G_OPTION_ARG_INT, &options->window, "window of a closed loop, likewise", "N" },
    { "idle", 0, 0, G_OPTION_ARG_INT, &options->idle, "idle connections, likewise", "N" },
    { "storm", 0, 0, G_OPTION_ARG_INT, &options->storm, "logins of a storm, likewise", "N" },
    { "in-flight", 0, 0, G_OPTION_ARG_INT, &options->in_flight, "logins under way at once, likewise", "N" },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &options->tls, "everyone comes over TLS", NULL },
    { "resume", 0, 0, G_OPTION_ARG_NONE, &options->resume, "the same, all but the first with a ticket", NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &options->json, "print JSON", NULL },
    { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
  };
  g_autofree char *workloads = bench_workload_list ();
  g_autofree char *drivers = bench_driver_list ();
  g_autofree char *lists = g_strdup_printf ("Workloads:\n%s\nDrivers:\n%s", workloads, drivers);
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, "Loads a chat server and checks that every delivery arrives once and in order.");
  g_option_context_set_description (context, lists);
  return context;
}

static gboolean
refuse (GError **error,
        const char *sentence)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);
  return FALSE;
}

/* loads go to this machine and nowhere else */
static gboolean
parse_address (const char *text,
               struct sockaddr_in *address,
               GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ":", 2);
  guint64 port;

  *address = (struct sockaddr_in){ .sin_family = AF_INET };
  if (g_strv_length (parts) != 2 || inet_pton (AF_INET, parts[0], &address->sin_addr) != 1 ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXUINT16, &port, NULL))
    return refuse (error, "--connect takes 127.0.0.1:PORT");
  if (ntohl (address->sin_addr.s_addr) >> 24 != IN_LOOPBACKNET)
    return refuse (error, "--connect takes addresses of loopback only");
  address->sin_port = htons ((guint16) port);
  return TRUE;
}

static void
override (guint *value,
          int wanted)
{
  if (wanted >= 0 && *value > 0)
    *value = (guint) wanted;
}

static gboolean
make_plan (const Options *options,
           BenchWorkload *work,
           BenchPlan *plan,
           GError **error)
{
  const BenchWorkload *known = options->workload != NULL ? bench_workload_find (options->workload) : NULL;

  *plan = (BenchPlan){ .work = work, .pid = options->pid, .warm_up = options->warm_up, .measure = options->measure, .timeout = options->timeout };
  plan->driver = options->driver != NULL ? bench_driver_find (options->driver) : NULL;
  if (known == NULL)
    return refuse (error, "--workload takes one of the names in --help");
  if (plan->driver == NULL)
    return refuse (error, "--driver takes one of the names in --help");
  if (options->pid <= 0)
    return refuse (error, "--pid is needed: the server's process");
  if (!(plan->measure > 0 && plan->measure <= MAX_SECONDS && plan->warm_up >= 0 && plan->warm_up <= MAX_SECONDS &&
        plan->timeout > 0 && plan->timeout <= MAX_SECONDS))
    return refuse (error, "times go up to 600 seconds");
  *work = *known;
  override (&work->members, options->members);
  override (&work->window, options->window);
  override (&work->idle, options->idle);
  override (&work->storm, options->storm);
  override (&work->in_flight, options->in_flight);
  return bench_workload_check (work, error) && parse_address (options->connect, &plan->server, error);
}

static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

/* (transfer full) (nullable): NULL, and no error, where everyone comes without TLS. */
static BenchTlsShared *
make_tls (const Options *options,
          GError **error)
{
  return options->tls || options->resume ? bench_tls_shared_new (options->resume, error) : NULL;
}

static int
carry_out (const BenchPlan *plan,
           BenchReportStyle style)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *report = NULL;
  BenchResult result;
  const BenchTally *tally = &result.tally;

  bench_run (plan, &result, &failure);
  report = bench_report (plan, &result, failure, style);
  g_print ("%s\n", report);
  if (failure != NULL)
    g_printerr ("natter-bench: %s over %s: %s\n", plan->work->name, plan->driver->name, failure->message);
  if (!bench_tally_is_clean (tally))
    g_printerr ("natter-bench: %s over %s: %" G_GUINT64_FORMAT " missing, %" G_GUINT64_FORMAT " repeated or out of order, "
                "%" G_GUINT64_FORMAT " misrouted, %" G_GUINT64_FORMAT " damaged (%" G_GUINT64_FORMAT " messages sent)\n",
                plan->work->name, plan->driver->name, tally->missing, tally->repeated, tally->misrouted, tally->damaged,
                tally->sent);
  return failure == NULL && bench_tally_is_clean (tally) ? 0 : 1;
}

int
main (int argc,
      char *argv[])
{
  Options options = { .members = -1, .idle = -1, .storm = -1, .window = -1, .in_flight = -1, .measure = 3, .warm_up = 0.5, .timeout = 120 };
  g_autoptr (GOptionContext) context = describe_options (&options);
  g_autoptr (BenchTlsShared) tls = NULL;
  g_autoptr (GError) error = NULL;
  BenchWorkload work;
  BenchPlan plan;
  int status = 2;

  setlocale (LC_CTYPE, "");
  if (g_option_context_parse (context, &argc, &argv, &error) && make_plan (&options, &work, &plan, &error))
    {
      plan.tls = tls = make_tls (&options, &error);
      raise_descriptor_limit ();
      if (error == NULL)
        status = carry_out (&plan, options.json ? BENCH_REPORT_JSON : BENCH_REPORT_WORDS);
    }
  if (error != NULL)
    g_printerr ("natter-bench: %s\n", error->message);
  g_free (options.driver);
  g_free (options.connect);
  g_free (options.workload);
  return status;
}
