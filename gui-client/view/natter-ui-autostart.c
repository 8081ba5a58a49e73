/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "natter-ui-autostart.h"

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", NATTER_APP_ID ".desktop", NULL);
}

gboolean
natter_ui_autostart_get (void)
{
  g_autofree char *path = dup_path ();

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

gboolean
natter_ui_autostart_set (gboolean on,
                         GError **error)
{
  g_autofree char *path = dup_path (), *folder = g_path_get_dirname (path);

  if (!on)
    {
      if (g_remove (path) == 0 || errno == ENOENT)
        return TRUE;
      g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents (path, "[Desktop Entry]\nType=Application\nName=Natter\nExec=natter\nIcon=" NATTER_APP_ID "\n", -1, error);
}
