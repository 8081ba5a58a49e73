/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "config-support.h"

/* Each kind of mistake, and the sentence that it is answered with. */

typedef struct
{
  const char *file;    /* (nullable) */
  const char *setting; /* (nullable) */
  NatterdConfigError code;
  const char *sentence; /* a pattern of g_pattern_match_simple() */
} Mistake;

static const Mistake mistakes[] = {
  /* groups and keys */
  { "[limit]\nline = 1 KiB\n", NULL, NATTERD_CONFIG_ERROR_UNKNOWN_GROUP,
    "FILE: there is no group \"limit\". Did you mean limits? The groups are: server, limits, accounts, network, tls, control, store, http, log." },
  { "[wonderland]\n", NULL, NATTERD_CONFIG_ERROR_UNKNOWN_GROUP,
    "FILE: there is no group \"wonderland\". The groups are: server, limits, accounts, network, tls, control, store, http, log." },
  { "[limits]\nlien = 1 KiB\n", NULL, NATTERD_CONFIG_ERROR_UNKNOWN_KEY,
    "FILE: limits.lien is not known. Did you mean limits.line?" },
  { "[limits]\nRATE = 1\n", NULL, NATTERD_CONFIG_ERROR_UNKNOWN_KEY,
    "FILE: limits.RATE is not known. Did you mean limits.rate?" },
  { "[limits]\nrate[de] = 1\n", NULL, NATTERD_CONFIG_ERROR_UNKNOWN_KEY, "FILE: limits.rate[de] is not known.*" },
  { "[server]\nline = 1 KiB\n", NULL, NATTERD_CONFIG_ERROR_UNKNOWN_KEY,
    "FILE: server.line is not known. Did you mean limits.line?" },
  { "[server]\ncolour = red\n", NULL, NATTERD_CONFIG_ERROR_UNKNOWN_KEY,
    "FILE: server.colour is not known. The keys of [server] are: name, motd, address, listen." },
  { NULL, "limit.rate=off", NATTERD_CONFIG_ERROR_UNKNOWN_GROUP, "--set: there is no group \"limit\". Did you mean limits?*" },
  { NULL, "limits.rat=off", NATTERD_CONFIG_ERROR_UNKNOWN_KEY, "--set: limits.rat is not known. Did you mean limits.rate?" },
  /* not even a setting */
  { NULL, "limits.rate", NATTERD_CONFIG_ERROR_SYNTAX,
    "--set: \"limits.rate\" is not GROUP.KEY=VALUE. For example: --set limits.rate=off" },
  { NULL, "rate=off", NATTERD_CONFIG_ERROR_SYNTAX, "--set: \"rate=off\" is not*" },
  { NULL, "rate=1.5", NATTERD_CONFIG_ERROR_SYNTAX, "--set: \"rate=1.5\" is not*" },
  { NULL, "", NATTERD_CONFIG_ERROR_SYNTAX, "--set: \"\" is not*" },
  { NULL, ".=", NATTERD_CONFIG_ERROR_UNKNOWN_GROUP, "--set: there is no group \"\".*" },
  /* not even a key file */
  { "line = 1\n", NULL, NATTERD_CONFIG_ERROR_SYNTAX, "FILE: *" },
  { "[limits]\nnonsense\n", NULL, NATTERD_CONFIG_ERROR_SYNTAX, "FILE: *nonsense*" },
  { "[server]\nname = caf\xe9\n", NULL, NATTERD_CONFIG_ERROR_SYNTAX, "FILE is not UTF-8 text.*" },
  { NULL, "server.name=caf\xe9", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.name cannot be \"caf\xef\xbf\xbd\".*" },
  /* sizes */
  { "[limits]\nline = much\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE,
    "FILE: limits.line cannot be \"much\". Allowed: a size from 1 KiB to 1 MiB." },
  { "[limits]\nline = 2 MiB\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE, "FILE: limits.line cannot be \"2 MiB\".*" },
  { "[limits]\nline = 1023\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE, "FILE: limits.line cannot be*" },
  { "[limits]\nline = 16 KB\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE, "FILE: limits.line cannot be*" },
  { "[limits]\nline = 16 KiB # enough\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE,
    "FILE: limits.line cannot be \"16 KiB # enough\".*" },
  { "[limits]\nline = -16 KiB\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE, "FILE: limits.line cannot be*" },
  { "[limits]\nline =\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE, "FILE: limits.line cannot be \"\".*" },
  { NULL, "limits.line=0", NATTERD_CONFIG_ERROR_BAD_VALUE, /* §9: cannot be lifted */
    "--set: limits.line cannot be \"0\". Allowed: a size from 1 KiB to 1 MiB." },
  { NULL, "limits.line=off", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.line cannot be \"off\".*" },
  { NULL, "limits.message=0.4 B", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: limits.message cannot be \"0.4 B\". Allowed: a size from 1 B to 1 MiB, or off." },
  { NULL, "limits.queue-hard=99999999999999999999", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.queue-hard cannot be*" },
  { NULL, "limits.queue-hard=0x100000", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.queue-hard cannot be*" },
  { NULL, "limits.queue-hard=1e6", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.queue-hard cannot be*" },
  /* numbers */
  { NULL, "limits.name=0", NATTERD_CONFIG_ERROR_BAD_VALUE, /* §9: cannot be lifted */
    "--set: limits.name cannot be \"0\". Allowed: a whole number from 2 to 128." },
  { NULL, "limits.room-name=off", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.room-name cannot be \"off\".*" },
  { NULL, "limits.name=12.5", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.name cannot be \"12.5\".*" },
  { NULL, "limits.name=129", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.name cannot be \"129\".*" },
  { NULL, "limits.rooms=10 KiB", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.rooms cannot be*" },
  { NULL, "limits.rooms=4294967297", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: limits.rooms cannot be \"4294967297\". Allowed: a whole number from 1 to 1000000, or off." },
  { NULL, "limits.rooms=inf", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.rooms cannot be*" },
  { NULL, "limits.rate=nan", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.rate cannot be*" },
  { NULL, "limits.rate=1,5", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.rate cannot be*" },
  { NULL, "limits.rate=.5", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.rate cannot be*" },
  { NULL, "limits.rate=5.", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.rate cannot be*" },
  { NULL, "limits.rate=no", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.rate cannot be*" },
  { NULL, "network.backlog=0", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: network.backlog cannot be*" },
  { NULL, "store.memory-messages=off", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: store.memory-messages cannot be*" },
  /* times */
  { NULL, "limits.login-timeout=1 day", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: limits.login-timeout cannot be \"1 day\". Allowed: a time from 1 ms to 1 d, or off." },
  { NULL, "limits.login-timeout=25 h", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.login-timeout cannot be*" },
  { NULL, "limits.login-timeout=0.0001 ms", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: limits.login-timeout cannot be*" },
  /* words */
  { NULL, "limits.loopback-exempt=maybe", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: limits.loopback-exempt cannot be \"maybe\". Allowed: yes or no." },
  { NULL, "log.level=loud", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: log.level cannot be \"loud\". Allowed: one of error, warning, message, info, debug." },
  { NULL, "server.name=", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: server.name cannot be \"\". Allowed: one line of 1 to 64 characters." },
  { NULL, "server.name=a\\nb", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.name cannot be*" },
  { NULL, "server.name=a\033[1mb", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.name cannot be*" },
  { NULL, "server.name=12345678901234567890123456789012345678901234567890123456789012345", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: server.name cannot be \"123456789012345678901234567890123456789012345678901234567890…\".*" },
  { "[server]\nmotd = a\\qb\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE,
    "FILE: server.motd cannot be \"a\\qb\". Allowed: up to 4000 characters, with \\n for a line break." },
  { "[server]\nmotd = a\\\n", NULL, NATTERD_CONFIG_ERROR_BAD_VALUE, "FILE: server.motd cannot be*" },
  /* addresses */
  { NULL, "server.listen=", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: server.listen cannot be \"\". Allowed: addresses like 127.0.0.1:5005 or [::1]:5005, with ; between them." },
  { NULL, "server.address=chat example", NATTERD_CONFIG_ERROR_BAD_VALUE,
    "--set: server.address cannot be \"chat example\". Allowed: a name or an address like chat.example.org or 192.0.2.1:5005." },
  { NULL, "server.address=natter://host", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.address cannot be*" },
  { NULL, "server.address=host:0", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.address cannot be*" },
  { NULL, "server.listen=5005", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  { NULL, "http.listen=5006; x", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: http.listen cannot be*" },
  { NULL, "http.listen=65536", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: http.listen cannot be*" },
  { NULL, "server.listen=localhost:5005", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  { NULL, "server.listen=127.0.0.1", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  { NULL, "server.listen=127.0.0.1:", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  { NULL, "server.listen=127.0.0.1:65536", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  { NULL, "server.listen=::1:5005", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  { NULL, "server.listen=[127.0.0.1]:5005", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  { NULL, "server.listen=[]:1", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  { NULL, "server.listen=[:1", NATTERD_CONFIG_ERROR_BAD_VALUE, "--set: server.listen cannot be*" },
  /* keys that do not go together */
  { "[limits]\nmessage = 32 KiB\n", NULL, NATTERD_CONFIG_ERROR_CONFLICT, /* §9 */
    "FILE: limits.message (32 KiB) is above limits.line (16 KiB). Lower the one or raise the other." },
  { "[limits]\nmessage = 4 KiB\n", "limits.line=2KiB", NATTERD_CONFIG_ERROR_CONFLICT, "FILE: limits.message (4 KiB) is above*" },
  { NULL, "limits.topic=17KiB", NATTERD_CONFIG_ERROR_CONFLICT, "--set: limits.topic (17 KiB) is above limits.line (16 KiB).*" },
  { NULL, "limits.queue-soft=2MiB", NATTERD_CONFIG_ERROR_CONFLICT,
    "--set: limits.queue-soft (2 MiB) is above limits.queue-hard (1 MiB).*" },
  { "[limits]\nqueue-soft = 4 KiB\nqueue-hard = 8 KiB\n", NULL, NATTERD_CONFIG_ERROR_CONFLICT,
    "FILE: limits.line (16 KiB) is above limits.queue-hard (8 KiB).*" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      const Mistake *mistake = &mistakes[i];
      g_autoptr (GError) error = NULL;
      gsize length = mistake->file != NULL ? strlen (mistake->file) : 0;
      g_autoptr (NatterdConfig) config = test_config_load (mistake->file, length, mistake->setting, &error);

      if (config != NULL)
        g_error ("mistake %u: nothing was said", i);
      g_assert_error (error, NATTERD_CONFIG_ERROR, (int) mistake->code);
      if (!g_pattern_match_simple (mistake->sentence, error->message))
        g_error ("mistake %u: \"%s\" is not \"%s\"", i, error->message, mistake->sentence);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_unreadable (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (natterd_config_load ("/nonexistent/natterd.conf", NULL, &error));
  g_assert_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, "/nonexistent/natterd.conf"));

  g_clear_error (&error);
  g_assert_null (natterd_config_load ("/", NULL, &error));
  g_assert_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_UNREADABLE);
}

static void
test_nul (void)
{
  g_autoptr (GError) error = NULL;
  const char text[] = "[limits]\nline = 1\0 KiB\n";

  g_assert_null (test_config_load (text, sizeof text - 1, NULL, &error));
  g_assert_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_SYNTAX);
}

/* A wrong address of --listen is named as such, and what was there stays. */
static void
test_listen (void)
{
  const char *const wrong[] = { "127.0.0.1:0", "here:5005", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterdConfig) config = natterd_config_load (NULL, NULL, NULL);

  g_assert_false (natterd_config_set_listen (config, wrong, &error));
  g_assert_error (error, NATTERD_CONFIG_ERROR, NATTERD_CONFIG_ERROR_BAD_VALUE);
  g_assert_true (g_str_has_prefix (error->message, "--listen: \"here:5005\" is no address to listen on."));
  g_assert_cmpuint (g_strv_length (config->listen), ==, 2);
  g_assert_true (config->listen_is_default);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/mistakes", test_mistakes);
  g_test_add_func ("/config/mistakes/unreadable", test_unreadable);
  g_test_add_func ("/config/mistakes/nul", test_nul);
  g_test_add_func ("/config/mistakes/listen", test_listen);
  return g_test_run ();
}
