/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-client.h"

#include <errno.h>
#include <gio/gio.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST_ADDRESS 0x7f000001u /* 127.0.0.1 */

void
bench_client_init (BenchClient *self,
                   guint number,
                   guint room)
{
  *self = (BenchClient){ .fd = -1, .number = number, .room = room };
}

void
bench_client_clear (BenchClient *self)
{
  struct linger reset = { .l_onoff = 1, .l_linger = 0 };

  if (self->fd >= 0)
    {
      /* a reset leaves no TIME_WAIT behind, of which thousands would be in the way of the next run */
      setsockopt (self->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
      close (self->fd);
    }
  self->fd = -1;
  g_clear_pointer (&self->tls, bench_tls_free);
  g_clear_pointer (&self->partial, g_free);
  g_clear_pointer (&self->last_line, g_free);
  if (self->unsent != NULL)
    g_string_free (self->unsent, TRUE);
  self->unsent = NULL;
}

static gboolean
fail (const char *what,
      GError **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code), "%s: %s", what, g_strerror (code));
  return FALSE;
}

gboolean
bench_client_connect (BenchClient *self,
                      const struct sockaddr_in *server,
                      GError **error)
{
  struct sockaddr_in own = { .sin_family = AF_INET };
  int yes = 1;

  own.sin_addr.s_addr = htonl (FIRST_ADDRESS + self->address);
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (self->fd < 0)
    return fail ("socket", error);
  if (setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) < 0 ||
      setsockopt (self->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes) < 0 ||
      bind (self->fd, (struct sockaddr *) &own, sizeof own) < 0)
    return fail ("bind", error);
  if (connect (self->fd, (const struct sockaddr *) server, sizeof *server) < 0 && errno != EINPROGRESS)
    return fail ("connect", error);
  self->state = BENCH_CLIENT_CONNECTING;
  return TRUE;
}

void
bench_client_break (BenchClient *self,
                    const char *line,
                    gsize length)
{
  if (self->state == BENCH_CLIENT_BROKEN)
    return;
  self->state = BENCH_CLIENT_BROKEN;
  g_free (self->last_line);
  self->last_line = g_strndup (line, MIN (length, 300));
}

/* Returns: how many bytes the socket took */
static gsize
try_send (BenchClient *self,
          const char *data,
          gsize length)
{
  gssize sent = self->tls != NULL ? bench_tls_send (self->tls, data, length) : send (self->fd, data, length, MSG_NOSIGNAL);
  const char *why;

  if (sent >= 0)
    return (gsize) sent;
  if (errno != EAGAIN)
    {
      why = self->tls != NULL ? bench_tls_why (self->tls) : g_strerror (errno);
      bench_client_break (self, why, strlen (why));
    }
  return 0;
}

void
bench_client_send (BenchClient *self,
                   const char *data,
                   gsize length)
{
  gsize sent = 0;

  if (self->state == BENCH_CLIENT_BROKEN)
    return;
  if (self->unsent == NULL || self->unsent->len == 0)
    sent = try_send (self, data, length);
  if (sent == length || self->state == BENCH_CLIENT_BROKEN)
    return;
  if (self->unsent == NULL)
    self->unsent = g_string_new (NULL);
  g_string_append_len (self->unsent, data + sent, (gssize) (length - sent));
}

gssize
bench_client_receive (BenchClient *self,
                      char *buffer,
                      gsize size)
{
  return self->tls != NULL ? bench_tls_recv (self->tls, buffer, size) : recv (self->fd, buffer, size, 0);
}

void
bench_client_printf (BenchClient *self,
                     const char *format,
                     ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  bench_client_send (self, text, strlen (text));
}

void
bench_client_flush (BenchClient *self)
{
  if (self->unsent == NULL || self->unsent->len == 0 || self->state == BENCH_CLIENT_BROKEN)
    return;
  g_string_erase (self->unsent, 0, (gssize) try_send (self, self->unsent->str, self->unsent->len));
}
