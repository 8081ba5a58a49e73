/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-connection.h"

#include <unistd.h>

void
natterd_connection_init (NatterdConnection *self,
                         int fd,
                         gsize line_limit)
{
  self->pollable.fd = fd;
  natterd_channel_init (&self->channel, fd);
  natter_framer_init (&self->framer, line_limit);
}

void
natterd_connection_clear (NatterdConnection *self)
{
  g_return_if_fail (self->pollable.events == 0);
  natter_framer_clear (&self->framer);
  natterd_out_queue_clear (&self->out);
  if (self->channel.transport->clear != NULL)
    self->channel.transport->clear (&self->channel);
  if (self->pollable.fd >= 0)
    close (self->pollable.fd);
  self->pollable.fd = -1;
}

NatterdIo
natterd_connection_read (NatterdConnection *self,
                         guint8 *buffer,
                         gsize size,
                         gsize *moved)
{
  const NatterdTransport *transport = self->channel.transport;
  NatterdIo io = transport->read (&self->channel, buffer, size, moved);

  /* reading may lead to bytes of the transport's own */
  if (transport->get_held != NULL)
    natterd_out_queue_note_held (&self->out, transport->get_held (&self->channel));
  return io;
}

NatterdIo
natterd_connection_flush (NatterdConnection *self,
                          const GString *arena)
{
  return natterd_out_queue_flush (&self->out, &self->channel, arena);
}

void
natterd_connection_end (NatterdConnection *self)
{
  self->channel.transport->end (&self->channel);
}
