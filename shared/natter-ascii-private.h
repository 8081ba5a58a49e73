/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Most of what is said is plain: this looks at sixteen bytes at a time, where looking at each byte in turn four times over (as UTF-8, as JSON in, as
 * text, as JSON out) was a third of what a message of 100 bytes costs the server outside the kernel. */

#define NATTER_EACH_BYTE(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

/* What GCC and clang compute with in one instruction where the machine can, else piece by piece. */
typedef guint8 NatterSixteenBytes __attribute__ ((vector_size (16)));
typedef guint64 NatterTwoWords __attribute__ ((vector_size (16)));

/* natter_ascii_is_plain: printable ASCII, and neither a quote nor a backslash. */
static inline gboolean
natter_ascii_is_plain (guint8 byte)
{
  return byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
}

/* natter_ascii_get_plain_length: how many bytes at the beginning are plain. */
static inline gsize
natter_ascii_get_plain_length (const char *bytes, gsize length)
{
  gsize at = 0;

  while (at + 16 <= length)
    {
      NatterSixteenBytes piece;
      NatterTwoWords odd;

      memcpy (&piece, bytes + at, 16);
      odd = (NatterTwoWords) ((piece < 0x20) | (piece > 0x7e) | (piece == '"') | (piece == '\\'));
      if ((odd[0] | odd[1]) != 0)
        break;
      at += 16;
    }
  while (at < length && natter_ascii_is_plain ((guint8) bytes[at]))
    at++;
  return at;
}

/* natter_ascii_get_length: how many bytes at the beginning are ASCII and not NUL: valid UTF-8, whatever follows. */
static inline gsize
natter_ascii_get_length (const char *bytes, gsize length)
{
  gsize at = 0;

  while (at + 8 <= length)
    {
      guint64 word;

      memcpy (&word, bytes + at, 8);
      if (((word | (word - NATTER_EACH_BYTE (1))) & NATTER_EACH_BYTE (0x80)) != 0)
        break;
      at += 8;
    }
  while (at < length && bytes[at] != '\0' && (guint8) bytes[at] < 0x80)
    at++;
  return at;
}

/* natter_ascii_get_printable_length: how many bytes at the beginning are printable ASCII. */
static inline gsize
natter_ascii_get_printable_length (const char *bytes, gsize length)
{
  gsize at = 0;

  for (;;)
    {
      at += natter_ascii_get_plain_length (bytes + at, length - at);
      if (at == length || (bytes[at] != '"' && bytes[at] != '\\'))
        return at;
      at++;
    }
}

G_END_DECLS
