/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* The colours of people's names: always the same for the same person, readable on light and on dark. */

#define NATTER_UI_N_COLOURS 10

/* natter_ui_colour_of_name: which of the colours @name (valid UTF-8) has, 0 to NATTER_UI_N_COLOURS - 1. Names that are the same
 * for the server (PROTOCOL.md §3.2) have the same. */
guint natter_ui_colour_of_name (const char *name);

/* natter_ui_colour_get: colour number @index for a light or a dark ground. */
GdkRGBA natter_ui_colour_get (guint index, gboolean dark);

/* natter_ui_colour_contrast: the ratio of WCAG 2.1 between two opaque colours, 1 to 21. */
double natter_ui_colour_contrast (const GdkRGBA *a, const GdkRGBA *b);

G_END_DECLS
