/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"

#include "natter-ui-message-list.h"
#include "natter-ui-message.h"

G_BEGIN_DECLS

/* For those who make messages and keep their lists. */

/* natter_ui_message_new_recorded: as the server tells it. @from: as it is shown. Returns: (transfer full). */
NatterUiMessage *natter_ui_message_new_recorded (const NatterMessage *message, gboolean own, gboolean mention);

/* natter_ui_message_new_local: a notice, reply or error. @time: wall clock. Returns: (transfer full). */
NatterUiMessage *natter_ui_message_new_local (NatterUiMessageKind kind, const char *text, gint64 time);

/* natter_ui_message_new_own: written just now, WAITING. @id: the client id. Returns: (transfer full). */
NatterUiMessage *natter_ui_message_new_own (NatterUiMessageKind kind, const char *from, const char *text, const char *id,
                                            gint64 time);

/* natter_ui_message_set_delivery: @reason: (nullable) a sentence. The list is not told: see _list_changed(). */
void natter_ui_message_set_delivery (NatterUiMessage *self, NatterUiDelivery delivery, const char *reason);

/* natter_ui_message_set_recorded: DELIVERED, with its place. @time: 0: keep the own one. */
void natter_ui_message_set_recorded (NatterUiMessage *self, guint64 seq, gint64 time);

/* natter_ui_message_set_id: a retry is another message to the server. */
void natter_ui_message_set_id (NatterUiMessage *self, const char *id);

/* natter_ui_message_set_reply: what it answers, before it is shown. @quote: (nullable) as it is shown. */
void natter_ui_message_set_reply (NatterUiMessage *self, guint64 seq, const char *quote);

/* natter_ui_message_dup_quote: as it is shown where it is answered. (transfer full) */
char *natter_ui_message_dup_quote (NatterUiMessage *self);

/* natter_ui_message_change: what is done to it, once each. @own: by the reader. FALSE: it looks the same. The list is not told. */
gboolean natter_ui_message_change (NatterUiMessage *self, const NatterMessage *change, gboolean own);

NatterUiMessageList *natter_ui_message_list_new (void);

/* natter_ui_message_list_stage: @message comes after what is recorded, before what waits; it is shown, and told, at the next
 * flush. */
void natter_ui_message_list_stage (NatterUiMessageList *self, NatterUiMessage *message);

/* natter_ui_message_list_flush: tells what was staged, in one change, and drops the oldest where there are too many. All
 * functions below flush first. */
void natter_ui_message_list_flush (NatterUiMessageList *self);

/* natter_ui_message_list_replace_last: @with in the place of @message, if that is the last before what waits,
 * staged or not. FALSE: it is not. */
gboolean natter_ui_message_list_replace_last (NatterUiMessageList *self, NatterUiMessage *message, NatterUiMessage *with);

/* natter_ui_message_list_merge: puts @messages (element-type NatterUiMessage), in the order of their sequence, where they
 * belong, in one change. Those whose sequence is there are left out. */
void natter_ui_message_list_merge (NatterUiMessageList *self, const GPtrArray *messages);

/* natter_ui_message_list_begin_epoch: the sequence begins anew; what is there stays above it. @at_mark: from the mark on
 * what is there belongs to the new one already. */
void natter_ui_message_list_begin_epoch (NatterUiMessageList *self, gboolean at_mark);
void natter_ui_message_list_set_mark (NatterUiMessageList *self);

/* natter_ui_message_list_get_first_seq: of the oldest recorded one of this epoch. 0: there is none. */
guint64 natter_ui_message_list_get_first_seq (NatterUiMessageList *self);

/* natter_ui_message_list_get_last_seq: the same, of the newest. */
guint64 natter_ui_message_list_get_last_seq (NatterUiMessageList *self);

/* natter_ui_message_list_is_cut: recorded ones of this epoch were dropped, since there were too many; they can be had again, and then
 * _clear_cut(). */
gboolean natter_ui_message_list_is_cut (NatterUiMessageList *self);
void natter_ui_message_list_clear_cut (NatterUiMessageList *self);

void natter_ui_message_list_set_newer (NatterUiMessageList *self, gboolean newer);

/* natter_ui_message_list_replace: @messages (element-type NatterUiMessage), in order, in the place of all but what waits. */
void natter_ui_message_list_replace (NatterUiMessageList *self, const GPtrArray *messages, gboolean newer);

/* natter_ui_message_list_find_seq: of this epoch. Returns: (transfer none) (nullable). */
NatterUiMessage *natter_ui_message_list_find_seq (NatterUiMessageList *self, guint64 seq);

/* natter_ui_message_list_append_waiting: at the very end. */
void natter_ui_message_list_append_waiting (NatterUiMessageList *self, NatterUiMessage *message);

/* natter_ui_message_list_settle: one of those that wait is recorded, and moves up to what is. FALSE: not there. */
gboolean natter_ui_message_list_settle (NatterUiMessageList *self, NatterUiMessage *message, guint64 seq, gint64 time);

/* natter_ui_message_list_changed: tells that @message looks different. */
void natter_ui_message_list_changed (NatterUiMessageList *self, NatterUiMessage *message);
void natter_ui_message_list_remove (NatterUiMessageList *self, NatterUiMessage *message);

G_END_DECLS
