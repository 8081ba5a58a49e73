/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-fold.h"

#include <string.h>

#include "natter-ui-render.h"

#define FOLD_RUN 600 /* characters without a place to break */

/* The byte at which a text becomes too much: too many lines, or too long a run without a place to break it, which Pango lays out
 * in time that grows with its square (2,000 bytes of it cost 16 ms each). 0: nowhere. */
static gsize
find_excess (const char *text,
             guint most)
{
  guint lines = 0, run = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      run = g_unichar_isspace (c) || g_unichar_iswide (c) ? 0 : run + 1;
      lines += c == '\n';
      if (lines == most || run == FOLD_RUN)
        return (gsize) (p - text);
    }
  return 0;
}

gsize
natter_ui_fold_at (const char *text,
                   guint lines)
{
  gsize excess = find_excess (text, lines);

  if (excess > 0 && excess <= NATTER_UI_RENDER_FOLD)
    return excess;
  if (strlen (text) <= NATTER_UI_RENDER_FOLD + NATTER_UI_RENDER_FOLD / 4)
    return excess;
  return (gsize) (g_utf8_find_prev_char (text, text + NATTER_UI_RENDER_FOLD + 1) - text);
}
