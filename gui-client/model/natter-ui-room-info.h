/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A room as the directory lists it; never changes. All getters have a property of that name. */

#define NATTER_UI_TYPE_ROOM_INFO (natter_ui_room_info_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiRoomInfo, natter_ui_room_info, NATTER_UI, ROOM_INFO, GObject)

/* natter_ui_room_info_get_name: without '#'. */
const char *natter_ui_room_info_get_name (NatterUiRoomInfo *self);

/* natter_ui_room_info_get_topic: "" for none. */
const char *natter_ui_room_info_get_topic (NatterUiRoomInfo *self);
guint natter_ui_room_info_get_people (NatterUiRoomInfo *self);

/* natter_ui_room_info_get_active: of the last message: microseconds since 1970, UTC. 0: none. */
gint64 natter_ui_room_info_get_active (NatterUiRoomInfo *self);

/* natter_ui_room_info_is_private: only who is invited comes in. _is_readonly: only moderators and owners speak. */
gboolean natter_ui_room_info_is_private (NatterUiRoomInfo *self);
gboolean natter_ui_room_info_is_readonly (NatterUiRoomInfo *self);

/* natter_ui_room_info_is_member: the reader is in it. Property "member". */
gboolean natter_ui_room_info_is_member (NatterUiRoomInfo *self);

G_END_DECLS
