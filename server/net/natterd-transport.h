/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/uio.h>

G_BEGIN_DECLS

/* How bytes get through a socket: plain here; TLS is to be the second. Chosen once per connection. All calls
 * return at once and never raise a signal. */

typedef struct _NatterdTransport NatterdTransport;

typedef enum
{
  NATTERD_IO_DONE,    /* something was moved: *moved > 0 */
  NATTERD_IO_BLOCKED, /* nothing now; the poller will tell */
  NATTERD_IO_ENDED,   /* reading: the peer's orderly end */
  NATTERD_IO_FAILED   /* the connection is broken; errno says why */
} NatterdIo;

struct _NatterdTransport
{
  const char *name;

  /* Reads at most @size bytes. One call per readiness is enough (level-triggered); a transport that decrypts must instead be
   * asked until it says BLOCKED, because epoll cannot see what the library holds. */
  NatterdIo (*read) (int fd, guint8 *buffer, gsize size, gsize *moved);

  /* Writes as much of @pieces as fits. A short write is DONE with less than the sum; call again and it will say BLOCKED. */
  NatterdIo (*write) (int fd, const struct iovec *pieces, int n_pieces, gsize *moved);

  /* Tells the peer that nothing more comes. */
  void (*end) (int fd);
};

const NatterdTransport *natterd_transport_get_plain (void);

G_END_DECLS
