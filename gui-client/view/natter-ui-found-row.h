/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-found.h"

G_BEGIN_DECLS

/* The row's NatterUiFound: data of the object. */
#define NATTER_UI_FOUND_ROW_FOUND "found"

/* natter_ui_found_row_new: what a search found: a line before, the message with what matched, a line after. (floating), shown. */
GtkWidget *natter_ui_found_row_new (NatterUiFound *found);

/* natter_ui_found_row_header: where and when it was said, above the first of several: for gtk_list_box_set_header_func(). */
void natter_ui_found_row_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data);

G_END_DECLS
