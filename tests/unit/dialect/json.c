/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "server/dialect/natterd-dialect.h"
#include "shared/natter-json.h"

/* The JSON dialect is the shared codec in the shape of a dialect: PROTOCOL.md §5. */

typedef struct
{
  const char *line;
  const char *id;
  const char *suggestion;
  int code; /* of NATTER_ERROR; -1: it is a command */
} Row;

#define IS_COMMAND -1

static const Row rows[] = {
  { "{\"do\":\"say\",\"text\":\"hi\",\"id\":\"c1\"}", "c1", NULL, IS_COMMAND },
  { "{\"do\":\"who\"}", NULL, NULL, IS_COMMAND },
  /* §5.7: the id is returned, and the nearest word proposed */
  { "{\"do\":\"lok\",\"id\":\"c2\"}", "c2", "look", NATTER_ERROR_UNKNOWN_COMMAND },
  { "{\"do\":\"dance\",\"id\":\"c3\"}", "c3", NULL, NATTER_ERROR_UNKNOWN_COMMAND },
  { "{\"do\":\"say\",\"id\":\"c4\",\"text\":1}", "c4", NULL, NATTER_ERROR_BAD_FIELD },
  { "say hi", NULL, NULL, NATTER_ERROR_BAD_JSON },
  { "{\"do\":", NULL, NULL, NATTER_ERROR_BAD_JSON },
  { "{\"do\":\"say\",\"text\":\"\xff\"}", NULL, NULL, NATTER_ERROR_NOT_UTF8 },
};

static void
test_parse (void)
{
  const NatterdDialect *dialect = natterd_dialect_get_json ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      NatterdDialectState state = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;
      g_autofree char *suggestion = NULL;
      g_autoptr (NatterCommand) command =
        dialect->parse (&state, NATTER_STAGE_CHAT, rows[i].line, strlen (rows[i].line), &id, &suggestion, &error);

      g_assert_cmpstr (id, ==, rows[i].id);
      g_assert_cmpstr (suggestion, ==, rows[i].suggestion);
      if (rows[i].code == IS_COMMAND)
        {
          g_assert_no_error (error);
          g_assert_nonnull (command);
        }
      else
        {
          g_assert_null (command);
          g_assert_error (error, NATTER_ERROR, rows[i].code);
        }
    }
}

/* §2.1, §5.1: one object a line, LF; every program reads the same */
static void
test_encode (void)
{
  const NatterdDialect *dialect = natterd_dialect_get_json ();
  const NatterdView views[] = { { "alice", "lobby" }, { "bob", "garden" }, { NULL, NULL } };
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_SAID);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (NatterEvent) decoded = NULL;
  g_autoptr (GError) error = NULL;

  event->room = g_strdup ("lobby");
  event->message = natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", "two\tlines\nno: one", "c1");
  event->message->seq = 42;
  event->message->time = G_GINT64_CONSTANT (1767323045678000);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    g_assert_cmpuint (dialect->choose (event, &views[i]), ==, 0);

  dialect->encode (event, 0, &views[0], out);
  g_assert_true (strchr (out->str, '\n') == out->str + out->len - 1);
  g_assert_cmpint (out->str[0], ==, '{');

  decoded = natter_json_decode_event (out->str, out->len - 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decoded->message->text, ==, event->message->text);
  g_assert_cmpuint (decoded->message->seq, ==, 42);
}

/* A JSON peer's bytes are its own: no telnet in them; and it is asked whether it is still there (§5.15). */
static void
test_shape (void)
{
  g_assert_null (natterd_dialect_get_json ()->filter);
  g_assert_true (natterd_dialect_get_json ()->pings);
  g_assert_false (natterd_dialect_get_text ()->pings);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dialect/json/parse", test_parse);
  g_test_add_func ("/dialect/json/encode", test_encode);
  g_test_add_func ("/dialect/json/shape", test_shape);

  return g_test_run ();
}
