/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "expected-command.h"
#include "random-values.h"
#include "shared/natter-json.h"
#include "shared/natter-limits.h"

#define ID64 "0123456789012345678901234567890123456789012345678901234567890123"

/* §5.1, §6 */
static const struct
{
  const char *line;
  ExpectedCommand command;
} fine[] = {
  { "{\"do\":\"login\",\"name\":\"alice\"}", { .kind = NATTER_COMMAND_LOGIN, .name = "alice" } },
  { "{\"do\":\"say\",\"room\":\"lobby\",\"text\":\"hi\",\"id\":\"c1\"}",
    { .kind = NATTER_COMMAND_SAY, .room = "lobby", .text = "hi", .id = "c1" } },
  { "{\"do\":\"say\",\"room\":\"#lobby\",\"text\":\"hi\"}", { .kind = NATTER_COMMAND_SAY, .room = "lobby", .text = "hi" } },
  { "{\"do\":\"say\",\"room\":\"@bob\",\"text\":\"hi\"}", { .kind = NATTER_COMMAND_SAY, .room = "@bob", .text = "hi" } }, /* §6.1 */
  { "{\"do\":\"say\",\"text\":\"\"}", { .kind = NATTER_COMMAND_SAY, .text = "" } },
  { " { \"text\" : \"a\\tb\\u00fc\\ud83d\\ude00\\/\" , \"do\" : \"me\" } ", { .kind = NATTER_COMMAND_ME, .text = "a\tbü😀/" } },
  { "{\"d\\u006f\":\"w\\u0068o\",\"\\u0069d\":\"x\"}", { .kind = NATTER_COMMAND_WHO, .id = "x" } },
  { "{\"do\":\"tell\",\"name\":\"bob\",\"text\":\"hi\"}", { .kind = NATTER_COMMAND_TELL, .name = "bob", .text = "hi" } },
  { "{\"do\":\"look\",\"room\":\"#garden\"}", { .kind = NATTER_COMMAND_LOOK, .room = "garden" } },
  { "{\"do\":\"help\",\"word\":\"tell\"}", { .kind = NATTER_COMMAND_HELP, .word = "tell" } },
  { "{\"do\":\"history\",\"room\":\"@bob\",\"count\":7}",
    { .kind = NATTER_COMMAND_HISTORY, .room = "@bob", .count = 7, .has_count = TRUE } },
  { "{\"do\":\"history\",\"before\":42}", { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_BEFORE, .seq = 42 } }, /* §6.1a */
  { "{\"do\":\"history\",\"since\":0,\"count\":7}",
    { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_SINCE, .count = 7, .has_count = TRUE } },
  { "{\"do\":\"history\",\"at\":\"2026-11-25T14:30:00.000Z\"}",
    { .kind = NATTER_COMMAND_HISTORY, .range = NATTER_RANGE_AT, .time = G_GINT64_CONSTANT (1795617000000000) } },
  { "{\"do\":\"login\",\"name\":\"alice\",\"resume\":true}", { .kind = NATTER_COMMAND_LOGIN, .name = "alice", .resume = TRUE } },
  { "{\"do\":\"resume\",\"token\":\"t\"}", { .kind = NATTER_COMMAND_RESUME, .token = "t" } }, /* §5.19 */
  { "{\"do\":\"resume\",\"token\":\"t\",\"epoch\":\"e\",\"seen\":[]}", { .kind = NATTER_COMMAND_RESUME, .token = "t", .epoch = "e" } },
  { "{\"do\":\"resume\",\"token\":\"t\",\"seen\":[{\"room\":\"#lobby\",\"seq\":42,\"x\":[1]},{\"seq\":0,\"room\":\"@b\\u00f6\"}]}",
    { .kind = NATTER_COMMAND_RESUME, .token = "t", .seen = "lobby 42 @bö 0 " } },
  { "{\"do\":\"pong\"}", { .kind = NATTER_COMMAND_PONG } },
  { "{\"do\":\"say\",\"text\":\"a\",\"text\":\"b\"}", { .kind = NATTER_COMMAND_SAY, .text = "b" } }, /* §5.5: the last counts */
  { "{\"do\":\"say\",\"text\":1,\"text\":\"b\"}", { .kind = NATTER_COMMAND_SAY, .text = "b" } },
  { "{\"do\":\"who\",\"new\":[{\"a\":[1]}],\"text\":5,\"nul\":\"\\u0000\"}", { .kind = NATTER_COMMAND_WHO } }, /* §5.4: unknown fields */
  { "{\"do\":\"who\",\"id\":\"" ID64 "\"}", { .kind = NATTER_COMMAND_WHO, .id = ID64 } },                      /* §3.7 */
};

static void
test_fine (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;
      g_autoptr (NatterCommand) command = NULL;

      g_test_message ("%s", fine[i].line);
      command = natter_json_decode_command (fine[i].line, strlen (fine[i].line), &id, &error);
      g_assert_no_error (error);
      expected_command_check (&fine[i].command, command);
      g_assert_cmpstr (id, ==, command->id);
    }
}

/* §5.2: the id is answered also where the command is refused. */
static const struct
{
  const char *line;
  NatterError code;
  const char *id;
} refused[] = {
  { "hello", NATTER_ERROR_BAD_JSON, NULL },
  { "[]", NATTER_ERROR_BAD_JSON, NULL },
  { "{\"id\":\"c1\",\"do\":\"who\"", NATTER_ERROR_BAD_JSON, "c1" },
  { "{\"do\":\"who\",\"id\":\"c1\"}}", NATTER_ERROR_BAD_JSON, "c1" },
  { "{\"do\":\"say\",\"text\":\"\\ud800\",\"id\":\"c1\"}", NATTER_ERROR_BAD_JSON, NULL },
  { "{\"do\":\"say\",\"text\":\"\xff\",\"id\":\"c1\"}", NATTER_ERROR_NOT_UTF8, NULL },
  { "{\"do\":\"who\",\"x\":[[[[[[[[1]]]]]]]],\"id\":\"c1\"}", NATTER_ERROR_TOO_DEEP, "c1" },
  { "{\"do\":\"who\",\"x\":{\"a\":[[[[[[[\"]]\"]]]]]]]},\"id\":\"c1\"}", NATTER_ERROR_TOO_DEEP, "c1" },
  { "{\"id\":\"c1\"}", NATTER_ERROR_MISSING_ARGUMENT, "c1" },
  { "{\"do\":5,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":null,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"dance\",\"id\":\"c1\"}", NATTER_ERROR_UNKNOWN_COMMAND, "c1" },
  { "{\"do\":\"\",\"id\":\"c1\"}", NATTER_ERROR_UNKNOWN_COMMAND, "c1" },
  { "{\"do\":\"Say\",\"text\":\"x\"}", NATTER_ERROR_UNKNOWN_COMMAND, NULL },
  { "{\"do\":\"say\",\"id\":\"c1\"}", NATTER_ERROR_MISSING_ARGUMENT, "c1" },
  { "{\"do\":\"tell\",\"name\":\"bob\",\"id\":\"c1\"}", NATTER_ERROR_MISSING_ARGUMENT, "c1" },
  { "{\"do\":\"say\",\"text\":5,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"say\",\"text\":null,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"say\",\"text\":[\"x\"],\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"say\",\"text\":\"x\",\"room\":{},\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"say\",\"text\":\"x\\u0000y\",\"id\":\"c1\"}", NATTER_ERROR_CONTROL_CHARACTERS, "c1" },
  { "{\"do\":\"join\",\"room\":\"\\u0000\",\"id\":\"c1\"}", NATTER_ERROR_CONTROL_CHARACTERS, "c1" },
  { "{\"do\":\"history\",\"count\":0,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"before\":1,\"since\":1,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"since\":1,\"at\":\"2026-11-25T14:30:00.000Z\",\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"since\":-1,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"since\":9223372036854775808,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"before\":\"1\",\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"at\":\"2026-11-25\",\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"count\":-1,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"count\":1.5,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"count\":1e2,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"count\":\"5\",\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"count\":4294967296,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"history\",\"count\":18446744073709551617,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"resume\",\"id\":\"c1\"}", NATTER_ERROR_MISSING_ARGUMENT, "c1" },
  { "{\"do\":\"resume\",\"token\":\"t\",\"seen\":{},\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"resume\",\"token\":\"t\",\"seen\":5,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"resume\",\"token\":\"t\",\"seen\":[5],\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"resume\",\"token\":\"t\",\"seen\":[{\"room\":\"a\"}],\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"resume\",\"token\":\"t\",\"seen\":[{\"room\":\"a\",\"seq\":-1}],\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"resume\",\"token\":\"t\",\"seen\":[{\"room\":\"a\\u0000\",\"seq\":1}],\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"login\",\"name\":\"a\",\"resume\":null,\"id\":\"c1\"}", NATTER_ERROR_BAD_FIELD, "c1" },
  { "{\"do\":\"who\",\"id\":5}", NATTER_ERROR_BAD_FIELD, NULL },
  { "{\"do\":\"who\",\"id\":\"\"}", NATTER_ERROR_BAD_FIELD, NULL },
  { "{\"do\":\"who\",\"id\":\"" ID64 "4\"}", NATTER_ERROR_BAD_FIELD, NULL },
  { "{\"do\":\"who\",\"id\":\"a\\nb\"}", NATTER_ERROR_BAD_FIELD, NULL },
  { "{\"do\":\"who\",\"id\":\"ü\"}", NATTER_ERROR_BAD_FIELD, NULL },
  { "{\"do\":\"who\",\"id\":\"a\\u0000\"}", NATTER_ERROR_BAD_FIELD, NULL },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;

      g_test_message ("%s", refused[i].line);
      g_assert_null (natter_json_decode_command (refused[i].line, strlen (refused[i].line), &id, &error));
      g_assert_error (error, NATTER_ERROR, (int) refused[i].code);
      g_assert_cmpstr (id, ==, refused[i].id);
    }
}

/* §5.19: at most so many. */
static void
test_seen (void)
{
  for (guint i = NATTER_LIMIT_SEEN; i <= NATTER_LIMIT_SEEN + 1; i++)
    {
      g_autoptr (GString) line = g_string_new ("{\"do\":\"resume\",\"token\":\"t\",\"seen\":[");
      g_autoptr (NatterCommand) command = NULL;
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < i; j++)
        g_string_append_printf (line, "%s{\"room\":\"r%u\",\"seq\":%u}", j > 0 ? "," : "", j, j);
      g_string_append (line, "]}");
      command = natter_json_decode_command (line->str, line->len, NULL, &error);
      if (i == NATTER_LIMIT_SEEN)
        g_assert_cmpuint (command->seen->len, ==, NATTER_LIMIT_SEEN);
      else
        g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD);
    }
}

/* A NUL byte, not escaped. */
static void
test_nul (void)
{
  static const char line[] = "{\"do\":\"say\",\"text\":\"a\0b\"}";
  g_autoptr (GError) error = NULL;

  g_assert_null (natter_json_decode_command (line, sizeof line - 1, NULL, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_CONTROL_CHARACTERS);
}

/* §5.7: a word for proposing another. */
static void
test_word (void)
{
  static const char line[] = "{\"id\":\"1\",\"do\":\"l\\u006fk\"}";
  g_autofree char *word = natter_json_dup_word (line, strlen (line));

  g_assert_cmpstr (word, ==, "lok");
  g_assert_null (natter_json_dup_word ("{\"do\":5}", 8));
  g_assert_null (natter_json_dup_word ("{\"do\":\"x\"", 9));
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (NatterCommand) command = natter_random_command (rand);
      g_autoptr (NatterCommand) read = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GString) line = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;

      natter_json_encode_command (command, line);
      g_assert_null (strpbrk (line->str, "\r\n")); /* §5.1: one line */
      read = natter_json_decode_command (line->str, line->len, &id, &error);
      g_assert_no_error (error);
      g_assert_true (natter_command_equal (command, read));
      g_assert_cmpstr (id, ==, command->id);
      g_assert_true (json_parser_load_from_data (parser, line->str, (gssize) line->len, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/json-command/fine", test_fine);
  g_test_add_func ("/shared/json-command/refused", test_refused);
  g_test_add_func ("/shared/json-command/seen", test_seen);
  g_test_add_func ("/shared/json-command/nul", test_nul);
  g_test_add_func ("/shared/json-command/word", test_word);
  g_test_add_func ("/shared/json-command/round-trip", test_round_trip);
  return g_test_run ();
}
