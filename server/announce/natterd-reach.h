/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From where an address can be reached: the network interface and the protocol, as Avahi counts them. */
typedef struct
{
  gint32 interface; /* NATTER_AVAHI_UNSPECIFIED: all */
  gint32 protocol;  /* NATTER_AVAHI_INET, _INET6 */
  guint16 port;
} NatterdReach;

/* natterd_reach_list: of each of @addresses (NULL-terminated, "ADDR:PORT") that is not this machine's only, each interface and protocol once.
 * (transfer full) (element-type NatterdReach) */
GArray *natterd_reach_list (const char *const *addresses);

G_END_DECLS
