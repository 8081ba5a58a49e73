/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-render.h"

G_BEGIN_DECLS

/* The text view of a conversation: it paints the senders' pictures and the rules beside days, and tells when a place in
 * the text is activated, by a click or by Enter at the cursor.
 *
 * Signals: "activated" (int line, int place): a NatterUiPlace but for links, which it opens itself. */

#define NATTER_UI_TYPE_LOG_VIEW (natter_ui_log_view_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiLogView, natter_ui_log_view, NATTER_UI, LOG_VIEW, GtkTextView)

/* natter_ui_log_view_get_render: writes into the buffer of the view. Returns: (transfer none). */
NatterUiRender *natter_ui_log_view_get_render (NatterUiLogView *self);

/* natter_ui_log_view_set_note: a line above the text, which is no part of it. Painted where the text is longer than the screen.
 * NULL: none. */
void natter_ui_log_view_set_note (NatterUiLogView *self, const char *note);

G_END_DECLS
