/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* What is said in a room: a text view on a sliding window over the room's messages. At most
 * NATTER_UI_CONVERSATION_WINDOW of them are in the buffer while the newest is shown, and twice as many while one reads
 * further up. New ones are written in batches, one batch a frame, so that a burst does not stop the drawing. While the end is
 * shown it stays shown; while it is not, nothing moves.
 *
 * Properties: "at-end" (the end is shown), "n-below" (messages that came below what is shown).
 * Signals, each with a NatterUiMessage *, of what one wants with it: "reply", "edit", "delete", "retry", "discard", "take-back" (what was not sent,
 * to where one writes), "copy-link", "mark-unread" (it and what follows). "react" (NatterUiMessage *, const char *reaction, gboolean on). "older", "newer" (NatterUiRoom *):
 * one has come to the oldest message of the list, or the last, and there may be more; "newest" (NatterUiRoom *); "go-to" (NatterUiRoom *, guint64 seq) and "go-to-time" (NatterUiRoom *,
 * gint64 time): one wants to be there, and it is not in the list: when it is, natter_ui_conversation_jump(). "days" (NatterUiRoom *, int year, int month): the
 * calendar shows that month: natter_ui_conversation_mark_days(). */

#define NATTER_UI_CONVERSATION_WINDOW 600

#define NATTER_UI_TYPE_CONVERSATION (natter_ui_conversation_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiConversation, natter_ui_conversation, NATTER_UI, CONVERSATION, GtkOverlay)

/* natter_ui_conversation_set_room: shows @room (nullable), where one was in it last, else at its end. */
void natter_ui_conversation_set_room (NatterUiConversation *self, NatterUiRoom *room);

/* natter_ui_conversation_scroll_to_end: goes to the newest message and stays with it. */
void natter_ui_conversation_scroll_to_end (NatterUiConversation *self);

/* natter_ui_conversation_scroll_pages: as Page Up and Page Down in the text; @pages may be negative. */
void natter_ui_conversation_scroll_pages (NatterUiConversation *self, int pages);

/* natter_ui_conversation_mark_unread_after: the line "New" stands below the message with this sequence. 0: nowhere. */
void natter_ui_conversation_mark_unread_after (NatterUiConversation *self, guint64 seq);

/* natter_ui_conversation_keep_place: what is read stays where it is when the size of the text changes next. */
void natter_ui_conversation_keep_place (NatterUiConversation *self);

/* natter_ui_conversation_jump: to the message with this sequence, which shines for a while. FALSE: it is not in the list. */
gboolean natter_ui_conversation_jump (NatterUiConversation *self, guint64 seq);

/* natter_ui_conversation_go_to_seq: the same, and it is asked for where it is not in the list. */
void natter_ui_conversation_go_to_seq (NatterUiConversation *self, guint64 seq);

/* natter_ui_conversation_leave_place, _return: where one is now, to the line, is where one is again after the return, in the same room. */
void natter_ui_conversation_leave_place (NatterUiConversation *self);
void natter_ui_conversation_return (NatterUiConversation *self);

/* natter_ui_conversation_go_to_unread: to what stands below the line "New". FALSE: there is no such line. */
gboolean natter_ui_conversation_go_to_unread (NatterUiConversation *self);

/* natter_ui_conversation_choose_date: opens a calendar for another day. */
void natter_ui_conversation_choose_date (NatterUiConversation *self);

/* natter_ui_conversation_mark_days: on these days of @month (1 to 12; bit 0: the first of it) something was said in the room. */
void natter_ui_conversation_mark_days (NatterUiConversation *self, int year, int month, guint32 days);

/* natter_ui_conversation_focus: for those who come with a key: the message at the cursor is what further keys act on. */
void natter_ui_conversation_focus (NatterUiConversation *self);

/* natter_ui_conversation_take_key: R, E, D and + act on the message that is chosen. TRUE: one did. */
gboolean natter_ui_conversation_take_key (NatterUiConversation *self, guint keyval);

gboolean natter_ui_conversation_get_at_end (NatterUiConversation *self);

/* natter_ui_conversation_get_view: the text view, for the focus. Returns: (transfer none). */
GtkWidget *natter_ui_conversation_get_view (NatterUiConversation *self);

/* natter_ui_conversation_get_n_shown: how many messages are in the buffer. */
guint natter_ui_conversation_get_n_shown (NatterUiConversation *self);

G_END_DECLS
