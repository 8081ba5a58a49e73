/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"

#include "natterd-policy.h"
#include "natterd-room-private.h"

gboolean
natterd_policy_check (const NatterdUser *user,
                      const NatterdRoom *room,
                      NatterRight right,
                      GError **error)
{
  if (right == NATTER_RIGHT_ANYONE || natterd_membership_find (user, room) != NULL)
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM,
                       _ ("Only those who are in a room can speak there. To go in: join ROOM"));
  return FALSE;
}
