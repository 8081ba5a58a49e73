/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "server/http/natterd-http-head.h"

/* PROTOCOL.md §14.4: a head says clearly how much follows, or is refused. */

#define POST "POST /x HTTP/1.1\r\nHost: h\r\n"

static const struct
{
  const char *head;
  gint64 length; /* -1: it is no good; -2: chunked */
} heads[] = {
  { "GET / HTTP/1.1\r\n\r\n", 0 },
  { "GET / HTTP/1.1\n\n", 0 },
  { POST "\r\n", 0 },
  { POST "Content-Length: 5\r\n\r\n", 5 },
  { POST "content-length:\t5 \t\r\n\r\n", 5 },
  { POST "Content-Length: 0\n\n", 0 },
  { POST "Content-Length: 999999999999999999\r\n\r\n", 999999999999999999 },
  { POST "Content-Length: 9999999999999999999\r\n\r\n", -1 },
  { POST "Content-Length: -5\r\n\r\n", -1 },
  { POST "Content-Length: +5\r\n\r\n", -1 },
  { POST "Content-Length: 5, 5\r\n\r\n", -1 },
  { POST "Content-Length: 0x5\r\n\r\n", -1 },
  { POST "Content-Length: 5 5\r\n\r\n", -1 },
  { POST "Content-Length:\r\n\r\n", -1 },
  { POST "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", -1 },
  { POST "Transfer-Encoding: chunked\r\n\r\n", -2 },
  { POST "transfer-encoding: CHUNKED\r\n\r\n", -2 },
  { POST "Transfer-Encoding: gzip, chunked\r\n\r\n", -1 },
  { POST "Transfer-Encoding: identity\r\n\r\n", -1 },
  { POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", -1 },
  { POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", -1 },
  { POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", -1 },
  { POST "Content-Length : 5\r\n\r\n", -1 },
  { POST " Content-Length: 5\r\n\r\n", -1 },
  { POST "X: a\r\n b\r\n\r\n", -1 },
  { POST "X\r\n\r\n", -1 },
  { POST ": x\r\n\r\n", -1 },
  { POST "X: a\rContent-Length: 5\r\n\r\n", -1 },
  { POST "X-Content-Length: 5\r\n\r\n", 0 },
  { POST "Content-Lengths: 5\r\n\r\n", 0 },
};

static void
test_heads (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      const char *text = heads[i].head;
      gsize length = strlen (text);
      g_autofree char *exact = g_memdup2 (text, length); /* not a byte more may be looked at */
      NatterdHttpHead head;
      gint64 seen = -1;

      g_assert_cmpuint (natterd_http_find_end (exact, length), ==, length);
      if (natterd_http_read_head (exact, length, &head))
        seen = head.chunked ? -2 : (gint64) head.length;
      if (seen != heads[i].length)
        g_error ("%s is %" G_GINT64_FORMAT, text, seen);
    }
}

/* Its end is where it is, however little is there yet, and whatever comes after it. */
static void
test_end (void)
{
  static const char whole[] = "GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\n\r\n";
  const gsize end = strstr (whole, "\r\n\r\n") + 4 - whole;

  for (gsize length = 0; length <= strlen (whole); length++)
    {
      g_autofree char *exact = g_memdup2 (whole, length);

      g_assert_cmpuint (natterd_http_find_end (exact, length), ==, length < end ? 0 : end);
    }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("GET / HTTP/1.1\r\n");
  NatterdHttpHead head;

  for (guint i = 0; i < NATTERD_HTTP_FIELDS_MOST; i++)
    g_string_append (text, "A: b\r\n");
  g_string_append (text, "\r\n");
  g_assert_true (natterd_http_read_head (text->str, text->len, &head));
  g_string_insert (text, (gssize) text->len - 2, "A: b\r\n");
  g_assert_false (natterd_http_read_head (text->str, text->len, &head));
}

static void
test_nul (void)
{
  static const char text[] = "GET / HTTP/1.1\r\nA: \0\r\n\r\n";
  NatterdHttpHead head;

  g_assert_false (natterd_http_read_head (text, sizeof text - 1, &head));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/head/heads", test_heads);
  g_test_add_func ("/http/head/end", test_end);
  g_test_add_func ("/http/head/many", test_many);
  g_test_add_func ("/http/head/nul", test_nul);
  return g_test_run ();
}
