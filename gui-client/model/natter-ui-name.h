/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* natter_ui_name_suggest: a name for the account: the first word of @real_name that can be one, else
 * @user_name, made to fit the rules of PROTOCOL.md §3.1. Both (nullable).
 * Returns: (transfer full): "" where nothing fits. */
char *natter_ui_name_suggest (const char *real_name, const char *user_name);

/* natter_ui_name_suggest_for_account: the same for whoever runs this. Returns: (transfer full). */
char *natter_ui_name_suggest_for_account (void);

G_END_DECLS
