/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-connect.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "natterctl-error.h"
#include "natterctl-remote.h"

#define SOCKET_NAME "control.sock"

static void
add_place (GStrvBuilder *places,
           const char *folder)
{
  g_autofree char *path = NULL;

  if (folder == NULL || folder[0] == '\0')
    return;
  path = g_build_filename (folder, SOCKET_NAME, NULL);
  g_strv_builder_add (places, path);
}

GStrv
natterctl_dup_places (const NatterctlOptions *options)
{
  g_autoptr (GStrvBuilder) places = g_strv_builder_new ();
  const char *given = options->socket != NULL ? options->socket : g_getenv ("NATTERD_CONTROL");
  const char *state = g_getenv ("STATE_DIRECTORY");
  g_autofree char *first = state != NULL ? g_strndup (state, strcspn (state, ":")) : NULL;
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "natterd", NULL);

  if (given != NULL && given[0] != '\0')
    g_strv_builder_add (places, given);
  else if (options->state_dir != NULL)
    add_place (places, options->state_dir);
  else
    {
      add_place (places, first);
      add_place (places, own);
      add_place (places, "/run/natterd");
      add_place (places, "/var/lib/natterd");
    }
  return g_strv_builder_end (places);
}

static GIOStream *
open_socket (const char *path,
             GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);

  g_socket_client_set_enable_proxy (client, FALSE);
  return G_IO_STREAM (g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, error));
}

/* What is worth telling is the place where something is. */
static void
set_nobody (GError **error,
            const char *const *places,
            const GError *denied)
{
  g_autofree char *list = g_strjoinv (", ", (char **) places);

  if (denied != NULL)
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER,
                 _ ("You may not speak to natterd: %s. Try it as root, or as the server's user."), denied->message);
  else
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER,
                 _ ("natterd is not running, or its socket is elsewhere (looked for: %s). Say where with --socket PATH"), list);
}

NatterctlWire *
natterctl_connect_local (const NatterctlOptions *options,
                         GError **error)
{
  g_auto (GStrv) places = natterctl_dup_places (options);
  g_autoptr (GError) denied = NULL;

  for (guint i = 0; places[i] != NULL; i++)
    {
      g_autoptr (GError) cause = NULL;
      GIOStream *stream = open_socket (places[i], &cause);

      if (stream != NULL)
        return natterctl_wire_new (stream, 0);
      if (denied == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
        denied = g_error_new (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s: %s", places[i], cause->message);
    }
  set_nobody (error, (const char *const *) places, denied);
  return NULL;
}

NatterctlWire *
natterctl_connect (const NatterctlOptions *options,
                   GError **error)
{
  return options->server != NULL ? natterctl_remote_connect (options, error) : natterctl_connect_local (options, error);
}
