/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_directory_open: the dialog "Rooms": which there are, with topic, people and last activity, to go into, and a
 * way to open a new one. Returns: (transfer none): shown. */
GtkWidget *natter_ui_directory_open (GtkWindow *parent, NatterUiSession *session);

G_END_DECLS
