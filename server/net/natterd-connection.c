/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-connection.h"

#include <unistd.h>

void
natterd_connection_init (NatterdConnection *self,
                         int fd,
                         const NatterdTransport *transport,
                         gsize line_limit)
{
  self->pollable.fd = fd;
  self->transport = transport;
  natter_framer_init (&self->framer, line_limit);
}

void
natterd_connection_clear (NatterdConnection *self)
{
  g_return_if_fail (self->pollable.events == 0);
  natter_framer_clear (&self->framer);
  natterd_out_queue_clear (&self->out);
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
  return self->transport->read (self->pollable.fd, buffer, size, moved);
}

NatterdIo
natterd_connection_flush (NatterdConnection *self,
                          const GString *arena)
{
  return natterd_out_queue_flush (&self->out, self->transport, self->pollable.fd, arena);
}
