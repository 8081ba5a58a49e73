/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-framer.h"
#include "natterd-out-queue.h"
#include "natterd-poller.h"

G_BEGIN_DECLS

/* A socket with its channel, framer and out-queue. Embed it; idle it owns no memory beyond itself. */
typedef struct
{
  NatterdPollable pollable; /* must be first */
  NatterdChannel channel;
  NatterFramer framer;
  NatterdOutQueue out;
} NatterdConnection;

/* natterd_connection_init: takes @fd over, plain. @line_limit: bytes. */
void natterd_connection_init (NatterdConnection *self, int fd, gsize line_limit);

/* natterd_connection_clear: closes the socket. It must have left its poller. */
void natterd_connection_clear (NatterdConnection *self);

/* natterd_connection_read: as NatterdTransport.read. */
NatterdIo natterd_connection_read (NatterdConnection *self, guint8 *buffer, gsize size, gsize *moved);

/* natterd_connection_has_more: there is something to read that the poller does not see. */
static inline gboolean
natterd_connection_has_more (const NatterdConnection *self)
{
  return self->channel.transport->has_more != NULL && self->channel.transport->has_more (&self->channel);
}

/* natterd_connection_flush: as natterd_out_queue_flush(). */
NatterdIo natterd_connection_flush (NatterdConnection *self, const GString *arena);

/* natterd_connection_end: tells the peer that nothing more comes. */
void natterd_connection_end (NatterdConnection *self);

G_END_DECLS
