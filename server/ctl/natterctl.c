/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdlib.h>

#include "natterctl-commands.h"
#include "natterctl-error.h"

/* The process: a command is looked up, and run. */

static void
set_up_language (void)
{
  const char *folder = g_getenv ("NATTER_LOCALEDIR"); /* of a run from the build folder */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static int
fail (const GError *error)
{
  g_printerr ("natterctl: %s\n", error->message);
  return natterctl_error_get_status (error);
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (NatterctlOptions) options = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *description = NULL;

  set_up_language ();
  description = natterctl_commands_describe ();
  options = natterctl_options_new (argv, description, &error);
  if (options == NULL)
    return fail (error);
  if (options->version)
    {
      g_print ("natterctl %s\n", NATTER_VERSION);
      return EXIT_SUCCESS;
    }
  return natterctl_commands_run (options, &error) ? EXIT_SUCCESS : fail (error);
}
