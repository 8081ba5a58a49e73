/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

/* Who a peer is for the limits per address: an IPv4 address (also in its IPv6 clothes), or the /64 of an IPv6 address. */
typedef struct
{
  guint8 bytes[16];
  gboolean loopback;
} NatterdAddress;

/* natterd_address_from_native: @native: of a peer, as accept4() gave it; all zero for families that are neither IPv4 nor IPv6. */
void natterd_address_from_native (const struct sockaddr *native, NatterdAddress *address);

/* natterd_address_of_peer: of the connected socket @fd; all zero when the peer is gone already. */
void natterd_address_of_peer (int fd, NatterdAddress *address);

guint natterd_address_hash (gconstpointer address);
gboolean natterd_address_equal (gconstpointer a, gconstpointer b);

/* natterd_address_get_number: another one for each address; 0: of none. */
guint64 natterd_address_get_number (const NatterdAddress *address);

/* natterd_address_locate: the number of the address that @text is (an IPv6 one may end in "/64"); 0: of this machine, or none.
 * @shown: (out) (transfer full) (nullable): as it counts, "2001:db8::/64"; NULL: it is none. */
guint64 natterd_address_locate (const char *text, char **shown);

/* natterd_address_to_string: for logs. (transfer full) */
char *natterd_address_to_string (const NatterdAddress *address);

/* natterd_address_parse: "127.0.0.1:5005", "[::1]:5005", port 0 for any. Returns: (transfer full): NULL with G_IO_ERROR_INVALID_ARGUMENT
 * and a sentence. No names: a server listens on addresses. */
GSocketAddress *natterd_address_parse (const char *text, GError **error);

/* natterd_address_describe: "127.0.0.1:5005", "[::1]:5005". (transfer full) */
char *natterd_address_describe (GSocketAddress *address);

G_END_DECLS
