/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* Searching everywhere, beside the conversation: what is kept here first, then what the server finds. Operators stand as buttons below the
 * entry: what is in the search can be taken out of it, and what is not can be begun.
 *
 * Signals: "chosen" (const char *room, guint64 seq): Enter, or a click, on something that was found. "closed" (). */

#define NATTER_UI_TYPE_SEARCH_PANEL (natter_ui_search_panel_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiSearchPanel, natter_ui_search_panel, NATTER_UI, SEARCH_PANEL, GtkBox)

/* natter_ui_search_panel_set_session: set once. */
void natter_ui_search_panel_set_session (NatterUiSearchPanel *self, NatterUiSession *session);

/* natter_ui_search_panel_begin: the person wants to search: the focus goes to the entry. */
void natter_ui_search_panel_begin (NatterUiSearchPanel *self);

G_END_DECLS
