/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-notify.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct _NatterdNotify
{
  int fd; /* -1: nobody */
  gint64 watchdog;
};

static int
connect_to (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  gsize length = path != NULL ? strlen (path) : 0;
  int fd;

  if (length < 2 || (path[0] != '/' && path[0] != '@') || length >= sizeof address.sun_path)
    return -1;
  memcpy (address.sun_path, path, length);
  if (path[0] == '@')
    address.sun_path[0] = '\0';

  fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd >= 0 &&
      connect (fd, (const struct sockaddr *) &address, (socklen_t) (offsetof (struct sockaddr_un, sun_path) + length)) < 0)
    {
      g_warning ("whoever supervises us cannot be told anything: %s", g_strerror (errno));
      close (fd);
      return -1;
    }
  return fd;
}

static gint64
read_watchdog (void)
{
  const char *time = g_getenv ("WATCHDOG_USEC");
  const char *pid = g_getenv ("WATCHDOG_PID");
  guint64 number;

  if (pid != NULL && (!g_ascii_string_to_unsigned (pid, 10, 1, G_MAXINT, &number, NULL) || (pid_t) number != getpid ()))
    return 0;
  return time != NULL && g_ascii_string_to_unsigned (time, 10, 1, G_MAXINT64, &number, NULL) ? (gint64) number : 0;
}

NatterdNotify *
natterd_notify_new (void)
{
  NatterdNotify *self = g_new0 (NatterdNotify, 1);

  self->fd = connect_to (g_getenv ("NOTIFY_SOCKET"));
  self->watchdog = self->fd >= 0 ? read_watchdog () : 0;
  g_unsetenv ("NOTIFY_SOCKET");
  g_unsetenv ("WATCHDOG_USEC");
  g_unsetenv ("WATCHDOG_PID");
  return self;
}

void
natterd_notify_free (NatterdNotify *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

gboolean
natterd_notify_is_heard (const NatterdNotify *self)
{
  return self->fd >= 0;
}

gint64
natterd_notify_get_watchdog (const NatterdNotify *self)
{
  return self->watchdog;
}

gboolean
natterd_notify_send (const NatterdNotify *self,
                     const char *state)
{
  gssize sent;

  if (self->fd < 0)
    return TRUE;
  do
    sent = send (self->fd, state, strlen (state), MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent >= 0;
}
