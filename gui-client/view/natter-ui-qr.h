/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text as a QR code: dark on light in any theme, since that is what cameras read, with the quiet zone of four modules around it. */

/* natter_ui_qr_new: a widget that shows @text. Returns: (nullable): this program was built without QR codes, or the text is too long for one. */
GtkWidget *natter_ui_qr_new (const char *text);

/* natter_ui_qr_save: @widget's code as a picture, a PNG. FALSE with an error. */
gboolean natter_ui_qr_save (GtkWidget *widget, const char *path, GError **error);

G_END_DECLS
