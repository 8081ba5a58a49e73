/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <handy.h>

#include "gui-client/model/natter-ui-session.h"

G_BEGIN_DECLS

/* natter_ui_codes_group_add: the invite codes of @room, with a button to copy each one's link and to take it back, and one for a new code. */
void natter_ui_codes_group_add (HdyPreferencesPage *page, NatterUiSession *session, NatterUiRoom *room);

G_END_DECLS
