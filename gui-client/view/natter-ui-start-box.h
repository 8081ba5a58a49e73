/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-host.h"

G_BEGIN_DECLS

/* "Nobody here yet?": a server on this computer, by one press.
 *
 * Signal: "started" (const char *address): there it is. */

#define NATTER_UI_TYPE_START_BOX (natter_ui_start_box_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiStartBox, natter_ui_start_box, NATTER_UI, START_BOX, GtkBox)

/* natter_ui_start_box_set_host: what it starts; set once. */
void natter_ui_start_box_set_host (NatterUiStartBox *self, NatterUiHost *host);

G_END_DECLS
