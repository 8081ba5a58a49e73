/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* "While you were away": what names the reader, answers them, or got many reactions, in all rooms. Enter on the button marks all read.
 *
 * Signals: "chosen" (const char *room, guint64 seq). "closed" (). */

#define NATTER_UI_TYPE_MISSED_PANEL (natter_ui_missed_panel_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiMissedPanel, natter_ui_missed_panel, NATTER_UI, MISSED_PANEL, GtkBox)

/* natter_ui_missed_panel_set_session: set once. */
void natter_ui_missed_panel_set_session (NatterUiMissedPanel *self, NatterUiSession *session);

/* natter_ui_missed_panel_begin: the focus goes to the button that marks all read. */
void natter_ui_missed_panel_begin (NatterUiMissedPanel *self);

G_END_DECLS
