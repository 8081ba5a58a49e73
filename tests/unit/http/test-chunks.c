/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "server/http/natterd-http-chunks.h"

/* PROTOCOL.md §14.4: a body in chunks is whole with its last one, and only if all of it were chunks. */

static const struct
{
  const char *body;
  gboolean whole;
} bodies[] = {
  { "0\r\n\r\n", TRUE },
  { "0\n\n", TRUE },
  { "000\r\n\r\n", TRUE },
  { "5\r\nhello\r\n0\r\n\r\n", TRUE },
  { "5\nhello\n0\n\n", TRUE },
  { "2\r\nhe\r\nA\r\n0123456789\r\n0\r\n\r\n", TRUE },
  { "b;name=\"value\"\r\n0123456789a\r\n0;last\r\nX: y\r\n\r\n", TRUE },
  { "5 \r\nhello\r\n0 \r\n\r\n", TRUE },
  { "2\r\n\r\n\r\n0\r\n\r\n", TRUE },
  { "0\r\n\r\nwhat comes behind it", TRUE },
  { "", FALSE },
  { "\r\n", FALSE },
  { "0", FALSE },
  { "0\r", FALSE },
  { "5\r\nhello\r\n", FALSE },
  { "5\r\nhello", FALSE },
  { "5\r\nhel", FALSE },
  { "5\r\nhelloXX0\r\n\r\n", FALSE },
  { "5\r\nhello\r0\r\n\r\n", FALSE },
  { "5\r\nhello0\r\n\r\n", FALSE },
  { "5\r\nhello\r\nzz\r\n0\r\n\r\n", FALSE },
  { "5\r\nhello\r\n-0\r\n\r\n", FALSE },
  { "-5\r\nhello\r\n0\r\n\r\n", FALSE },
  { "+0\r\n\r\n", FALSE },
  { " 0\r\n\r\n", FALSE },
  { "0x0\r\n\r\n", FALSE },
  { ";0\r\n\r\n", FALSE },
  { "5\rhello\r\n0\r\n\r\n", FALSE },
  { "ffffffffffffffff\r\nhello\r\n0\r\n\r\n", FALSE },
  { "10000000000000000\r\n\r\n", FALSE },
};

static gboolean
is_whole (const char *body,
          gsize at_once)
{
  NatterdHttpChunks chunks = { 0 };
  gsize length = strlen (body);

  for (gsize at = 0; at < length; at += at_once)
    natterd_http_chunks_feed (&chunks, body + at, MIN (at_once, length - at));
  return natterd_http_chunks_are_whole (&chunks);
}

static void
test_bodies (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    for (gsize at_once = 1; at_once <= 64; at_once++)
      if (is_whole (bodies[i].body, at_once) != bodies[i].whole)
        g_error ("“%s” is%s whole, %zu bytes at once", bodies[i].body, bodies[i].whole ? " not" : "", at_once);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/chunks/bodies", test_bodies);

  return g_test_run ();
}
