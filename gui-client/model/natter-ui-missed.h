/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Something that was said while the reader was away, and that they will want to see. Never changes. */

#define NATTER_UI_TYPE_MISSED (natter_ui_missed_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiMissed, natter_ui_missed, NATTER_UI, MISSED, GObject)

/* natter_ui_missed_new: @room, @message: references are taken. Returns: (transfer full). */
NatterUiMissed *natter_ui_missed_new (NatterUiMissedKind kind, NatterUiRoom *room, NatterUiMessage *message);

NatterUiMissedKind natter_ui_missed_get_kind (NatterUiMissed *self);
NatterUiRoom *natter_ui_missed_get_room (NatterUiMissed *self);          /* (transfer none) */
NatterUiMessage *natter_ui_missed_get_message (NatterUiMissed *self);    /* (transfer none) */

G_END_DECLS
