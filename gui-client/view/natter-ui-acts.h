/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-composer.h"
#include "natter-ui-conversation.h"

G_BEGIN_DECLS

/* natter_ui_acts_join: what one wants with messages in @conversation is done, by @session or with @composer. What cannot be done is said at
 * the composer. Once for each conversation, which keeps both. */
void natter_ui_acts_join (NatterUiConversation *conversation, NatterUiComposer *composer, NatterUiSession *session);

G_END_DECLS
