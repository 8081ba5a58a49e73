/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "config-support.h"

/* (transfer full) */
static char *
write_file (const char *text,
            gsize length)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("natterd-XXXXXX.conf", &path, &error);

  g_assert_no_error (error);
  g_assert_true (close (fd) == 0);
  g_file_set_contents (path, text, (gssize) length, &error);
  g_assert_no_error (error);
  return path;
}

NatterdConfig *
test_config_load (const char *text,
                  gsize length,
                  const char *setting,
                  GError **error)
{
  const char *settings[] = { setting, NULL };
  g_autofree char *path = text != NULL ? write_file (text, length) : NULL;
  NatterdConfig *config = natterd_config_load (path, settings, error);

  if (path == NULL)
    return config;
  g_assert_true (g_unlink (path) == 0);
  if (config == NULL && error != NULL)
    {
      g_autoptr (GString) message = g_string_new ((*error)->message);

      g_string_replace (message, path, "FILE", 0);
      g_free ((*error)->message);
      (*error)->message = g_strdup (message->str);
    }
  return config;
}
