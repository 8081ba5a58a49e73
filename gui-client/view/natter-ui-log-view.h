/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-render.h"

G_BEGIN_DECLS

/* The text view of a conversation: it paints the senders' pictures and the rules beside days, and tells when a place in
 * the text is activated, by a click or by Enter at the cursor.
 *
 * Signals: "activated" (int offset, int place): a NatterUiPlace, at that place of the buffer. "menu" (int offset, GdkEvent *event (nullable)) → gboolean: one wants the menu of what is there. */

#define NATTER_UI_LOG_VIEW_FLASH (1500 * 1000) /* microseconds */

#define NATTER_UI_TYPE_LOG_VIEW (natter_ui_log_view_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiLogView, natter_ui_log_view, NATTER_UI, LOG_VIEW, GtkTextView)

/* natter_ui_log_view_get_render: writes into the buffer of the view. Returns: (transfer none). */
NatterUiRender *natter_ui_log_view_get_render (NatterUiLogView *self);

/* natter_ui_log_view_set_note: a line above the text, which is no part of it. Painted where the text is longer than the screen.
 * NULL: none. */
void natter_ui_log_view_set_note (NatterUiLogView *self, const char *note);

/* natter_ui_log_view_flash: what lies between shines for a while: one was led there. */
void natter_ui_log_view_flash (NatterUiLogView *self, const GtkTextIter *start, const GtkTextIter *end);

/* natter_ui_log_view_get_flash: @start: (out): of what shines now. FALSE: nothing does. */
gboolean natter_ui_log_view_get_flash (NatterUiLogView *self, GtkTextIter *start);

/* natter_ui_log_view_choose: what lies between is what keys act on, and looks so. @start: (nullable): nothing is. A press of a button
 * ends it. */
void natter_ui_log_view_choose (NatterUiLogView *self, const GtkTextIter *start, const GtkTextIter *end);
gboolean natter_ui_log_view_has_chosen (NatterUiLogView *self);

G_END_DECLS
