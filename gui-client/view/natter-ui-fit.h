/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* natter_ui_fit_watch: @least is shown while all of @content, with it, fits into @scrolled, which scrolls it: what one can do without gives its
 * place to what one came for. All (transfer none); @content and @least are inside @scrolled. */
void natter_ui_fit_watch (GtkWidget *scrolled, GtkWidget *content, GtkWidget *least);

G_END_DECLS
