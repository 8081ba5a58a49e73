/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-reach.h"

#include <gio/gio.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "shared/natter-avahi.h"

/* "192.0.2.1:5005", "[::]:5005". (transfer full) (nullable) */
static GInetSocketAddress *
parse (const char *text)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (text, 0, NULL);
  const char *host = connectable != NULL ? g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable)) : NULL;
  GSocketAddress *address = host != NULL ? g_inet_socket_address_new_from_string (host, g_network_address_get_port (G_NETWORK_ADDRESS (connectable))) : NULL;

  return address != NULL ? G_INET_SOCKET_ADDRESS (address) : NULL;
}

static gboolean
has_bytes (const struct sockaddr *sockaddr,
           GInetAddress *address)
{
  gboolean is_inet = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4;
  gsize size = g_inet_address_get_native_size (address);

  if (sockaddr == NULL || sockaddr->sa_family != (is_inet ? AF_INET : AF_INET6))
    return FALSE;
  if (is_inet)
    return memcmp (&((const struct sockaddr_in *) (const void *) sockaddr)->sin_addr, g_inet_address_to_bytes (address), size) == 0;
  return memcmp (&((const struct sockaddr_in6 *) (const void *) sockaddr)->sin6_addr, g_inet_address_to_bytes (address), size) == 0;
}

/* The interface that has this address; all where none has it now. */
static gint32
find_interface (GInetAddress *address)
{
  struct ifaddrs *list;
  gint32 found = NATTER_AVAHI_UNSPECIFIED;

  if (getifaddrs (&list) != 0)
    return found;
  for (const struct ifaddrs *one = list; one != NULL && found < 0; one = one->ifa_next)
    if (has_bytes (one->ifa_addr, address))
      found = (gint32) if_nametoindex (one->ifa_name);
  freeifaddrs (list);
  return found > 0 ? found : NATTER_AVAHI_UNSPECIFIED;
}

static gboolean
has (const GArray *list,
     const NatterdReach *reach)
{
  for (guint i = 0; i < list->len; i++)
    {
      const NatterdReach *one = &g_array_index (list, NatterdReach, i);

      if (one->interface == reach->interface && one->protocol == reach->protocol)
        return TRUE;
    }
  return FALSE;
}

GArray *
natterd_reach_list (const char *const *addresses)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (NatterdReach));

  for (guint i = 0; addresses[i] != NULL; i++)
    {
      g_autoptr (GInetSocketAddress) socket_address = parse (addresses[i]);
      GInetAddress *address = socket_address != NULL ? g_inet_socket_address_get_address (socket_address) : NULL;
      NatterdReach reach;

      if (address == NULL || g_inet_address_get_is_loopback (address))
        continue;
      reach.interface = g_inet_address_get_is_any (address) ? NATTER_AVAHI_UNSPECIFIED : find_interface (address);
      reach.protocol = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? NATTER_AVAHI_INET : NATTER_AVAHI_INET6;
      reach.port = g_inet_socket_address_get_port (socket_address);
      if (!has (list, &reach))
        g_array_append_val (list, reach);
    }
  return list;
}
