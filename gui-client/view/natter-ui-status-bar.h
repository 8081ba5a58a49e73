/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* One honest line above the conversation while one is not online, and a button to try at once (win.try-now), or to take
 * another name where one's own was refused (win.change-name). Nothing is shown while all is well. */

#define NATTER_UI_TYPE_STATUS_BAR (natter_ui_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiStatusBar, natter_ui_status_bar, NATTER_UI, STATUS_BAR, GtkBin)

/* natter_ui_status_bar_set_session: set once. */
void natter_ui_status_bar_set_session (NatterUiStatusBar *self, NatterUiSession *session);

G_END_DECLS
