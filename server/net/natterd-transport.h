/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/uio.h>

G_BEGIN_DECLS

/* How bytes get through a socket: plain here, TLS in natterd-tls.h. All calls return at once and never raise a signal. */

typedef struct _NatterdTransport NatterdTransport;

/* One connection's way: what the transport has to know of it. Embed it. */
typedef struct
{
  const NatterdTransport *transport;
  union
  {
    int fd;         /* plain needs nothing else */
    gpointer state; /* any other one's own, with the descriptor in it */
  };
} NatterdChannel;

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
  gboolean encrypts; /* nobody on the way can read it */

  /* Reads at most @size bytes. One call per readiness is enough (level-triggered), and one more where has_more(). */
  NatterdIo (*read) (NatterdChannel *channel, guint8 *buffer, gsize size, gsize *moved);

  /* (nullable) Whether there is something to read that the poller cannot see, if only an end. */
  gboolean (*has_more) (const NatterdChannel *channel);

  /* Writes as much of @pieces as fits. A short write is DONE with less than the sum; call again and it will say BLOCKED. */
  NatterdIo (*write) (NatterdChannel *channel, const struct iovec *pieces, int n_pieces, gsize *moved);

  /* (nullable) Bytes that write() moved and the socket has not taken: only after BLOCKED, or after read(). Until there are none it is to be
   * called again when the socket takes more, with no pieces if need be. */
  gsize (*get_held) (const NatterdChannel *channel);

  /* Tells the peer that nothing more comes. */
  void (*end) (NatterdChannel *channel);

  /* (nullable) Frees `state`. The descriptor stays open. */
  void (*clear) (NatterdChannel *channel);
};

/* natterd_channel_init: plain, on @fd. */
void natterd_channel_init (NatterdChannel *self, int fd);

G_END_DECLS
