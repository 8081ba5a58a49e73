/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include "natterd-hall-private.h"

void
natterd_log_peer (GLogLevelFlags level,
                  const NatterdPeer *peer,
                  const char *event)
{
  NatterdAddress address;
  g_autofree char *host = NULL;

  natterd_address_of_peer (peer->connection.pollable.fd, &address);
  host = peer->inside != NULL ? g_strdup ("inside") : natterd_address_to_string (&address);
  g_log_structured (G_LOG_DOMAIN, level,
                    "NATTERD_EVENT", event,
                    "NATTERD_PEER", host,
                    "NATTERD_DIALECT", peer->dialect != NULL ? peer->dialect->name : "none",
                    "MESSAGE", "%s (%s, %s)", event, host, peer->dialect != NULL ? peer->dialect->name : "undecided");
}
