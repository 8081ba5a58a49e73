/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* Who said something in a room lately, and is not there now: as far as it is kept here, in rooms that are no crowd. Who is only elsewhere on the
 * server is among them: nobody told us. */

typedef struct _NatterUiAbsent NatterUiAbsent;

/* natter_ui_absent_new: of @room, as long as this lives. Returns: (transfer full). */
NatterUiAbsent *natter_ui_absent_new (NatterUiSession *session, NatterUiRoom *room);
void natter_ui_absent_free (NatterUiAbsent *self);

/* natter_ui_absent_get_people: NatterUiPerson, who spoke last first; see natter_ui_person_get_spoke(). Whether they have an account nobody told us.
 * (transfer none). */
GListModel *natter_ui_absent_get_people (NatterUiAbsent *self);

G_END_DECLS
