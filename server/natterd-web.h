/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/service/natterd-hall.h"

G_BEGIN_DECLS

/* The HTTP door of one hall: what is asked of it is asked of the hall, and what comes by a webhook is said by a party inside. */

typedef struct _NatterdWeb NatterdWeb;

/* natterd_web_new: listens where @config says, and tells on standard output: "natterd: http on ADDR:PORT". @hall: (transfer none), must
 * outlive it. NULL with a GIOError whose sentence says what to do. */
NatterdWeb *natterd_web_new (NatterdHall *hall, const NatterdConfig *config, GError **error);
void natterd_web_free (NatterdWeb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdWeb, natterd_web_free)

/* natterd_web_get_addresses: where it listens, with the ports that it got; NULL-terminated, perhaps empty. (transfer none) */
const char *const *natterd_web_get_addresses (const NatterdWeb *self);

/* natterd_web_reload: listens where @config says now, as far as it can. */
void natterd_web_reload (NatterdWeb *self, const NatterdConfig *config);

G_END_DECLS
