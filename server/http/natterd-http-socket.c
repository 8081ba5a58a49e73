/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-http-socket.h"

#include <glib/gi18n-lib.h>
#include <netinet/in.h>

#define BACKLOG 64

static GSocket *
open_socket (GSocketAddress *address,
             GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (g_socket_get_family (socket) == G_SOCKET_FAMILY_IPV6 &&
      !g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, 1, error))
    return NULL;
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

GSocket *
natterd_http_socket_open (const char *address,
                          char **bound,
                          GError **error)
{
  g_autoptr (GSocketConnectable) place = g_network_address_parse (address, 0, error);
  g_autoptr (GSocketAddress) wanted = NULL;
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) cause = NULL;

  if (place == NULL)
    return NULL;
  wanted = g_inet_socket_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (place)),
                                                  g_network_address_get_port (G_NETWORK_ADDRESS (place)));
  socket = wanted != NULL ? open_socket (wanted, &cause) : NULL;
  if (socket != NULL)
    local = g_socket_get_local_address (socket, &cause);
  if (local == NULL)
    {
      g_set_error (error, G_IO_ERROR, cause != NULL ? cause->code : G_IO_ERROR_INVALID_ARGUMENT,
                   _ ("Cannot listen on %s for HTTP: %s"), address, cause != NULL ? cause->message : address);
      return NULL;
    }
  *bound = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (local));
  return g_steal_pointer (&socket);
}
