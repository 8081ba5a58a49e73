/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-tls-private.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

/* Bytes that a client says in a handshake after its hello: a good kilobyte, where it shows no certificate. */
#define SHAKING_MOST (16 * 1024)

static gssize
take_early (NatterdTls *self,
            guint8 *buffer,
            gsize size)
{
  gsize n = MIN (size, self->early->len - self->early_at);

  memcpy (buffer, self->early->data + self->early_at, n);
  self->early_at += (guint) n;
  if (self->early_at == self->early->len)
    g_clear_pointer (&self->early, g_byte_array_unref);
  return (gssize) n;
}

static gssize
take_ahead (NatterdCredentials *scratch,
            guint8 *buffer,
            gsize size)
{
  gsize n = MIN (size, scratch->ahead_end - scratch->ahead_at);

  memcpy (buffer, scratch->ahead + scratch->ahead_at, n);
  scratch->ahead_at += n;
  return (gssize) n;
}

/* Just what is asked for: what comes behind the handshake stays in the socket. */
static gssize
take_shaking (NatterdTls *self,
              guint8 *buffer,
              gsize size)
{
  gssize n = recv (self->fd, buffer, MIN (size, self->shaking_left), MSG_DONTWAIT);

  if (n > 0)
    self->shaking_left -= (guint16) n;
  return n; /* 0, an end, also for one who says too much */
}

static ssize_t
pull (gnutls_transport_ptr_t data,
      void *buffer,
      size_t size)
{
  NatterdTls *self = data;

  if (self->early != NULL)
    return take_early (self, buffer, size);
  if (self->credentials->ahead_at < self->credentials->ahead_end)
    return take_ahead (self->credentials, buffer, size);
  if (self->shaking)
    return take_shaking (self, buffer, size);
  if (self->ended)
    return 0;
  errno = EAGAIN;
  return -1;
}

/* Nothing here waits with a time. */
static int
pull_timeout (gnutls_transport_ptr_t data,
              unsigned int ms)
{
  return 1;
}

static void
hold (NatterdTls *self,
      const giovec_t *pieces,
      int n_pieces,
      gsize from)
{
  if (self->held == NULL)
    self->held = g_byte_array_new ();
  for (int i = 0; i < n_pieces; i++)
    {
      gsize skipped = MIN (from, pieces[i].iov_len);

      g_byte_array_append (self->held, (const guint8 *) pieces[i].iov_base + skipped, (guint) (pieces[i].iov_len - skipped));
      from -= skipped;
    }
}

static gboolean
is_blocked (void)
{
  return errno == EAGAIN || errno == EINTR || errno == ENOBUFS;
}

/* Takes everything: into the socket, or behind what is held. */
static ssize_t
push (gnutls_transport_ptr_t data,
      const giovec_t *pieces,
      int n_pieces)
{
  NatterdTls *self = data;
  struct msghdr message = { .msg_iov = (struct iovec *) pieces, .msg_iovlen = (gsize) n_pieces };
  gsize all = 0;
  gssize sent = 0;

  for (int i = 0; i < n_pieces; i++)
    all += pieces[i].iov_len;
  if (self->held == NULL)
    sent = sendmsg (self->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0 && !is_blocked ())
    {
      self->broken = TRUE;
      return -1;
    }
  sent = MAX (sent, 0);
  if ((gsize) sent < all)
    hold (self, pieces, n_pieces, (gsize) sent);
  return (gssize) all;
}

gboolean
natterd_tls_wire_flush_held (NatterdTls *self)
{
  gssize sent;

  if (self->held == NULL)
    return TRUE;
  sent = send (self->fd, self->held->data, self->held->len, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0)
    {
      self->broken = !is_blocked ();
      return FALSE;
    }
  if ((gsize) sent < self->held->len)
    {
      g_byte_array_remove_range (self->held, 0, (guint) sent);
      return FALSE;
    }
  g_clear_pointer (&self->held, g_byte_array_unref);
  return TRUE;
}

gsize
natterd_tls_wire_get_unasked (const NatterdTls *self)
{
  const NatterdCredentials *scratch = self->credentials;

  return (self->early != NULL ? self->early->len - self->early_at : 0) + scratch->ahead_end - scratch->ahead_at;
}

gboolean
natterd_tls_wire_read_ahead (NatterdTls *self,
                             gsize size)
{
  NatterdCredentials *scratch = self->credentials;
  gssize n;

  if (self->ended)
    return TRUE;
  n = recv (self->fd, scratch->ahead, MIN (size, NATTERD_AHEAD_MOST), MSG_DONTWAIT);
  scratch->ahead_end = (gsize) MAX (n, 0);
  self->ended = n == 0;
  return n >= 0 || is_blocked ();
}

void
natterd_tls_wire_keep_ahead (NatterdTls *self)
{
  NatterdCredentials *scratch = self->credentials;

  if (scratch->ahead_at < scratch->ahead_end)
    {
      if (self->early == NULL)
        {
          self->early = g_byte_array_new ();
          self->early_at = 0;
        }
      g_byte_array_append (self->early, scratch->ahead + scratch->ahead_at, (guint) (scratch->ahead_end - scratch->ahead_at));
    }
  scratch->ahead_at = scratch->ahead_end = 0;
}

void
natterd_tls_wire_connect (NatterdTls *self)
{
  self->shaking = TRUE;
  self->shaking_left = SHAKING_MOST;
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull);
  gnutls_transport_set_pull_timeout_function (self->session, pull_timeout);
  gnutls_transport_set_vec_push_function (self->session, push);
}
