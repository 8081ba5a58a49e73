/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "server/dialect/natterd-dialect.h"

/* Which door it is: PROTOCOL.md §1. Each row is sent byte by byte; the answer must come at the byte where it can be known. */

typedef struct
{
  const char *sent;
  gsize length;
  gsize decided;       /* after so many bytes; 0: still open after all of them */
  const char *dialect; /* (nullable) NULL: refused */
} Row;

#define BYTES(text) text, sizeof (text) - 1

static const Row rows[] = {
  /* §1.1 */
  { BYTES ("{\"do\":\"login\"}\n"), 1, "json" },
  { BYTES ("login alice\n"), 1, "text" },
  { BYTES (" {}\n"), 1, "text" },
  { BYTES ("[1]\n"), 1, "text" },
  { BYTES ("\n"), 1, "text" },
  { BYTES ("\r\n"), 1, "text" },
  { BYTES ("\xff\xfd\x06"), 1, "text" },
  { BYTES ("\x04"), 1, "text" },
  { BYTES ("\0"), 1, "text" },
  { BYTES ("Ünal"), 1, "text" },
  /* §1.4: HTTP */
  { BYTES ("GET / HTTP/1.1\r\n"), 5, NULL },
  { BYTES ("GET /index.html"), 5, NULL },
  { BYTES ("GET http://example.org/ HTTP/1.1\r\n"), 8, NULL },
  { BYTES ("HEAD / HTTP/1.0\r\n"), 6, NULL },
  { BYTES ("POST /api"), 6, NULL },
  { BYTES ("PUT /api"), 5, NULL },
  { BYTES ("DELETE /x"), 8, NULL },
  { BYTES ("PATCH /x"), 7, NULL },
  { BYTES ("TRACE /x"), 7, NULL },
  { BYTES ("OPTIONS /x"), 9, NULL },
  { BYTES ("OPTIONS * HTTP/1.1\r\n"), 14, NULL },
  { BYTES ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 10, NULL },
  { BYTES ("G"), 0, NULL },
  { BYTES ("GET "), 0, NULL },
  { BYTES ("OPTIONS "), 0, NULL },
  /* … and people who only begin like it */
  { BYTES ("GET lost\n"), 5, "text" },
  { BYTES ("get / lost\n"), 1, "text" },
  { BYTES ("Get /\n"), 2, "text" },
  { BYTES ("G\n"), 2, "text" },
  { BYTES ("GET\r\n"), 4, "text" },
  { BYTES ("GETTING there\n"), 4, "text" },
  { BYTES ("POSTMAN\n"), 5, "text" },
  { BYTES ("PRI * HTML\n"), 9, "text" },
  /* §1.4: IRC */
  { BYTES ("NICK alice\r\n"), 5, NULL },
  { BYTES ("USER a 0 * :a\r\n"), 5, NULL },
  { BYTES ("CAP LS 302\r\n"), 4, NULL },
  { BYTES ("PASS secret\r\n"), 5, NULL },
  { BYTES ("NI"), 0, NULL },
  { BYTES ("NICK"), 0, NULL },
  { BYTES ("nick alice\r\n"), 1, "text" },
  { BYTES ("Nick alice\r\n"), 2, "text" },
  { BYTES ("NICK\r\n"), 5, "text" },
  { BYTES ("NICKNAME\r\n"), 5, "text" },
  { BYTES ("NIGHT\n"), 3, "text" },
  { BYTES ("CAPS LOCK\n"), 4, "text" },
  /* §1.4: TLS */
  { BYTES ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"), 2, NULL },
  { BYTES ("\x16"), 0, NULL },
  { BYTES ("\x16\n"), 2, "text" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      NatterdSniff answer = NATTERD_SNIFF_MORE;
      gsize length = 0;

      while (answer == NATTERD_SNIFF_MORE && length < row->length)
        {
          g_autoptr (GByteArray) reply = g_byte_array_new ();
          g_autofree guint8 *bytes = g_memdup2 (row->sent, ++length);
          const NatterdDialect *dialect = NULL;

          answer = natterd_dialect_sniff (bytes, length, &dialect, reply);
          g_assert_cmpint (dialect != NULL, ==, answer == NATTERD_SNIFF_DIALECT);
          g_assert_cmpint (reply->len > 0, ==, answer == NATTERD_SNIFF_REFUSE);
          if (answer != NATTERD_SNIFF_MORE)
            g_assert_cmpstr (dialect != NULL ? dialect->name : NULL, ==, row->dialect);
        }

      g_assert_cmpuint (answer == NATTERD_SNIFF_MORE ? 0 : length, ==, row->decided);
    }
}

/* All at once is no different from byte by byte. */
static void
test_at_once (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) reply = g_byte_array_new ();
      const NatterdDialect *dialect = NULL;
      NatterdSniff answer = natterd_dialect_sniff ((const guint8 *) rows[i].sent, rows[i].length, &dialect, reply);

      if (rows[i].decided == 0)
        g_assert_cmpint (answer, ==, NATTERD_SNIFF_MORE);
      else
        g_assert_cmpstr (dialect != NULL ? dialect->name : NULL, ==, rows[i].dialect);
    }
}

static void
test_nothing (void)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  const NatterdDialect *dialect = NULL;

  g_assert_cmpint (natterd_dialect_sniff (NULL, 0, &dialect, reply), ==, NATTERD_SNIFF_MORE);
  g_assert_cmpuint (reply->len, ==, 0);
}

static char *
dup_answer (const char *request)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  const NatterdDialect *dialect = NULL;

  g_assert_cmpint (natterd_dialect_sniff ((const guint8 *) request, strlen (request), &dialect, reply), ==,
                   NATTERD_SNIFF_REFUSE);
  return g_strndup ((const char *) reply->data, reply->len);
}

/* §1.4: an answer that HTTP clients understand, with a body as long as it says */
static void
test_http (void)
{
  g_autofree char *answer = dup_answer ("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  g_autofree char *head = dup_answer ("HEAD / HTTP/1.1\r\n\r\n");
  const char *end = strstr (answer, "\r\n\r\n");
  const char *length = strstr (answer, "\r\nContent-Length: ");

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 Bad Request\r\n"));
  g_assert_nonnull (strstr (answer, "\r\nConnection: close\r\n"));
  g_assert_nonnull (strstr (answer, "This is Natter"));
  g_assert_nonnull (end);
  g_assert_nonnull (length);
  g_assert_cmpuint (g_ascii_strtoull (length + strlen ("\r\nContent-Length: "), NULL, 10), ==, strlen (end + 4));

  g_assert_true (g_str_has_suffix (head, "\r\n\r\n"));
  g_assert_true (g_str_has_prefix (answer, head));
}

/* §1.4: fatal, handshake_failure */
static void
test_tls (void)
{
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  const NatterdDialect *dialect = NULL;

  g_assert_cmpint (natterd_dialect_sniff ((const guint8 *) "\x16\x03\x01", 3, &dialect, reply), ==,
                   NATTERD_SNIFF_REFUSE);
  g_assert_cmpmem (reply->data, reply->len, "\x15\x03\x03\x00\x02\x02\x28", 7);
}

/* §1.4: one ERROR line */
static void
test_irc (void)
{
  g_autofree char *answer = dup_answer ("NICK alice\r\nUSER alice 0 * :Alice\r\n");

  g_assert_true (g_str_has_prefix (answer, "ERROR :This is Natter"));
  g_assert_true (g_str_has_suffix (answer, "\r\n"));
  g_assert_true (strchr (answer, '\n') == answer + strlen (answer) - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dialect/sniff/table", test_table);
  g_test_add_func ("/dialect/sniff/at-once", test_at_once);
  g_test_add_func ("/dialect/sniff/nothing", test_nothing);
  g_test_add_func ("/dialect/sniff/http", test_http);
  g_test_add_func ("/dialect/sniff/tls", test_tls);
  g_test_add_func ("/dialect/sniff/irc", test_irc);

  return g_test_run ();
}
