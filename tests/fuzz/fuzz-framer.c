/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "shared/natter-framer.h"

/* §2.1, §2.2: however a stream is cut into reads, the same comes out of it, and no more is kept than the limit allows.
 * The first byte of the input chooses the limit, the second how the rest is cut. */

/* Some lines ask for a block, as a protocol with lengths would. */
static void
react (NatterFramer *framer, NatterFramerStatus status, const char *data, gsize length)
{
  if (status == NATTER_FRAMER_LINE && length > 1 && data[0] == '#')
    natter_framer_expect_bytes (framer, (gsize) (guint8) data[1] + 1);
}

static void
drain (NatterFramer *framer, GString *said)
{
  NatterFramerStatus status;
  const char *data;
  gsize length;

  while ((status = natter_framer_next (framer, &data, &length)) != NATTER_FRAMER_MORE)
    {
      g_assert_true (status == NATTER_FRAMER_TOO_LONG || status == NATTER_FRAMER_BLOCK || length <= framer->limit);
      g_string_append_printf (said, "%d:", (int) status);
      if (status != NATTER_FRAMER_TOO_LONG)
        {
          g_string_append_len (said, data, (gssize) length);
          react (framer, status, data, length);
        }
      g_string_append_c (said, '\n');
    }
}

/* What comes out when @data is read in pieces of at most @piece bytes. (transfer full) */
static GString *
run (const guint8 *data, gsize size, gsize limit, gsize piece)
{
  GString *said = g_string_new (NULL);
  NatterFramer framer;

  natter_framer_init (&framer, limit);
  for (gsize at = 0; at < size; at += piece)
    {
      gsize length = MIN (piece, size - at);
      g_autofree guint8 *read = g_memdup2 (data + at, length);

      natter_framer_feed (&framer, read, length);
      drain (&framer, said);
      natter_framer_settle (&framer);
      g_assert_false (natter_framer_has_line (&framer));
      g_assert_true (framer.kept == NULL || framer.mode != NATTER_FRAMER_LINES || framer.kept->len <= limit + 1);
    }
  g_string_append_printf (said, "%" G_GSIZE_FORMAT, natter_framer_get_partial_length (&framer));
  natter_framer_expect_lines (&framer);
  natter_framer_drop_partial (&framer);
  g_assert_cmpuint (natter_framer_get_partial_length (&framer), ==, 0);
  natter_framer_clear (&framer);

  return said;
}

/* The whole of a stream without ends comes out as it went in. */
static void
run_without_ends (const guint8 *data, gsize size)
{
  NatterFramer framer;
  const char *out;
  gsize length;

  natter_framer_init (&framer, 1);
  natter_framer_expect_anything (&framer);
  natter_framer_feed (&framer, data, size);
  if (size > 0)
    {
      g_assert_cmpint (natter_framer_next (&framer, &out, &length), ==, NATTER_FRAMER_BLOCK);
      g_assert_cmpmem (out, length, data, size);
    }
  g_assert_cmpint (natter_framer_next (&framer, &out, &length), ==, NATTER_FRAMER_MORE);
  natter_framer_settle (&framer);
  natter_framer_clear (&framer);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GString) whole = NULL;
  g_autoptr (GString) cut = NULL;
  gsize limit, piece;

  if (size < 2)
    return 0;
  limit = (gsize) data[0] + 1;
  piece = (gsize) data[1] % 32 + 1;
  whole = run (data + 2, size - 2, limit, size);
  cut = run (data + 2, size - 2, limit, piece);
  g_assert_cmpmem (whole->str, whole->len, cut->str, cut->len);
  run_without_ends (data + 2, size - 2);

  return 0;
}
