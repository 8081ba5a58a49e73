/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* natter_ui_invite_dialog_open: @link, which invites to @room (as shown), to be copied, and as a QR code to be photographed or saved. @facts: for how
 * many people and until when. Returns: (transfer none): shown. */
GtkWidget *natter_ui_invite_dialog_open (GtkWindow *parent, const char *room, const char *link, const char *facts);

G_END_DECLS
