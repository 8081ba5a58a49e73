/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* What was said last in a room that one is not in, before one goes there. */

#define NATTER_UI_TYPE_PREVIEW (natter_ui_preview_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiPreview, natter_ui_preview, NATTER_UI, PREVIEW, GtkBox)

GtkWidget *natter_ui_preview_new (NatterUiSession *session);

/* natter_ui_preview_show: @room: without '#'; (nullable): nothing. Asked of the server a moment later, so that running through a list asks
 * for none but the last. */
void natter_ui_preview_show (NatterUiPreview *self, const char *room);

G_END_DECLS
