/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-person.h"

G_BEGIN_DECLS

/* Someone in a list: picture, name, away or idle, and in which rooms where that is known. It follows the person. */

#define NATTER_UI_TYPE_PERSON_ROW (natter_ui_person_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiPersonRow, natter_ui_person_row, NATTER_UI, PERSON_ROW, GtkListBoxRow)

/* natter_ui_person_row_new: @button_action: (nullable): a detailed action's name that takes the person's name as a
 * string, as "win.message"; a button for it stands in the row of everyone else. */
GtkWidget *natter_ui_person_row_new (NatterUiPerson *person, const char *button_action);

NatterUiPerson *natter_ui_person_row_get_person (NatterUiPersonRow *self);

/* natter_ui_person_row_dup_name: "alice (you)". _dup_detail: role, away, idle and rooms, in words. (transfer full): never NULL. */
char *natter_ui_person_row_dup_name (NatterUiPerson *person);
char *natter_ui_person_row_dup_detail (NatterUiPerson *person);

G_END_DECLS
