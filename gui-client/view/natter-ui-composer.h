/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* Where one writes: a text that grows from one line to eight. Enter sends, Shift+Enter begins a new line, Tab completes.
 * What cannot be sent stays, with a sentence above it that says why. Drafts stay with their rooms.
 *
 * Signals: "submitted" (): something was sent or done. "scroll" (int pages): Page Up and Page Down are for the
 * conversation. */

#define NATTER_UI_TYPE_COMPOSER (natter_ui_composer_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiComposer, natter_ui_composer, NATTER_UI, COMPOSER, GtkBox)

/* natter_ui_composer_set_session: set once. */
void natter_ui_composer_set_session (NatterUiComposer *self, NatterUiSession *session);

/* natter_ui_composer_set_room: keeps the draft of the room before, and brings that of @room (nullable). */
void natter_ui_composer_set_room (NatterUiComposer *self, NatterUiRoom *room);

/* natter_ui_composer_submit: as Enter. */
void natter_ui_composer_submit (NatterUiComposer *self);

/* natter_ui_composer_show_error: a sentence above the text. NULL: none. It goes when one writes on. */
void natter_ui_composer_show_error (NatterUiComposer *self, const char *sentence);

/* natter_ui_composer_reply, _edit: what is written next answers @message, or takes its place, and one sees so. Escape ends it. */
void natter_ui_composer_reply (NatterUiComposer *self, NatterUiMessage *message);
void natter_ui_composer_edit (NatterUiComposer *self, NatterUiMessage *message);

/* natter_ui_composer_put: @text stands there now. */
void natter_ui_composer_put (NatterUiComposer *self, const char *text);

/* natter_ui_composer_cancel: what Escape ends, if anything: completion, a question about what was pasted, an answer. FALSE: nothing. */
gboolean natter_ui_composer_cancel (NatterUiComposer *self);

/* natter_ui_composer_ask_emoji: opens the list of them. */
void natter_ui_composer_ask_emoji (NatterUiComposer *self);

/* natter_ui_composer_set_slow_down: how long the server takes no message; 0: it takes them. */
void natter_ui_composer_set_slow_down (NatterUiComposer *self, guint seconds);

/* natter_ui_composer_get_view: the text view, for the focus. Returns: (transfer none). */
GtkWidget *natter_ui_composer_get_view (NatterUiComposer *self);

/* natter_ui_composer_type: a key that was pressed elsewhere in the window. TRUE: it was text, and is written here now. */
gboolean natter_ui_composer_type (NatterUiComposer *self, GdkEventKey *event);

G_END_DECLS
