/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

#include "natter-ui-room-order.h"

G_BEGIN_DECLS

/* The rooms and direct conversations that one has, and at the foot oneself: name, connection and what one can do about them.
 *
 * Signals: "room-chosen" (NatterUiRoom *): the person wants to see it. */

#define NATTER_UI_TYPE_SIDEBAR (natter_ui_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiSidebar, natter_ui_sidebar, NATTER_UI, SIDEBAR, GtkBox)

/* natter_ui_sidebar_set_session: set once. */
void natter_ui_sidebar_set_session (NatterUiSidebar *self, NatterUiSession *session);

/* natter_ui_sidebar_get_order: of its rows. Returns: (transfer none). */
NatterUiRoomOrder *natter_ui_sidebar_get_order (NatterUiSidebar *self);

/* natter_ui_sidebar_focus: puts the focus on the current room's row. */
void natter_ui_sidebar_focus (NatterUiSidebar *self);

/* natter_ui_sidebar_set_alone: whether it has the window for itself, and so the buttons of the window. */
void natter_ui_sidebar_set_alone (NatterUiSidebar *self, gboolean alone);

G_END_DECLS
