/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How large messages, and what one writes, are shown: the key "zoom" of the settings, in steps of a tenth. */

/* natter_ui_zoom_follow: @provider writes for the screen what @settings say, and follows them as long as both are there. */
void natter_ui_zoom_follow (GtkCssProvider *provider, GSettings *settings);

/* natter_ui_zoom_step: by @steps up or down, as far as it goes; 0: the usual size. */
void natter_ui_zoom_step (GSettings *settings, int steps);

G_END_DECLS
