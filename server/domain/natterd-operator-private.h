/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-call.h"

G_BEGIN_DECLS

/* The operator: whoever has the machine (§13). Not a person: in no list, no count and no room, but hears the rooms that are followed. A room is
 * followed by its name: also when it vanishes meanwhile and is opened again. */

/* natterd_operator_join, _leave: the commands. */
gboolean natterd_operator_join (NatterdCall *call, GError **error);
gboolean natterd_operator_leave (NatterdCall *call, GError **error);

/* natterd_operator_note_opened: @room is a new one. */
void natterd_operator_note_opened (NatterdHub *hub, NatterdRoom *room, NatterdEffects *effects);

/* natterd_operator_go: @user's session is over. */
void natterd_operator_go (NatterdHub *hub, NatterdUser *user);

G_END_DECLS
