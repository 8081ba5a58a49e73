/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What natterctl ends with, beside 0; natterctl(1) tells people. A server's own answers are errors of NATTER_ERROR. */

#define NATTERCTL_ERROR (natterctl_error_quark ())
GQuark natterctl_error_quark (void);

typedef enum
{
  NATTERCTL_ERROR_FAILED = 1, /* it was refused or did not work */
  NATTERCTL_ERROR_USAGE = 2,
  NATTERCTL_ERROR_NO_SERVER = 3 /* nobody is there, or the connection broke */
} NatterctlError;

/* natterctl_error_get_status: what to end with. */
int natterctl_error_get_status (const GError *error);

G_END_DECLS
