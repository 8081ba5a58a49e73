/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "natterctl-commands.h"
#include "natterctl-connect.h"
#include "natterctl-error.h"
#include "natterctl-line.h"
#include "natterctl-show.h"

/* backup FILE: the server makes a copy and hands it over, open and without a name; so it need not be able to write where we are. */

#define PIECE (16 * 1024 * 1024)

static void
set_file_error (GError **error,
                const char *path)
{
  int code = errno;
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("Cannot write the copy %s: %s"), shown, g_strerror (code));
}

/* Bytes; -1: an error, in errno. */
static gint64
pour (int from,
      int to)
{
  gint64 poured = 0;
  gssize n;

  if (lseek (from, 0, SEEK_SET) != 0)
    return -1;
  while ((n = sendfile (to, from, NULL, PIECE)) > 0 || (n < 0 && errno == EINTR))
    poured += MAX (n, 0);
  return n < 0 || fsync (to) != 0 ? -1 : poured;
}

static gboolean
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

/* Made for us alone, and gone again where it does not become whole. */
static gboolean
keep (int from,
      int to,
      const char *path,
      GError **error)
{
  struct stat copy;
  gint64 poured = pour (from, to);

  if (poured >= 0 && fstat (from, &copy) == 0 && copy.st_size == poured && sync_folder (path))
    return TRUE;
  set_file_error (error, path);
  (void) g_unlink (path);
  return FALSE;
}

static gboolean
fetch (const NatterctlOptions *options,
       int to,
       const char *path,
       GError **error)
{
  g_autoptr (NatterctlWire) wire = natterctl_connect_local (options, error);
  g_autoptr (JsonObject) answer = wire != NULL ? natterctl_wire_ask (wire, natterctl_line_new ("backup"), NULL, error) : NULL;
  int from = answer != NULL ? natterctl_wire_steal_fd (wire) : -1;
  gboolean done;

  if (answer != NULL && from < 0)
    g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("The server does not speak as it should."));
  if (from < 0)
    {
      (void) g_unlink (path);
      return FALSE;
    }
  done = keep (from, to, path, error);
  close (from);
  if (done && options->json)
    natterctl_show_json (answer);
  return done;
}

gboolean
natterctl_run_backup (const NatterctlOptions *options,
                      const char *const *words,
                      GError **error)
{
  const char *path = words[0];
  int to = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean done;

  if (to < 0)
    {
      set_file_error (error, path);
      return FALSE;
    }
  done = fetch (options, to, path, error);
  close (to);
  return done;
}
