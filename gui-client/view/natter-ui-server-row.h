/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-recent.h"

G_BEGIN_DECLS

/* The row's NatterUiServer: data of the object. */
#define NATTER_UI_SERVER_ROW_SERVER "server"

/* natter_ui_server_row_new: a server that one was at, in a list; with a lock where @known has its key. @forget_action: of its button, with the
 * address. */
GtkWidget *natter_ui_server_row_new (NatterUiServer *server, NatterUiKnown *known, const char *forget_action);

/* natter_ui_server_row_add_lock: "Encrypted", at the end of a HdyActionRow. Returns: (transfer none). */
GtkWidget *natter_ui_server_row_add_lock (GtkWidget *row);

G_END_DECLS
