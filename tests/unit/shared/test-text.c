/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-error.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#define FINE     0
#define EMPTY    NATTER_ERROR_TEXT_EMPTY
#define LONG     NATTER_ERROR_TEXT_TOO_LONG
#define BAD      NATTER_ERROR_TEXT_NOT_ALLOWED
#define CONTROL  NATTER_ERROR_CONTROL_CHARACTERS
#define NOT_UTF8 NATTER_ERROR_NOT_UTF8

#define LINE(bytes) bytes, sizeof bytes - 1

/* §2.3, §2.4 */
static const struct
{
  const char *what;
  const char *line;
  gsize length;
  guint code;
} lines[] = {
  { "empty", LINE (""), FINE },
  { "ASCII", LINE ("hello"), FINE },
  { "all lengths", LINE ("aü日😀"), FINE },
  { "the last character", LINE ("\xf4\x8f\xbf\xbf"), FINE },
  { "control characters pass here", LINE ("a\033b"), FINE },
  { "Latin-1", LINE ("gr\xfc\xdf"), NOT_UTF8 },
  { "continuation alone", LINE ("\x80"), NOT_UTF8 },
  { "torn at the end", LINE ("a\xe6\x97"), NOT_UTF8 },
  { "overlong slash", LINE ("\xc0\xaf"), NOT_UTF8 },
  { "overlong NUL", LINE ("\xc0\x80"), NOT_UTF8 },
  { "overlong in three", LINE ("\xe0\x80\xaf"), NOT_UTF8 },
  { "surrogate", LINE ("\xed\xa0\x80"), NOT_UTF8 },
  { "pair of surrogates", LINE ("\xed\xa0\xbd\xed\xb8\x80"), NOT_UTF8 },
  { "above U+10FFFF", LINE ("\xf4\x90\x80\x80"), NOT_UTF8 },
  { "five bytes", LINE ("\xf8\x88\x80\x80\x80"), NOT_UTF8 },
  { "FF", LINE ("\xff"), NOT_UTF8 },
  { "NUL", LINE ("a\0b"), CONTROL },
  { "NUL at the end", LINE ("a\0"), CONTROL },
  { "NUL and broken", LINE ("\0\xff"), NOT_UTF8 },
};

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean valid = natter_text_validate_line (lines[i].line, lines[i].length, &error);

      g_test_message ("%s", lines[i].what);
      g_assert_cmpint (valid, ==, lines[i].code == FINE);
      g_assert_cmpint (error != NULL ? error->code : FINE, ==, lines[i].code);
    }
}

/* §3.5. @stored: NULL where it is what was given. */
static const struct
{
  const char *what;
  const char *text;
  guint code;
  const char *stored;
} texts[] = {
  { "plain", "hello", FINE },
  { "any punctuation", "<b>\"%s\" \\ & {}", FINE },
  { "trimmed", "  hello  world ", FINE, "hello  world" },
  { "TAB is a space", "a\tb\t", FINE, "a b" },
  { "ideographic space", "\u3000日本\u3000", FINE, "日本" },
  { "no-break space", "\u00a0x\u00a0", FINE, "x" },
  { "composed", "cafe\u0301", FINE, "café" },
  { "Hangul composed", "\u1112\u1161\u11ab", FINE, "한" },
  { "not compatibility", "ﬁ²", FINE },
  { "family of emoji", "👨\u200d👩\u200d👧", FINE },
  { "joiners of Persian", "می\u200cخواهم", FINE },
  { "nothing", "", EMPTY },
  { "spaces", "   ", EMPTY },
  { "TABs", "\t\t", EMPTY },
  { "nothing to see", "\u200b\u200d\ufeff\u3164", EMPTY },
  { "nothing but direction", " \u202e\u2066 ", EMPTY },
  { "16 marks", "a\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334", FINE },
  { "17 marks", "a\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334\u0334", BAD },
  { "line feed", "a\nb", CONTROL },
  { "CR LF at the end", "a\r\n", CONTROL },
  { "escape", "\033[2J", CONTROL },
  { "bell", "\a", CONTROL },
  { "delete", "a\x7f", CONTROL },
  { "C1", "a\302\205b", CONTROL },
  { "CSI of C1", "\302\23331m", CONTROL },
  { "line separator", "a\u2028b", CONTROL },
  { "paragraph separator", "a\u2029b", CONTROL },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *stored = natter_text_normalize (texts[i].text, NATTER_LIMIT_MESSAGE, &error);

      g_test_message ("%s", texts[i].what);
      g_assert_cmpint (error != NULL ? error->code : FINE, ==, texts[i].code);
      if (texts[i].code == FINE)
        g_assert_cmpstr (stored, ==, texts[i].stored != NULL ? texts[i].stored : texts[i].text);
      else
        g_assert_cmpint (g_utf8_strlen (error->message, -1), <=, 80);
    }
}

/* What is stored is stored the same again. */
static void
test_texts_are_stable (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *once = natter_text_normalize (texts[i].text, 0, NULL);
      g_autofree char *twice = once != NULL ? natter_text_normalize (once, 0, NULL) : NULL;

      g_assert_cmpstr (once, ==, twice);
    }
}

/* §3.5a */
static void
test_several_lines (void)
{
  static const struct
  {
    const char *text;
    const char *stored; /* NULL: refused with @code */
    int code;
  } rows[] = {
    { "one", "one", FINE },
    { "one\ntwo", "one\ntwo", FINE },
    { "\n one\r\n  two\t3\n\n \n", "one\n  two 3", FINE },
    { "e\u0301\ne\u0301", "\u00e9\n\u00e9", FINE },
    { " \n\n", NULL, EMPTY },
    { "\u200b\n\u200b", NULL, EMPTY },
    { "a\rb\nc", NULL, CONTROL },
    { "a\nb\u2028c", NULL, CONTROL },
    { "a\n\033[2J", NULL, CONTROL },
  };
  g_autofree char *breaks = g_strnfill (NATTER_LIMIT_TEXT_LINES - 1, '\n'), *most = g_strconcat ("a", breaks, "b", NULL);
  g_autofree char *more = g_strconcat ("a\n", breaks, "b", NULL), *fits = natter_text_normalize_message (most, 0, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) wrong = NULL;
      g_autofree char *stored = natter_text_normalize_message (rows[i].text, NATTER_LIMIT_MESSAGE, &wrong);

      g_assert_cmpint (wrong != NULL ? wrong->code : FINE, ==, rows[i].code);
      g_assert_cmpstr (stored, ==, rows[i].stored);
    }
  g_assert_cmpstr (fits, ==, most);
  g_assert_null (natter_text_normalize_message (more, 0, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TEXT_TOO_LONG);
}

static void
check_limit (const char *text, gsize most, gboolean fits)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *stored = natter_text_normalize (text, most, &error);

  if (fits)
    g_assert_no_error (error);
  else
    g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TEXT_TOO_LONG);
}

/* §3.5: counted in bytes, after NFC and trimming. */
static void
test_length (void)
{
  g_autofree char *fits = g_strnfill (NATTER_LIMIT_MESSAGE, 'x');
  g_autofree char *longer = g_strnfill (NATTER_LIMIT_MESSAGE + 1, 'x');
  g_autofree char *padded = g_strconcat ("  ", fits, "  ", NULL);

  check_limit (fits, NATTER_LIMIT_MESSAGE, TRUE);
  check_limit (padded, NATTER_LIMIT_MESSAGE, TRUE);
  check_limit (longer, NATTER_LIMIT_MESSAGE, FALSE);
  check_limit (longer, 0, TRUE);
  check_limit ("e\u0301", 2, TRUE);
  check_limit ("日", 2, FALSE);
}

/* Sorting a long run of marks costs its square in GLib: a mebibyte of them must be refused unsorted. Whatever the
 * machine, half a million sorted by bubbles would take minutes and meet the test's time limit. */
static void
test_mark_flood (void)
{
  GString *flood = g_string_new ("a");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 256 * 1024; i++)
    g_string_append (flood, i % 2 == 0 ? "\u0301" : "\u0323");

  g_assert_null (natter_text_normalize (flood->str, 0, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TEXT_NOT_ALLOWED);
  g_string_free (flood, TRUE);
}

/* §2.5 */
static void
test_blank (void)
{
  g_assert_true (natter_text_is_blank ("", 0));
  g_assert_true (natter_text_is_blank (NULL, 0));
  g_assert_true (natter_text_is_blank (" \t\u3000", strlen (" \t\u3000")));
  g_assert_false (natter_text_is_blank (" x", 2));
  g_assert_true (natter_text_is_blank (" x", 1));
}

/* §3.8 */
static void
test_reaction (void)
{
  static const char *const fine[] = { "👍", "❤", "❤️", "👍🏽", "👩🏽‍🚀", "👨‍👩‍👧‍👦", "🇨🇳", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "+", "é", "e\u0301", "好", "क्", "x" };
  static const char *const refused[] = { "", " ", "👍👍", "ok", "👍\u200d", "\u200d", "\ufe0f", "\u202e", "a\nb", "\x1b", "🇨🇳🇨", "a\u200db",
                                         "好的", "x\u0301\u0302\u0303\u0304\u0305", "👨‍👩‍👧‍👦‍👨‍👩‍👧‍👦‍👨" };

  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *reaction = natter_reaction_normalize (fine[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (reaction);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (natter_reaction_normalize (refused[i], &error));
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_REACTION_NOT_ALLOWED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/text/lines", test_lines);
  g_test_add_func ("/shared/text/texts", test_texts);
  g_test_add_func ("/shared/text/stable", test_texts_are_stable);
  g_test_add_func ("/shared/text/several-lines", test_several_lines);
  g_test_add_func ("/shared/text/length", test_length);
  g_test_add_func ("/shared/text/mark-flood", test_mark_flood);
  g_test_add_func ("/shared/text/blank", test_blank);
  g_test_add_func ("/shared/text/reaction", test_reaction);
  return g_test_run ();
}
