/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterctl-options.h"
#include "natterctl-wire.h"

G_BEGIN_DECLS

/* The way to the server. */

/* natterctl_connect: to the control socket, or to --server as a bot. NATTERCTL_ERROR_NO_SERVER where nobody is there. */
NatterctlWire *natterctl_connect (const NatterctlOptions *options, GError **error);

/* natterctl_connect_local: to the control socket. */
NatterctlWire *natterctl_connect_local (const NatterctlOptions *options, GError **error);

/* natterctl_dup_places: where the control socket may be, the likeliest first. Returns: (transfer full). */
GStrv natterctl_dup_places (const NatterctlOptions *options);

G_END_DECLS
