/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the desktop starts Natter when one logs in: a file in the user's folder for that. */

gboolean natter_ui_autostart_get (void);

/* natter_ui_autostart_set: FALSE with an error: the file cannot be written. */
gboolean natter_ui_autostart_set (gboolean on, GError **error);

G_END_DECLS
