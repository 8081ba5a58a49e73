/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-recent.h"

G_BEGIN_DECLS

/* natter_ui_server_new: @title, @name: (nullable). Returns: (transfer full). */
NatterUiServer *natter_ui_server_new (const char *address, const char *title, const char *name, gint64 time);

G_END_DECLS
