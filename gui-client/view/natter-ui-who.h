/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_who_open: the dialog "Who is online": everyone on the server, in which rooms, away or idle, to be filtered
 * while one types, and with a button to talk with each. Returns: (transfer none): shown. */
GtkWidget *natter_ui_who_open (GtkWindow *parent, NatterUiSession *session);

G_END_DECLS
