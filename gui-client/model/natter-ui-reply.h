/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Answers to commands in words, as telnet has them, for the reader only. Perhaps several lines. */

/* natter_ui_reply_dup_text: @own: the reader's name. Returns: (transfer full) (nullable): there is nothing to say. */
char *natter_ui_reply_dup_text (const NatterEvent *event, const char *own);

/* natter_ui_reply_dup_away: one's own state. @away: (nullable). Returns: (transfer full). */
char *natter_ui_reply_dup_away (const char *away);

/* natter_ui_reply_dup_help: made from the command table. @word: (nullable): of one command, with or without its slash.
 * Returns: (transfer full): NULL with NATTER_ERROR_UNKNOWN_COMMAND. */
char *natter_ui_reply_dup_help (const char *word, GError **error);

/* natter_ui_reply_dup_found: the same for what a search found: natter-ui-reply-found.c. (transfer full) */
char *natter_ui_reply_dup_found (const NatterEvent *event);

G_END_DECLS
