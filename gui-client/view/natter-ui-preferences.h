/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_preferences_open: what can be chosen, all of it in force at once. @session: for what is chosen at its server.
 * @secrets: says whether passwords last. Returns: (transfer none): the window, shown. */
GtkWidget *natter_ui_preferences_open (GtkWindow *parent, GSettings *settings, NatterUiSession *session, NatterUiSecrets *secrets);

G_END_DECLS
