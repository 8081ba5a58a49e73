/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

/* Stands in for libFuzzer: feeds each file named to the target, once. */

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *contents = NULL;
      g_autofree guint8 *data = NULL;
      gsize length = 0;

      if (!g_file_get_contents (argv[i], &contents, &length, &error))
        g_error ("%s", error->message);
      data = g_memdup2 (contents, length); /* without the NUL at its end */
      g_print ("%s\n", argv[i]);
      LLVMFuzzerTestOneInput (data, length);
    }
  return argc > 1 ? 0 : 1;
}
