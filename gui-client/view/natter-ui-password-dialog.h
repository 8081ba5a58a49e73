/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_password_dialog_open: a new password for one's account; without an old one the name becomes an account. What the server
 * answers comes into the current room. Returns: (transfer none): shown. */
GtkWidget *natter_ui_password_dialog_open (GtkWindow *parent, NatterUiSession *session);

G_END_DECLS
