/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What natter-text.c and natter-name.c both know about characters. */

/* Combining marks are counted before normalising too, with this much room for those that will compose:
 * GLib sorts a run of marks by bubbles, so a line of nothing but marks would cost their square. */
#define NATTER_MARKS_UNCOMPOSED 4

/* natter_char_is_control: U+0000-001F, U+007F-009F, U+2028, U+2029 (§2.4). TAB is one here. */
static inline gboolean
natter_char_is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
}

/* natter_char_is_break: ends a line on some terminal or in some program. */
static inline gboolean
natter_char_is_break (gunichar c)
{
  return (c >= 0x0a && c <= 0x0d) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* natter_char_is_mark: combines with the character before it. */
static inline gboolean
natter_char_is_mark (gunichar c)
{
  return c >= 0x300 && g_unichar_ismark (c);
}

/* natter_char_is_invisible: shows nothing by itself, or turns the direction of what follows. */
gboolean natter_char_is_invisible (gunichar c);

/* natter_text_has_long_mark_run: more than @most combining marks in a row. */
gboolean natter_text_has_long_mark_run (const char *text, guint most);

/* natter_text_find_control: the first control character but TAB. Returns: (nullable). */
const char *natter_text_find_control (const char *text);

/* natter_text_set_control_error: the sentence for it. */
void natter_text_set_control_error (GError **error);

G_END_DECLS
