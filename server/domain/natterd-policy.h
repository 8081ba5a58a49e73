/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"
#include "shared/natter-event.h"

#include "natterd-types.h"

G_BEGIN_DECLS

/* natterd_policy_check: whether @user has @right in @room. To speak one must be in it; more is not asked of anybody yet.
 * FALSE with NATTER_ERROR_NOT_IN_ROOM. */
gboolean natterd_policy_check (const NatterdUser *user, const NatterdRoom *room, NatterRight right, GError **error);

/* natterd_policy_may_change_others: whether @user may edit and delete what others said in @room: for now nobody may. */
gboolean natterd_policy_may_change_others (const NatterdUser *user, const NatterdRoom *room);

/* natterd_policy_explain: why @message, which has a `refusal`, was not recorded. */
void natterd_policy_explain (const NatterMessage *message, GError **error);

G_END_DECLS
