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

typedef struct
{
  char *name;  /* (nullable) owned */
  char *token; /* owned; wiped when it is freed */
  char *key;   /* (nullable) owned: of the server, as text or phrase */
} Self;

static void
self_clear (Self *self)
{
  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_free (self->token);
  g_free (self->name);
  g_free (self->key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Self, self_clear)

/* NAME TOKEN, NAME TOKEN KEY, or the token alone */
static gboolean
read_self (Self *self,
           const char *file,
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
  if (n == 0)
    {
      g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("%s holds no token. It should hold one line: NAME TOKEN KEY"), file);
      return FALSE;
    }
  self->name = n > 1 ? g_steal_pointer (&words[0]) : NULL;
  self->token = g_steal_pointer (&words[n > 1 ? 1 : 0]);
  self->key = n > 2 ? g_strstrip (g_steal_pointer (&words[2])) : NULL;
  return TRUE;
}

static gboolean
log_in (NatterctlWire *wire,
        const Self *self,
        GError **error)
{
  g_autoptr (JsonObject) hello = NULL;
  GString *line = natterctl_line_new ("login");

  natterctl_line_add (line, "name", self->name);
  natterctl_line_add (line, "token", self->token);
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

typedef struct
{
  char *host; /* owned */
  guint16 port;
  const char *key;    /* (nullable) of the server there */
  gboolean may_plain; /* where it is this machine */
} Way;

/* On this machine nobody listens in between: plain will do, unless a key was asked for. */
static GIOStream *
open_once (const Way *way,
           GError **error)
{
  g_autoptr (GSocketConnection) plain = reach (way->host, way->port, error);

  if (plain == NULL)
    return NULL;
  if (way->may_plain && is_loopback (plain))
    return G_IO_STREAM (g_steal_pointer (&plain));
  return natterctl_tls_wrap (G_IO_STREAM (plain), way->host, way->key, error);
}

/* Whoever is silent for 200 ms is greeted in plain text (§1.1). On a busy machine that may happen to us, too: then once more. */
static GIOStream *
open_way (const NatterctlOptions *options,
          const char *key,
          GError **error)
{
  g_autofree char *host = NULL;
  Way way = { .key = options->key != NULL ? options->key : key, .may_plain = options->key == NULL };

  if (!natter_link_parse_address (options->server, &host, &way.port))
    {
      g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("\"%s\" is no address: HOST or HOST:PORT, please."), options->server);
      return NULL;
    }
  way.host = host;
  natterctl_tls_prepare ();
  for (guint n = 1;; n++)
    {
      g_autoptr (GError) cause = NULL;
      GIOStream *stream = open_once (&way, &cause);

      if (stream != NULL)
        return stream;
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
  g_auto (Self) self = { 0 };
  GIOStream *stream;

  if (options->token_file == NULL)
    {
      g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("--server goes with --token-file FILE: there one is a bot."));
      return NULL;
    }
  stream = read_self (&self, options->token_file, error) ? open_way (options, self.key, error) : NULL;
  if (stream == NULL)
    return NULL;
  wire = natterctl_wire_new (stream, ANSWER_SECONDS);
  return log_in (wire, &self, error) ? g_steal_pointer (&wire) : NULL;
}
