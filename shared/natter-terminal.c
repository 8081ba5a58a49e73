/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-text-private.h"
#include "natter-text.h"

/* What must never reach a terminal: PROTOCOL.md §4.22. */

#define ESC 0x1b
#define CSI 0x9b

static gboolean
is_bidi_control (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c;
}

/* Whether a byte may begin something to leave out. The others are copied in runs: U+0080-009F begin with C2,
 * U+061C with D8, and U+200E, U+2028 and their neighbours with E2. */
static gboolean
needs_look (guchar byte)
{
  return byte < 0x20 || byte == 0x7f || byte == 0xc2 || byte == 0xd8 || byte == 0xe2;
}

/* After ESC [ : parameters, then one final byte. */
static const char *
skip_control_sequence (const char *p)
{
  while (*p >= 0x20 && *p <= 0x3f)
    p++;
  if (*p >= 0x40 && *p <= 0x7e)
    p++;

  return p;
}

/* After ESC ] and its like: up to BEL or ESC \. One that never ends loses only its beginning, so that
 * nobody can hide the rest of a line with it. */
static const char *
skip_control_string (const char *p)
{
  const char *end = strpbrk (p, "\a\x1b");

  if (end == NULL)
    return p;
  if (*end == '\a')
    return end + 1;

  return end[1] == '\\' ? end + 2 : end;
}

static const char *
skip_escape (const char *p)
{
  p++;
  if (*p == '[')
    return skip_control_sequence (p + 1);
  if (*p != '\0' && strchr ("]PX^_", *p) != NULL)
    return skip_control_string (p + 1);

  while (*p >= 0x20 && *p <= 0x2f)
    p++;
  if (*p >= 0x30 && *p <= 0x7e)
    p++;

  return p;
}

/* Looks at one character. Returns where to go on. */
static const char *
append_checked (GString *out, const char *p)
{
  gunichar c = g_utf8_get_char (p);
  const char *next = g_utf8_next_char (p);

  if (c == ESC)
    return skip_escape (p);
  if (c == CSI)
    return skip_control_sequence (next);

  if (c == '\r' && *next == '\n')
    return next;
  if (c == '\t' || natter_char_is_break (c))
    g_string_append_c (out, ' ');
  else if (!natter_char_is_control (c) && !is_bidi_control (c))
    g_string_append_len (out, p, next - p);

  return next;
}

void
natter_text_append_for_terminal (GString *out, const char *text)
{
  g_return_if_fail (out != NULL && text != NULL);

  while (*text != '\0')
    {
      const char *run = text;

      while (*text != '\0' && !needs_look ((guchar) *text))
        text++;
      g_string_append_len (out, run, text - run);

      if (*text != '\0')
        text = append_checked (out, text);
    }
}

char *
natter_text_dup_excerpt (const char *text, gsize length, guint most)
{
  g_autofree char *copy = NULL;
  GString *cleaned;
  const char *cut;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  /* A character has at most 4 bytes: what comes later would be cut off, too. */
  copy = g_utf8_make_valid (text, (gssize) MIN (length, (gsize) most * 4 + 64));
  cleaned = g_string_new (NULL);
  natter_text_append_for_terminal (cleaned, copy);

  if (g_utf8_strlen (cleaned->str, (gssize) cleaned->len) > (glong) most)
    {
      cut = g_utf8_offset_to_pointer (cleaned->str, (glong) most);
      g_string_truncate (cleaned, (gsize) (cut - cleaned->str));
      g_string_append (cleaned, "…");
    }

  return g_string_free (cleaned, FALSE);
}
