/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-nearby.h"

G_BEGIN_DECLS

/* "On this network": the servers there, as they come and go, while the box is shown; else one grey line.
 *
 * Signals: "chosen" (NatterUiNearby *server): the person wants in there. "changed" (): natter_ui_nearby_box_get_any(). */

#define NATTER_UI_TYPE_NEARBY_BOX (natter_ui_nearby_box_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiNearbyBox, natter_ui_nearby_box, NATTER_UI, NEARBY_BOX, GtkBox)

/* natter_ui_nearby_box_get_any: whether there is one. */
gboolean natter_ui_nearby_box_get_any (NatterUiNearbyBox *self);

/* natter_ui_nearby_box_focus: the first server has the focus, or will have it when it is found, unless the person touches anything before:
 * nothing on the network may take the focus from somebody. */
void natter_ui_nearby_box_focus (NatterUiNearbyBox *self);

G_END_DECLS
