/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-hall-private.h"

G_BEGIN_DECLS

/* What natterd-peer.c (its life) and natterd-reader.c (what it says) share. */

/* natterd_peer_ready: NatterdPollable.ready */
void natterd_peer_ready (NatterdPollable *pollable, guint32 events);

/* natterd_peer_decide_text: it said nothing so far, or nothing that decides: a person (§1.1). */
void natterd_peer_decide_text (NatterdPeer *self);

/* natterd_peer_may_read: it is open, and neither an answer from the store nor lines left over nor what waits to be sent come first
 * (§7.3). */
static inline gboolean
natterd_peer_may_read (const NatterdPeer *self)
{
  return self->state == NATTERD_PEER_OPEN && self->held == 0 && !self->ended && !self->resumed &&
         natterd_out_queue_get_backlog (&self->connection.out) == 0;
}

G_END_DECLS
