/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-control-socket-private.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG     128 /* beyond it a newcomer is not even told to wait */
#define MOST_GROUPS 1024

/* The file */

static void
set_file_error (GError **error,
                int code,
                const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot make the control socket %s: %s"), shown, g_strerror (code));
}

/* Whether a server listens there. */
static gboolean
is_alive (const struct sockaddr_un *address)
{
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  gboolean alive = fd >= 0 && (connect (fd, (const struct sockaddr *) address, sizeof *address) == 0 || errno == EAGAIN);

  if (fd >= 0)
    close (fd);
  return alive;
}

/* FALSE: there is something that is not ours to take away. */
static gboolean
clear_place (const struct sockaddr_un *address,
             GError **error)
{
  struct stat there;

  if (lstat (address->sun_path, &there) != 0)
    return TRUE;
  if (!S_ISSOCK (there.st_mode) || is_alive (address))
    {
      set_file_error (error, S_ISSOCK (there.st_mode) ? EADDRINUSE : EEXIST, address->sun_path);
      return FALSE;
    }
  return g_unlink (address->sun_path) == 0 || (set_file_error (error, errno, address->sun_path), FALSE);
}

/* Nobody else may come in before its rights are set. */
static int
bind_privately (int fd,
                const struct sockaddr_un *address)
{
  mode_t before = umask (0177);
  int result = bind (fd, (const struct sockaddr *) address, sizeof *address);
  int code = errno;

  umask (before);
  errno = code;
  return result;
}

static gboolean
give_to_group (NatterdControlFile *self,
               const char *group,
               GError **error)
{
  const struct group *entry;

  self->group = -1;
  if (group == NULL || group[0] == '\0')
    return TRUE;
  entry = getgrnam (group);
  if (entry == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("control.group: there is no group %s on this machine."), group);
      return FALSE;
    }
  self->group = entry->gr_gid;
  if (chown (self->path, (uid_t) -1, entry->gr_gid) == 0 && g_chmod (self->path, 0660) == 0)
    return TRUE;
  set_file_error (error, errno, self->path);
  return FALSE;
}

static gboolean
open_at (NatterdControlFile *self,
         int fd,
         const char *group,
         GError **error)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  struct stat made;

  if (g_strlcpy (address.sun_path, self->path, sizeof address.sun_path) >= sizeof address.sun_path)
    {
      set_file_error (error, ENAMETOOLONG, self->path);
      return FALSE;
    }
  if (!clear_place (&address, error))
    return FALSE;
  if (bind_privately (fd, &address) != 0 || lstat (self->path, &made) != 0)
    {
      set_file_error (error, errno, self->path);
      return FALSE;
    }
  self->device = made.st_dev;
  self->inode = made.st_ino;
  if (!give_to_group (self, group, error))
    return FALSE;
  if (listen (fd, BACKLOG) == 0)
    return TRUE;
  set_file_error (error, errno, self->path);
  return FALSE;
}

GSocket *
natterd_control_file_open (NatterdControlFile *self,
                           const char *path,
                           const char *group,
                           GError **error)
{
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  *self = (NatterdControlFile){ .path = g_strdup (path), .group = -1 };
  if (fd < 0)
    set_file_error (error, errno, path);
  else if (open_at (self, fd, group, error))
    return g_socket_new_from_fd (fd, error);
  if (fd >= 0)
    close (fd);
  natterd_control_file_remove (self);
  return NULL;
}

void
natterd_control_file_remove (NatterdControlFile *self)
{
  struct stat there;

  if (self->inode != 0 && lstat (self->path, &there) == 0 && there.st_dev == self->device && there.st_ino == self->inode)
    (void) g_unlink (self->path);
  g_clear_pointer (&self->path, g_free);
  self->inode = 0;
}

/* Who */

static gboolean
is_member (int fd,
           gid_t group)
{
  gid_t groups[MOST_GROUPS];
  socklen_t size = sizeof groups;

  if (getsockopt (fd, SOL_SOCKET, SO_PEERGROUPS, groups, &size) != 0)
    return FALSE;
  for (gsize i = 0; i < size / sizeof *groups; i++)
    if (groups[i] == group)
      return TRUE;
  return FALSE;
}

gboolean
natterd_control_file_admits (const NatterdControlFile *self,
                             GSocket *socket)
{
  struct ucred peer;
  socklen_t size = sizeof peer;
  int fd = g_socket_get_fd (socket);

  if (getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
    return FALSE;
  if (peer.uid == 0 || peer.uid == geteuid ())
    return TRUE;
  if (self->group >= 0 && (peer.gid == (gid_t) self->group || is_member (fd, (gid_t) self->group)))
    return TRUE;
  g_message ("the control socket refused process %d of user %u", (int) peer.pid, (unsigned) peer.uid);
  return FALSE;
}
