/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "random-values.h"
#include "shared/natter-text.h"

/* §4.22 */
static const struct
{
  const char *what;
  const char *text;
  const char *shown;
} cases[] = {
  { "plain", "hello, 日本 😀", "hello, 日本 😀" },
  { "colour", "a\033[31;1mred\033[0m", "ared" },
  { "clear screen", "\033[2Jx", "x" },
  { "title, ended by BEL", "\033]0;evil\ax", "x" },
  { "title, ended by ESC \\", "\033]0;evil\033\\x", "x" },
  { "title without an end", "\033]0;evil", "0;evil" },
  { "device control", "\033Pq#1\033\\x", "x" },
  { "charset", "\033(0x", "x" },
  { "reset", "\033cx", "x" },
  { "ESC at the end", "x\033", "x" },
  { "ESC [ at the end", "x\033[", "x" },
  { "ESC and a letter of three bytes", "\033日", "日" },
  { "two ESC", "\033\033[31mx", "x" },
  { "CSI of C1", "\302\23331mx", "x" },
  { "other C1", "a\302\220b", "ab" },
  { "bell, backspace, delete", "a\a\b\x7f"
                               "b",
    "ab" },
  { "TAB", "a\tb", "a b" },
  { "LF", "a\nb", "a b" },
  { "CR LF is one", "a\r\nb", "a b" },
  { "CR", "a\rb", "a b" },
  { "next line, separators", "a\302\205b\u2028c\u2029d", "a b c d" },
  { "override", "a\u202e\u202dz", "az" },
  { "isolates", "a\u2066b\u2069", "ab" },
  { "marks of direction", "\u200e\u200f\u061cx", "x" },
  { "their neighbours stay", "\u2030\u2014\u200d\u061d", "\u2030\u2014\u200d\u061d" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new ("> ");

      g_test_message ("%s", cases[i].what);
      natter_text_append_for_terminal (out, cases[i].text);
      g_assert_cmpstr (out->str + 2, ==, cases[i].shown);
    }
}

/* Whatever comes, nothing that a terminal would obey is left, and it stays UTF-8. */
static void
test_random (void)
{
  static const char *const pieces[] = { "\033", "[", "]", "\a", "\\", "31", "m", "\302\233", "\u202e", "ü", "\r", "\n" };
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) out = g_string_new (NULL);

      for (gint n = g_rand_int_range (rand, 0, 20); n > 0; n--)
        {
          g_autofree char *random = natter_random_text (rand);

          g_string_append (text, n % 3 == 0 ? random : pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
        }

      natter_text_append_for_terminal (out, text->str);
      g_assert_true (g_utf8_validate (out->str, (gssize) out->len, NULL));
      for (const char *p = out->str; *p != '\0'; p = g_utf8_next_char (p))
        g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)) || g_utf8_get_char (p) == 0x202e);
    }
}

static void
test_excerpt (void)
{
  static const struct
  {
    const char *text;
    guint most;
    const char *excerpt;
  } excerpts[] = {
    { "short", 10, "short" },
    { "exactly", 7, "exactly" },
    { "too long", 3, "too…" },
    { "日本語テキスト", 3, "日本語…" },
    { "\033[31mred", 10, "red" },
    { "gr\xfc", 10, "gr\ufffd" },
    { "", 10, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (excerpts); i++)
    {
      g_autofree char *excerpt = natter_text_dup_excerpt (excerpts[i].text, strlen (excerpts[i].text), excerpts[i].most);

      g_assert_cmpstr (excerpt, ==, excerpts[i].excerpt);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/terminal/table", test_table);
  g_test_add_func ("/shared/terminal/random", test_random);
  g_test_add_func ("/shared/terminal/excerpt", test_excerpt);
  return g_test_run ();
}
