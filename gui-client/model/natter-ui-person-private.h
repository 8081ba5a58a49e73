/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"

#include "natter-ui-person-list.h"
#include "natter-ui-person.h"

G_BEGIN_DECLS

/* For those who tell people and their lists what happened. */

/* natter_ui_person_new: Returns: (transfer full). */
NatterUiPerson *natter_ui_person_new (const char *name);

/* natter_ui_person_update: what the wire says of them. */
void natter_ui_person_update (NatterUiPerson *self, const NatterPerson *person);

/* natter_ui_person_get_key: PROTOCOL.md §3.2. */
const char *natter_ui_person_get_key (NatterUiPerson *self);
const char *natter_ui_person_get_collation (NatterUiPerson *self);
void natter_ui_person_set_name (NatterUiPerson *self, const char *name);
void natter_ui_person_set_away (NatterUiPerson *self, const char *away); /* (nullable) */
void natter_ui_person_set_role (NatterUiPerson *self, NatterUiRole role);
void natter_ui_person_set_spoke (NatterUiPerson *self, gint64 time);
void natter_ui_person_set_own (NatterUiPerson *self, gboolean own);

NatterUiPersonList *natter_ui_person_list_new (void);

/* natter_ui_person_list_add: adds someone, unless they are there. */
void natter_ui_person_list_add (NatterUiPersonList *self, const char *name, gboolean own);
void natter_ui_person_list_remove (NatterUiPersonList *self, const char *name);

/* natter_ui_person_list_rename: nothing where @from is not there; @to takes the place of one who is there already. */
void natter_ui_person_list_rename (NatterUiPersonList *self, const char *from, const char *to);

/* natter_ui_person_list_replace: exactly @people (element-type NatterPerson) (nullable) from now on, in one change; who stays
 * stays the same object. @own_key: (nullable). */
void natter_ui_person_list_replace (NatterUiPersonList *self, const GPtrArray *people, const char *own_key);

G_END_DECLS
