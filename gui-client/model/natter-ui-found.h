/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A message that a search found, and what was said around it. Properties "before" and "after", notified when they are known. */

#define NATTER_UI_TYPE_FOUND (natter_ui_found_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiFound, natter_ui_found, NATTER_UI, FOUND, GObject)

/* natter_ui_found_new: @room: "lobby", "@bob". @marks: (element-type NatterSpan) copied. Returns: (transfer full). */
NatterUiFound *natter_ui_found_new (const char *room, NatterUiMessage *message, const GArray *marks);

const char *natter_ui_found_get_room (NatterUiFound *self);
NatterUiMessage *natter_ui_found_get_message (NatterUiFound *self); /* (transfer none) */
const GArray *natter_ui_found_get_marks (NatterUiFound *self);      /* (transfer none) (element-type NatterSpan) */
NatterUiMessage *natter_ui_found_get_before (NatterUiFound *self);  /* (transfer none) (nullable) */
NatterUiMessage *natter_ui_found_get_after (NatterUiFound *self);   /* (transfer none) (nullable) */

/* natter_ui_found_set_context: for the search. Both (nullable). */
void natter_ui_found_set_context (NatterUiFound *self, NatterUiMessage *before, NatterUiMessage *after);

G_END_DECLS
