/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* One entry of a conversation. What is on its way changes its "delivery", "reason", "seq" and "time"; what was said may be
 * edited, deleted and reacted to. Each change is also told by the list as items-changed (position, 1, 1). */

#define NATTER_UI_TYPE_MESSAGE (natter_ui_message_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiMessage, natter_ui_message, NATTER_UI, MESSAGE, GObject)

NatterUiMessageKind natter_ui_message_get_kind (NatterUiMessage *self);

/* natter_ui_message_get_from: the sender's name as it was. "" for notices, replies and errors. Never NULL. */
const char *natter_ui_message_get_from (NatterUiMessage *self);

/* natter_ui_message_get_text: as it was written, valid UTF-8, not yet made fit for markup. Never NULL. */
const char *natter_ui_message_get_text (NatterUiMessage *self);

/* natter_ui_message_get_time: microseconds since 1970, UTC; of the server, or of this machine until it is recorded. */
gint64 natter_ui_message_get_time (NatterUiMessage *self);

/* natter_ui_message_get_seq: the number in its room; 0 where it has none (yet). */
guint64 natter_ui_message_get_seq (NatterUiMessage *self);

/* natter_ui_message_get_id: the client id. Returns: (nullable). */
const char *natter_ui_message_get_id (NatterUiMessage *self);

/* natter_ui_message_is_own: written by the reader. */
gboolean natter_ui_message_is_own (NatterUiMessage *self);

/* natter_ui_message_is_mention: it names the reader, as a word. */
gboolean natter_ui_message_is_mention (NatterUiMessage *self);

NatterUiDelivery natter_ui_message_get_delivery (NatterUiMessage *self);

/* natter_ui_message_get_reason: why it failed, a sentence. Returns: (nullable). */
const char *natter_ui_message_get_reason (NatterUiMessage *self);

/* natter_ui_message_is_edited, _is_deleted: by the one who wrote it. What is deleted has no text. */
gboolean natter_ui_message_is_edited (NatterUiMessage *self);
gboolean natter_ui_message_is_deleted (NatterUiMessage *self);

/* natter_ui_message_is_bot: no person said it. */
gboolean natter_ui_message_is_bot (NatterUiMessage *self);

/* natter_ui_message_get_quote: the message that it answers, as "bob: lunch at one?". Returns: (nullable). */
const char *natter_ui_message_get_quote (NatterUiMessage *self);

/* natter_ui_message_get_reply_to: the sequence of the message that it answers, in the same room; 0: none. */
guint64 natter_ui_message_get_reply_to (NatterUiMessage *self);

/* natter_ui_message_get_reactions: Returns: (transfer none) (nullable) (element-type NatterReaction), in the order of their coming. */
const GPtrArray *natter_ui_message_get_reactions (NatterUiMessage *self);

/* natter_ui_message_dup_reactions: in one line, as "👍 2   ❤ 1". Returns: (transfer full) (nullable). */
char *natter_ui_message_dup_reactions (NatterUiMessage *self);

G_END_DECLS
