/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "expected-command.h"
#include "shared/natter-command.h"
#include "shared/natter-error.h"

#define LOGIN NATTER_STAGE_LOGIN
#define CHAT  NATTER_STAGE_CHAT

/* §4.2, §6: the text form. Fields that are not named are absent. */
static const struct
{
  const char *line;
  NatterStage stage;
  ExpectedCommand command;
} fine[] = {
  { "login alice", LOGIN, { .kind = NATTER_COMMAND_LOGIN, .name = "alice" } },
  { "  LogIn \t alice  ", LOGIN, { .kind = NATTER_COMMAND_LOGIN, .name = "alice" } },
  { "login\u3000王小明", LOGIN, { .kind = NATTER_COMMAND_LOGIN, .name = "王小明" } },
  { "logout", LOGIN, { .kind = NATTER_COMMAND_LOGOUT } },
  { "logout", CHAT, { .kind = NATTER_COMMAND_LOGOUT } },
  { "help", LOGIN, { .kind = NATTER_COMMAND_HELP } },
  { "help tell", CHAT, { .kind = NATTER_COMMAND_HELP, .word = "tell" } },
  { "say hello", CHAT, { .kind = NATTER_COMMAND_SAY, .text = "hello" } },
  { "SAY   hello   world  ", CHAT, { .kind = NATTER_COMMAND_SAY, .text = "hello   world" } },
  { "say say", CHAT, { .kind = NATTER_COMMAND_SAY, .text = "say" } },
  { "say #garden", CHAT, { .kind = NATTER_COMMAND_SAY, .text = "#garden" } },
  { "me waves", CHAT, { .kind = NATTER_COMMAND_ME, .text = "waves" } },
  { "tell bob lunch at one?", CHAT, { .kind = NATTER_COMMAND_TELL, .name = "bob", .text = "lunch at one?" } },
  { "tell  bob   hi", CHAT, { .kind = NATTER_COMMAND_TELL, .name = "bob", .text = "hi" } },
  { "look", CHAT, { .kind = NATTER_COMMAND_LOOK } },
  { "look garden", CHAT, { .kind = NATTER_COMMAND_LOOK, .room = "garden" } },
  { "who", CHAT, { .kind = NATTER_COMMAND_WHO } },
  { "rooms", CHAT, { .kind = NATTER_COMMAND_ROOMS } },
  { "join #garden", CHAT, { .kind = NATTER_COMMAND_JOIN, .room = "garden" } },
  { "join garden", CHAT, { .kind = NATTER_COMMAND_JOIN, .room = "garden" } },
  { "join ##x", CHAT, { .kind = NATTER_COMMAND_JOIN, .room = "##x" } },
  { "join #", CHAT, { .kind = NATTER_COMMAND_JOIN, .room = "" } },
  { "leave", CHAT, { .kind = NATTER_COMMAND_LEAVE } },
  { "leave #garden", CHAT, { .kind = NATTER_COMMAND_LEAVE, .room = "garden" } },
  { "switch lobby", CHAT, { .kind = NATTER_COMMAND_SWITCH, .room = "lobby" } },
  { "topic", CHAT, { .kind = NATTER_COMMAND_TOPIC } },
  { "topic Cake at four", CHAT, { .kind = NATTER_COMMAND_TOPIC, .text = "Cake at four" } },
  { "name alicia", CHAT, { .kind = NATTER_COMMAND_NAME, .name = "alicia" } },
  { "away", CHAT, { .kind = NATTER_COMMAND_AWAY } },
  { "away at lunch", CHAT, { .kind = NATTER_COMMAND_AWAY, .text = "at lunch" } },
  { "back", CHAT, { .kind = NATTER_COMMAND_BACK } },
  { "ignore", CHAT, { .kind = NATTER_COMMAND_IGNORE } },
  { "ignore mallory", CHAT, { .kind = NATTER_COMMAND_IGNORE, .name = "mallory" } },
  { "unignore mallory", CHAT, { .kind = NATTER_COMMAND_UNIGNORE, .name = "mallory" } },
  { "history", CHAT, { .kind = NATTER_COMMAND_HISTORY } },
  { "history @bob 5", CHAT, { .kind = NATTER_COMMAND_HISTORY, .room = "@bob", .count = 5, .has_count = TRUE } },
  { "history ##x", CHAT, { .kind = NATTER_COMMAND_HISTORY, .room = "##x" } },
  { "history #Garden before 12", CHAT, { .kind = NATTER_COMMAND_HISTORY, .room = "Garden", .range = NATTER_RANGE_BEFORE, .seq = 12 } },
  { "read", CHAT, { .kind = NATTER_COMMAND_READ } },
  { "read #12", CHAT, { .kind = NATTER_COMMAND_READ, .target = 12 } },
  { "read 0", CHAT, { .kind = NATTER_COMMAND_READ, .target = NATTER_TARGET_NONE } },
  { "directs", CHAT, { .kind = NATTER_COMMAND_DIRECTS } },
  { "history 50", CHAT, { .kind = NATTER_COMMAND_HISTORY, .count = 50, .has_count = TRUE } },
  { "history 007", CHAT, { .kind = NATTER_COMMAND_HISTORY, .count = 7, .has_count = TRUE } },
  { "history 4294967295", CHAT, { .kind = NATTER_COMMAND_HISTORY, .count = G_MAXUINT, .has_count = TRUE } },
  { "history before 120", CHAT, { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_BEFORE, .seq = 120 } }, /* §4.17 */
  { "history SINCE 0 50", CHAT, { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_SINCE, .count = 50, .has_count = TRUE } },
  { "history since 9223372036854775807", CHAT, { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_SINCE, .seq = G_MAXINT64 } },
  { "history at 2026-11-25", CHAT, { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_AT, .time = G_GINT64_CONSTANT (1795564800000000) } },
  { "history at 2026-11-25 14:30 7", CHAT, { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_AT, .time = G_GINT64_CONSTANT (1795617000000000), .count = 7, .has_count = TRUE } },
  { "history at 2026-11-25 7", CHAT, { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_AT, .time = G_GINT64_CONSTANT (1795564800000000), .count = 7, .has_count = TRUE } },
  { "reply 12 with pleasure", CHAT, { .kind = NATTER_COMMAND_REPLY, .target = 12, .text = "with pleasure" } },
  { "EDIT  #3  two  words", CHAT, { .kind = NATTER_COMMAND_EDIT, .target = 3, .text = "two  words" } },
  { "edit LAST x", CHAT, { .kind = NATTER_COMMAND_EDIT, .target = NATTER_TARGET_LAST, .text = "x" } },
  { "delete last", CHAT, { .kind = NATTER_COMMAND_DELETE, .target = NATTER_TARGET_LAST } },
  { "delete 9223372036854775807", CHAT, { .kind = NATTER_COMMAND_DELETE, .target = G_MAXINT64 } },
  { "react 12 👍", CHAT, { .kind = NATTER_COMMAND_REACT, .target = 12, .text = "👍" } },
  { "unreact #12 👍", CHAT, { .kind = NATTER_COMMAND_UNREACT, .target = 12, .text = "👍" } },
  { "ping", CHAT, { .kind = NATTER_COMMAND_PING } },
  { "time", CHAT, { .kind = NATTER_COMMAND_TIME } },
  { "version", CHAT, { .kind = NATTER_COMMAND_VERSION } },
  { "motd", CHAT, { .kind = NATTER_COMMAND_MOTD } },
};

static void
test_fine (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NatterCommand) command = NULL;

      g_test_message ("%s", fine[i].line);
      command = natter_command_parse_line (fine[i].line, strlen (fine[i].line), fine[i].stage, &error);
      g_assert_no_error (error);
      expected_command_check (&fine[i].command, command);
    }
}

/* §4.3, §4.5, §6.2, §6.4: refusals are whole sentences of at most 80 columns. */
static const struct
{
  const char *line;
  NatterStage stage;
  NatterError code;
  const char *sentence;
} refused[] = {
  { "lok", CHAT, NATTER_ERROR_UNKNOWN_COMMAND, "I don't know \"lok\". Did you mean look?" },
  { "LOK at this", CHAT, NATTER_ERROR_UNKNOWN_COMMAND, "I don't know \"LOK\". Did you mean look?" },
  { "hello everyone", CHAT, NATTER_ERROR_UNKNOWN_COMMAND, "I don't know \"hello\". Type help to see what I know." },
  { "pong", CHAT, NATTER_ERROR_UNKNOWN_COMMAND, "I don't know \"pong\". Did you mean ping?" },
  { "\033[31mevil\033]0;x\a", CHAT, NATTER_ERROR_UNKNOWN_COMMAND, "I don't know \"evil\". Type help to see what I know." },
  { "\u202e日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語", CHAT, NATTER_ERROR_UNKNOWN_COMMAND,
    "I don't know \"日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語…\". Type help to see what I know." },
  { "aaaaaaaaaabbbbbbbbbbccccccccccd", CHAT, NATTER_ERROR_UNKNOWN_COMMAND,
    "I don't know \"aaaaaaaaaabbbbbbbbbbcccccccccc…\". Type help to see what I know." },
  { "hello", LOGIN, NATTER_ERROR_NOT_LOGGED_IN, "Please come in first: login NAME. For example: login alice" },
  { "say hello", LOGIN, NATTER_ERROR_NOT_LOGGED_IN, "Please come in first: login NAME. For example: login alice" },
  { "tell bob", LOGIN, NATTER_ERROR_NOT_LOGGED_IN, NULL },
  { "who is there", LOGIN, NATTER_ERROR_NOT_LOGGED_IN, NULL },
  { "logn alice", LOGIN, NATTER_ERROR_NOT_LOGGED_IN, "I don't know \"logn\". Did you mean login?" },
  { "login", CHAT, NATTER_ERROR_ALREADY_LOGGED_IN, "You are in already. To go by another name: name NEW" },
  { "login bob", CHAT, NATTER_ERROR_ALREADY_LOGGED_IN, NULL },
  { "login", LOGIN, NATTER_ERROR_MISSING_ARGUMENT, "A name is missing: login NAME [PASSWORD]. For example: login alice" },
  { "say  ", CHAT, NATTER_ERROR_MISSING_ARGUMENT, "The words are missing: say TEXT. For example: say good morning, everyone" },
  { "me", CHAT, NATTER_ERROR_MISSING_ARGUMENT, NULL },
  { "tell", CHAT, NATTER_ERROR_MISSING_ARGUMENT, "A name is missing: tell NAME TEXT. For example: tell bob lunch at one?" },
  { "tell bob", CHAT, NATTER_ERROR_MISSING_ARGUMENT, "The words are missing: tell NAME TEXT. For example: tell bob lunch at one?" },
  { "join", CHAT, NATTER_ERROR_MISSING_ARGUMENT, "Which room? join ROOM [CODE]. For example: join #garden" },
  { "switch", CHAT, NATTER_ERROR_MISSING_ARGUMENT, NULL },
  { "name", CHAT, NATTER_ERROR_MISSING_ARGUMENT, NULL },
  { "unignore", CHAT, NATTER_ERROR_MISSING_ARGUMENT, NULL },
  { "login alice in chains", LOGIN, NATTER_ERROR_TOO_MANY_ARGUMENTS,
    "A name is one word: login NAME [PASSWORD]. For example: login alice" },
  { "join my garden", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS, NULL },
  { "unignore bob now", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS, NULL },
  { "who is there", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS, "Just who, please, with nothing after it." },
  { "logout now", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS, NULL },
  { "help say tell", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS, "One word is enough: help [COMMAND]. For example: help tell" },
  { "history 5 10", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS, NULL },
  { "history 0", CHAT, NATTER_ERROR_BAD_FIELD, "How many? A number from 1 up: history [ROOM] [N]. For example: history @bob 50" },
  { "history before", CHAT, NATTER_ERROR_BAD_FIELD, "From where? For example: history before 120, or since 120, or at 2026-11-25" },
  { "history before x", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history since -1", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history since 9223372036854775808", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history since 1 2 3", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS, NULL },
  { "history at", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history at noon", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history at 2026-02-30", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history at 2026-11-25 24:00", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history at 2026-11-25 14:30 0", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "reply", CHAT, NATTER_ERROR_MISSING_ARGUMENT, "Which message? reply SEQ TEXT. For example: reply 12 with pleasure" },
  { "edit last", CHAT, NATTER_ERROR_MISSING_ARGUMENT, "The words are missing: edit SEQ TEXT. For example: edit last lunch at two?" },
  { "react 12", CHAT, NATTER_ERROR_MISSING_ARGUMENT, "The sign is missing: react SEQ EMOJI. For example: react 12 👍" },
  { "react last 👍", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "reply last hm", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "delete 0", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "delete #", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "delete -1", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "delete it", CHAT, NATTER_ERROR_BAD_FIELD, "Which number, as in history? delete SEQ. For example: delete last" },
  { "delete 9223372036854775808", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "delete 1 2", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS, NULL },
  { "history -1", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history many", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history 5x", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history 4294967296", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history 99999999999999999999999999", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
  { "history ٣", CHAT, NATTER_ERROR_BAD_FIELD, NULL },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i].line);
      g_assert_null (natter_command_parse_line (refused[i].line, strlen (refused[i].line), refused[i].stage, &error));
      g_assert_error (error, NATTER_ERROR, (int) refused[i].code);
      g_assert_cmpint (g_utf8_strlen (error->message, -1), <=, 80);
      if (refused[i].sentence != NULL)
        g_assert_cmpstr (error->message, ==, refused[i].sentence);
    }
}

/* The line ends where its length says. */
static void
test_length (void)
{
  g_autoptr (NatterCommand) command = natter_command_parse_line ("say hello world", 9, CHAT, NULL);

  g_assert_cmpstr (command->text, ==, "hello");
}

/* §6.2: for each row of the table, everything there passes, and each needed argument missing does not. */
static void
test_check (void)
{
  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      const NatterVerb *verb = natter_verb_get ((NatterCommandKind) i);
      g_autoptr (NatterCommand) command = natter_command_new (verb->kind);
      gboolean needs = verb->arguments[0].kind != NATTER_ARGUMENT_NONE && !verb->arguments[0].optional;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (natter_command_check (command, &error), ==, !needs);
      if (needs)
        {
          g_assert_error (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT);
          g_assert_nonnull (strstr (error->message, verb->usage));
          g_assert_nonnull (strstr (error->message, verb->example));
        }

      command->name = g_strdup ("x");
      command->room = g_strdup ("x");
      command->word = g_strdup ("x");
      command->text = g_strdup ("x");
      command->password = g_strdup ("x");
      command->new_password = g_strdup ("x");
      command->email = g_strdup ("x");
      command->role = g_strdup ("x");
      command->span = g_strdup ("x");
      command->code = g_strdup ("x");
      command->token = g_strdup ("x");
      command->uses = 1;
      command->has_count = TRUE;
      command->target = 1;
      g_assert_true (natter_command_check (command, NULL));
    }
}

static void
check_differs (const char *a_line, const char *b_line)
{
  g_autoptr (NatterCommand) a = natter_command_parse_line (a_line, strlen (a_line), CHAT, NULL);
  g_autoptr (NatterCommand) again = natter_command_parse_line (a_line, strlen (a_line), CHAT, NULL);
  g_autoptr (NatterCommand) b = natter_command_parse_line (b_line, strlen (b_line), CHAT, NULL);

  g_assert_true (natter_command_equal (a, again));
  g_assert_false (natter_command_equal (a, b));
}

static void
test_equal (void)
{
  check_differs ("say x", "say y");
  check_differs ("say x", "me x");
  check_differs ("look", "look x");
  check_differs ("tell bob x", "tell eve x");
  check_differs ("help say", "help tell");
  check_differs ("history", "history 1");
  check_differs ("history 1", "history 2");
}

int
main (int argc, char **argv)
{
  /* history at DATE is in the zone of the machine */
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/command/fine", test_fine);
  g_test_add_func ("/shared/command/refused", test_refused);
  g_test_add_func ("/shared/command/length", test_length);
  g_test_add_func ("/shared/command/check", test_check);
  g_test_add_func ("/shared/command/equal", test_equal);
  return g_test_run ();
}
