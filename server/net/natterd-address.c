/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-address.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static const guint8 mapped_prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

void
natterd_address_from_native (const struct sockaddr *native,
                             NatterdAddress *address)
{
  memset (address, 0, sizeof *address);
  if (native->sa_family == AF_INET)
    {
      memcpy (address->bytes, mapped_prefix, sizeof mapped_prefix);
      memcpy (address->bytes + 12, &((const struct sockaddr_in *) (gconstpointer) native)->sin_addr, 4);
    }
  else if (native->sa_family == AF_INET6)
    {
      const struct in6_addr *v6 = &((const struct sockaddr_in6 *) (gconstpointer) native)->sin6_addr;

      memcpy (address->bytes, v6, 16);
      address->loopback = IN6_IS_ADDR_LOOPBACK (v6);
      if (!address->loopback && !IN6_IS_ADDR_V4MAPPED (v6))
        memset (address->bytes + 8, 0, 8);
    }
  if (memcmp (address->bytes, mapped_prefix, sizeof mapped_prefix) == 0)
    address->loopback = address->bytes[12] == 127;
}

void
natterd_address_of_peer (int fd,
                         NatterdAddress *address)
{
  struct sockaddr_storage peer = { 0 };
  socklen_t size = sizeof peer;

  /* one that is gone already has no address any more */
  if (getpeername (fd, (struct sockaddr *) &peer, &size) < 0)
    peer.ss_family = AF_UNSPEC;
  natterd_address_from_native ((const struct sockaddr *) &peer, address);
}

guint
natterd_address_hash (gconstpointer address)
{
  const NatterdAddress *self = address;
  guint32 words[4];

  memcpy (words, self->bytes, sizeof words);
  return ((words[0] * 31 + words[1]) * 31 + words[2]) * 31 + words[3];
}

gboolean
natterd_address_equal (gconstpointer a,
                       gconstpointer b)
{
  return memcmp (((const NatterdAddress *) a)->bytes, ((const NatterdAddress *) b)->bytes, 16) == 0;
}

guint64
natterd_address_get_number (const NatterdAddress *address)
{
  guint64 halves[2];

  /* one of them is zero, and no network begins as the clothes of an IPv4 address end */
  memcpy (halves, address->bytes, sizeof halves);
  return halves[0] ^ halves[1];
}

/* FALSE: it is none. */
static gboolean
read_address (const char *text,
              NatterdAddress *address)
{
  g_autofree char *bare = g_str_has_suffix (text, "/64") ? g_strndup (text, strlen (text) - 3) : g_strdup (text);
  struct sockaddr_in v4 = { .sin_family = AF_INET };
  struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
  gboolean is_v4 = inet_pton (AF_INET, text, &v4.sin_addr) == 1;

  if (!is_v4 && inet_pton (AF_INET6, bare, &v6.sin6_addr) != 1)
    return FALSE;
  natterd_address_from_native (is_v4 ? (const struct sockaddr *) (gconstpointer) &v4 : (const struct sockaddr *) (gconstpointer) &v6, address);
  return TRUE;
}

guint64
natterd_address_locate (const char *text,
                        char **shown)
{
  NatterdAddress address;
  gboolean mapped;

  if (!read_address (text, &address))
    return 0;
  mapped = memcmp (address.bytes, mapped_prefix, sizeof mapped_prefix) == 0;
  *shown = natterd_address_to_string (&address);
  if (!mapped && !address.loopback)
    {
      g_autofree char *network = g_steal_pointer (shown);

      *shown = g_strconcat (network, "/64", NULL);
    }
  return address.loopback ? 0 : natterd_address_get_number (&address);
}

char *
natterd_address_to_string (const NatterdAddress *address)
{
  char text[INET6_ADDRSTRLEN] = "?";

  if (memcmp (address->bytes, mapped_prefix, sizeof mapped_prefix) == 0)
    inet_ntop (AF_INET, address->bytes + 12, text, sizeof text);
  else
    inet_ntop (AF_INET6, address->bytes, text, sizeof text);
  return g_strdup (text);
}

GSocketAddress *
natterd_address_parse (const char *text,
                       GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  GSocketAddress *address = NULL;
  guint64 port;

  if (colon != NULL && colon > text && g_ascii_string_to_unsigned (colon + 1, 10, 0, 65535, &port, NULL))
    {
      gboolean bracketed = text[0] == '[' && colon[-1] == ']';

      host = bracketed ? g_strndup (text + 1, (gsize) (colon - text - 2)) : g_strndup (text, (gsize) (colon - text));
      if (bracketed == (strchr (host, ':') != NULL))
        address = g_inet_socket_address_new_from_string (host, (guint) port);
    }
  if (address == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%s” is no address to listen on. Write it as 127.0.0.1:5005 or [::1]:5005 (port 0: any free one)."),
                 text);
  return address;
}

char *
natterd_address_describe (GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  GInetAddress *host = g_inet_socket_address_get_address (inet);
  g_autofree char *text = g_inet_address_to_string (host);
  guint port = g_inet_socket_address_get_port (inet);

  if (g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6)
    return g_strdup_printf ("[%s]:%u", text, port);
  return g_strdup_printf ("%s:%u", text, port);
}
