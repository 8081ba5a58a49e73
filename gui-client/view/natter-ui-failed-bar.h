/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* Above the composer, while messages of the room were refused: the first of them, why, and what can be done. The same is to be had
 * in the conversation, but here the keyboard and a screen reader find it. */

#define NATTER_UI_TYPE_FAILED_BAR (natter_ui_failed_bar_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiFailedBar, natter_ui_failed_bar, NATTER_UI, FAILED_BAR, GtkBin)

/* natter_ui_failed_bar_set_session: set once. */
void natter_ui_failed_bar_set_session (NatterUiFailedBar *self, NatterUiSession *session);

/* natter_ui_failed_bar_set_room: (nullable). */
void natter_ui_failed_bar_set_room (NatterUiFailedBar *self, NatterUiRoom *room);

G_END_DECLS
