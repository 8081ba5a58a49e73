/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/config/natterd-config.h"
#include "server/service/natterd-hall.h"

G_BEGIN_DECLS

/* What the local network is told of the hall: PROTOCOL.md §11. */
typedef struct _NatterdAnnouncing NatterdAnnouncing;

/* natterd_announcing_new: @addresses: where the hall listens now, NULL-terminated. @hall: outlives it. */
NatterdAnnouncing *natterd_announcing_new (const NatterdHall *hall, const char *const *addresses, const NatterdConfig *config);
/* natterd_announcing_free: others are told that it is over. @self: (nullable). */
void natterd_announcing_free (NatterdAnnouncing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdAnnouncing, natterd_announcing_free)

/* natterd_announcing_reload: begins, ends or tells what is different by @config. @self: (nullable). */
void natterd_announcing_reload (NatterdAnnouncing *self, const NatterdConfig *config);

G_END_DECLS
