/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-person.h"

G_BEGIN_DECLS

/* The people of a crowded room: a tree view whose rows are all as high, so that 5,000 of them cost no more than those one sees. (A list box
 * is prettier, and slow beyond some hundreds.)
 *
 * Signal "person-activated" (NatterUiPerson *, GdkRectangle * in the widget). */

#define NATTER_UI_TYPE_PEOPLE_TREE (natter_ui_people_tree_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiPeopleTree, natter_ui_people_tree, NATTER_UI, PEOPLE_TREE, GtkTreeView)

GtkWidget *natter_ui_people_tree_new (void);

/* natter_ui_people_tree_set_list: of NatterUiPerson; (nullable). */
void natter_ui_people_tree_set_list (NatterUiPeopleTree *self, GListModel *list);

G_END_DECLS
