/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-credentials-private.h"
#include "natterd-tls.h"

G_BEGIN_DECLS

/* Inside the TLS transport: what GnuTLS reads from and writes to. */

typedef struct _NatterdTls NatterdTls;

struct _NatterdTls
{
  gnutls_session_t session;        /* owned */
  NatterdCredentials *credentials; /* owned reference */
  GByteArray *early;               /* (nullable) owned: read before there was a session, and not asked for by the library yet */
  GByteArray *held;                /* (nullable) owned: for the socket */
  guint early_at;
  guint16 shaking_left; /* bytes that may still come before the handshake is over */
  guint8 rehandshakes;
  guint8 warnings;
  int fd;
  guint8 over;        /* NatterdIo: what is to be told once all was read, ENDED or FAILED */
  guint8 shaking : 1;
  guint8 ended : 1;  /* the socket has */
  guint8 broken : 1; /* … or is broken */
};

/* natterd_tls_wire_connect: a new session, in its handshake. */
void natterd_tls_wire_connect (NatterdTls *self);

/* natterd_tls_wire_read_ahead: at most @size bytes, for the calls of the library until natterd_tls_wire_keep_ahead(). FALSE: the socket is broken. */
gboolean natterd_tls_wire_read_ahead (NatterdTls *self, gsize size);

/* natterd_tls_wire_get_unasked: bytes of that for which the library has not asked. */
gsize natterd_tls_wire_get_unasked (const NatterdTls *self);

/* natterd_tls_wire_keep_ahead: what did not fit the reader's buffer any more is kept for the next time. */
void natterd_tls_wire_keep_ahead (NatterdTls *self);

/* natterd_tls_wire_flush_held: FALSE: there is still something; or, if broken, nobody takes it. */
gboolean natterd_tls_wire_flush_held (NatterdTls *self);

G_END_DECLS
