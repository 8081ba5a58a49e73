/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-command.h"
#include "shared/natter-error.h"

/* The tables in the code against the tables of PROTOCOL.md, which is the law. */

static char *
read_protocol (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "shared", "PROTOCOL.md", NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The text between the line that begins with @heading and the next heading. */
static char *
read_section (const char *heading)
{
  g_autofree char *text = read_protocol ();
  g_auto (GStrv) parts = g_strsplit (text, heading, 2);
  g_auto (GStrv) section = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  section = g_strsplit (parts[1], "\n## ", 2);
  return g_strdup (section[0]);
}

/* §8, and nothing but. */
static void
test_error_codes (void)
{
  g_autofree char *section = read_section ("\n## 8. ");
  g_autoptr (GRegex) regex = g_regex_new ("^\\| (`.*?) \\|", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) rows = NULL;
  guint found = 0;

  g_regex_match (regex, section, 0, &rows);
  for (; g_match_info_matches (rows); g_match_info_next (rows, NULL))
    {
      g_autofree char *cell = g_match_info_fetch (rows, 1);
      g_auto (GStrv) parts = g_strsplit (cell, "`", -1);

      for (guint i = 1; parts[i] != NULL; i += 2, found++)
        {
          g_test_message ("%s", parts[i]);
          g_assert_cmpint (natter_error_from_code_word (parts[i]), !=, NATTER_ERROR_FAILED);
        }
    }

  /* All but "failed". */
  g_assert_cmpuint (found, ==, NATTER_N_ERRORS - 1);
}

static void
test_error_words (void)
{
  for (guint i = 0; i < NATTER_N_ERRORS; i++)
    g_assert_cmpint (natter_error_from_code_word (natter_error_get_code_word ((NatterError) i)), ==, i);

  g_assert_cmpint (natter_error_from_code_word ("shiny"), ==, NATTER_ERROR_FAILED);
  g_assert_cmpint (natter_error_from_code_word (NULL), ==, NATTER_ERROR_FAILED);
  g_assert_cmpstr (natter_error_get_code_word (NATTER_N_ERRORS), ==, "failed");
}

static const char *
get_argument_key (NatterArgumentKind kind)
{
  switch (kind)
    {
    case NATTER_ARGUMENT_NAME:
      return "name";
    case NATTER_ARGUMENT_ROOM:
      return "room";
    case NATTER_ARGUMENT_WORD:
      return "word";
    case NATTER_ARGUMENT_PASSWORD:
      return "password";
    case NATTER_ARGUMENT_NEW:
      return "new";
    case NATTER_ARGUMENT_EMAIL:
      return "email";
    case NATTER_ARGUMENT_ROLE:
      return "role";
    case NATTER_ARGUMENT_SPAN:
      return "for";
    case NATTER_ARGUMENT_RANGE:
      return "count`] [`before`] [`since`] [`at`] [`events";
    case NATTER_ARGUMENT_TARGET:
      return "target";
    case NATTER_ARGUMENT_REACTION:
      return "reaction";
    case NATTER_ARGUMENT_CODE:
      return "code";
    case NATTER_ARGUMENT_USES:
      return "uses";
    case NATTER_ARGUMENT_TOKEN:
      return "token";
    case NATTER_ARGUMENT_PLACES:
      return "epoch`] [`seen";
    case NATTER_ARGUMENT_RESUME:
      return "resume";
    case NATTER_ARGUMENT_TEXT:
      return "text";
    case NATTER_ARGUMENT_NONE:
    default:
      return NULL;
    }
}

/* As in the third column: [`room`] `text` */
static char *
spell_fields (const NatterVerb *verb)
{
  GString *fields = g_string_new (verb->takes_room ? " [`room`]" : NULL);

  for (guint i = 0; i < G_N_ELEMENTS (verb->arguments); i++)
    {
      const char *key = get_argument_key (verb->arguments[i].kind);

      if (key != NULL)
        g_string_append_printf (fields, verb->arguments[i].optional ? " [`%s`]" : " `%s`", key);
    }

  if (verb->takes_reply)
    g_string_append (fields, " [`reply`]");
  if (verb->takes_server)
    g_string_append (fields, " [`everywhere`]");

  return g_strstrip (g_string_free (fields, FALSE));
}

static const char *
spell_stage (NatterStage stage)
{
  return stage == NATTER_STAGE_ANY ? "any" : stage == NATTER_STAGE_LOGIN ? "login"
                                                                         : "chat";
}

/* §6: word, text form, fields, stage and cost of each row. */
static void
test_verb_table (void)
{
  g_autofree char *section = read_section ("\n## 6. ");

  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      const NatterVerb *verb = natter_verb_get ((NatterCommandKind) i);
      g_autofree char *form = verb->hidden ? g_strdup ("") : g_strdup_printf ("`%s` ", verb->usage);
      g_autofree char *fields = spell_fields (verb);
      g_autofree char *row = g_strdup_printf ("\n| `%s` | %s| %s%s| %s | %u |", verb->word, form, fields,
                                              *fields != '\0' ? " " : "", spell_stage (verb->stage), verb->cost);

      g_test_message ("%s", row + 1);
      g_assert_cmpuint (verb->kind, ==, i);
      g_assert_nonnull (strstr (section, row));
    }
}

/* §4.18, §4.22: what help shows fits. */
static void
test_verb_texts (void)
{
  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      const NatterVerb *verb = natter_verb_get ((NatterCommandKind) i);
      g_autoptr (GError) error = NULL;
      g_autoptr (NatterCommand) example = NULL;

      g_assert_cmpuint (strlen (verb->summary), <=, 50);
      g_assert_true (g_str_has_prefix (verb->usage, verb->word));
      if (verb->hidden)
        continue;

      /* The example is one. */
      example = natter_command_parse_line (verb->example, strlen (verb->example),
                                           verb->stage & NATTER_STAGE_CHAT ? NATTER_STAGE_CHAT : NATTER_STAGE_LOGIN,
                                           &error);
      g_assert_no_error (error);
      g_assert_cmpint (example->kind, ==, verb->kind);
    }
}

static void
test_verb_find (void)
{
  g_assert_cmpint (natter_verb_find ("say", 3)->kind, ==, NATTER_COMMAND_SAY);
  g_assert_cmpint (natter_verb_find ("sAY hello", 3)->kind, ==, NATTER_COMMAND_SAY); /* §4.2 */
  g_assert_null (natter_verb_find ("sa", 2));
  g_assert_null (natter_verb_find ("says", 4));
  g_assert_null (natter_verb_find ("", 0));
}

/* §4.5 */
static void
test_verb_suggest (void)
{
  g_assert_cmpstr (natter_verb_suggest ("lok", NATTER_STAGE_CHAT), ==, "look");
  g_assert_cmpstr (natter_verb_suggest ("LOKO", NATTER_STAGE_CHAT), ==, "look");
  g_assert_cmpstr (natter_verb_suggest ("hsitory", NATTER_STAGE_CHAT), ==, "history");
  g_assert_cmpstr (natter_verb_suggest ("logn", NATTER_STAGE_LOGIN), ==, "login");
  g_assert_null (natter_verb_suggest ("lok", NATTER_STAGE_LOGIN));
  g_assert_null (natter_verb_suggest ("hello", NATTER_STAGE_CHAT));
  g_assert_cmpstr (natter_verb_suggest ("pong", NATTER_STAGE_CHAT), ==, "ping"); /* hidden words are not proposed */
}

/* §4.3, §6.4 */
static void
test_verb_stage (void)
{
  for (guint i = 0; i < NATTER_N_COMMANDS; i++)
    {
      const NatterVerb *verb = natter_verb_get ((NatterCommandKind) i);
      g_autoptr (GError) early = NULL;
      g_autoptr (GError) late = NULL;

      if (!natter_verb_check_stage (verb, NATTER_STAGE_LOGIN, &early))
        g_assert_error (early, NATTER_ERROR, NATTER_ERROR_NOT_LOGGED_IN);
      if (!natter_verb_check_stage (verb, NATTER_STAGE_CHAT, &late))
        g_assert_error (late, NATTER_ERROR, NATTER_ERROR_ALREADY_LOGGED_IN);

      g_assert_cmpint (early == NULL, ==, (verb->stage & NATTER_STAGE_LOGIN) != 0);
      g_assert_cmpint (late == NULL, ==, (verb->stage & NATTER_STAGE_CHAT) != 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/words/error-codes", test_error_codes);
  g_test_add_func ("/shared/words/error-words", test_error_words);
  g_test_add_func ("/shared/words/verb-table", test_verb_table);
  g_test_add_func ("/shared/words/verb-texts", test_verb_texts);
  g_test_add_func ("/shared/words/verb-find", test_verb_find);
  g_test_add_func ("/shared/words/verb-suggest", test_verb_suggest);
  g_test_add_func ("/shared/words/verb-stage", test_verb_stage);
  return g_test_run ();
}
