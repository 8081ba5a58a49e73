/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* natter_ui_appearance_follow: light or dark, compact and the size of the text are as @settings say, at once and from now on,
 * on the whole screen. Call once. */
void natter_ui_appearance_follow (GSettings *settings);

G_END_DECLS
