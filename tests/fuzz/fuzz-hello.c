/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "server/net/natterd-hello.h"

/* §10.3: however it is cut into reads, the gate says the same at the same byte, and never wants more than its most. */

/* (out) @at: how many bytes it took; read in pieces of at most @piece. */
static NatterdHelloStatus
run (const guint8 *data, gsize size, gsize piece, gsize *at)
{
  NatterdHello hello = { 0 };
  NatterdHelloStatus status = NATTERD_HELLO_MORE;

  for (*at = 0; *at < size && status == NATTERD_HELLO_MORE;)
    {
      g_autofree guint8 *read = NULL;

      *at = MIN (*at + piece, size);
      read = g_memdup2 (data, *at);
      status = natterd_hello_look (&hello, read, *at);
    }
  g_assert_true (status != NATTERD_HELLO_MORE || size < NATTERD_HELLO_MOST);
  return status;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gsize whole_at, torn_at, cut_at;
  NatterdHelloStatus whole, torn, cut;

  if (size < 2 || size > 2 * NATTERD_HELLO_MOST)
    return 0;
  whole = run (data + 1, size - 1, size, &whole_at);
  cut = run (data + 1, size - 1, (gsize) data[0] + 1, &cut_at);
  g_assert_cmpint (cut, ==, whole);
  if (size > 600) /* each byte is copied as often as there are reads */
    return 0;
  torn = run (data + 1, size - 1, 1, &torn_at);
  g_assert_cmpint (torn, ==, whole);
  g_assert_cmpuint (torn_at, <=, cut_at);

  return 0;
}
