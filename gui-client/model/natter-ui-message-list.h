/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A GListModel of NatterUiMessage, oldest first: a window on what was said in a room, of at most
 * NATTER_UI_MESSAGE_LIST_MOST and a bit. What is recorded stands in the order of its sequence, nothing between being left out; what
 * waits to be sent, or failed, stands at the end in the order it was written.
 *
 * Messages that arrive together are told in one items-changed. Too many: the oldest are dropped, many at a time, or, while the list is held, the
 * newest. Older and newer ones come back with natter_ui_session_load_older(), _load_newer(), _go_to_newest().
 *
 * Property "newer": what was said last is not in it, and what is said now does not come into it. */

#define NATTER_UI_MESSAGE_LIST_MOST 600

#define NATTER_UI_TYPE_MESSAGE_LIST (natter_ui_message_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiMessageList, natter_ui_message_list, NATTER_UI, MESSAGE_LIST, GObject)

/* natter_ui_message_list_get: the one at @position. Returns: (transfer none) (nullable). */
NatterUiMessage *natter_ui_message_list_get (NatterUiMessageList *self, guint position);

/* natter_ui_message_list_find: where @message is. FALSE: not there (any more). */
gboolean natter_ui_message_list_find (NatterUiMessageList *self, NatterUiMessage *message, guint *position);

/* natter_ui_message_list_get_newer: see above. */
gboolean natter_ui_message_list_get_newer (NatterUiMessageList *self);

/* natter_ui_message_list_set_held: TRUE while somebody reads above the end: then nothing is taken from above their eyes. It is held by
 * natter_ui_session_load_older(), and let go by natter_ui_session_set_attentive() and _go_to_newest(). */
void natter_ui_message_list_set_held (NatterUiMessageList *self, gboolean held);

G_END_DECLS
