/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

#include "natter-ui-room-order.h"
#include "natter-ui-side.h"

G_BEGIN_DECLS

/* The page where one talks: rooms, conversation, composer, people. It follows the session's current room; what the network
 * does never moves the focus or turns to another pane.
 *
 * Properties: "people-shown"; "at-end": the newest message of the current room is on the screen. */

#define NATTER_UI_TYPE_CHAT (natter_ui_chat_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiChat, natter_ui_chat, NATTER_UI, CHAT, GtkBin)

/* natter_ui_chat_set_session: set once. */
void natter_ui_chat_set_session (NatterUiChat *self, NatterUiSession *session);

/* natter_ui_chat_show_room: the person wants to write here: turns to the conversation where the window is narrow, and puts
 * the focus on the composer. */
void natter_ui_chat_show_room (NatterUiChat *self);

/* natter_ui_chat_show_rooms: back to the list of rooms where the window is narrow. */
void natter_ui_chat_show_rooms (NatterUiChat *self);

/* natter_ui_chat_get_order: of the rooms in the sidebar. Returns: (transfer none). */
NatterUiRoomOrder *natter_ui_chat_get_order (NatterUiChat *self);

/* natter_ui_chat_cycle_focus: sidebar, messages, composer, people; @step 1 or -1. */
void natter_ui_chat_cycle_focus (NatterUiChat *self, int step);

/* natter_ui_chat_set_people_shown: whether the people of the room are beside the conversation. */
void natter_ui_chat_set_people_shown (NatterUiChat *self, gboolean shown);
gboolean natter_ui_chat_get_people_shown (NatterUiChat *self);

/* natter_ui_chat_find: the bar above the conversation opens. */
void natter_ui_chat_find (NatterUiChat *self);

/* natter_ui_chat_open_side: in place of the people. _close_side: they are back as they were, or the bar goes; one is back where
 * one was. FALSE: there was nothing to close. */
void natter_ui_chat_open_side (NatterUiChat *self, NatterUiSidePage page);
gboolean natter_ui_chat_close_side (NatterUiChat *self);

/* natter_ui_chat_show_message: the message @seq of the room @name (as on the wire) is shown. */
void natter_ui_chat_show_message (NatterUiChat *self, const char *name, guint64 seq);

/* natter_ui_chat_is_narrow: whether only one pane has room. */
gboolean natter_ui_chat_is_narrow (NatterUiChat *self);

/* natter_ui_chat_scroll_to_end: to the newest message. */
void natter_ui_chat_scroll_to_end (NatterUiChat *self);
gboolean natter_ui_chat_get_at_end (NatterUiChat *self);

/* natter_ui_chat_keep_place: see natter_ui_conversation_keep_place(). */
void natter_ui_chat_keep_place (NatterUiChat *self);

/* natter_ui_chat_mark_unread: what comes from now on stands below the line "New". */
void natter_ui_chat_mark_unread (NatterUiChat *self);

/* natter_ui_chat_cancel: see natter_ui_composer_cancel(). */
gboolean natter_ui_chat_cancel (NatterUiChat *self);

/* natter_ui_chat_choose_date: opens a calendar, to go to another day of the room. */
void natter_ui_chat_choose_date (NatterUiChat *self);

/* natter_ui_chat_go_to_unread: to the first message of the room that was not read when one came; nowhere if all were. */
void natter_ui_chat_go_to_unread (NatterUiChat *self);

/* natter_ui_chat_go_to: to the message @seq of the room that is shown. */
void natter_ui_chat_go_to (NatterUiChat *self, guint64 seq);

/* natter_ui_chat_ask_emoji: opens the list of emoji, for what is written. */
void natter_ui_chat_ask_emoji (NatterUiChat *self);

/* natter_ui_chat_type: a key that was pressed where nothing is written: it acts on the message that is chosen, or is written at the
 * composer. */
gboolean natter_ui_chat_type (NatterUiChat *self, GdkEventKey *event);

G_END_DECLS
