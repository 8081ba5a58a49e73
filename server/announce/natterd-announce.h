/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Says on the local network that there is a server: PROTOCOL.md §11. As long as there is an Avahi, again after it was gone, and by another name
 * where the name is taken; trouble is a line in the log and another try. Never blocks. */
typedef struct _NatterdAnnounce NatterdAnnounce;

/* What is told of the server. */
typedef struct
{
  const char *name; /* cut to what fits: 63 bytes */
  guint people;
  gboolean guests;
  gboolean tls;
  const char *key; /* (nullable) its text: the beginning is told */
} NatterdAnnounceFacts;

/* natterd_announce_is_of_use: whether one of @addresses (NULL-terminated, "ADDR:PORT") can be reached from another machine. */
gboolean natterd_announce_is_of_use (const char *const *addresses);

/* natterd_announce_new: of a server that listens on @addresses; those of this machine only are not announced. (transfer full) */
NatterdAnnounce *natterd_announce_new (const char *const *addresses, const NatterdAnnounceFacts *facts);
/* natterd_announce_free: others are told that it is over. @self: (nullable). */
void natterd_announce_free (NatterdAnnounce *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdAnnounce, natterd_announce_free)

/* natterd_announce_has_avahi: whether there is one, as far as is known by now. */
gboolean natterd_announce_has_avahi (const NatterdAnnounce *self);

/* natterd_announce_update: says what has changed; nothing where nothing has. Each change is a packet to everyone: seldom, then. */
void natterd_announce_update (NatterdAnnounce *self, const NatterdAnnounceFacts *facts);

G_END_DECLS
