/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A person's picture: a disc in their colour with their initial. */

/* natter_ui_picture_draw: around (@x, @y), @size pixels across; fonts come from @widget. */
void natter_ui_picture_draw (GtkWidget *widget, cairo_t *cr, const char *name, double x, double y, int size);

/* natter_ui_picture_new: a widget that shows the picture of @name. It says nothing to a screen reader, since the name stands
 * beside it. */
GtkWidget *natter_ui_picture_new (const char *name, int size);

G_END_DECLS
