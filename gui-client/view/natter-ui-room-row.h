/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-room.h"

G_BEGIN_DECLS

/* A room or direct conversation in a list: its title, whether something is written for it, and what is unread. */

/* The width of what stands before the name, in pixels. */
#define NATTER_UI_ROOM_ROW_PICTURE 22

#define NATTER_UI_TYPE_ROOM_ROW (natter_ui_room_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiRoomRow, natter_ui_room_row, NATTER_UI, ROOM_ROW, GtkListBoxRow)

GtkWidget *natter_ui_room_row_new (NatterUiRoom *room);
NatterUiRoom *natter_ui_room_row_get_room (NatterUiRoomRow *self);

G_END_DECLS
