/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Someone in a room, or on the server. All getters have a property of that name, with notify. */

#define NATTER_UI_TYPE_PERSON (natter_ui_person_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiPerson, natter_ui_person, NATTER_UI, PERSON, GObject)

const char *natter_ui_person_get_name (NatterUiPerson *self);

/* natter_ui_person_get_away: NULL: here; "": away without a word; else the word. Returns: (nullable). */
const char *natter_ui_person_get_away (NatterUiPerson *self);

/* natter_ui_person_get_idle: seconds without a word from them when this was asked. */
gint64 natter_ui_person_get_idle (NatterUiPerson *self);

/* natter_ui_person_get_rooms: without '#'; only in answers to who. Returns: (nullable) (transfer none). */
const char *const *natter_ui_person_get_rooms (NatterUiPerson *self);

/* natter_ui_person_get_role: in the room whose list they are in. */
NatterUiRole natter_ui_person_get_role (NatterUiPerson *self);

/* natter_ui_person_is_bot: a program. Never changes. */
gboolean natter_ui_person_is_bot (NatterUiPerson *self);

/* natter_ui_person_is_account: the name is registered. Property "account". */
gboolean natter_ui_person_is_account (NatterUiPerson *self);

/* natter_ui_person_is_own: the reader. Property "own". */
gboolean natter_ui_person_is_own (NatterUiPerson *self);

/* natter_ui_person_get_spoke: of someone who is not here any more: when they said something last, µs. 0: they are here. No property. */
gint64 natter_ui_person_get_spoke (NatterUiPerson *self);

/* natter_ui_person_was: they were called @name at some time since they came. */
gboolean natter_ui_person_was (NatterUiPerson *self, const char *name);

G_END_DECLS
