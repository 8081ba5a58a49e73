/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* What stands beside the conversation: the people of the room, or in their place, for a while, the search or what was missed.
 *
 * Signals: "chosen" (const char *room, guint64 seq): a message that is to be shown. "closed" (): the people may come back. */

#define NATTER_UI_TYPE_SIDE (natter_ui_side_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiSide, natter_ui_side, NATTER_UI, SIDE, GtkStack)

typedef enum
{
  NATTER_UI_SIDE_PEOPLE,
  NATTER_UI_SIDE_SEARCH,
  NATTER_UI_SIDE_MISSED
} NatterUiSidePage;

/* natter_ui_side_set_session: set once. */
void natter_ui_side_set_session (NatterUiSide *self, NatterUiSession *session);

/* natter_ui_side_set_room: (nullable). */
void natter_ui_side_set_room (NatterUiSide *self, NatterUiRoom *room);

/* natter_ui_side_turn_to: @page is shown; but for PEOPLE the focus goes there. */
void natter_ui_side_turn_to (NatterUiSide *self, NatterUiSidePage page);
NatterUiSidePage natter_ui_side_get_page (NatterUiSide *self);

/* natter_ui_side_focus: into what is shown. */
void natter_ui_side_focus (NatterUiSide *self);

G_END_DECLS
