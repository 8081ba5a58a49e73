/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterctl-options.h"
#include "natterctl-wire.h"

G_BEGIN_DECLS

/* A server over the network: TLS, but on this machine, with a key that is known or a certificate that the system trusts; logged in as the bot of
 * --token-file. */
NatterctlWire *natterctl_remote_connect (const NatterctlOptions *options, GError **error);

/* natterctl_remote_read_token: @file: the bot's name and its token, or the token alone. @name: (out) (nullable). *@token: (out): to be wiped.
 * FALSE with a sentence. */
gboolean natterctl_remote_read_token (const char *file, char **name, char **token, GError **error);

G_END_DECLS
