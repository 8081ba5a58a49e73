/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_room_dialog_open: what @room is like: topic, who comes in, who speaks, how long things are kept; each changes at once, and what
 * one's role there does not allow cannot be changed. Returns: (transfer none): shown. */
GtkWidget *natter_ui_room_dialog_open (GtkWindow *parent, NatterUiSession *session, NatterUiRoom *room);

/* natter_ui_room_dup_facts: what stands in the header beside the topic, as "Kept 1 year · Read-only"; "" for nothing special.
 * Returns: (transfer full). */
char *natter_ui_room_dup_facts (NatterUiRoom *room);

G_END_DECLS
