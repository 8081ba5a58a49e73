/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "config-support.h"

/* The sample file is the table, and says what holds. */

static void
test_file (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "natterd.conf", NULL);
  g_autofree char *sample = natterd_config_describe ();
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &file, NULL, &error);
  g_assert_no_error (error);
  if (g_strcmp0 (file, sample) != 0)
    g_error ("data/natterd.conf is not what the table says; make it with: LC_ALL=C.UTF-8 natterd --print-config");
}

/* As it stands it changes nothing. */
static void
test_loads (void)
{
  g_autofree char *sample = natterd_config_describe ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterdConfig) config = test_config_load (sample, strlen (sample), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (config->listen_is_default);
}

/* With each "#key = value" switched on it says the defaults over again, and names every field. */
static void
test_says_defaults (void)
{
  g_autofree char *sample = natterd_config_describe ();
  g_autofree char *switched = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("^#([a-z-]+ =)", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterdConfig) said = NULL;
  g_autoptr (NatterdConfig) defaults = natterd_config_load (NULL, NULL, NULL);
  g_auto (GStrv) changed = NULL;

  switched = g_regex_replace (regex, sample, -1, 0, "\\1", 0, NULL);
  said = test_config_load (switched, strlen (switched), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (said->listen_is_default);
  changed = natterd_config_dup_restart_keys (defaults, said);
  g_assert_cmpuint (g_strv_length (changed), ==, 0);
  g_assert_cmpstr (said->name, ==, defaults->name);
  g_assert_cmpuint (said->line, ==, defaults->line);
  g_assert_cmpint (said->sniff_timeout, ==, defaults->sniff_timeout);
  g_assert_cmpuint (said->connections, ==, defaults->connections);
}

/* §9: each key of the table of limits is in the sample with its default */
static void
test_every_limit (void)
{
  static const char *const lines[] = {
    "#line = 16 KiB", "#message = 8 KiB", "#name = 32", "#room-name = 64", "#topic = 512 B", "#rooms = 10000",
    "#rooms-deserted = 1 d", "#rooms-per-session = 100", "#ignored = 100", "#history = 500", "#login-timeout = 60 s", "#sniff-timeout = 200 ms",
    "#idle-ping = 60 s", "#idle-grace = 30 s", "#queue-soft = 256 KiB", "#queue-soft-time = 30 s", "#queue-hard = 1 MiB",
    "#rate = 5", "#burst = 20", "#address-rate = 50", "#address-burst = 200", "#loopback-exempt = yes", "#crowd = 100",
    "#crowd-pause = 1 s", "#grace = 60 s", "#held = 1000", "#resume = 5000", "#connections = off", "#connections-per-address = 32", NULL
  };
  g_autofree char *sample = natterd_config_describe ();
  const char *limits = strstr (sample, "\n[limits]\n");

  g_assert_nonnull (limits);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strdup_printf ("\n%s\n", lines[i]);

      if (strstr (limits, line) == NULL)
        g_error ("the sample has no %s", lines[i]);
    }
}

static void
test_width (void)
{
  g_autofree char *sample = natterd_config_describe ();
  g_auto (GStrv) lines = g_strsplit (sample, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_utf8_strlen (lines[i], -1) > 100)
      g_error ("too wide: %s", lines[i]);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/sample/file", test_file);
  g_test_add_func ("/config/sample/loads", test_loads);
  g_test_add_func ("/config/sample/says-defaults", test_says_defaults);
  g_test_add_func ("/config/sample/every-limit", test_every_limit);
  g_test_add_func ("/config/sample/width", test_width);
  return g_test_run ();
}
