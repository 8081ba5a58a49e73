/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keeps a small file: whole, or as it was before, and never in the way of the main loop: GIO's worker threads write it. That it
 * cannot be written is no reason to trouble anyone. */

typedef struct _NatterUiKeeper NatterUiKeeper;

/* natter_ui_keeper_new: @path: of the file; its folder is made when it is first written. Returns: (transfer full). */
NatterUiKeeper *natter_ui_keeper_new (const char *path);

/* natter_ui_keeper_free: after natter_ui_keeper_flush(). */
void natter_ui_keeper_free (NatterUiKeeper *self);

/* natter_ui_keeper_put: what the file is to hold; NULL: there is to be none. @bytes: (transfer full). */
void natter_ui_keeper_put (NatterUiKeeper *self, GBytes *bytes);

/* natter_ui_keeper_flush: what was put is in the file when this returns: for the end of the program. */
void natter_ui_keeper_flush (NatterUiKeeper *self);

G_END_DECLS
