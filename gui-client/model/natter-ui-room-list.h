/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A GListModel of NatterUiRoom: the rooms in the order of entering, then the direct conversations in the order
 * of their beginning. Nothing that the network does moves one of them, but for a person's new name. */

#define NATTER_UI_TYPE_ROOM_LIST (natter_ui_room_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiRoomList, natter_ui_room_list, NATTER_UI, ROOM_LIST, GObject)

/* natter_ui_room_list_find: by the name on the wire, in any spelling. Returns: (transfer none) (nullable). */
NatterUiRoom *natter_ui_room_list_find (NatterUiRoomList *self, const char *name);

/* natter_ui_room_list_get: the one at @position. Returns: (transfer none) (nullable). */
NatterUiRoom *natter_ui_room_list_get (NatterUiRoomList *self, guint position);

/* natter_ui_room_list_get_position: FALSE: not in it (any more). */
gboolean natter_ui_room_list_get_position (NatterUiRoomList *self, NatterUiRoom *room, guint *position);

/* natter_ui_room_list_get_neighbour: the next one below (@step 1) or above (@step -1) @from, going round;
 * with @unread only such as have something unread. Returns: (transfer none) (nullable): none other. */
NatterUiRoom *natter_ui_room_list_get_neighbour (NatterUiRoomList *self, NatterUiRoom *from, int step, gboolean unread);

G_END_DECLS
