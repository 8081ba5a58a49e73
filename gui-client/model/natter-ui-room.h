/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A room that one is in, or a direct conversation. All getters have a property of that name, with notify. */

#define NATTER_UI_TYPE_ROOM (natter_ui_room_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiRoom, natter_ui_room, NATTER_UI, ROOM, GObject)

/* natter_ui_room_get_name: as on the wire: "lobby", "@bob". */
const char *natter_ui_room_get_name (NatterUiRoom *self);

/* natter_ui_room_get_title: as shown: "#lobby", "bob". */
const char *natter_ui_room_get_title (NatterUiRoom *self);

/* natter_ui_room_is_direct: property "direct". */
gboolean natter_ui_room_is_direct (NatterUiRoom *self);

/* natter_ui_room_get_topic: "" for none. */
const char *natter_ui_room_get_topic (NatterUiRoom *self);

/* natter_ui_room_get_unread: messages of others since one looked here last. */
guint natter_ui_room_get_unread (NatterUiRoom *self);

/* natter_ui_room_get_mentioned: one of those names the reader; of a direct conversation: there are any. */
gboolean natter_ui_room_get_mentioned (NatterUiRoom *self);

/* natter_ui_room_get_mentions: how many of them name the reader or have a keyword. */
guint natter_ui_room_get_mentions (NatterUiRoom *self);

/* natter_ui_room_get_first_unread: the first of them, where natter_ui_session_go_to_unread() leads; 0: none, or not known. Property
 * "first-unread". */
guint64 natter_ui_room_get_first_unread (NatterUiRoom *self);

/* natter_ui_room_get_read_seq: the last one that was read before the unread ones: the line "New" comes after it.
 * Kept while the room is looked at, moved when it is left. 0: none. */
guint64 natter_ui_room_get_read_seq (NatterUiRoom *self);

/* natter_ui_room_get_last_seq: of the last message known here. 0: none. */
guint64 natter_ui_room_get_last_seq (NatterUiRoom *self);

/* natter_ui_room_get_members: who is in it (of a direct conversation: the other). Returns: (transfer none). */
NatterUiPersonList *natter_ui_room_get_members (NatterUiRoom *self);

/* natter_ui_room_get_n_people: how many are in it; for a moment more than the list has in a large room.
 * Property "n-people". */
guint natter_ui_room_get_n_people (NatterUiRoom *self);

/* natter_ui_room_get_messages: Returns: (transfer none). */
NatterUiMessageList *natter_ui_room_get_messages (NatterUiRoom *self);

/* natter_ui_room_get_past: whether there is more than get_messages: natter_ui_session_load_older(). */
NatterUiPast natter_ui_room_get_past (NatterUiRoom *self);

/* natter_ui_room_get_draft, _set_draft: what stands in the composer, unsent. Never NULL. */
const char *natter_ui_room_get_draft (NatterUiRoom *self);
void natter_ui_room_set_draft (NatterUiRoom *self, const char *draft);

/* natter_ui_room_get_joined: whether the server has us in it now (of a direct conversation: whether we are online). */
gboolean natter_ui_room_get_joined (NatterUiRoom *self);

G_END_DECLS
