/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-report.h"

#include "bench-check.h"

typedef struct
{
  GString *line;
  BenchReportStyle style;
} Report;

static void
add_key (Report *report,
         const char *key)
{
  if (report->line->len > 0)
    g_string_append (report->line, report->style == BENCH_REPORT_JSON ? ", " : " ");
  g_string_append_printf (report->line, report->style == BENCH_REPORT_JSON ? "\"%s\": " : "%s=", key);
}

static void
add_word (Report *report,
          const char *key,
          const char *word)
{
  add_key (report, key);
  g_string_append_printf (report->line, report->style == BENCH_REPORT_JSON ? "\"%s\"" : "%s", word);
}

static void
add_count (Report *report,
           const char *key,
           guint64 count)
{
  add_key (report, key);
  g_string_append_printf (report->line, "%" G_GUINT64_FORMAT, count);
}

static void
add_figure (Report *report,
            const char *key,
            double figure)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  add_key (report, key);
  g_string_append (report->line, g_ascii_formatd (text, sizeof text, "%.3f", figure));
}

static void
add_tally (Report *report,
           const BenchTally *tally)
{
  add_count (report, "sent", tally->sent);
  add_count (report, "accepted", tally->deliveries);
  add_count (report, "missing", tally->missing);
  add_count (report, "repeated", tally->repeated);
  add_count (report, "misrouted", tally->misrouted);
  add_count (report, "damaged", tally->damaged);
}

static void
add_speech (Report *report,
            const BenchResult *result)
{
  add_count (report, "deliveries", result->deliveries);
  add_figure (report, "wall_s", result->seconds);
  add_figure (report, "deliveries_per_s", (double) result->deliveries / result->seconds);
  add_figure (report, "cpu_us_per_delivery", result->cpu_per_delivery);
  add_figure (report, "cpu_share", result->cpu_share);
  if (!result->timed)
    return;
  add_figure (report, "latency_p50_ms", result->latency_p50);
  add_figure (report, "latency_p99_ms", result->latency_p99);
}

static void
add_logins (Report *report,
            const BenchResult *result)
{
  add_count (report, "logins", result->logins);
  add_figure (report, "logins_per_s", result->logins_per_second);
  add_figure (report, "cpu_us_per_login", result->cpu_per_login);
  add_figure (report, "login_p50_ms", result->login_p50);
  add_figure (report, "login_p99_ms", result->login_p99);
}

char *
bench_report (const BenchPlan *plan,
              const BenchResult *result,
              const GError *failure,
              BenchReportStyle style)
{
  Report report = { g_string_new (NULL), style };
  gboolean good = failure == NULL && bench_tally_is_clean (&result->tally);

  add_word (&report, "workload", plan->work->name);
  add_word (&report, "driver", plan->driver->name);
  add_word (&report, "result", good ? "ok" : "failed");
  if (result->spoke)
    add_speech (&report, result);
  if (result->logins > 0)
    add_logins (&report, result);
  add_figure (&report, "bytes_per_connection", result->memory_per_connection);
  add_tally (&report, &result->tally);
  if (style == BENCH_REPORT_JSON)
    {
      g_string_prepend_c (report.line, '{');
      g_string_append_c (report.line, '}');
    }
  return g_string_free (report.line, FALSE);
}
