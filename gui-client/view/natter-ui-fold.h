/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* natter_ui_fold_at: where a long text is cut, between two characters, if it has more than @lines or is long otherwise. 0: it is not. */
gsize natter_ui_fold_at (const char *text, guint lines);

G_END_DECLS
