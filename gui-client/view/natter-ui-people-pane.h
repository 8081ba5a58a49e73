/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* Who is in this room: what look is for telnet. Activating someone begins a conversation with them (win.message). */

#define NATTER_UI_TYPE_PEOPLE_PANE (natter_ui_people_pane_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiPeoplePane, natter_ui_people_pane, NATTER_UI, PEOPLE_PANE, GtkBox)

/* natter_ui_people_pane_set_room: (nullable). */
void natter_ui_people_pane_set_room (NatterUiPeoplePane *self, NatterUiRoom *room);

/* natter_ui_people_pane_focus: puts the focus on the first person. */
void natter_ui_people_pane_focus (NatterUiPeoplePane *self);

/* natter_ui_people_pane_set_session: for what one does with people; set once. */
void natter_ui_people_pane_set_session (NatterUiPeoplePane *self, NatterUiSession *session);

G_END_DECLS
