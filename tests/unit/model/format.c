/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gui-client/model/natter-ui-format.h"

/* b bold, i italic, s struck, c code, p block of code, q quote, a aside, l link; digits: the indent. */
static char *
dump (const NatterUiFormat *format)
{
  static const char letters[] = "biscpqa";
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < format->runs->len; i++)
    {
      const NatterUiRun *run = &g_array_index (format->runs, NatterUiRun, i);
      gboolean plain = run->style == 0 && run->indent == 0 && run->uri == NULL;

      for (guint bit = 0; bit < strlen (letters); bit++)
        if (run->style & 1u << bit)
          g_string_append_c (out, letters[bit]);
      if (run->uri != NULL)
        g_string_append_printf (out, "l<%s>", run->uri);
      if (run->indent > 0)
        g_string_append_printf (out, "%u", run->indent);
      if (!plain)
        g_string_append_c (out, '{');
      g_string_append_len (out, format->text + run->start, (gssize) (run->end - run->start));
      if (!plain)
        g_string_append_c (out, '}');
    }
  return g_string_free (out, FALSE);
}

/* The runs are the text, without gaps, at characters; what they lead to may be opened. */
static void
check (const NatterUiFormat *format)
{
  gsize at = 0;

  g_assert_true (g_utf8_validate (format->text, -1, NULL));
  g_assert_cmpuint (format->runs->len, <=, NATTER_UI_FORMAT_RUNS + 2);
  for (guint i = 0; i < format->runs->len; i++)
    {
      const NatterUiRun *run = &g_array_index (format->runs, NatterUiRun, i);

      g_assert_cmpuint (run->start, ==, at);
      g_assert_cmpuint (run->end, >, run->start);
      g_assert_cmpuint (run->indent, <=, NATTER_UI_FORMAT_INDENT);
      g_assert_true (g_utf8_validate (format->text + run->start, (gssize) (run->end - run->start), NULL));
      at = run->end;
    }
  g_assert_cmpuint (at, ==, strlen (format->text));
}

typedef struct
{
  const char *text;
  const char *shown; /* NULL: as it was typed */
} Row;

static void
check_rows (const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NatterUiFormat) format = natter_ui_format_new (rows[i].text);
      g_autofree char *shown = dump (format);

      check (format);
      g_assert_cmpstr (shown, ==, rows[i].shown != NULL ? rows[i].shown : rows[i].text);
    }
}

static void
test_inline (void)
{
  static const Row rows[] = {
    { "a **bold** word", "a b{bold} word" },
    { "*italic* and _italic_", "i{italic} and i{italic}" },
    { "***both***", "bi{both}" },
    { "~~gone~~, really", "s{gone}, really" },
    { "run `make check` now", "run c{make check} now" },
    { "**a `b*` c**", "b{a }bc{b*}b{ c}" },
    { "`**not bold**`", "c{**not bold**}" },
    { "``a ` b``", "c{a ` b}" },
    { "(*yes*)", "(i{yes})" },
    { "**Note:** this", "b{Note:} this" },
    { "我**很**好", "我b{很}好" },
    { "*two\nlines*", "i{two\nlines}" },
    { "\"*quoted*\"", "\"i{quoted}\"" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* What people type every day. */
static void
test_plain_stays_plain (void)
{
  static const Row rows[] = {
    { "" },
    { "hello" },
    { "snake_case_word and _private" },
    { "__init__.py and __FILE__" },
    { "2*3*4 = 24, 2**3**4" },
    { "5 * 3 * 2" },
    { "a*b*c" },
    { "*.c and *.h" },
    { "f (*args, **kwargs)" },
    { "¯\\_(ツ)_/¯" },
    { "C:\\*temp\\_x" },
    { "~5 to ~7, ~/a/~b" },
    { "# 1 of us" },
    { "#lobby" },
    { "+ more" },
    { "1. one\n2. two\n7. seven\n3) three" },
    { "2026. What a year." },
    { "title\n---\ntext" },
    { "title\n===" },
    { "***" },
    { "- - -" },
    { "-" },
    { "---" },
    { ">_< and >:( and >>=" },
    { "-1 and -x" },
    { "a & b &amp; &copy; &#65;" },
    { "<b>not bold</b> <!-- here --> <a@b.org>" },
    { "[foo]: bar" },
    { "[x] done [ ] to do [y]" },
    { "| a | b |\n|---|---|\n| 1 | 2 |" },
    { "  two spaces\n    four of them" },
    { "one\ntwo\n\nthree" },
    { "`" },
    { "it's 5 o`clock" },
    { "**" },
    { "a ** b" },
    { "*unclosed" },
    { "$x^2$ [[wiki]]" },
    { "\xf3\xb0\x84\xaa *veiled* \xf3\xb0\x80\x80" }, /* characters that are used inside */
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_blocks (void)
{
  static const Row rows[] = {
    { "> quoted\nanswer", "q1{quoted\n}answer" },
    { "> a\n> b\n\nc", "q1{a\nb\n}c" },
    { "> a\n>\n> b", "q1{a\n\n}q1{b}" },
    { "> > deep\n> less", "q2{deep\n}q1{less}" },
    { ">> deep", "q2{deep}" },
    { "before\n> q", "before\nq1{q}" },
    { "- one\n- two\nafter", "1{• one\n}1{• two\n}after" },
    { "* one\n  - two", "1{• one\n}2{• two}" },
    { "list:\n- **a** b", "list:\n1{• }b1{a}1{ b}" },
    { "- # x", "1{• # x}" },
    { "- 1. x", "1{• 1. x}" },
    { "```\nint *a;\n  b_c_d\n```", "p{int *a;\n  b_c_d}" },
    { "```c\nx\n```\nafter", "p{x\n}after" },
    { "before\n```\n> x\n\n- y\n```", "before\np{> x\n\n- y}" },
    { "```\nnever closed\n**x**", "p{never closed\n**x**}" },
    { "```on one line```", "c{on one line}" },
    { "> a\n```\nb\n```", "q1{a\n}p{b}" },
    { "````\n```\n````", "p{```}" },
    { "~~~\nx\n~~~", "~~~\nx\n~~~" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* Something is seen of whatever was said. */
static void
test_never_empty (void)
{
  static const Row rows[] = {
    { "```" },
    { "> > >" },
    { "```\n```" },
    { "``` ```" },
    { "> ` `" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

static void
test_links (void)
{
  static const Row rows[] = {
    { "see https://e.org/a_b_*c*_(d).", "see l<https://e.org/a_b_*c*_(d)>{https://e.org/a_b_*c*_(d)}." },
    { "**https://e.org**", "bl<https://e.org>{https://e.org}" },
    { "natter://host/lobby?", "l<natter://host/lobby>{natter://host/lobby}?" },
    { "mailto:a@b.org", "l<mailto:a@b.org>{mailto:a@b.org}" },
    { "`https://e.org`", "c{https://e.org}" },
    { "<https://e.org>", "<l<https://e.org>{https://e.org}>" },
    { "[docs](https://e.org/x) here", "l<https://e.org/x>{docs}a{ (e.org)} here" },
    { "[https://good.org](https://evil.org)", "l<https://evil.org>{https://good.org}a{ (evil.org)}" },
    { "[https://e.org](https://e.org)", "l<https://e.org>{https://e.org}" },
    { "[bank](https://bank.org@evil.org/)", "l<https://bank.org@evil.org/>{bank}a{ (evil.org)}" },
    { "[bank](https://evil.org\\@bank.org/)", "l<https://evil.org\\@bank.org/>{bank}a{ (evil.org)}" },
    { "[x](javascript:alert(1))", "[x](javascript:alert(1))" },
    { "[x]()" },
    { "[x](file:///etc/passwd)", "[x](file:///etc/passwd)" },
    { "![pixel](https://e.org/1.png)", "!l<https://e.org/1.png>{pixel}a{ (e.org)}" },
    { "[**b**](https://e.org)", "bl<https://e.org>{b}a{ (e.org)}" },
    { "[x](https://e.org \"t\")", "l<https://e.org>{x}a{ (e.org)}" },
    { "[](https://e.org)", "a{ (e.org)}" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* Nothing that is written can turn what comes after it. */
static void
test_directions (void)
{
  static const Row rows[] = {
    { "a\u202eb\u202cc", "abc" },
    { "**a\u2066b**", "b{ab}" },
    { "```\na\u202eb\n```", "p{ab}" },
    { "\u200fשלום", "\u200fשלום" },
    { "[a\u202eb](https://e.org)", "l<https://e.org>{ab}a{ (e.org)}" },
  };

  check_rows (rows, G_N_ELEMENTS (rows));
}

/* Whatever is written again and again is shown, in little time and space. */
static void
test_hostile (void)
{
  static const char *const parts[] = { "*", "**a ", "_a ", "`", "``` ", "[", "[a](", "](", "> ", ">", "- ", "  - ", "~~a", "\n", "\n> - ", "a\n\n",
                                       "![", "<", "&", "*a*", "**a** ", "`a` ", "http://a ", "[a](http://a) ", "\u202e", "((((*a", "*a_" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (NatterUiFormat) format = NULL;
      gint64 began;

      while (text->len + strlen (parts[i]) <= 8192)
        g_string_append (text, parts[i]);
      began = g_get_monotonic_time ();
      format = natter_ui_format_new (text->str);
      g_test_message ("%u bytes of \"%s\": %u runs in %u us", (guint) text->len, parts[i], format->runs->len,
                      (guint) (g_get_monotonic_time () - began));
      g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
      check (format);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/format/inline", test_inline);
  g_test_add_func ("/model/format/plain-stays-plain", test_plain_stays_plain);
  g_test_add_func ("/model/format/blocks", test_blocks);
  g_test_add_func ("/model/format/never-empty", test_never_empty);
  g_test_add_func ("/model/format/links", test_links);
  g_test_add_func ("/model/format/directions", test_directions);
  g_test_add_func ("/model/format/hostile", test_hostile);
  return g_test_run ();
}
