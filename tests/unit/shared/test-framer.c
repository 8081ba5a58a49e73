/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-framer.h"

#define LIMIT 8

typedef struct
{
  NatterFramer framer;
  GString *log; /* what was answered: "line|", "!first bytes|" for too long, "[block]|" */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  natter_framer_init (&fixture->framer, LIMIT);
  fixture->log = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  natter_framer_clear (&fixture->framer);
  g_string_free (fixture->log, TRUE);
}

/* Reads at most @most answers. FALSE: there was nothing more. */
static gboolean
drain (Fixture *fixture, guint most)
{
  const char *data;
  gsize length;

  while (most-- > 0)
    {
      switch (natter_framer_next (&fixture->framer, &data, &length))
        {
        case NATTER_FRAMER_MORE:
          return FALSE;
        case NATTER_FRAMER_LINE:
          g_string_append_len (fixture->log, data, (gssize) length);
          break;
        case NATTER_FRAMER_TOO_LONG:
          g_string_append_c (fixture->log, '!');
          g_string_append_len (fixture->log, data, (gssize) length);
          break;
        case NATTER_FRAMER_BLOCK:
          g_string_append_c (fixture->log, '[');
          g_string_append_len (fixture->log, data, (gssize) length);
          g_string_append_c (fixture->log, ']');
          break;
        default:
          g_assert_not_reached ();
        }
      g_string_append_c (fixture->log, '|');
    }

  return TRUE;
}

/* From memory of its own, which is gone afterwards: AddressSanitizer sees who keeps a pointer to it. */
static void
feed_some (Fixture *fixture, const char *bytes, gsize length, guint most)
{
  g_autofree guint8 *lent = g_memdup2 (bytes, length);

  natter_framer_feed (&fixture->framer, lent, length);
  drain (fixture, most);
  natter_framer_settle (&fixture->framer);
}

static void
feed (Fixture *fixture, const char *text)
{
  feed_some (fixture, text, strlen (text), G_MAXUINT);
}

static void
check (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->log->str, ==, expected);
  g_string_truncate (fixture->log, 0);
}

/* §2.1, §2.2 with a limit of 8: in one piece and byte by byte. A pipe stands for what is answered. */
static const struct
{
  const char *what;
  const char *stream;
  const char *lines;
} streams[] = {
  { "LF", "one\ntwo\n", "one|two|" },
  { "CR LF", "one\r\ntwo\r\n", "one|two|" },
  { "mixed", "one\ntwo\r\nthree\n", "one|two|three|" },
  { "bare CR stays", "a\rb\n", "a\rb|" },
  { "only the last CR goes", "a\r\r\n", "a\r|" },
  { "empty lines", "\n\r\n\n", "|||" },
  { "unfinished", "one\ntw", "one|" },
  { "as long as may be", "12345678\nx\n", "12345678|x|" },
  { "as long as may be, CR LF", "12345678\r\nx\n", "12345678|x|" },
  { "one too long", "123456789\nx\n", "!12345678|x|" },
  { "one too long, CR LF", "123456789\r\nx\n", "!12345678|x|" },
  { "CR is a byte of it", "12345678\rx\ny\n", "!12345678|y|" },
  { "much too long", "12345678901234567890123456789\nx\n", "!12345678|x|" },
  { "two too long", "1234567890\n1234567890\nx\n", "!12345678|!12345678|x|" },
  { "never ends", "123456789012345678901234567890", "!12345678|" },
  { "UTF-8 is not looked at", "日本\n\xff\n", "日本|\xff|" },
};

static void
test_streams (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      gsize length = strlen (streams[i].stream);

      g_test_message ("%s", streams[i].what);
      natter_framer_clear (&fixture->framer);
      natter_framer_init (&fixture->framer, LIMIT);
      feed (fixture, streams[i].stream);
      check (fixture, streams[i].lines);

      natter_framer_clear (&fixture->framer);
      natter_framer_init (&fixture->framer, LIMIT);
      for (gsize at = 0; at < length; at++)
        feed_some (fixture, streams[i].stream + at, 1, G_MAXUINT);
      check (fixture, streams[i].lines);
    }
}

static void
test_nul (Fixture *fixture, gconstpointer data)
{
  const char *line;
  gsize length;

  natter_framer_feed (&fixture->framer, (const guint8 *) "a\0b\n", 4);
  g_assert_cmpint (natter_framer_next (&fixture->framer, &line, &length), ==, NATTER_FRAMER_LINE);
  g_assert_cmpmem (line, length, "a\0b", 3);
  natter_framer_settle (&fixture->framer);
}

static void
test_no_copy (Fixture *fixture, gconstpointer data)
{
  const char *stream = "one\ntwo\n";
  const char *line;
  gsize length;

  natter_framer_feed (&fixture->framer, (const guint8 *) stream, strlen (stream));
  natter_framer_next (&fixture->framer, &line, &length);
  g_assert_true (line == stream);
  natter_framer_next (&fixture->framer, &line, &length);
  g_assert_true (line == stream + 4);
  g_assert_cmpint (natter_framer_next (&fixture->framer, &line, &length), ==, NATTER_FRAMER_MORE);
  natter_framer_settle (&fixture->framer);
  g_assert_null (fixture->framer.kept);
}

/* §2.2: memory does not grow with a line that never ends, and an idle stream keeps none. */
static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *chunk = g_strnfill (1000, 'x');
  guint too_long = 0;

  for (guint i = 0; i < 4200; i++)
    {
      feed (fixture, i % 2 == 0 ? "xxx" : chunk);
      g_assert_true (fixture->framer.kept == NULL || fixture->framer.kept->len <= LIMIT + 1);
      too_long += *fixture->log->str == '!' ? 1 : 0;
      g_string_truncate (fixture->log, 0);
    }
  g_assert_cmpuint (too_long, ==, 1); /* said once for it */

  feed (fixture, "\nx");
  g_assert_nonnull (fixture->framer.kept);
  feed (fixture, "\n");
  check (fixture, "x|");
  feed (fixture, "");
  g_assert_null (fixture->framer.kept);
}

/* §7.3: a caller who stops reading finds the lines again, in order, before what comes later. */
static void
test_pause (Fixture *fixture, gconstpointer data)
{
  feed_some (fixture, "1\n2\n3\n4\n5", 9, 2);
  check (fixture, "1|2|");
  g_assert_true (natter_framer_has_line (&fixture->framer));
  g_assert_cmpuint (natter_framer_get_partial_length (&fixture->framer), ==, 1);

  feed_some (fixture, "\n6\n", 3, 1);
  check (fixture, "3|");

  /* Without more bytes. */
  g_assert_true (drain (fixture, 1));
  natter_framer_settle (&fixture->framer);
  check (fixture, "4|");
  g_assert_false (drain (fixture, G_MAXUINT));
  natter_framer_settle (&fixture->framer);
  check (fixture, "5|6|");

  g_assert_false (natter_framer_has_line (&fixture->framer));
  g_assert_null (fixture->framer.kept);
}

static void
test_pause_before_too_long (Fixture *fixture, gconstpointer data)
{
  feed_some (fixture, "1\n1234567890", 12, 1);
  g_assert_true (natter_framer_has_line (&fixture->framer)); /* there is something to say */
  feed_some (fixture, "1234\n2\n", 7, 1);
  feed_some (fixture, "3\n", 2, 1);
  check (fixture, "1|!12345678|2|");
  feed (fixture, "");
  check (fixture, "3|");
}

static void
test_has_line (Fixture *fixture, gconstpointer data)
{
  feed (fixture, "1234567890");
  check (fixture, "!12345678|");
  g_assert_false (natter_framer_has_line (&fixture->framer));

  /* The end of the dropped line is no line; what follows it is. */
  feed_some (fixture, "12\n", 3, 0);
  g_assert_false (natter_framer_has_line (&fixture->framer));
  feed_some (fixture, "ab\n", 3, 0);
  g_assert_true (natter_framer_has_line (&fixture->framer));
  g_assert_false (drain (fixture, G_MAXUINT));
  check (fixture, "ab|");
}

static void
test_count (Fixture *fixture, gconstpointer data)
{
  natter_framer_expect_bytes (&fixture->framer, 5);
  feed (fixture, "a\nb\ncline\n");
  check (fixture, "[a\nb\nc]|line|"); /* then back to lines */

  /* More than a line may have, over many pieces. */
  natter_framer_expect_bytes (&fixture->framer, 20);
  for (guint i = 0; i < 4; i++)
    feed (fixture, "12345");
  check (fixture, "[12345123451234512345]|");
  feed (fixture, "");
  g_assert_null (fixture->framer.kept);

  /* Out of what was kept as a line's beginning. */
  feed (fixture, "123");
  natter_framer_expect_bytes (&fixture->framer, 2);
  g_assert_true (natter_framer_has_line (&fixture->framer));
  feed (fixture, "45\n");
  check (fixture, "[12]|345|");
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  feed (fixture, "1\nab");
  natter_framer_expect_anything (&fixture->framer);
  g_assert_true (natter_framer_has_line (&fixture->framer));
  feed (fixture, "cd\ne");
  check (fixture, "1|[ab]|[cd\ne]|");
  g_assert_false (natter_framer_has_line (&fixture->framer));

  natter_framer_expect_lines (&fixture->framer);
  feed (fixture, "x\n");
  check (fixture, "x|");
}

/* The terminator changes between two reads of one piece, as after "the next 3 bytes" in a line. */
static void
test_change (Fixture *fixture, gconstpointer data)
{
  static const char stream[] = "get 3\na\nbnext\nrest";
  const char *bytes;
  gsize length;

  natter_framer_feed (&fixture->framer, (const guint8 *) stream, strlen (stream));
  g_assert_cmpint (natter_framer_next (&fixture->framer, &bytes, &length), ==, NATTER_FRAMER_LINE);
  g_assert_cmpmem (bytes, length, "get 3", 5);
  natter_framer_expect_bytes (&fixture->framer, 3);
  g_assert_cmpint (natter_framer_next (&fixture->framer, &bytes, &length), ==, NATTER_FRAMER_BLOCK);
  g_assert_cmpmem (bytes, length, "a\nb", 3);
  g_assert_cmpint (natter_framer_next (&fixture->framer, &bytes, &length), ==, NATTER_FRAMER_LINE);
  g_assert_cmpmem (bytes, length, "next", 4);
  natter_framer_expect_anything (&fixture->framer);
  g_assert_cmpint (natter_framer_next (&fixture->framer, &bytes, &length), ==, NATTER_FRAMER_BLOCK);
  g_assert_cmpmem (bytes, length, "rest", 4);
  natter_framer_settle (&fixture->framer);
}

/* §4.20: what Ctrl-C throws away. */
static void
test_drop_partial (Fixture *fixture, gconstpointer data)
{
  feed (fixture, "abc");
  g_assert_cmpuint (natter_framer_get_partial_length (&fixture->framer), ==, 3);
  natter_framer_drop_partial (&fixture->framer);
  g_assert_cmpuint (natter_framer_get_partial_length (&fixture->framer), ==, 0);
  g_assert_null (fixture->framer.kept);
  feed (fixture, "say\n");
  check (fixture, "say|");

  /* Whole lines that were not read yet stay. */
  feed_some (fixture, "1\n2\nab", 6, 1);
  natter_framer_drop_partial (&fixture->framer);
  feed (fixture, "3\n");
  check (fixture, "1|2|3|");

  /* A line that was too long is over. */
  feed (fixture, "1234567890");
  g_assert_cmpuint (natter_framer_get_partial_length (&fixture->framer), ==, LIMIT + 1);
  natter_framer_drop_partial (&fixture->framer);
  g_assert_cmpuint (natter_framer_get_partial_length (&fixture->framer), ==, 0);
  feed (fixture, "x\n");
  check (fixture, "!12345678|x|");
}

static void
test_drop_partial_of_lent (Fixture *fixture, gconstpointer data)
{
  feed (fixture, "ab");
  natter_framer_feed (&fixture->framer, (const guint8 *) "c\nde", 4);
  g_assert_cmpuint (natter_framer_get_partial_length (&fixture->framer), ==, 2);
  natter_framer_drop_partial (&fixture->framer);
  drain (fixture, G_MAXUINT);
  natter_framer_settle (&fixture->framer);
  check (fixture, "abc|");

  natter_framer_feed (&fixture->framer, (const guint8 *) "de", 2);
  natter_framer_drop_partial (&fixture->framer);
  natter_framer_settle (&fixture->framer);
  feed (fixture, "x\n");
  check (fixture, "x|");
}

static char *
random_stream (GRand *rand, gsize length)
{
  char *stream = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    stream[i] = "abc\r\n\n"[g_rand_int_range (rand, 0, 6)];
  stream[length] = '\0';
  return stream;
}

/* Of a line that is too long as many bytes are shown as came in one piece: not to be compared. */
static void
forget_too_long (GString *log)
{
  g_autoptr (GRegex) regex = g_regex_new ("![^|]*", 0, 0, NULL);
  g_autofree char *forgotten = g_regex_replace_literal (regex, log->str, -1, 0, "!", 0, NULL);

  g_string_assign (log, forgotten);
}

/* Wherever a stream is cut, and whenever its reader pauses, its lines are the same. */
static void
test_cuts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint round = 0; round < 2000; round++)
    {
      gsize length = (gsize) g_rand_int_range (rand, 0, 200);
      g_autofree char *stream = random_stream (rand, length);
      g_autofree char *whole = NULL;
      gsize cut;

      feed (fixture, stream);
      forget_too_long (fixture->log);
      whole = g_strdup (fixture->log->str);
      g_string_truncate (fixture->log, 0);
      natter_framer_clear (&fixture->framer);
      natter_framer_init (&fixture->framer, LIMIT);

      for (gsize at = 0; at < length; at += cut)
        {
          cut = (gsize) g_rand_int_range (rand, 1, 30);
          cut = MIN (cut, length - at);
          feed_some (fixture, stream + at, cut, (guint) g_rand_int_range (rand, 0, 6));
        }
      feed (fixture, "");
      forget_too_long (fixture->log);
      check (fixture, whole);
      natter_framer_clear (&fixture->framer);
      natter_framer_init (&fixture->framer, LIMIT);
    }
}

/* has_line() tells what next() would say, without changing anything. */
static void
test_has_line_tells (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint round = 0; round < 5000; round++)
    {
      g_autofree char *stream = random_stream (rand, (gsize) g_rand_int_range (rand, 0, 14));
      gboolean told;

      feed_some (fixture, stream, strlen (stream), (guint) g_rand_int_range (rand, 0, 4));
      told = natter_framer_has_line (&fixture->framer);
      g_assert_cmpint (drain (fixture, 1), ==, told);
      natter_framer_settle (&fixture->framer);
      g_string_truncate (fixture->log, 0);
    }
}

#define ADD(name, func) g_test_add ("/shared/framer/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("streams", test_streams);
  ADD ("nul", test_nul);
  ADD ("no-copy", test_no_copy);
  ADD ("bounded", test_bounded);
  ADD ("pause", test_pause);
  ADD ("pause-before-too-long", test_pause_before_too_long);
  ADD ("has-line", test_has_line);
  ADD ("count", test_count);
  ADD ("none", test_none);
  ADD ("change", test_change);
  ADD ("drop-partial", test_drop_partial);
  ADD ("drop-partial-of-lent", test_drop_partial_of_lent);
  ADD ("cuts", test_cuts);
  ADD ("has-line-tells", test_has_line_tells);
  return g_test_run ();
}
