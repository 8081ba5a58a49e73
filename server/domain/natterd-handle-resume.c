/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-call.h"

/* PROTOCOL.md §4.36: going on where a connection broke off. */

/* No session has outlived its connection: whatever the token, what it was made for is over. */
gboolean
natterd_handle_resume (NatterdCall *call,
                       GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_SESSION_OVER, _ ("That session is over. Log in again."));
  return FALSE;
}
