/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-transport.h"

#include <errno.h>
#include <sys/socket.h>

static NatterdIo
judge (gssize result, gsize *moved)
{
  *moved = result > 0 ? (gsize) result : 0;
  if (result >= 0)
    return NATTERD_IO_DONE;
  if (errno == EAGAIN || errno == EINTR || errno == ENOBUFS)
    return NATTERD_IO_BLOCKED;
  return NATTERD_IO_FAILED;
}

static NatterdIo
plain_read (NatterdChannel *channel, guint8 *buffer, gsize size, gsize *moved)
{
  gssize n = recv (channel->fd, buffer, size, MSG_DONTWAIT);

  if (n == 0)
    {
      *moved = 0;
      return NATTERD_IO_ENDED;
    }
  return judge (n, moved);
}

static NatterdIo
plain_write (NatterdChannel *channel, const struct iovec *pieces, int n_pieces, gsize *moved)
{
  struct msghdr message = { .msg_iov = (struct iovec *) pieces, .msg_iovlen = (gsize) n_pieces };

  if (n_pieces == 1)
    return judge (send (channel->fd, pieces->iov_base, pieces->iov_len, MSG_DONTWAIT | MSG_NOSIGNAL), moved);
  return judge (sendmsg (channel->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL), moved);
}

static void
plain_end (NatterdChannel *channel)
{
  shutdown (channel->fd, SHUT_WR);
}

static const NatterdTransport plain = {
  .name = "plain",
  .read = plain_read,
  .write = plain_write,
  .end = plain_end,
};

void
natterd_channel_init (NatterdChannel *self, int fd)
{
  self->state = NULL; /* all of it */
  self->transport = &plain;
  self->fd = fd;
}
