/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* TLS for one connection of the load program. It takes any certificate: the bench knows whom it talks to. */

/* What all connections share: how they speak, and a ticket to resume with. */
typedef struct _BenchTlsShared BenchTlsShared;
typedef struct _BenchTls BenchTls;

/* bench_tls_shared_new: @resume: all but the first connections go on with the ticket of an earlier one. NULL with a GIOError. */
BenchTlsShared *bench_tls_shared_new (gboolean resume, GError **error);
void bench_tls_shared_free (BenchTlsShared *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchTlsShared, bench_tls_shared_free)

/* bench_tls_new: on @fd, which is connected and does not block. */
BenchTls *bench_tls_new (BenchTlsShared *shared, int fd);
void bench_tls_free (BenchTls *self);

/* All as recv() and send() would: -1 with errno EAGAIN, or EPROTO and what GnuTLS says in bench_tls_why(). */

/* bench_tls_shake: 0: it is over. */
int bench_tls_shake (BenchTls *self);

/* bench_tls_recv: all that the library has decrypted, if there is space for it. */
gssize bench_tls_recv (BenchTls *self, char *buffer, gsize size);

/* bench_tls_send: after EAGAIN the same bytes must come again. */
gssize bench_tls_send (BenchTls *self, const char *bytes, gsize length);

/* Static. */
const char *bench_tls_why (const BenchTls *self);

G_END_DECLS
