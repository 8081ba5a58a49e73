/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "dialect-support.h"

/* From a line to a command, or to an answer that helps: PROTOCOL.md §2.3, §4.2–§4.5, §4.20. */

typedef struct
{
  const char *line;
  NatterStage stage;
  int code; /* of NATTER_ERROR; -1: it is a command */
  NatterCommandKind kind;
  const char *room;
  const char *name;
  const char *text;
  const char *suggestion;
} Row;

#define IS_COMMAND -1
#define LOGIN      NATTER_STAGE_LOGIN
#define CHAT       NATTER_STAGE_CHAT

static const Row rows[] = {
  { "login alice", LOGIN, IS_COMMAND, NATTER_COMMAND_LOGIN, .name = "alice" },
  { "  SAY   hello  there ", CHAT, IS_COMMAND, NATTER_COMMAND_SAY, .text = "hello  there" },
  { "tell bob lunch at one?", CHAT, IS_COMMAND, NATTER_COMMAND_TELL, .name = "bob", .text = "lunch at one?" },
  { "join #garden", CHAT, IS_COMMAND, NATTER_COMMAND_JOIN, .room = "garden" },
  { "say Ü 日本 م 🎉", CHAT, IS_COMMAND, NATTER_COMMAND_SAY, .text = "Ü 日本 م 🎉" },
  { "lok", CHAT, NATTER_ERROR_UNKNOWN_COMMAND, .suggestion = "look" },
  { "\u3000lok around", CHAT, NATTER_ERROR_UNKNOWN_COMMAND, .suggestion = "look" },
  { "  lok around", CHAT, NATTER_ERROR_UNKNOWN_COMMAND, .suggestion = "look" },
  { "morning, everyone", CHAT, NATTER_ERROR_UNKNOWN_COMMAND },
  { "say", CHAT, NATTER_ERROR_MISSING_ARGUMENT },
  { "who now", CHAT, NATTER_ERROR_TOO_MANY_ARGUMENTS },
  { "say hello", LOGIN, NATTER_ERROR_NOT_LOGGED_IN },
  { "login alice", CHAT, NATTER_ERROR_ALREADY_LOGGED_IN },
  { "\x1b[Asay hello", CHAT, NATTER_ERROR_CONTROL_CHARACTERS },
  { "\x1b[A", LOGIN, NATTER_ERROR_CONTROL_CHARACTERS },
  { "\xc2\x85look", CHAT, NATTER_ERROR_CONTROL_CHARACTERS },
  { "look\a", CHAT, NATTER_ERROR_CONTROL_CHARACTERS },
  { "say hello\a", CHAT, IS_COMMAND, NATTER_COMMAND_SAY, .text = "hello\a" }, /* §2.4 is the domain's */
  { "history lots", CHAT, NATTER_ERROR_BAD_FIELD },
};

static NatterCommand *
parse (const NatterdDialectState *state, NatterStage stage, const char *line, gsize length, char **suggestion, GError **error)
{
  /* without a NUL behind it, so that a byte too far is seen */
  g_autofree char *copy = g_memdup2 (line, length);
  NatterdDialectState own = state != NULL ? *state : (NatterdDialectState){ 0 };
  g_autofree char *id = g_strdup ("unset");
  char *old_id = id;
  NatterCommand *command = natterd_dialect_get_text ()->parse (&own, stage, copy, length, &id, suggestion, error);

  /* §3.7: people have no ids */
  g_assert_null (id);
  g_free (old_id);
  return command;
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *suggestion = NULL;
      g_autoptr (NatterCommand) command =
        parse (NULL, row->stage, row->line, strlen (row->line), &suggestion, &error);

      g_assert_cmpstr (suggestion, ==, row->suggestion);
      if (row->code == IS_COMMAND)
        {
          g_assert_no_error (error);
          g_assert_nonnull (command);
          g_assert_cmpint (command->kind, ==, row->kind);
          g_assert_cmpstr (command->room, ==, row->room);
          g_assert_cmpstr (command->name, ==, row->name);
          g_assert_cmpstr (command->text, ==, row->text);
        }
      else
        {
          g_assert_null (command);
          g_assert_error (error, NATTER_ERROR, row->code);
        }
    }
}

static void
assert_refused (const NatterdDialectState *state, const char *line, gsize length, int code, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *suggestion = NULL;
  g_autoptr (NatterCommand) command = parse (state, NATTER_STAGE_CHAT, line, length, &suggestion, &error);

  g_assert_null (command);
  g_assert_null (suggestion);
  g_assert_error (error, NATTER_ERROR, code);
  if (word != NULL)
    g_assert_nonnull (strstr (error->message, word));
}

/* §2.3: strict; and what helps depends on who sent it */
static void
test_not_utf8 (void)
{
  static const char *const lines[] = {
    "say \xfc", "say \xc3", "say \xc0\xaf", "say \xed\xa0\x80", "say \xf4\x90\x80\x80", "say \xf8\x88\x80\x80\x80", "\xfe", "\x80"
  };
  const NatterdDialectState telnet = { .telnet_seen = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      assert_refused (NULL, lines[i], strlen (lines[i]), NATTER_ERROR_NOT_UTF8, "Ctrl-C");
      assert_refused (&telnet, lines[i], strlen (lines[i]), NATTER_ERROR_NOT_UTF8, "set your terminal to UTF-8");
    }
  assert_refused (NULL, "say a\0b", 7, NATTER_ERROR_CONTROL_CHARACTERS, NULL); /* §2.4 */
}

/* §4.20: the line that telnet tore, and only that one */
static void
test_garbled (void)
{
  static const guint8 read[] = "say a\r\nsay \xc3\xff\xf3\xff\xfd\x06 hi\r\nsay b\r\nsay \xff\xff\r\n";
  static const int expected[] = { IS_COMMAND, NATTER_ERROR_LINE_GARBLED, IS_COMMAND, NATTER_ERROR_NOT_UTF8 };
  const NatterdDialect *dialect = natterd_dialect_get_text ();
  NatterdDialectState state = { 0 };
  NatterFramer framer;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  const char *line;
  gsize length;
  guint n = 0;

  natter_framer_init (&framer, 1000);
  g_assert_true (dialect->filter (&state, &framer, read, sizeof read - 1, out, reply));
  natter_framer_feed (&framer, out->data, out->len);
  while (natter_framer_next (&framer, &line, &length) == NATTER_FRAMER_LINE)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *suggestion = NULL;
      g_autoptr (NatterCommand) command = parse (&state, NATTER_STAGE_CHAT, line, length, &suggestion, &error);

      g_assert_cmpuint (n, <, G_N_ELEMENTS (expected));
      if (expected[n] == IS_COMMAND)
        g_assert_nonnull (command);
      else
        g_assert_error (error, NATTER_ERROR, expected[n]);
      n++;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));
  natter_framer_settle (&framer);
  natter_framer_clear (&framer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dialect/text-parse/table", test_table);
  g_test_add_func ("/dialect/text-parse/not-utf8", test_not_utf8);
  g_test_add_func ("/dialect/text-parse/garbled", test_garbled);

  return g_test_run ();
}
