/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "natterd-lock-private.h"

static void
set_system_error (const char *path,
                  int code,
                  GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot open %s: %s"), shown, g_strerror (code));
}

static void
set_taken_error (int fd,
                 const char *path,
                 GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  char holder[16] = "";
  gssize length = pread (fd, holder, sizeof holder - 1, 0);

  g_strchomp (holder);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
               _ ("Another natterd (process %s) keeps its messages in %s. "
                  "Please stop that one, or give this one a folder of its own: --state-dir DIR"),
               length > 0 ? holder : "?", shown);
}

int
natterd_lock_take (const char *path,
                   GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  char own[16];
  int length, code;

  if (fd < 0)
    {
      set_system_error (name, errno, error);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      code = errno;
      if (code == EWOULDBLOCK)
        set_taken_error (fd, path, error);
      else
        set_system_error (name, code, error);
      close (fd);
      return -1;
    }
  /* who it is is a kindness to people: where it cannot be written it is left out */
  length = g_snprintf (own, sizeof own, "%d\n", (int) getpid ());
  if (ftruncate (fd, 0) != 0 || pwrite (fd, own, (gsize) length, 0) != length)
    g_debug ("the lock does not say whose it is: %s", g_strerror (errno));
  return fd;
}
