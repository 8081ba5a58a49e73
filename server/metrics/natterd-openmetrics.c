/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-openmetrics.h"

typedef struct
{
  NatterdMetricsFormat format;
  GString *out;
} Writer;

typedef enum
{
  GAUGE,
  COUNTER,
  HISTOGRAM,
  INFO
} Type;

typedef struct
{
  const char *name; /* without "natter_" and "_total"; with its unit */
  const char *unit; /* (nullable) */
  Type type;
  const char *help;
} Family;

/* the head of a family: what its samples are */
static void
begin (const Writer *self,
       const Family *family)
{
  static const char *const words[] = { "gauge", "counter", "histogram", "info" };
  gboolean old = self->format == NATTERD_PROMETHEUS_TEXT;
  /* of old the family was named as its samples are */
  const char *suffix = old && family->type == COUNTER ? "_total" : old && family->type == INFO ? "_info"
                                                                                               : "";
  const char *word = words[old && family->type == INFO ? GAUGE : family->type];

  g_string_append_printf (self->out, "# TYPE natter_%s%s %s\n", family->name, suffix, word);
  if (family->unit != NULL && !old)
    g_string_append_printf (self->out, "# UNIT natter_%s %s\n", family->name, family->unit);
  g_string_append_printf (self->out, "# HELP natter_%s%s %s\n", family->name, suffix, family->help);
}

static void
append_name (const Writer *self,
             const Family *family)
{
  g_string_append_printf (self->out, "natter_%s%s", family->name, family->type == COUNTER ? "_total" : "");
}

static void
add_count (const Writer *self,
           const Family *family,
           guint64 value)
{
  append_name (self, family);
  g_string_append_printf (self->out, " %" G_GUINT64_FORMAT "\n", value);
}

static void
append_seconds (const Writer *self,
                gint64 time)
{
  g_string_append_printf (self->out, " %" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT "\n", time / G_USEC_PER_SEC, time % G_USEC_PER_SEC);
}

/* @label: a word of ours, in which nothing needs an escape */
static void
add_labelled (const Writer *self,
              const Family *family,
              const char *label,
              const char *word,
              guint64 value)
{
  append_name (self, family);
  g_string_append_printf (self->out, "{%s=\"%s\"} %" G_GUINT64_FORMAT "\n", label, word, value);
}

/* Tables of what is one number each. */
typedef enum
{
  WIDTH_32,
  WIDTH_64,
  TIME,    /* gint64, µs */
  LIMIT_32, /* 0: none */
  LIMIT_64
} Kind;

typedef struct
{
  Family family;
  Kind kind;
  gsize offset;
} Row;

#define AT(MEMBER) G_STRUCT_OFFSET (NatterdStatus, MEMBER)

/* clang-format off */
static const Row rows[] = {
  { { "start_time_seconds", "seconds", GAUGE, "When the server was started, in seconds since 1970." }, TIME, AT (started) },
  { { "uptime_seconds", "seconds", GAUGE, "How long the server runs." }, TIME, AT (uptime) },
  { { "people", NULL, GAUGE, "People who are logged in, or may come back to a broken session." }, WIDTH_32, AT (people) },
  { { "accounts", NULL, GAUGE, "Registered people." }, WIDTH_32, AT (accounts) },
  { { "rooms", NULL, GAUGE, "Rooms." }, WIDTH_32, AT (rooms) },
  { { "sessions", NULL, GAUGE, "Sessions that are logged in and connected." }, WIDTH_32, AT (sessions) },
  { { "held_sessions", NULL, GAUGE, "Sessions whose connection broke and that can still be resumed." }, WIDTH_32, AT (held) },
  { { "held_sessions_limit", NULL, GAUGE, "The most of them that are kept." }, LIMIT_32, AT (held_most) },
  { { "connections_limit", NULL, GAUGE, "Connections beyond which newcomers are turned away." }, LIMIT_32, AT (connections_most) },
  { { "connections_per_address_limit", NULL, GAUGE, "The same for one address." }, LIMIT_32, AT (per_address_most) },
  { { "slow_readers", NULL, GAUGE, "Connections that have not taken yet all that they were sent." }, WIDTH_32, AT (slow_readers) },
  { { "queued_bytes", "bytes", GAUGE, "What waits for slow readers." }, WIDTH_64, AT (queued) },
  { { "queue_soft_limit_bytes", "bytes", GAUGE, "What may wait for one connection for a while." }, LIMIT_64, AT (queue_soft) },
  { { "queue_hard_limit_bytes", "bytes", GAUGE, "What may wait for one connection at all." }, LIMIT_64, AT (queue_hard) },
  { { "accepting", NULL, GAUGE, "1 while newcomers are taken; 0: no descriptor is left, or the server goes down." }, WIDTH_32, AT (accepting) },
  { { "store_failing", NULL, GAUGE, "1 while messages are refused because they cannot be recorded." }, WIDTH_32, AT (store_failing) },
  { { "commit_waiting_seconds", "seconds", GAUGE, "How long the commit that is on its way has been." }, TIME, AT (commit_waits) },
  { { "loop_lag_seconds", "seconds", GAUGE, "The longest turn of the main loop in the last minute." }, TIME, AT (loop_lag) },
  { { "loop_busy_seconds", "seconds", COUNTER, "Time in turns of the main loop." }, TIME, AT (loop_busy) },
  { { "loop_turns", NULL, COUNTER, "Turns of the main loop." }, WIDTH_64, AT (loop_turns) },

  { { "process_cpu_seconds", "seconds", COUNTER, "Processor time of all threads." }, TIME, AT (process.cpu) },
  { { "process_resident_memory_bytes", "bytes", GAUGE, "Resident memory." }, WIDTH_64, AT (process.resident) },
  { { "process_threads", NULL, GAUGE, "Threads." }, WIDTH_32, AT (process.threads) },
  { { "process_descriptors", NULL, GAUGE, "Open file descriptors." }, WIDTH_32, AT (process.descriptors) },
  { { "process_descriptors_limit", NULL, GAUGE, "The most that may be open." }, LIMIT_32, AT (process.descriptors_most) },

  { { "accepted_connections", NULL, COUNTER, "Connections that came." }, WIDTH_64, AT (counters.accepted) },
  { { "logins", NULL, COUNTER, "Sessions that came in." }, WIDTH_64, AT (counters.logins) },
  { { "failed_logins", NULL, COUNTER, "Wrong passwords and tokens." }, WIDTH_64, AT (counters.failed_logins) },
  { { "resumed_sessions", NULL, COUNTER, "Sessions that went on over another connection." }, WIDTH_64, AT (counters.resumed) },
  { { "broken_sessions", NULL, COUNTER, "Sessions that were kept when their connection broke." }, WIDTH_64, AT (counters.held) },
  { { "lapsed_sessions", NULL, COUNTER, "Of them, those that nobody came back for." }, WIDTH_64, AT (counters.lapsed) },
  { { "commands", NULL, COUNTER, "Commands that were understood." }, WIDTH_64, AT (counters.commands) },
  { { "repeated_messages", NULL, COUNTER, "Retries that were recorded before." }, WIDTH_64, AT (counters.repeats) },
  { { "deliveries", NULL, COUNTER, "Events told to a connection." }, WIDTH_64, AT (counters.deliveries) },
  { { "failed_commits", NULL, COUNTER, "Commits that the store refused." }, WIDTH_64, AT (counters.failed_commits) },
  { { "tls_resumed_handshakes", NULL, COUNTER, "TLS handshakes shortened by a ticket." }, WIDTH_64, AT (counters.tls.resumed) },
  { { "tls_unfinished_handshakes", NULL, GAUGE, "TLS handshakes on their way." }, WIDTH_32, AT (counters.tls.unfinished) },
  { { "http_connections", NULL, GAUGE, "Connections to the HTTP door." }, WIDTH_32, AT (counters.http.connections) },
  { { "http_refused_connections", NULL, COUNTER, "Connections to the HTTP door that were one too many." }, WIDTH_64, AT (counters.http.refused) },
  { { "http_late_connections", NULL, COUNTER, "Connections to the HTTP door that did not ask or listen in time." }, WIDTH_64, AT (counters.http.late) },
  { { "http_hook_messages", NULL, COUNTER, "Messages that came by a webhook." }, WIDTH_64, AT (counters.http.hooks) },
};
/* clang-format on */

static void
add_row (const Writer *self,
         const Row *row,
         const NatterdStatus *status)
{
  const guint8 *field = (const guint8 *) status + row->offset;
  gboolean wide = row->kind == WIDTH_64 || row->kind == LIMIT_64 || row->kind == TIME;
  guint64 value = wide ? *(const guint64 *) (const void *) field : *(const guint *) (const void *) field;

  begin (self, &row->family);
  if (row->kind == TIME)
    {
      append_name (self, &row->family);
      append_seconds (self, (gint64) value);
    }
  else if (value == 0 && (row->kind == LIMIT_32 || row->kind == LIMIT_64))
    {
      append_name (self, &row->family);
      g_string_append (self->out, " +Inf\n");
    }
  else
    add_count (self, &row->family, value);
}

static void
add_build (const Writer *self,
           const NatterdStatus *status)
{
  static const Family family = { "build", NULL, INFO, "The program." };

  begin (self, &family);
  g_string_append_printf (self->out, "natter_build_info{version=\"%s\"} 1\n", status->version);
}

static void
add_connections (const Writer *self,
                 const NatterdStatus *status)
{
  static const Family family = { "connections", NULL, GAUGE, "Connections, by what they speak." };
  guint decided = status->speaks_text + status->speaks_json;

  begin (self, &family);
  add_labelled (self, &family, "dialect", "text", status->speaks_text);
  add_labelled (self, &family, "dialect", "json", status->speaks_json);
  add_labelled (self, &family, "dialect", "undecided", status->connections - MIN (decided, status->connections));
}

static void
add_away (const Writer *self,
          const NatterdCounters *counters)
{
  static const Family family = { "refused_connections", NULL, COUNTER, "Newcomers who were turned away, by the reason." };

  begin (self, &family);
  for (guint i = 0; i < NATTERD_N_AWAY; i++)
    add_labelled (self, &family, "reason", natterd_away_get_word (i), counters->away[i]);
}

static void
add_codes (const Writer *self,
           const NatterdCounters *counters)
{
  static const Family errors = { "errors", NULL, COUNTER, "Commands that were answered with an error, by its code." };
  static const Family closed = { "closed_connections", NULL, COUNTER, "Connections that the server closed, by the code." };
  static const NatterError closing[] = { NATTER_ERROR_LOGIN_TIMEOUT, NATTER_ERROR_IDLE_TIMEOUT, NATTER_ERROR_TOO_SLOW };

  begin (self, &errors);
  for (guint i = 0; i < NATTER_N_ERRORS; i++)
    add_labelled (self, &errors, "code", natter_error_get_code_word (i), counters->errors[i]);
  begin (self, &closed);
  for (guint i = 0; i < G_N_ELEMENTS (closing); i++)
    add_labelled (self, &closed, "code", natter_error_get_code_word (closing[i]), counters->closed[closing[i]]);
}

static void
add_messages (const Writer *self,
              const NatterdCounters *counters)
{
  static const Family family = { "messages", NULL, COUNTER, "What was recorded in rooms, by its kind." };
  static const char *const words[NATTER_N_MESSAGES] = { "say", "me", "topic", "edit", "delete", "react", "unreact" };

  begin (self, &family);
  for (guint i = 0; i < NATTER_N_MESSAGES; i++)
    add_labelled (self, &family, "kind", words[i], counters->messages[i]);
}

static void
add_commits (const Writer *self,
             const NatterdHistogram *commits)
{
  static const Family family = { "commit_duration_seconds", "seconds", HISTOGRAM, "How long commits took." };
  const gint64 *bounds = natterd_histogram_get_bounds ();
  guint64 n = 0;

  begin (self, &family);
  for (guint i = 0; i < NATTERD_HISTOGRAM_BUCKETS; i++)
    {
      char bound[G_ASCII_DTOSTR_BUF_SIZE] = "+Inf";

      n += commits->counts[i];
      if (i < NATTERD_HISTOGRAM_BUCKETS - 1)
        g_ascii_formatd (bound, sizeof bound, bounds[i] % G_USEC_PER_SEC == 0 ? "%.1f" : "%.6g", (double) bounds[i] / G_USEC_PER_SEC);
      append_name (self, &family);
      g_string_append_printf (self->out, "_bucket{le=\"%s\"} %" G_GUINT64_FORMAT "\n", bound, n);
    }
  append_name (self, &family);
  g_string_append (self->out, "_sum");
  append_seconds (self, commits->sum);
  append_name (self, &family);
  g_string_append_printf (self->out, "_count %" G_GUINT64_FORMAT "\n", n);
}

static void
add_handshakes (const Writer *self,
                const NatterdTlsCounters *tls)
{
  static const Family family = { "tls_handshakes", NULL, COUNTER, "TLS handshakes, by how they ended." };

  begin (self, &family);
  add_labelled (self, &family, "result", "done", tls->done);
  add_labelled (self, &family, "result", "failed", tls->failed);
  add_labelled (self, &family, "result", "late", tls->late);
  add_labelled (self, &family, "result", "refused", tls->refused);
}

static void
add_requests (const Writer *self,
              const NatterdHttpCounters *http)
{
  static const Family family = { "http_requests", NULL, COUNTER, "Answers of the HTTP door, by the class of their status." };

  begin (self, &family);
  add_labelled (self, &family, "status", "2xx", http->requests[2]);
  add_labelled (self, &family, "status", "4xx", http->requests[4]);
  add_labelled (self, &family, "status", "5xx", http->requests[5]);
}

const char *
natterd_openmetrics_get_type (NatterdMetricsFormat format)
{
  return format == NATTERD_OPENMETRICS ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                       : "text/plain; version=0.0.4; charset=utf-8";
}

void
natterd_openmetrics_append (const NatterdStatus *status,
                            NatterdMetricsFormat format,
                            GString *out)
{
  const Writer writer = { format, out };

  add_build (&writer, status);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (&writer, &rows[i], status);
  add_connections (&writer, status);
  add_away (&writer, &status->counters);
  add_codes (&writer, &status->counters);
  add_messages (&writer, &status->counters);
  add_commits (&writer, &status->counters.commits);
  add_handshakes (&writer, &status->counters.tls);
  add_requests (&writer, &status->counters.http);
  if (format == NATTERD_OPENMETRICS)
    g_string_append (out, "# EOF\n");
}
