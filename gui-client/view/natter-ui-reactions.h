/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What one reacts with: the usual ones at a click, and every other through the field beside them, which offers GTK's list of emoji and takes
 * what is typed, also as ":tada:".
 *
 * Signals: "picked" (const char *reaction). */

#define NATTER_UI_TYPE_REACTIONS (natter_ui_reactions_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiReactions, natter_ui_reactions, NATTER_UI, REACTIONS, GtkPopover)

GtkWidget *natter_ui_reactions_new (GtkWidget *relative_to);

/* natter_ui_reactions_ask: at @where, in the widget's coordinates. */
void natter_ui_reactions_ask (NatterUiReactions *self, const GdkRectangle *where);

G_END_DECLS
