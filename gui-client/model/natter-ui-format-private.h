/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Markdown takes more for markup than people mean. Before it is read, what is not meant so is replaced by a character that means
 * nothing to it, and put back when it comes out again, wherever that is: in words, in code, in an address. */

#define NATTER_UI_VEIL_LINK  0xf0000 /* + number: an address that was found in the text */
#define NATTER_UI_VEIL_ASCII 0xf0100 /* + character */
#define NATTER_UI_VEIL_END   0xf0180

/* natter_ui_format_prepare: @text: valid UTF-8. @links: (element-type NatterUiLink) in it, at most 64.
 * Returns: (transfer full) (nullable): what is to be read; NULL: there is no markup in it. */
char *natter_ui_format_prepare (const char *text, const GArray *links);

/* natter_ui_format_turns: @c turns the direction of what follows: legal in a text, and a way to make it read as something
 * else. */
gboolean natter_ui_format_turns (gunichar c);

G_END_DECLS
