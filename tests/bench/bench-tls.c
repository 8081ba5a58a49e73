/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-tls.h"

#include <errno.h>
#include <gnutls/gnutls.h>

struct _BenchTlsShared
{
  gnutls_certificate_credentials_t credentials;
  gnutls_priority_t priority;
  gnutls_datum_t ticket; /* owned; empty until one came */
  gboolean resume;
};

struct _BenchTls
{
  BenchTlsShared *shared; /* borrowed */
  gnutls_session_t session;
  int code; /* the last one */
  gboolean stuck;
};

BenchTlsShared *
bench_tls_shared_new (gboolean resume,
                      GError **error)
{
  g_autoptr (BenchTlsShared) self = g_new0 (BenchTlsShared, 1);
  int code = gnutls_certificate_allocate_credentials (&self->credentials);

  self->resume = resume;
  if (code >= 0)
    code = gnutls_priority_init (&self->priority, "NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-GCM:-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1", NULL);
  if (code >= 0)
    return g_steal_pointer (&self);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "TLS: %s", gnutls_strerror (code));
  return NULL;
}

void
bench_tls_shared_free (BenchTlsShared *self)
{
  if (self == NULL)
    return;
  if (self->credentials != NULL)
    gnutls_certificate_free_credentials (self->credentials);
  if (self->priority != NULL)
    gnutls_priority_deinit (self->priority);
  gnutls_free (self->ticket.data);
  g_free (self);
}

BenchTls *
bench_tls_new (BenchTlsShared *shared,
               int fd)
{
  BenchTls *self = g_new0 (BenchTls, 1);

  self->shared = shared;
  gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL | (shared->resume ? 0 : GNUTLS_NO_TICKETS));
  gnutls_priority_set (self->session, shared->priority);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, shared->credentials);
  gnutls_transport_set_int (self->session, fd);
  if (shared->ticket.size > 0)
    gnutls_session_set_data (self->session, shared->ticket.data, shared->ticket.size);
  return self;
}

void
bench_tls_free (BenchTls *self)
{
  if (self == NULL)
    return;
  gnutls_deinit (self->session);
  g_free (self);
}

static gssize
judge (BenchTls *self,
       gssize code)
{
  self->code = (int) code;
  if (code >= 0)
    return code;
  errno = code == GNUTLS_E_AGAIN || code == GNUTLS_E_INTERRUPTED ? EAGAIN : EPROTO;
  return -1;
}

int
bench_tls_shake (BenchTls *self)
{
  return (int) judge (self, gnutls_handshake (self->session));
}

/* The first one that comes is for all. */
static void
keep_ticket (BenchTls *self)
{
  BenchTlsShared *shared = self->shared;

  if (shared->resume && shared->ticket.size == 0 && (gnutls_session_get_flags (self->session) & GNUTLS_SFLAGS_SESSION_TICKET) != 0)
    gnutls_session_get_data2 (self->session, &shared->ticket);
}

gssize
bench_tls_recv (BenchTls *self,
                char *buffer,
                gsize size)
{
  gssize all = gnutls_record_recv (self->session, buffer, size);

  keep_ticket (self);
  while (all > 0 && (gsize) all < size && gnutls_record_check_pending (self->session) > 0)
    all += MAX (gnutls_record_recv (self->session, buffer + all, size - (gsize) all), 0);
  return judge (self, all);
}

gssize
bench_tls_send (BenchTls *self,
                const char *bytes,
                gsize length)
{
  gssize sent = self->stuck ? gnutls_record_send (self->session, NULL, 0) : gnutls_record_send (self->session, bytes, length);

  self->stuck = sent == GNUTLS_E_AGAIN || sent == GNUTLS_E_INTERRUPTED;
  return judge (self, sent);
}

const char *
bench_tls_why (const BenchTls *self)
{
  return gnutls_strerror (self->code);
}
