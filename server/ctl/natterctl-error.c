/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-error.h"

G_DEFINE_QUARK (natterctl - error - quark, natterctl_error)

int
natterctl_error_get_status (const GError *error)
{
  return error->domain == NATTERCTL_ERROR ? error->code : NATTERCTL_ERROR_FAILED;
}
