/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"

#include "natterd-types.h"

G_BEGIN_DECLS

/* natterd_policy_check: whether @user has @right in @room. To speak one must be in it; more is not asked of anybody yet.
 * FALSE with NATTER_ERROR_NOT_IN_ROOM. */
gboolean natterd_policy_check (const NatterdUser *user, const NatterdRoom *room, NatterRight right, GError **error);

G_END_DECLS
