/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A GListModel of NatterUiMessage, oldest first: a window on what was said in a room, of at most
 * NATTER_UI_MESSAGE_LIST_MOST and a bit. What is recorded stands in the order of its sequence; what waits to be
 * sent, or failed, stands at the end in the order it was written.
 *
 * Messages that arrive together are told in one items-changed. The oldest are dropped many at a time. */

#define NATTER_UI_MESSAGE_LIST_MOST 2000

#define NATTER_UI_TYPE_MESSAGE_LIST (natter_ui_message_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiMessageList, natter_ui_message_list, NATTER_UI, MESSAGE_LIST, GObject)

/* natter_ui_message_list_get: the one at @position. Returns: (transfer none) (nullable). */
NatterUiMessage *natter_ui_message_list_get (NatterUiMessageList *self, guint position);

/* natter_ui_message_list_find: where @message is. FALSE: not there (any more). */
gboolean natter_ui_message_list_find (NatterUiMessageList *self, NatterUiMessage *message, guint *position);

G_END_DECLS
