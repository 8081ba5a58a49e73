/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the settings keep of single rooms, for each server by its address. Rooms are named as on the wire. */

/* natter_ui_favourites_dup: in the order in which they became favourites. Returns: (transfer full): never NULL. */
GStrv natter_ui_favourites_dup (GSettings *settings, const char *address);
gboolean natter_ui_favourites_has (GSettings *settings, const char *address, const char *room);
void natter_ui_favourites_set (GSettings *settings, const char *address, const char *room, gboolean favourite);

/* natter_ui_favourites_dup_level: what one is notified of in @room: "mentions", "all", "none", or "default": as everywhere.
 * Returns: (transfer full). */
char *natter_ui_favourites_dup_level (GSettings *settings, const char *address, const char *room);
void natter_ui_favourites_set_level (GSettings *settings, const char *address, const char *room, const char *level);

G_END_DECLS
