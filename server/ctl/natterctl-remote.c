/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-remote.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "natterctl-error.h"
#include "natterctl-line.h"
#include "natterctl-tls.h"
#include "shared/natter-limits.h"
#include "shared/natter-link.h"

#define CONNECT_SECONDS 15
#define ANSWER_SECONDS  60
#define TRIES           3

/* Who one is there */

static void
warn_if_readable (const char *file)
{
  struct stat found;

  if (g_stat (file, &found) == 0 && (found.st_mode & 077) != 0)
    g_printerr (_ ("natterctl: %s can be read by others: chmod 600 %s\n"), file, file);
}

gboolean
natterctl_remote_read_token (const char *file,
                             char **name,
                             char **token,
                             GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  gsize length;
  guint n;

  if (!g_file_get_contents (file, &text, &length, error))
    return FALSE;
  warn_if_readable (file);
  g_strstrip (text);
  words = g_strsplit_set (text, " \t\n", 3);
  n = g_strv_length (words);
  explicit_bzero (text, length);
  if (n == 0 || n > 2)
    {
      g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("%s holds no token. It should hold one line: NAME TOKEN"), file);
      return FALSE;
    }
  *token = g_strdup (words[n - 1]);
  *name = n == 2 ? g_strdup (words[0]) : NULL;
  explicit_bzero (words[n - 1], strlen (words[n - 1]));
  return TRUE;
}

static gboolean
log_in (NatterctlWire *wire,
        const NatterctlOptions *options,
        GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *token = NULL;
  g_autoptr (JsonObject) hello = NULL;
  GString *line;

  if (!natterctl_remote_read_token (options->token_file, &name, &token, error))
    return FALSE;
  line = natterctl_line_new ("login");
  natterctl_line_add (line, "name", name);
  natterctl_line_add (line, "token", token);
  explicit_bzero (token, strlen (token));
  hello = natterctl_wire_ask (wire, line, NULL, error);
  return hello != NULL;
}

/* The way there */

static gboolean
is_loopback (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);

  return G_IS_INET_SOCKET_ADDRESS (address) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static GSocketConnection *
reach (const char *host,
       guint16 port,
       GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) cause = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, CONNECT_SECONDS);
  connection = g_socket_client_connect_to_host (client, host, port, NULL, &cause);
  if (connection == NULL)
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER, _ ("%s cannot be reached: %s"), host, cause->message);
  return connection;
}

static void
set_way_error (GError **error,
               const GError *cause,
               const char *host)
{
  if (cause->domain == G_TLS_ERROR)
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_NO_SERVER, _ ("%s does not speak TLS as it should: %s"), host, cause->message);
  else
    g_propagate_error (error, g_error_copy (cause));
}

/* On this machine nobody listens in between: plain will do, unless a key was given. */
static GIOStream *
open_once (const NatterctlOptions *options,
           const char *host,
           guint16 port,
           GError **error)
{
  g_autoptr (GSocketConnection) plain = reach (host, port, error);

  if (plain == NULL)
    return NULL;
  if (options->key == NULL && is_loopback (plain))
    return G_IO_STREAM (g_steal_pointer (&plain));
  return natterctl_tls_wrap (G_IO_STREAM (plain), host, options->key, error);
}

/* Whoever is silent for 200 ms is greeted in plain text (§1.1). On a busy machine that may happen to us, too: then once more. */
static GIOStream *
open_way (const NatterctlOptions *options,
          GError **error)
{
  g_autofree char *host = NULL;
  guint16 port;

  if (!natter_link_parse_address (options->server, &host, &port))
    {
      g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("\"%s\" is no address: HOST or HOST:PORT, please."), options->server);
      return NULL;
    }
  natterctl_tls_prepare ();
  for (guint n = 1;; n++)
    {
      g_autoptr (GError) cause = NULL;
      GIOStream *way = open_once (options, host, port, &cause);

      if (way != NULL)
        return way;
      if (n == TRIES || !g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_MISC))
        {
          set_way_error (error, cause, host);
          return NULL;
        }
    }
}

NatterctlWire *
natterctl_remote_connect (const NatterctlOptions *options,
                          GError **error)
{
  g_autoptr (NatterctlWire) wire = NULL;
  GIOStream *stream;

  if (options->token_file == NULL)
    {
      g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("--server goes with --token-file FILE: there one is a bot."));
      return NULL;
    }
  stream = open_way (options, error);
  if (stream == NULL)
    return NULL;
  wire = natterctl_wire_new (stream, ANSWER_SECONDS);
  return log_in (wire, options, error) ? g_steal_pointer (&wire) : NULL;
}
