/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* What Tab makes of the word at the cursor: "/lo" → "/look ", "#lo" → "#lobby ", "bo" → "bob: " at the beginning
 * of a line and "bob " elsewhere. */
typedef struct
{
  gsize start; /* byte offsets into the text: what a candidate takes the place of */
  gsize end;
  GStrv candidates; /* whole, with what follows them (": ", " "); in order; perhaps empty, never NULL */
} NatterUiCompletion;

/* natter_ui_completion_new: pure. @text: valid UTF-8; @cursor: byte offset in it, at a character.
 * @people, @rooms: (nullable) names, rooms without '#'. Returns: (transfer full). */
NatterUiCompletion *natter_ui_completion_new (const char *text, gsize cursor, const char *const *people,
                                              const char *const *rooms);
void natter_ui_completion_free (NatterUiCompletion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterUiCompletion, natter_ui_completion_free)

/* natter_ui_completion_new_for_room: with the people of @room (first those who spoke last) and the rooms of
 * @session. @room: (nullable). Returns: (transfer full). */
NatterUiCompletion *natter_ui_completion_new_for_room (NatterUiSession *session, NatterUiRoom *room, const char *text,
                                                       gsize cursor);

G_END_DECLS
