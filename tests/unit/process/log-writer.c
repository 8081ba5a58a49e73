/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "server/natterd-log-limit.h"
#include "server/natterd-log-writer.h"

static void
test_escape (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *escaped;
  } rows[] = {
    { "alice", -1, "alice" },
    { "Ünal 日本 🎉 é", -1, "Ünal 日本 🎉 é" },
    { "one\ntwo\r\nthree\t", -1, "one\\ntwo\\r\\nthree\\t" },
    { "\033[31mred\033[0m", -1, "\\x1b[31mred\\x1b[0m" },
    { "\x7f", -1, "\\x7f" },
    { "\xc2\x85\xc2\x9b", -1, "\\x85\\x9b" },                 /* C1: next line, CSI */
    { "a\xe2\x80\xa8z\xe2\x80\xa9", -1, "a\\u2028z\\u2029" }, /* line and paragraph separator */
    { "a\xe2\x80\xaez\xe2\x81\xa6", -1, "a\\u202ez\\u2066" }, /* bidi override and isolate */
    { "zero\xe2\x80\x8bwidth\xef\xbb\xbf", -1, "zero\\u200bwidth\\ufeff" },
    { "C:\\new", -1, "C:\\\\new" }, /* what is written is not what was escaped */
    { "caf\xe9", -1, "caf\\xe9" },
    { "cut \xe6\x97", -1, "cut \\xe6\\x97" },
    { "\xff\xfd\x06", -1, "\\xff\\xfd\\x06" },
    { "\xed\xa0\x80", -1, "\\xed\\xa0\\x80" }, /* a surrogate */
    { "a\0b", 3, "a\\x00b" },
    { "", -1, "" },
    { "not all", 3, "not" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *escaped = natterd_log_writer_escape (rows[i].text, rows[i].length);

      g_assert_cmpstr (escaped, ==, rows[i].escaped);
    }
}

/* (transfer full) */
static char *
format (GLogLevelFlags level,
        const char *domain,
        const char *message)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 ("2026-01-02T04:04:05.678+01:00", NULL);
  const GLogField fields[] = {
    { "PRIORITY", "5", -1 },
    { "GLIB_DOMAIN", domain, -1 },
    { "NATTERD_PEER", "192.0.2.1", -1 },
    { "MESSAGE", message, -1 },
  };

  return natterd_log_writer_format (level, fields, G_N_ELEMENTS (fields), time);
}

static void
test_format (void)
{
  static const struct
  {
    GLogLevelFlags level;
    const char *domain, *message, *line;
  } rows[] = {
    { G_LOG_LEVEL_MESSAGE, "natterd", "hello", "2026-01-02T03:04:05.678Z message: hello\n" },
    { G_LOG_LEVEL_WARNING, "GLib-GIO", "oh", "2026-01-02T03:04:05.678Z warning: GLib-GIO: oh\n" },
    { G_LOG_LEVEL_CRITICAL, "natterd", "a bug", "2026-01-02T03:04:05.678Z error: a bug\n" },
    { G_LOG_LEVEL_INFO, "natterd", "", "2026-01-02T03:04:05.678Z info: \n" },
    { G_LOG_LEVEL_DEBUG, "natterd", "x", "2026-01-02T03:04:05.678Z debug: x\n" },
    /* a peer cannot make a second entry */
    { G_LOG_LEVEL_MESSAGE, "natterd", "eve\n2026-01-02T03:04:05.678Z error: boom",
      "2026-01-02T03:04:05.678Z message: eve\\n2026-01-02T03:04:05.678Z error: boom\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line = format (rows[i].level, rows[i].domain, rows[i].message);

      g_assert_cmpstr (line, ==, rows[i].line);
    }
}

/* A line fits into a pipe at once, and is cut between characters. */
static void
test_long (void)
{
  for (guint padding = 0; padding < 4; padding++)
    {
      GString *text = g_string_new (NULL);
      g_autofree char *line = NULL;
      g_autofree char *message = NULL;

      for (guint i = 0; i < padding; i++)
        g_string_append_c (text, 'x');
      for (guint i = 0; i < 3000; i++)
        g_string_append (text, "日");
      message = g_string_free (text, FALSE);
      line = format (G_LOG_LEVEL_MESSAGE, "natterd", message);
      g_assert_cmpuint (strlen (line), <=, 4096);
      g_assert_cmpuint (strlen (line), >, 4000);
      g_assert_true (g_utf8_validate (line, -1, NULL));
      g_assert_true (g_str_has_suffix (line, "日…\n"));
    }
}

static void
test_nothing (void)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 ("2026-01-02T03:04:05Z", NULL);
  g_autofree char *line = natterd_log_writer_format (G_LOG_LEVEL_MESSAGE, NULL, 0, time);

  g_assert_cmpstr (line, ==, "2026-01-02T03:04:05.000Z message: \n");
}

#define INTERVAL (10 * G_USEC_PER_SEC)
#define START    (1000 * G_USEC_PER_SEC)

static gboolean
take (NatterdLogLimit *limit,
      const char *kind,
      gint64 now)
{
  return natterd_log_limit_take (limit, kind, G_LOG_LEVEL_INFO, now);
}

/* Of each kind so many; how many there were more is told once, when the interval is over. */
static void
test_limit (void)
{
  g_autoptr (NatterdLogLimit) limit = natterd_log_limit_new (INTERVAL);
  NatterdLogGap gap;

  natterd_log_limit_set_burst (limit, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (take (limit, "a", START + i));
  for (guint i = 0; i < 1000; i++)
    g_assert_false (take (limit, "a", START + 3));
  g_assert_true (take (limit, "b", START + 3));
  g_assert_cmpint (natterd_log_limit_get_due (limit), ==, START + INTERVAL);
  g_assert_false (natterd_log_limit_steal_over (limit, START + INTERVAL - 1, &gap));
  g_assert_true (natterd_log_limit_steal_over (limit, START + INTERVAL, &gap));
  g_assert_cmpstr (gap.kind, ==, "a");
  g_assert_cmpuint (gap.n, ==, 1000);
  g_assert_cmpint (gap.level, ==, G_LOG_LEVEL_INFO);
  g_free (gap.kind);
  g_assert_false (natterd_log_limit_steal_over (limit, START + INTERVAL, &gap));
  g_assert_cmpint (natterd_log_limit_get_due (limit), ==, 0);
  g_assert_true (take (limit, "a", START + INTERVAL));
}

static void
test_no_limit (void)
{
  g_autoptr (NatterdLogLimit) limit = natterd_log_limit_new (INTERVAL);
  NatterdLogGap gap;

  for (guint i = 0; i < 1000; i++)
    g_assert_true (take (limit, "a", START));
  g_assert_false (natterd_log_limit_steal_over (limit, -1, &gap));
}

/* However many kinds somebody makes up, memory and lines have an end, and none of it is uncounted. */
static void
test_kinds (void)
{
  g_autoptr (NatterdLogLimit) limit = natterd_log_limit_new (INTERVAL);
  NatterdLogGap gap;
  guint n_written = 0, n_missing = 0;

  natterd_log_limit_set_burst (limit, 2);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *kind = g_strdup_printf ("kind %u", i);

      n_written += take (limit, kind, START) ? 1 : 0;
    }
  g_assert_cmpuint (n_written, <=, NATTERD_LOG_KINDS_MOST + 2);
  while (natterd_log_limit_steal_over (limit, -1, &gap))
    {
      n_missing += gap.n;
      g_free (gap.kind);
    }
  g_assert_cmpuint (n_written + n_missing, ==, 10000);
  g_assert_true (take (limit, "a new one", START + INTERVAL));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/process/log-writer/escape", test_escape);
  g_test_add_func ("/process/log-writer/format", test_format);
  g_test_add_func ("/process/log-writer/long", test_long);
  g_test_add_func ("/process/log-writer/nothing", test_nothing);
  g_test_add_func ("/process/log-limit/limit", test_limit);
  g_test_add_func ("/process/log-limit/no-limit", test_no_limit);
  g_test_add_func ("/process/log-limit/kinds", test_kinds);
  return g_test_run ();
}
