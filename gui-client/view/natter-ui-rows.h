/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The rows of a GtkListBox made from a list, at most so many: a list box becomes slow long before a list is long. */

typedef struct _NatterUiRows NatterUiRows;

typedef GtkWidget *(*NatterUiRowsMake) (gpointer item, gpointer data); /* a GtkListBoxRow, shown */
typedef gboolean (*NatterUiRowsMatch) (gpointer item, const char *word); /* @word: case-folded */

/* natter_ui_rows_new: @box: borrowed; it must outlive this or be destroyed with it. (transfer full). */
NatterUiRows *natter_ui_rows_new (GtkListBox *box, guint most, NatterUiRowsMake make, gpointer data);
void natter_ui_rows_free (NatterUiRows *self);

/* natter_ui_rows_set_list: @list: (nullable). */
void natter_ui_rows_set_list (NatterUiRows *self, GListModel *list);

/* natter_ui_rows_set_filter: only items that @match. @word: as typed; "" for all. */
void natter_ui_rows_set_filter (NatterUiRows *self, NatterUiRowsMatch match, const char *word);

/* natter_ui_rows_get_n: rows in the box. */
guint natter_ui_rows_get_n (NatterUiRows *self);

/* natter_ui_rows_contains: whether @word (case-folded) is in @text. */
gboolean natter_ui_rows_contains (const char *text, const char *word);

G_END_DECLS
