/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* Finding in the room one is in: a bar above the conversation. Enter and Shift+Enter go to the one before and the one after.
 *
 * Signals: "chosen" (const char *room, guint64 seq): to be shown. "closed" (). */

#define NATTER_UI_TYPE_FIND_BAR (natter_ui_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiFindBar, natter_ui_find_bar, NATTER_UI, FIND_BAR, GtkBin)

/* natter_ui_find_bar_set_session: set once. */
void natter_ui_find_bar_set_session (NatterUiFindBar *self, NatterUiSession *session);

/* natter_ui_find_bar_begin: it opens, and the focus goes to its entry. _end: it goes. */
void natter_ui_find_bar_begin (NatterUiFindBar *self);
void natter_ui_find_bar_end (NatterUiFindBar *self);

G_END_DECLS
