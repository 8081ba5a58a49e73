/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-options.h"
#include "server/net/natterd-credentials.h"

G_BEGIN_DECLS

/* Who this server is to those who come over TLS: PROTOCOL.md §10.4. Zeroed at first. */
typedef struct
{
  NatterdCredentials *credentials; /* (nullable) owned: what holds now; NULL: no TLS */
  NatterdCredentials *in_memory;   /* (nullable) owned: what --ephemeral made; it stays the same as long as this process runs */
} NatterdIdentity;

/* natterd_identity_load: also to do it again: as the configuration says, the operator's certificate, or our own in the state folder, which is made if need be.
 * The folder must be there, but with --ephemeral. FALSE with a GIOError and a sentence; then all is as before. */
gboolean natterd_identity_load (NatterdIdentity *self, const NatterdOptions *options, const NatterdConfig *config, GError **error);
void natterd_identity_clear (NatterdIdentity *self);

/* natterd_identity_say: the key phrase (§10.5), to standard output; nothing without TLS. Never translated. */
void natterd_identity_say (const NatterdIdentity *self);

G_END_DECLS
