/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* A session's rooms in the order in which the sidebar shows them: favourites, rooms, direct conversations. A GListModel of
 * NatterUiRoom; a change touches only the rows that it must. */

#define NATTER_UI_TYPE_ROOM_ORDER (natter_ui_room_order_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiRoomOrder, natter_ui_room_order, NATTER_UI, ROOM_ORDER, GObject)

typedef enum
{
  NATTER_UI_SECTION_FAVOURITES,
  NATTER_UI_SECTION_ROOMS,
  NATTER_UI_SECTION_PEOPLE
} NatterUiSection;

/* natter_ui_room_order_new: Returns: (transfer full). */
NatterUiRoomOrder *natter_ui_room_order_new (NatterUiSession *session, GSettings *settings);

/* natter_ui_room_order_get_section: where @room stands. */
NatterUiSection natter_ui_room_order_get_section (NatterUiRoomOrder *self, NatterUiRoom *room);

/* natter_ui_room_order_get_favourite: the one at @place, from 0. Returns: (transfer none) (nullable). */
NatterUiRoom *natter_ui_room_order_get_favourite (NatterUiRoomOrder *self, guint place);

/* natter_ui_room_order_get_neighbour: the next one below (@step 1) or above (@step -1) @from, going round; with @unread only such as
 * have something unread. Returns: (transfer none) (nullable): none other. */
NatterUiRoom *natter_ui_room_order_get_neighbour (NatterUiRoomOrder *self, NatterUiRoom *from, int step, gboolean unread);

G_END_DECLS
