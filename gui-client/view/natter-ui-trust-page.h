/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* The window's third page: is that the server that is meant? A first contact, a changed key, a server that does not encrypt. The words of
 * the key are shown, and how one finds out whether they are the right ones. PROTOCOL.md §10.8.
 *
 * Signals:
 * "accepted": the session goes there now.
 * "left": one does not want to. */

#define NATTER_UI_TYPE_TRUST_PAGE (natter_ui_trust_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiTrustPage, natter_ui_trust_page, NATTER_UI, TRUST_PAGE, GtkBox)

/* natter_ui_trust_page_set_session: set once. */
void natter_ui_trust_page_set_session (NatterUiTrustPage *self, NatterUiSession *session);

/* natter_ui_trust_page_ask: FALSE: there is nothing to ask of the session's server. */
gboolean natter_ui_trust_page_ask (NatterUiTrustPage *self);

/* natter_ui_trust_page_focus: the focus is on what does no harm. */
void natter_ui_trust_page_focus (NatterUiTrustPage *self);

/* natter_ui_trust_page_dup_phrase: the words of @key, in two lines of three. (transfer full) */
char *natter_ui_trust_page_dup_phrase (const NatterKey *key);

G_END_DECLS
