/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "config-support.h"

static NatterdConfig *
load (const char *file,
      const char *setting)
{
  g_autoptr (GError) error = NULL;
  NatterdConfig *config = test_config_load (file, file != NULL ? strlen (file) : 0, setting, &error);

  g_assert_no_error (error);
  return config;
}

/* §9 */
static void
test_defaults (void)
{
  g_autoptr (NatterdConfig) config = natterd_config_load (NULL, NULL, NULL);

  g_assert_cmpuint (config->line, ==, 16 * 1024);
  g_assert_cmpuint (config->message, ==, 8 * 1024);
  g_assert_cmpuint (config->name_length, ==, 32);
  g_assert_cmpuint (config->room_length, ==, 64);
  g_assert_cmpuint (config->topic, ==, 512);
  g_assert_cmpuint (config->rooms, ==, 10000);
  g_assert_cmpuint (config->rooms_per_session, ==, 100);
  g_assert_cmpuint (config->ignored, ==, 100);
  g_assert_cmpuint (config->history, ==, 500);
  g_assert_cmpint (config->login_timeout, ==, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (config->sniff_timeout, ==, G_USEC_PER_SEC / 5);
  g_assert_cmpint (config->idle_ping, ==, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (config->idle_grace, ==, 30 * G_USEC_PER_SEC);
  g_assert_cmpuint (config->queue_soft, ==, 256 * 1024);
  g_assert_cmpint (config->queue_soft_time, ==, 30 * G_USEC_PER_SEC);
  g_assert_cmpuint (config->queue_hard, ==, 1024 * 1024);
  g_assert_cmpfloat (config->rate, ==, 5);
  g_assert_cmpfloat (config->burst, ==, 20);
  g_assert_cmpfloat (config->address_rate, ==, 50);
  g_assert_cmpfloat (config->address_burst, ==, 200);
  g_assert_true (config->loopback_exempt);
  g_assert_cmpuint (config->crowd, ==, 100);
  g_assert_cmpint (config->crowd_pause, ==, G_USEC_PER_SEC);
  g_assert_cmpuint (config->connections, ==, 0);
  g_assert_cmpuint (config->connections_per_address, ==, 32);
}

static void
test_other_defaults (void)
{
  g_autoptr (NatterdConfig) config = natterd_config_load (NULL, NULL, NULL);

  g_assert_cmpstr (config->name, ==, "Natter");
  g_assert_null (config->motd);
  g_assert_null (config->address);
  g_assert_cmpuint (g_strv_length (config->listen), ==, 2);
  g_assert_cmpstr (config->listen[0], ==, "127.0.0.1:5005");
  g_assert_cmpstr (config->listen[1], ==, "[::1]:5005");
  g_assert_true (config->listen_is_default);
  g_assert_cmpuint (config->backlog, ==, 1024);
  g_assert_cmpuint (config->send_buffer, ==, 64 * 1024);
  g_assert_cmpuint (config->memory_messages, ==, 1000);
  g_assert_null (config->store_path);
  g_assert_cmpstr (config->durability, ==, "full");
  g_assert_cmpint (config->keep, ==, 0);
  g_assert_cmpstr (config->level, ==, "message");
}

/* Units: the same key in many spellings. */
static void
test_numbers (void)
{
  static const struct
  {
    const char *setting;
    double expected; /* of queue_hard, login_timeout or rate */
  } rows[] = {
    { "limits.queue-hard=2097152", 2097152 },
    { "limits.queue-hard=2097152B", 2097152 },
    { "limits.queue-hard=2048 KiB", 2097152 },
    { "limits.queue-hard=2MiB", 2097152 },
    { "limits.queue-hard= 2 mib ", 2097152 },
    { "limits.queue-hard=1.5 MiB", 1572864 },
    { "limits.queue-hard=off", 0 },
    { "limits.queue-hard=OFF", 0 },
    { "limits.queue-hard=0", 0 },
    { "limits.queue-hard=0 MiB", 0 },
    { "limits.login-timeout=10", 10e6 },
    { "limits.login-timeout=10s", 10e6 },
    { "limits.login-timeout=1500 ms", 1.5e6 },
    { "limits.login-timeout=1.5", 1.5e6 },
    { "limits.login-timeout=2 min", 120e6 },
    { "limits.login-timeout=1 h", 3600e6 },
    { "limits.login-timeout=1 d", 86400e6 },
    { "limits.login-timeout=off", 0 },
    { "limits.rate=0.5", 0.5 },
    { "limits.rate=100", 100 },
    { "limits.rate=off", 0 },
    { "limits.rate=0", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NatterdConfig) config = load (NULL, rows[i].setting);
      double found = config->rate;

      if (g_str_has_prefix (rows[i].setting, "limits.queue"))
        found = (double) config->queue_hard;
      else if (g_str_has_prefix (rows[i].setting, "limits.login"))
        found = (double) config->login_timeout;
      if (found < rows[i].expected || found > rows[i].expected)
        g_error ("%s: %g", rows[i].setting, found);
    }
}

/* §9: limits.rate=off lifts the address's rate too */
static void
test_rates (void)
{
  static const struct
  {
    const char *file;
    double rate, address_rate;
  } rows[] = {
    { "[limits]\nrate = off\n", 0, 0 },
    { "[limits]\nrate = 0\naddress-rate = 50\n", 0, 0 },
    { "[limits]\nburst = off\n", 0, 0 },
    { "[limits]\naddress-rate = off\n", 5, 0 },
    { "[limits]\naddress-burst = off\n", 5, 0 },
    { "[limits]\nrate = 7\n", 7, 50 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NatterdConfig) config = load (rows[i].file, NULL);

      g_assert_cmpfloat (config->rate, ==, rows[i].rate);
      g_assert_cmpfloat (config->address_rate, ==, rows[i].address_rate);
    }
}

static void
test_flags (void)
{
  static const char *const yes[] = { "yes", "true", "on", "Yes", NULL };
  static const char *const no[] = { "no", "false", "off", "NO", NULL };

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *set_yes = g_strconcat ("limits.loopback-exempt=", yes[i], NULL);
      g_autofree char *set_no = g_strconcat ("limits.loopback-exempt=", no[i], NULL);
      g_autoptr (NatterdConfig) config_yes = load ("[limits]\nloopback-exempt=no\n", set_yes);
      g_autoptr (NatterdConfig) config_no = load (NULL, set_no);

      g_assert_true (config_yes->loopback_exempt);
      g_assert_false (config_no->loopback_exempt);
    }
}

static void
test_words (void)
{
  g_autoptr (NatterdConfig) config = load ("# a comment\n\n[server]\nname=  Café «Natter» \nmotd=Hello.\\nBe \\\\kind.\n"
                                           "address = [2001:db8::7]:5006\nlisten = 0.0.0.0:5005;[::]:0, 127.0.0.2:1\n[log]\nlevel=debug\n",
                                           NULL);
  g_autoptr (NatterdConfig) empty = load ("[server]\nmotd = something\n", "server.motd=");

  g_assert_cmpstr (config->name, ==, "Café «Natter»");
  g_assert_cmpstr (config->motd, ==, "Hello.\nBe \\kind.");
  g_assert_cmpstr (config->address, ==, "[2001:db8::7]:5006");
  g_assert_cmpuint (g_strv_length (config->listen), ==, 3);
  g_assert_cmpstr (config->listen[0], ==, "0.0.0.0:5005");
  g_assert_cmpstr (config->listen[1], ==, "[::]:0");
  g_assert_cmpstr (config->listen[2], ==, "127.0.0.2:1");
  g_assert_false (config->listen_is_default);
  g_assert_cmpstr (config->level, ==, "debug");
  g_assert_null (empty->motd);
}

/* --set wins over the file, and the last --set over the first. */
static void
test_precedence (void)
{
  const char *const settings[] = { "limits.rooms=7", "limits.rooms=8", NULL };
  g_autoptr (NatterdConfig) twice = natterd_config_load (NULL, settings, NULL);
  g_autoptr (NatterdConfig) over = load ("[limits]\nrooms = 5\nignored = 6\n", "limits.rooms=9");

  g_assert_cmpuint (twice->rooms, ==, 8);
  g_assert_cmpuint (over->rooms, ==, 9);
  g_assert_cmpuint (over->ignored, ==, 6);
}

/* What a load test uses. */
static void
test_load_test (void)
{
  const char *const settings[] = { "limits.rate=off", "limits.connections-per-address=0", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterdConfig) config = natterd_config_load (NULL, settings, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (config->rate, ==, 0);
  g_assert_cmpuint (config->connections_per_address, ==, 0);
}

/* A lifted limit is above all: no conflict. */
static void
test_lifted_pairs (void)
{
  g_autoptr (NatterdConfig) config = load ("[limits]\nline=1 MiB\nmessage=1 MiB\nqueue-soft=512 MiB\nqueue-hard=off\n", NULL);
  g_autoptr (NatterdConfig) unbound = load (NULL, "limits.message=off");

  g_assert_cmpuint (config->queue_hard, ==, 0);
  g_assert_cmpuint (unbound->message, ==, 0);
}

static void
test_listen (void)
{
  const char *const addresses[] = { "127.0.0.1:0", "[::1]:0", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterdConfig) config = load ("[server]\nlisten=127.0.0.1:9\n", NULL);

  g_assert_true (natterd_config_set_listen (config, addresses, &error));
  g_assert_no_error (error);
  g_assert_cmpstrv (config->listen, addresses);
  g_assert_false (config->listen_is_default);
}

static void
test_restart_keys (void)
{
  static const char *const expected[] = { "server.listen", "network.backlog", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (NatterdConfig) before = load (NULL, NULL);
  g_autoptr (NatterdConfig) after = load ("[server]\nname=Other\nlisten=127.0.0.1:0\n[network]\nbacklog=5\n"
                                          "[limits]\nrate=off\n[log]\nlevel=info\n",
                                          NULL);
  g_auto (GStrv) changed = natterd_config_dup_restart_keys (before, after);
  g_auto (GStrv) same = natterd_config_dup_restart_keys (before, before);

  g_assert_cmpstrv (changed, expected);
  g_assert_cmpstrv (same, none);
}

/* What may be nowhere: a port alone is on this machine. */
static void
test_http_listen (void)
{
  static const char *const settings[] = { "http.listen=5006; [::]:0 192.0.2.1:80", NULL };
  static const char *const nowhere[] = { "http.listen=", NULL };
  g_autoptr (NatterdConfig) config = natterd_config_load (NULL, settings, NULL);
  g_autoptr (NatterdConfig) empty = natterd_config_load (NULL, nowhere, NULL);

  g_assert_cmpuint (g_strv_length (config->http_listen), ==, 3);
  g_assert_cmpstr (config->http_listen[0], ==, "127.0.0.1:5006");
  g_assert_cmpstr (config->http_listen[1], ==, "[::]:0");
  g_assert_cmpuint (g_strv_length (empty->http_listen), ==, 0);
  g_assert_cmpuint (config->http_connections, ==, 64);
  g_assert_cmpint (config->http_patience, ==, 10 * G_USEC_PER_SEC);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/values/defaults", test_defaults);
  g_test_add_func ("/config/values/other-defaults", test_other_defaults);
  g_test_add_func ("/config/values/numbers", test_numbers);
  g_test_add_func ("/config/values/rates", test_rates);
  g_test_add_func ("/config/values/flags", test_flags);
  g_test_add_func ("/config/values/words", test_words);
  g_test_add_func ("/config/values/precedence", test_precedence);
  g_test_add_func ("/config/values/load-test", test_load_test);
  g_test_add_func ("/config/values/lifted-pairs", test_lifted_pairs);
  g_test_add_func ("/config/values/listen", test_listen);
  g_test_add_func ("/config/values/http-listen", test_http_listen);
  g_test_add_func ("/config/values/restart-keys", test_restart_keys);
  return g_test_run ();
}
