/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

/* Stands in for libFuzzer: feeds each file of a folder to the target, once. */

static void
replay (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree guint8 *data = NULL;
  gsize length = 0;

  g_print ("%s\n", path);
  if (!g_file_get_contents (path, &contents, &length, &error))
    g_error ("%s", error->message);
  data = g_memdup2 (contents, length); /* without the NUL at its end */
  LLVMFuzzerTestOneInput (data, length);
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = g_dir_open (argc == 2 ? argv[1] : "", 0, NULL);
  const char *name = folder != NULL ? g_dir_read_name (folder) : NULL;

  if (name == NULL)
    g_error ("usage: %s FOLDER, with at least one file", argv[0]);
  for (; name != NULL; name = g_dir_read_name (folder))
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      replay (path);
    }

  return 0;
}
