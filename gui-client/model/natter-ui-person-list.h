/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A GListModel of NatterUiPerson, sorted by name as the reader's language does. A change of name moves the
 * person; other changes are notified by the person alone. */

#define NATTER_UI_TYPE_PERSON_LIST (natter_ui_person_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiPersonList, natter_ui_person_list, NATTER_UI, PERSON_LIST, GObject)

/* natter_ui_person_list_find: by name, in any spelling of it (PROTOCOL.md §3.2).
 * Returns: (transfer none) (nullable). */
NatterUiPerson *natter_ui_person_list_find (NatterUiPersonList *self, const char *name);

G_END_DECLS
