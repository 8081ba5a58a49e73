/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gnetworking.h>
#include <glib/gi18n-lib.h>

#include "natter-ui-address.h"
#include "natter-ui-connection-private.h"
#include "natter-ui-tls.h"

/* Until the connection is there. */

#define CONNECT_SECONDS 15

/* A Natter server takes who says nothing for 200 ms for a person, and greets them in words (PROTOCOL.md §1.1). A busy loop, or a busy machine, may
 * make our hello that late: what answers in words is asked again, so often in all. */
#define TRIES 4

/* Returns: (transfer full). */
static GError *
new_connect_error (NatterUiConnection *self, const GError *cause)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_FOUND,
                        _ ("There is no computer called %s to be found. Is the name right?"), self->address);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_REFUSED,
                        _ ("Nobody answers at %s. Is the server running?"), self->address);

  return g_error_new (NATTER_UI_ERROR, NATTER_UI_ERROR_UNREACHABLE,
                      _ ("There is no way to %s now. Are you on the network, and is it?"), self->address);
}

static void dial (NatterUiConnection *self);

static gboolean
was_perhaps_late (NatterUiConnection *self, const GError *error)
{
  return g_error_matches (error, NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_NATTER) && ++self->n_tries < TRIES;
}

static void
tls_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NatterUiConnection) self = NATTER_UI_CONNECTION (user_data);
  g_autoptr (GError) error = NULL;
  NatterUiMeeting meeting = { 0 };
  GIOStream *tls = natter_ui_tls_begin_finish (result, &meeting, &error);

  /* Closed meanwhile. */
  if (self->cancellable == NULL)
    g_clear_object (&tls);
  else if (tls == NULL && was_perhaps_late (self, error))
    {
      natter_ui_connection_close (self);
      dial (self);
    }
  else if (tls == NULL)
    natter_ui_connection_end (self, g_steal_pointer (&error));
  else
    natter_ui_connection_begin (self, tls, &meeting);
}

static void
set_up (GSocket *socket)
{
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_timeout (socket, 0);
}

/* Whether the other end is on this computer. */
static gboolean
is_local (GSocketConnection *socket)
{
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (socket, NULL);

  return G_IS_INET_SOCKET_ADDRESS (remote) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

static void
connect_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NatterUiConnection) self = NATTER_UI_CONNECTION (user_data);
  g_autoptr (GError) error = NULL;
  NatterUiMeeting meeting = { 0 };
  GSocketConnection *socket = g_socket_client_connect_finish (G_SOCKET_CLIENT (object), result, &error);

  /* Closed meanwhile. */
  if (self->cancellable == NULL)
    {
      g_clear_object (&socket);
      return;
    }
  if (socket == NULL)
    {
      natter_ui_connection_end (self, new_connect_error (self, error));
      return;
    }

  self->socket = socket;
  set_up (g_socket_connection_get_socket (socket));
  meeting.local = is_local (socket);
  if (self->way == NATTER_UI_WAY_BARE || (self->way == NATTER_UI_WAY_USUAL && meeting.local))
    {
      natter_ui_connection_begin (self, g_object_ref (G_IO_STREAM (socket)), &meeting);
      return;
    }

  natter_ui_tls_begin_async (socket, self->host, self->port, self->cancellable, tls_cb, g_object_ref (self));
  natter_ui_connection_emit_reached (self);
}

static void
dial (NatterUiConnection *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) where = g_network_address_new (self->host, self->port);

  self->cancellable = g_cancellable_new ();
  g_socket_client_set_timeout (client, CONNECT_SECONDS);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_async (client, where, self->cancellable, connect_cb, g_object_ref (self));
}

static void
prepared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NatterUiConnection) self = NATTER_UI_CONNECTION (user_data);

  /* Closed meanwhile. */
  if (self->cancellable == NULL)
    return;

  g_clear_object (&self->cancellable);
  dial (self);
}

/* By its name alone: then nothing has to be prepared. */
static gboolean
names_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

void
natter_ui_connection_open (NatterUiConnection *self, const char *host, guint16 port, NatterUiWay way)
{
  g_return_if_fail (NATTER_UI_IS_CONNECTION (self));
  g_return_if_fail (host != NULL);
  g_return_if_fail (self->address == NULL);

  self->host = g_strdup (host);
  self->port = port;
  self->way = way;
  self->address = natter_ui_address_format (host, port);
  if (way == NATTER_UI_WAY_BARE || (way == NATTER_UI_WAY_USUAL && names_this_computer (host)))
    {
      dial (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  natter_ui_tls_prepare_async (G_OBJECT (self), prepared_cb, g_object_ref (self));
}
