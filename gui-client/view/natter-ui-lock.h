/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* The lock: a button that shows whether anybody can listen in on the way to the server, and tells in a popover how that is known, with the
 * words of its key. Not shown while one is not there. */

#define NATTER_UI_TYPE_LOCK (natter_ui_lock_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiLock, natter_ui_lock, NATTER_UI, LOCK, GtkMenuButton)

/* natter_ui_lock_set_session: set once. */
void natter_ui_lock_set_session (NatterUiLock *self, NatterUiSession *session);

G_END_DECLS
