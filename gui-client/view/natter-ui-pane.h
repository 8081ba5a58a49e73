/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A box that asks for no more room than it needs: a leaflet folds where its panes have not the room they would like, and a long
 * topic, or a long name, is no reason to fold. */

#define NATTER_UI_TYPE_PANE (natter_ui_pane_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiPane, natter_ui_pane, NATTER_UI, PANE, GtkBox)

G_END_DECLS
