/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/resource.h>

#include "natterctl-line.h"
#include "natterctl-patient.h"

/* Addresses, descriptors, and who announces it */

#define FEWEST_DESCRIPTORS 1024
#define OWN_DESCRIPTORS    64 /* that are no connections */

/* Whether it could be listened on. "5006" is on this machine. */
static gboolean
try_address (const char *text,
             GError **error)
{
  g_autofree char *whole = strchr (text, ':') == NULL ? g_strconcat ("127.0.0.1:", text, NULL) : g_strdup (text);
  const char *colon = strrchr (whole, ':');
  g_autofree char *host = whole[0] == '[' ? g_strndup (whole + 1, (gsize) (colon - whole) - 2) : g_strndup (whole, (gsize) (colon - whole));
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string (host, (guint) g_ascii_strtoull (colon + 1, NULL, 10));
  g_autoptr (GSocket) socket = NULL;

  if (address == NULL)
    return TRUE; /* the configuration judges that */
  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  return socket != NULL && g_socket_bind (socket, address, TRUE, error);
}

static void
examine_address (const NatterctlPatient *self,
                 const char *text,
                 NatterctlFindings *findings)
{
  g_autoptr (GError) error = NULL;

  if (try_address (text, &error))
    natterctl_findings_take (findings, NATTERCTL_FINE, "address", g_strdup_printf (_ ("%s is free."), text), NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    natterctl_findings_take (findings, NATTERCTL_WRONG, "address",
                             g_strdup_printf (_ ("%s is taken by another program. Stop that one, or choose another port with --listen."), text),
                             _ ("Who that is tells, as root: ss -ltnp"));
  else if (!self->config->listen_is_default)
    natterctl_findings_take (findings, NATTERCTL_WRONG, "address", g_strdup_printf (_ ("Cannot listen on %s: %s"), text, error->message),
                             _ ("Choose an address of this machine (ip address shows them), and a port from 1024 on."));
}

void
natterctl_examine_addresses (const NatterctlPatient *self,
                             NatterctlFindings *findings)
{
  const GStrv lists[] = { self->config->listen, self->config->http_listen };

  if (self->status != NULL)
    {
      g_autoptr (JsonArray) addresses = natterctl_event_dup_array (self->status, "addresses");
      g_autofree char *list = natterctl_array_join (addresses, "", ", ");

      natterctl_findings_take (findings, NATTERCTL_FINE, "address", g_strdup_printf (_ ("It listens on %s."), list), NULL);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; lists[i] != NULL && lists[i][k] != NULL; k++)
      examine_address (self, lists[i][k], findings);
}

/* As it is, or would be. (transfer full) */
static GStrv
dup_http (const NatterctlPatient *self)
{
  g_autoptr (JsonArray) running = NULL;
  g_autofree char *list = NULL;

  if (self->status == NULL)
    return g_strdupv (self->config->http_listen);
  running = natterctl_event_dup_array (self->status, "http");
  list = natterctl_array_join (running, "", " ");
  return list[0] != '\0' ? g_strsplit (list, " ", -1) : g_new0 (char *, 1);
}

void
natterctl_examine_http (const NatterctlPatient *self,
                        NatterctlFindings *findings)
{
  g_auto (GStrv) listens = dup_http (self);
  const char *open = natterd_config_find_public ((const char *const *) listens);

  if (open == NULL)
    natterctl_findings_add (findings, NATTERCTL_FINE, "http",
                            listens[0] != NULL ? _ ("The HTTP door is for this machine only.") : _ ("There is no HTTP door (http.listen)."),
                            NULL);
  else if (self->config->http_metrics_token != NULL)
    natterctl_findings_take (findings, NATTERCTL_NOTE, "http", g_strdup_printf (_ ("%s is open to the network, where HTTP is not encrypted."), open),
                             _ ("Let only a proxy with TLS reach it."));
  else
    natterctl_findings_take (findings, NATTERCTL_WRONG, "http", g_strdup_printf (_ ("Whoever reaches %s can read /metrics; and HTTP is not encrypted."), open),
                             _ ("Set http.metrics-token and let only a proxy with TLS reach it, or listen on this machine only: http.listen = 5006"));
}

void
natterctl_examine_descriptors (const NatterctlPatient *self,
                               NatterctlFindings *findings)
{
  struct rlimit own = { 0 };
  guint64 most, wanted;
  NatterctlState state;

  (void) getrlimit (RLIMIT_NOFILE, &own);
  most = self->status != NULL ? (guint64) natterctl_event_get_number (self->status, "descriptors_most") : own.rlim_max;
  wanted = MAX (FEWEST_DESCRIPTORS, self->config->connections > 0 ? self->config->connections + OWN_DESCRIPTORS : 0);
  state = most >= wanted ? NATTERCTL_FINE : NATTERCTL_WRONG;
  natterctl_findings_take (findings, state, "descriptors",
                           g_strdup_printf (_ ("It may have %lu files and connections open; with this configuration it needs %lu."), (gulong) most, (gulong) wanted),
                           state == NATTERCTL_FINE ? NULL : _ ("Raise the limit (LimitNOFILE= in its unit, or ulimit -n), or lower limits.connections."));
}

/* Announcing */

static gboolean
is_avahi_there (GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, error);
  g_autoptr (GVariant) answer = NULL;
  gboolean there = FALSE;

  if (bus == NULL)
    return FALSE;
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                                        g_variant_new ("(s)", "org.freedesktop.Avahi"), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, 5000, NULL, error);
  if (answer != NULL)
    g_variant_get (answer, "(b)", &there);
  return there;
}

void
natterctl_examine_announcing (const NatterctlPatient *self,
                              NatterctlFindings *findings)
{
  g_autoptr (GError) error = NULL;

  if (!self->config->announce)
    natterctl_findings_add (findings, NATTERCTL_FINE, "announce", _ ("It is not announced on the local network (network.announce)."), NULL);
  else if (is_avahi_there (&error))
    natterctl_findings_add (findings, NATTERCTL_FINE, "announce", _ ("Avahi is there to announce it on the local network."), NULL);
  else
    natterctl_findings_take (findings, NATTERCTL_WRONG, "announce",
                             g_strdup_printf (_ ("It is to be announced on the local network, but Avahi is not there%s%s"), error != NULL ? ": " : "",
                                              error != NULL ? error->message : ""),
                             _ ("Install and start avahi-daemon, or set network.announce = no."));
}
