/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-error.h"
#include "shared/natter-limits.h"
#include "shared/natter-query.h"
#include "shared/natter-text.h"
#include "shared/natter-words.h"

static gboolean
note_word (gpointer user_data, const char *word, gsize length, gsize start, gsize end)
{
  g_string_append_printf (user_data, "%.*s[%u-%u] ", (int) length, word, (guint) start, (guint) end);
  return TRUE;
}

/* §4.17a: words, and where they stand */
static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "Hello, World", "hello[0-5] world[7-12] " },
    { "Crème brûlée", "creme[0-6] brulee[7-15] " },
    { "Cre\u0300me", "creme[0-7] " },
    { "STRASSE straße", "strasse[0-7] strasse[8-15] " },
    { "Łódź søt ﬁn", "lodz[0-7] sot[8-12] fin[13-17] " },
    { "ＡＢＣ", "abc[0-9] " },
    { "你好world", "你[0-3] 好[3-6] world[6-11] " },
    { "한국어", "한[0-3] 국[3-6] 어[6-9] " },
    { "コーヒー", "コ[0-3] ー[3-6] ヒ[6-9] ー[9-12] " },
    { "ｶﾅ", "カ[0-3] ナ[3-6] " },
    { "e-mail foo_bar", "e[0-1] mail[2-6] foo[7-10] bar[11-14] " },
    { "наука Ёлка", "наука[0-10] елка[11-19] " },
    { "σοφός", "σοφοσ[0-10] " },
    { "\xff"
      "abc\xc3",
      "abc[1-4] " },
    { "🎉party", "🎉[0-4] party[4-9] " },
    { "!?…", "" },
    { "हिन्दी", "हिन्दी[0-18] " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) words = g_string_new (NULL);

      natter_words_foreach (cases[i].text, strlen (cases[i].text), note_word, words);
      g_assert_cmpstr (words->str, ==, cases[i].words);
    }
}

static void
test_long_word (void)
{
  g_autofree char *text = g_strnfill (10000, 'x');
  g_autoptr (GString) words = g_string_new (NULL);

  natter_words_foreach (text, 10000, note_word, words);
  g_assert_cmpuint (words->len, <, NATTER_WORD_MOST + 20);
  g_assert_true (g_str_has_suffix (words->str, "[0-10000] "));
}

/* @marks: "start+length …", or "-" where the text is not found */
static void
assert_finds (const char *typed, const char *text, const char *marks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterQuery) query = natter_query_new (typed, &error);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  g_autoptr (GString) seen = g_string_new (NULL);
  gboolean found;

  g_assert_no_error (error);
  found = natter_query_finds (query, text, spans);
  g_assert_cmpint (found, ==, natter_query_finds (query, text, NULL));
  for (guint i = 0; i < spans->len; i++)
    {
      const NatterSpan *span = &g_array_index (spans, NatterSpan, i);

      g_string_append_printf (seen, "%s%u+%u", i > 0 ? " " : "", span->start, span->length);
    }
  g_assert_cmpstr (found ? seen->str : "-", ==, marks);
}

/* §4.17a */
static void
test_finds (void)
{
  assert_finds ("cake", "The cake is here", "4+4");
  assert_finds ("CAKE", "cake, cake", "0+4 6+4");
  assert_finds ("cake tea", "tea and cake", "0+3 8+4");
  assert_finds ("cake beer", "tea and cake", "-");
  assert_finds ("\"the cake\"", "the cake; the old cake", "0+8");
  assert_finds ("\"cake the\"", "the cake", "-");
  assert_finds ("ca", "cake", "-");
  assert_finds ("ca*", "cake or car", "0+4 8+3");
  assert_finds ("\"the ca\"*", "the cake", "0+8");
  assert_finds ("creme", "une crème", "4+5");
  assert_finds ("Crème", "creme", "0+5");
  assert_finds ("e-mail", "an e mail, an email", "3+6");
  assert_finds ("好", "你好世界", "1+1");
  assert_finds ("世界", "你好世界", "2+2");
  assert_finds ("界世", "你好世界", "-");
  assert_finds ("你好世", "你好世界", "0+3");
  assert_finds ("국", "한국어", "1+1");
  assert_finds ("界*", "世界", "1+1");
  assert_finds ("“the cake”", "the cake", "0+8");
  assert_finds ("https://example.org/x", "see https://example.org/x", "4+21");
  assert_finds ("foo:bar", "foo bar", "0+7");
  assert_finds ("!!! cake ???", "cake", "0+4");
  assert_finds ("cake \"", "cake", "0+4");
  assert_finds ("from:bob", "whatever", "");
}

static void
assert_fails (const char *typed, NatterError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterQuery) query = natter_query_new (typed, &error);

  g_assert_error (error, NATTER_ERROR, (int) code);
  g_assert_null (query);
}

static void
test_mistakes (void)
{
  g_autofree char *long_one = g_strnfill (NATTER_LIMIT_QUERY + 1, 'x');
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i <= NATTER_LIMIT_QUERY_TERMS; i++)
    g_string_append (many, "x ");

  assert_fails ("!!!", NATTER_ERROR_MISSING_ARGUMENT);
  assert_fails ("\"\"", NATTER_ERROR_MISSING_ARGUMENT);
  assert_fails ("*", NATTER_ERROR_MISSING_ARGUMENT);
  assert_fails ("a*", NATTER_ERROR_BAD_FIELD);
  assert_fails ("from:", NATTER_ERROR_BAD_FIELD);
  assert_fails ("in:#", NATTER_ERROR_BAD_FIELD);
  assert_fails ("before:yesterday", NATTER_ERROR_BAD_FIELD);
  assert_fails ("after:2026-13-01", NATTER_ERROR_BAD_FIELD);
  assert_fails ("after:2026-11-2٣", NATTER_ERROR_BAD_FIELD);
  assert_fails ("has:cake", NATTER_ERROR_BAD_FIELD);
  assert_fails (long_one, NATTER_ERROR_TEXT_TOO_LONG);
  assert_fails (many->str, NATTER_ERROR_TEXT_TOO_LONG);
  assert_fails ("a\001b", NATTER_ERROR_CONTROL_CHARACTERS);
}

static void
test_filters (void)
{
  g_autoptr (NatterQuery) query = natter_query_new ("FROM:Bob in:#Garden before:2026-11-26 after:2026-11-25 has:LINK", NULL);
  g_autoptr (NatterMessage) message = natter_message_new (NATTER_MESSAGE_SAY, "garden", "BOB", "http://x", NULL);

  g_assert_nonnull (query);
  g_assert_cmpstr (query->from, ==, "bob");
  g_assert_cmpstr (query->in, ==, "Garden");
  g_assert_true (query->has_link);
  g_assert_cmpint (query->before - query->after, ==, G_TIME_SPAN_DAY);

  message->time = query->after;
  g_assert_true (natter_query_admits (query, message));
  message->time = query->before;
  g_assert_false (natter_query_admits (query, message));
  message->time = query->after - 1;
  g_assert_false (natter_query_admits (query, message));
}

static void
test_links (void)
{
  g_assert_true (natter_text_has_link ("see HTTPS://example.org"));
  g_assert_true (natter_text_has_link ("a: b http://ü.example"));
  g_assert_false (natter_text_has_link ("http:// nothing"));
  g_assert_false (natter_text_has_link ("mailto:x ://y file:///etc"));
}

/* Whatever is typed: it is refused with a sentence, or it is a query that can be held against anything. */
static void
test_anything (void)
{
  static const char *const pieces[] = { "\"", "*", "from:", "in:#", "before:", "2026-11-25", " ", "a", "AND", "OR", "NOT", "NEAR(", ")", "^", "-",
                                        ":", "'", ";", "--", "{", "}", "+", "你", "한", "é", "\u0301", "\u200d", "“", "»", "has:link", "\\", "%", "🎉" };

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (NatterQuery) query = NULL;
      g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
      guint n = (guint) g_test_rand_int_range (1, 12);

      for (guint i = 0; i < n; i++)
        g_string_append (typed, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      query = natter_query_new (typed->str, &error);
      g_assert_true ((query != NULL) != (error != NULL));
      if (query == NULL)
        continue;

      /* what was typed is found in what was typed, unless it was filters or beginnings */
      natter_query_finds (query, typed->str, marks);
      for (guint i = 0; i < marks->len; i++)
        {
          const NatterSpan *span = &g_array_index (marks, NatterSpan, i);

          g_assert_cmpint (span->start + span->length, <=, g_utf8_strlen (typed->str, -1));
        }
      for (guint i = 0; i < query->terms->len; i++)
        {
          const NatterQueryTerm *term = query->terms->pdata[i];

          g_assert_cmpuint (term->words->len, >, 0);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/query/words", test_words);
  g_test_add_func ("/query/long-word", test_long_word);
  g_test_add_func ("/query/finds", test_finds);
  g_test_add_func ("/query/mistakes", test_mistakes);
  g_test_add_func ("/query/filters", test_filters);
  g_test_add_func ("/query/links", test_links);
  g_test_add_func ("/query/anything", test_anything);
  return g_test_run ();
}
