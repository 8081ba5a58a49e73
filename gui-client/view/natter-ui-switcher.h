/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_switcher_open: a few letters and Enter lead to a room or a conversation that one has; a name that is none of
 * them is joined. Returns: (transfer none): shown. */
GtkWidget *natter_ui_switcher_open (GtkWindow *parent, NatterUiSession *session);

G_END_DECLS
