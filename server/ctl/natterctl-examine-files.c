/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "natterctl-patient.h"
#include "natterctl-show.h"
#include "server/store/natterd-store-care.h"

/* Clock, disk, rights, and the database */

#define MADE  G_GINT64_CONSTANT (1767225600) /* 2026: this program is not older */
#define SKEW  600                            /* seconds */
#define LEAST (64 * G_GUINT64_CONSTANT (1048576))

/* Clock */

/* The newest time at which anything of the server's was written; 0: there is nothing. *name: (out): of what. */
static gint64
find_newest (const NatterctlPatient *self,
             char **name)
{
  static const char *const endings[] = { "", "-wal", ".lock" };
  gint64 newest = 0;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->database, endings[i], NULL);
      struct stat found;

      if (g_stat (path, &found) != 0 || found.st_mtime <= newest)
        continue;
      newest = found.st_mtime;
      g_free (*name);
      *name = g_steal_pointer (&path);
    }
  return newest;
}

void
natterctl_examine_clock (const NatterctlPatient *self,
                         NatterctlFindings *findings)
{
  g_autofree char *name = NULL;
  gint64 newest = find_newest (self, &name);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *shown = g_date_time_format (now, "%Y-%m-%d %H:%M");
  const char *advice = _ ("Set the clock, and let it be kept: timedatectl set-ntp true");

  if (g_date_time_to_unix (now) < MADE)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "clock", g_strdup_printf (_ ("The clock says %s, before this program was made."), shown), advice);
  else if (newest > g_date_time_to_unix (now) + SKEW)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "clock",
                             g_strdup_printf (_ ("The clock says %s, but %s was written later than that: it is wrong, or was."), shown, name), advice);
  else
    natterctl_findings_take (findings, NATTERCTL_FINE, "clock", g_strdup_printf (_ ("The clock says %s."), shown), NULL);
}

/* Disk */

/* The folder, or the nearest one above it that is there. (transfer full) */
static char *
dup_existing (const char *folder)
{
  g_autofree char *path = g_canonicalize_filename (folder, NULL);

  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      char *above = g_path_get_dirname (path);

      g_free (path);
      path = above;
    }
  return g_steal_pointer (&path);
}

void
natterctl_examine_disk (const NatterctlPatient *self,
                        NatterctlFindings *findings)
{
  g_autofree char *database_folder = g_path_get_dirname (self->database);
  g_autofree char *folder = dup_existing (database_folder);
  g_autofree char *free_shown = NULL;
  struct statvfs disk;
  guint64 free_bytes;

  if (statvfs (folder, &disk) != 0)
    {
      natterctl_findings_take (findings, NATTERCTL_WRONG, "disk", g_strdup_printf ("%s: %s", folder, g_strerror (errno)), NULL);
      return;
    }
  free_bytes = (guint64) disk.f_bavail * disk.f_frsize;
  free_shown = natterctl_dup_size (free_bytes);
  if ((disk.f_flag & ST_RDONLY) != 0)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "disk", g_strdup_printf (_ ("The disk of %s can only be read."), folder),
                             _ ("See dmesg whether it is broken; mount -o remount,rw makes it writable again."));
  else if (free_bytes < LEAST || (disk.f_files > 0 && disk.f_favail == 0))
    natterctl_findings_take (findings, NATTERCTL_WRONG, "disk", g_strdup_printf (_ ("The disk of %s is full: %s are free."), folder, free_shown),
                             _ ("Make room; while there is none the server refuses what is said. It goes on by itself."));
  else
    natterctl_findings_take (findings, NATTERCTL_FINE, "disk", g_strdup_printf (_ ("%s are free where %s is."), free_shown, folder), NULL);
}

/* Rights */

static gboolean
examine_folder (const NatterctlPatient *self,
                const struct stat *folder,
                NatterctlFindings *findings)
{
  if (!S_ISDIR (folder->st_mode))
    natterctl_findings_take (findings, NATTERCTL_WRONG, "rights", g_strdup_printf (_ ("%s is no folder."), self->folder),
                             _ ("Give the server one of its own with --state-dir DIR."));
  else if ((folder->st_mode & 022) != 0)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "rights", g_strdup_printf (_ ("Others can write to the folder %s."), self->folder),
                             _ ("It is for the server's user alone: chmod 700 FOLDER"));
  else if (geteuid () == folder->st_uid && geteuid () != 0 && access (self->folder, R_OK | W_OK | X_OK) != 0)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "rights", g_strdup_printf (_ ("Cannot write to the folder %s: %s"), self->folder, g_strerror (errno)),
                             _ ("It is for the server's user alone: chmod 700 FOLDER"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
examine_owner (const NatterctlPatient *self,
               const struct stat *folder,
               NatterctlFindings *findings)
{
  struct stat database;

  if (g_stat (self->database, &database) != 0)
    return TRUE;
  if (database.st_uid != folder->st_uid)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "rights",
                             g_strdup_printf (_ ("%s belongs to user %u, its folder to user %u."), self->database, database.st_uid, folder->st_uid),
                             _ ("It was started as somebody else once. As root: chown --reference=FOLDER FOLDER/*"));
  else if ((database.st_mode & 077) != 0)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "rights", g_strdup_printf (_ ("Others can read the database %s."), self->database),
                             _ ("It is for the server's user alone: chmod 600 FILE"));
  else
    return TRUE;
  return FALSE;
}

void
natterctl_examine_rights (const NatterctlPatient *self,
                          NatterctlFindings *findings)
{
  struct stat folder;

  if (g_stat (self->folder, &folder) != 0)
    natterctl_findings_take (findings, errno == ENOENT ? NATTERCTL_FINE : NATTERCTL_WRONG, "rights",
                             errno == ENOENT ? g_strdup_printf (_ ("There is no folder %s yet; the first start makes it."), self->folder)
                                             : g_strdup_printf ("%s: %s", self->folder, g_strerror (errno)),
                             NULL);
  else if (examine_folder (self, &folder, findings) && examine_owner (self, &folder, findings))
    natterctl_findings_take (findings, NATTERCTL_FINE, "rights", g_strdup_printf (_ ("%s is for its user alone."), self->folder), NULL);
}

/* Database */

static void
complain (gpointer user_data,
          const char *complaint)
{
}

void
natterctl_examine_database (const NatterctlPatient *self,
                            NatterctlFindings *findings)
{
  g_autoptr (GError) error = NULL;
  const char *restore = _ ("Keep the file, stop the server, and put a backup in its place.");
  guint n = 0;

  if (!g_file_test (self->database, G_FILE_TEST_EXISTS))
    natterctl_findings_add (findings, NATTERCTL_FINE, "database", _ ("There is none yet; the first start makes one."), NULL);
  else if (natterd_store_check (self->database, complain, NULL, &n, &error) && n == 0)
    natterctl_findings_take (findings, NATTERCTL_FINE, "database", g_strdup_printf (_ ("%s is fine."), self->database), NULL);
  else if (error == NULL)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "database", g_strdup_printf (_ ("%s is damaged."), self->database), restore);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED))
    natterctl_findings_add (findings, NATTERCTL_NOTE, "database", error->message, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    natterctl_findings_add (findings, NATTERCTL_WRONG, "database", error->message, _ ("Use the natterd that made it, or a newer one; or another folder."));
  else
    natterctl_findings_add (findings, NATTERCTL_WRONG, "database", error->message,
                            g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ? restore : _ ("Try it as root, or as the server's user."));
}
