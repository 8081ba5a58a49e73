/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* natter_ui_fold_at: where a long text is cut, between two characters. 0: it is not long. */
gsize natter_ui_fold_at (const char *text);

G_END_DECLS
