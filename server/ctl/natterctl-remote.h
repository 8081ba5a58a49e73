/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterctl-options.h"
#include "natterctl-wire.h"

G_BEGIN_DECLS

/* A server over the network: TLS, but on this machine, with the key of --key or, without, of the file of
 * --token-file, or a certificate that the system trusts; logged in as the bot of that file. */
NatterctlWire *natterctl_remote_connect (const NatterctlOptions *options, GError **error);

G_END_DECLS
