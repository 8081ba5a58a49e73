/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The list that Tab opens at the cursor: at most eight candidates. The focus stays in the text; the one who owns the keys
 * moves the choice.
 *
 * Signals: "chosen" (const char *candidate): with a click. */

#define NATTER_UI_CANDIDATES_MOST 8

#define NATTER_UI_TYPE_CANDIDATES (natter_ui_candidates_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiCandidates, natter_ui_candidates, NATTER_UI, CANDIDATES, GtkPopover)

GtkWidget *natter_ui_candidates_new (GtkWidget *relative_to);

/* natter_ui_candidates_show: at @where, in the widget's coordinates; the first one is chosen. */
void natter_ui_candidates_show (NatterUiCandidates *self, const char *const *candidates, const GdkRectangle *where);

/* natter_ui_candidates_move: the next choice (@step 1) or the one before (-1), going round. */
void natter_ui_candidates_move (NatterUiCandidates *self, int step);

/* natter_ui_candidates_get_chosen: Returns: (nullable): NULL: it is not shown. */
const char *natter_ui_candidates_get_chosen (NatterUiCandidates *self);

void natter_ui_candidates_hide (NatterUiCandidates *self);

G_END_DECLS
