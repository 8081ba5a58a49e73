/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "random-values.h"
#include "shared/natter-json.h"
#include "shared/natter-limits.h"

/* The grammar of the guard (which is that of the reader of commands) against tables, and against json-glib. */

#define NESTED7 "[[[[[[["
#define CLOSED7 "]]]]]]]"
#define FINE    0

typedef enum
{
  SAME, /* json-glib thinks so too */
  LAX,  /* json-glib takes it all the same: measured with 1.6.6 */
  LEAKY /* json-glib refuses it too, but leaks */
} Oracle;

/* §5.5 */
static const struct
{
  const char *line;
  guint code;
  Oracle oracle;
} cases[] = {
  { "{}", FINE },
  { " {\t\"a\"\r:\n1 , \"b\" : [ ] } ", FINE },
  { "{\"a\":0,\"b\":-0,\"c\":10,\"d\":-1.5,\"e\":1e5,\"f\":1E+5,\"g\":1.25e-3}", FINE },
  { "{\"a\":true,\"b\":false,\"c\":null}", FINE },
  { "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\"}", FINE },
  { "{\"a\":\"\\ud83d\\ude00\"}", FINE },
  { "{\"\":1}", FINE },
  { "{\"a\":{\"b\":[1,{\"c\":[]},\"]}\"],\"d\":{}},\"e\":2}", FINE },
  { "{\"a\":1,\"a\":2}", FINE },
  { "{\"a\":" NESTED7 CLOSED7 "}", FINE },                         /* 8 deep */
  { "{\"a\":[" NESTED7 CLOSED7 "]}", NATTER_ERROR_TOO_DEEP, LAX }, /* 9 */
  { "{\"a\":[" NESTED7 "\"]]]\"" CLOSED7 "],\"b\":1}", NATTER_ERROR_TOO_DEEP, LAX },
  { "{\"a\":\"[[[[[[[[[[[[{{{{\"}", FINE }, /* brackets in a string are none */
  { "", NATTER_ERROR_BAD_JSON, LAX },
  { "   ", NATTER_ERROR_BAD_JSON, LAX },
  { "[]", NATTER_ERROR_BAD_JSON, LAX },
  { "\"a\"", NATTER_ERROR_BAD_JSON, LAX },
  { "1", NATTER_ERROR_BAD_JSON, LAX },
  { "null", NATTER_ERROR_BAD_JSON, LAX },
  { "{", NATTER_ERROR_BAD_JSON },
  { "}", NATTER_ERROR_BAD_JSON },
  { "{\"a\"", NATTER_ERROR_BAD_JSON },
  { "{\"a\":", NATTER_ERROR_BAD_JSON },
  { "{\"a\":1", NATTER_ERROR_BAD_JSON },
  { "{\"a\":1,", NATTER_ERROR_BAD_JSON },
  { "{\"a\":1,}", NATTER_ERROR_BAD_JSON },
  { "{,\"a\":1}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":1 \"b\":2}", NATTER_ERROR_BAD_JSON },
  { "{\"a\" 1}", NATTER_ERROR_BAD_JSON },
  { "{a:1}", NATTER_ERROR_BAD_JSON },
  { "{1:1}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":[1,]}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":[1 2]}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":[,]}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":[}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":[}]", NATTER_ERROR_BAD_JSON },
  { "{\"a\":{]}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":[{\"b\":1]}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":[\"b\":1]}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":1}}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":1}x", NATTER_ERROR_BAD_JSON },
  { "{\"a\":1}{}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":tru}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":TRUE}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":nulll}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":NaN}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":+1}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":-}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":- 1}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":01}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":0x10}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":0b1}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":$1}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":1.}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":.5}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":1e}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":1e+}", NATTER_ERROR_BAD_JSON },
  { "{'a':1}", NATTER_ERROR_BAD_JSON, LAX },
  { "{/*x*/\"a\":1}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":1//x\n}", NATTER_ERROR_BAD_JSON, LAX },
  { "var a = {\"a\":1}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":\"x}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":\"\\\"}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":\"\t\"}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":\"\x01\"}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":\"\\x\"}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":\"\\'\"}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":\"\\141\"}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":\"\\u12\"}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":\"\\u12g4\"}", NATTER_ERROR_BAD_JSON, LAX },
  { "{\"a\":\"\\ud800\"}", NATTER_ERROR_BAD_JSON }, /* lone surrogates */
  { "{\"a\":\"\\udc00\"}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":\"\\ud800\\u0041\"}", NATTER_ERROR_BAD_JSON, LEAKY },
  { "{\"a\":\"\\ud800\\ud800\"}", NATTER_ERROR_BAD_JSON, LEAKY },
  { "{\"a\":\"\\ud800\\udc0\"}", NATTER_ERROR_BAD_JSON },
  { "{\"a\":\"\\u0000\"}", NATTER_ERROR_CONTROL_CHARACTERS, LAX }, /* §2.4 */
  { "{\"\\u0000\":1}", NATTER_ERROR_CONTROL_CHARACTERS, LAX },
  { "{\"a\":[\"x\\u0000\"]}", NATTER_ERROR_CONTROL_CHARACTERS, LAX },
  { "{\"a\":\"\xff\"}", NATTER_ERROR_NOT_UTF8, LAX },
  { "\xef\xbb\xbf{}", NATTER_ERROR_BAD_JSON, LAX },
};

static gboolean
oracle_accepts (const char *line, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  return json_parser_load_from_data (parser, line, (gssize) length, NULL);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].line);
      g_autoptr (GError) error = NULL;
      gboolean accepted = natter_json_guard (cases[i].line, length, NATTER_LIMIT_LINE, &error);

      g_test_message ("%s", cases[i].line);
      g_assert_cmpint (error != NULL ? error->code : FINE, ==, cases[i].code);
      g_assert_cmpint (accepted, ==, error == NULL);
      if (cases[i].oracle == SAME)
        g_assert_cmpint (oracle_accepts (cases[i].line, length), ==, accepted);
    }
}

/* A whole line cut short is never one, and reading stops at its end: AddressSanitizer watches. */
static void
test_cut_short (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].line);

      for (gsize cut = 0; cut < length; cut++)
        {
          g_autofree char *line = g_memdup2 (cases[i].line, cut > 0 ? cut : 1);

          if (natter_json_guard (line, cut, NATTER_LIMIT_LINE, NULL))
            g_assert_cmpuint (strspn (cases[i].line + cut, " \t\r\n{}x"), ==, length - cut);
        }
    }
}

static void
check_size (gsize length, gsize most, guint code)
{
  g_autofree char *line = g_strnfill (length, ' ');
  g_autoptr (GError) error = NULL;

  line[0] = '{';
  line[length - 1] = '}';
  natter_json_guard (line, length, most, &error);
  g_assert_cmpint (error != NULL ? error->code : FINE, ==, code);
}

static void
test_size (void)
{
  check_size (100, 100, FINE);
  check_size (101, 100, NATTER_ERROR_LINE_TOO_LONG);
  check_size (NATTER_LIMIT_LINE_MOST, NATTER_LIMIT_LINE_MOST, FINE);
}

/* A mebibyte of brackets costs time only; json-glib would overflow its stack at a tenth of it. */
static void
test_abyss (void)
{
  static const char *const openings[] = { "[", "{\"a\":" };

  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autoptr (GString) line = g_string_new ("{\"a\":");
      g_autoptr (GError) error = NULL;

      while (line->len < NATTER_LIMIT_LINE_MOST - 10)
        g_string_append (line, openings[i]);
      g_assert_false (natter_json_guard (line->str, line->len, NATTER_LIMIT_LINE_MOST, &error));
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TOO_DEEP);
    }
}

/* Puts a few bytes of the alphabet of JSON where others were. */
static void
mutate (GString *line, GRand *rand)
{
  static const char alphabet[] = "{}[]:,\"\\u0019eE.-+dtfn ";

  for (gint n = g_rand_int_range (rand, 0, 3); n > 0 && line->len > 0; n--)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) line->len);
      char c = alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];

      switch (g_rand_int_range (rand, 0, 3))
        {
        case 0:
          line->str[at] = c;
          break;
        case 1:
          g_string_insert_c (line, (gssize) at, c);
          break;
        default:
          g_string_erase (line, (gssize) at, 1);
          break;
        }
    }
}

static gboolean
same_command (const char *line, gsize length, const NatterCommand *command)
{
  gboolean reacts = command->kind == NATTER_COMMAND_REACT || command->kind == NATTER_COMMAND_UNREACT;
  const char *text_key = reacts ? "reaction" : "text";
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  g_assert_true (json_parser_load_from_data (parser, line, (gssize) length, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  if (g_strcmp0 (json_object_get_string_member (object, "do"), natter_verb_get (command->kind)->word) != 0)
    return FALSE;
  if (command->text != NULL && g_strcmp0 (json_object_get_string_member (object, text_key), command->text) != 0)
    return FALSE;
  if (command->name != NULL && g_strcmp0 (json_object_get_string_member (object, "name"), command->name) != 0)
    return FALSE;
  if (command->id != NULL && g_strcmp0 (json_object_get_string_member (object, "id"), command->id) != 0)
    return FALSE;

  return !command->has_count || json_object_get_int_member (object, "count") == (gint64) command->count;
}

/* Whatever the reader takes json-glib takes, with the same values; and what json-glib refuses the reader refuses. */
static void
test_oracle (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint taken = 0, refused = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (NatterCommand) command = natter_random_command (rand);
      g_autoptr (NatterCommand) read = NULL;
      g_autoptr (GString) line = g_string_new (NULL);
      gboolean guarded;

      natter_json_encode_command (command, line);
      mutate (line, rand);
      guarded = natter_json_guard (line->str, line->len, NATTER_LIMIT_LINE_MOST, NULL);
      if (guarded)
        g_assert_true (oracle_accepts (line->str, line->len));

      read = natter_json_decode_command (line->str, line->len, NULL, NULL);
      if (read != NULL && guarded)
        g_assert_true (same_command (line->str, line->len, read));

      taken += read != NULL ? 1 : 0;
      refused += guarded ? 0 : 1;
    }

  /* Neither side of the property is idle. */
  g_assert_cmpuint (taken, >, 2000);
  g_assert_cmpuint (refused, >, 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/json-grammar/table", test_table);
  g_test_add_func ("/shared/json-grammar/cut-short", test_cut_short);
  g_test_add_func ("/shared/json-grammar/size", test_size);
  g_test_add_func ("/shared/json-grammar/abyss", test_abyss);
  g_test_add_func ("/shared/json-grammar/oracle", test_oracle);
  return g_test_run ();
}
