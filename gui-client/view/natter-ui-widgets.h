/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Small things that several widgets need. */

#define NATTER_UI_RESOURCES "/io/github/natter/Natter/view/"

/* natter_ui_widget_set_class: has or has not the CSS class @name. */
void natter_ui_widget_set_class (GtkWidget *widget, const char *name, gboolean on);

/* natter_ui_widget_name: what a screen reader calls @widget. */
void natter_ui_widget_name (GtkWidget *widget, const char *name);

/* natter_ui_widget_describe: what a screen reader adds to the name. @text: (nullable). */
void natter_ui_widget_describe (GtkWidget *widget, const char *text);

/* natter_ui_widget_empty: destroys the children of @container. */
void natter_ui_widget_empty (GtkContainer *container);

G_END_DECLS
