/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

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

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/process/log-writer/escape", test_escape);
  g_test_add_func ("/process/log-writer/format", test_format);
  g_test_add_func ("/process/log-writer/long", test_long);
  g_test_add_func ("/process/log-writer/nothing", test_nothing);
  return g_test_run ();
}
