/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/model/natter-ui-message-list.h"

#include "natter-ui-render.h"

G_BEGIN_DECLS

/* The part of a message list that is written in a text buffer: a window from @first, of @n messages, that grows and shrinks at
 * both ends. It follows what the list tells, and knows nothing of scrolling. */

typedef struct _NatterUiLog NatterUiLog;

/* natter_ui_log_new: @buffer, @render: borrowed, must outlive it. (transfer full). */
NatterUiLog *natter_ui_log_new (GtkTextBuffer *buffer, NatterUiRender *render);
void natter_ui_log_free (NatterUiLog *self);

/* natter_ui_log_set_list: begins anew, empty, before message number @first of @list (nullable). */
void natter_ui_log_set_list (NatterUiLog *self, GListModel *list, guint first);

/* natter_ui_log_set_unread_after: for what is written from now on. */
void natter_ui_log_set_unread_after (NatterUiLog *self, guint64 seq);

guint64 natter_ui_log_get_unread_after (NatterUiLog *self);

guint natter_ui_log_get_first (NatterUiLog *self);
guint natter_ui_log_get_n (NatterUiLog *self);

/* natter_ui_log_get_n_after: messages of the list that are below the window. */
guint natter_ui_log_get_n_after (NatterUiLog *self);

/* natter_ui_log_append: writes up to @most messages below. Stops at @deadline (monotonic, microseconds; 0: none).
 * Returns: how many. */
guint natter_ui_log_append (NatterUiLog *self, guint most, gint64 deadline);

/* natter_ui_log_prepend: writes up to @most messages above. Returns: how many. */
guint natter_ui_log_prepend (NatterUiLog *self, guint most);

/* natter_ui_log_trim_top, _trim_bottom: takes messages away until @keep are left. */
void natter_ui_log_trim_top (NatterUiLog *self, guint keep);
void natter_ui_log_trim_bottom (NatterUiLog *self, guint keep);

/* natter_ui_log_items_changed: what GListModel::items-changed said. Added messages at the end wait for append(). */
void natter_ui_log_items_changed (NatterUiLog *self, guint position, guint removed, guint added);

/* natter_ui_log_rewrite: everything in the window again, as for a new day or other colours of the text. */
void natter_ui_log_rewrite (NatterUiLog *self);

/* natter_ui_log_unfold: shows a long message whole. */
void natter_ui_log_unfold (NatterUiLog *self, NatterUiMessage *message);

/* natter_ui_log_dup_detail: see natter_ui_render_dup_detail(), of what is at @where. (transfer full) (nullable). */
char *natter_ui_log_dup_detail (NatterUiLog *self, const GtkTextIter *where);

/* natter_ui_log_get_at_line: the message that line @line of the buffer belongs to. Returns: (transfer none) (nullable). */
NatterUiMessage *natter_ui_log_get_at_line (NatterUiLog *self, int line);

/* natter_ui_log_get_line_of: where message number @position of the list begins; it must be in the window. */
int natter_ui_log_get_line_of (NatterUiLog *self, guint position);

/* natter_ui_log_find: @start, @end: (out): what is written of @message. FALSE: it is not in the window. True of the buffer also
 * while the list has changed already, and natter_ui_log_items_changed() was not called yet. */
gboolean natter_ui_log_find (NatterUiLog *self, NatterUiMessage *message, GtkTextIter *start, GtkTextIter *end);

G_END_DECLS
