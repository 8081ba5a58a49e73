/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterctl-ask.h"
#include "natterctl-commands.h"
#include "natterctl-connect.h"
#include "natterctl-line.h"
#include "natterctl-qr.h"
#include "natterctl-show.h"
#include "shared/natter-limits.h"
#include "shared/natter-link.h"

/* invite ROOM: the code, and a link that carries it, also for a telephone's camera. */

/* By which others come: the server's own address, else this machine's name. */

/* The port of the first address that it listens on. */
static guint16
get_port (JsonObject *status)
{
  g_autoptr (JsonArray) addresses = natterctl_event_dup_array (status, "addresses");
  g_autofree char *first = natterctl_array_join (addresses, "", " ");
  g_auto (GStrv) list = g_strsplit (first, " ", 2);
  g_autofree char *host = NULL;
  guint16 port = NATTER_DEFAULT_PORT;

  if (list[0] != NULL)
    (void) natter_link_parse_address (list[0], &host, &port);
  return port;
}

/* Where the server does not know by which name it is reached it may be that of this machine. (transfer full) (nullable) */
static char *
build_link (JsonObject *status,
            JsonObject *code)
{
  const NatterLink link = {
    .host = (char *) g_get_host_name (),
    .port = get_port (status),
    .room = (char *) natterctl_event_get (code, "room"),
    .code = (char *) natterctl_event_get (code, "code"),
    .key = (char *) natterctl_event_get (status, "key"),
  };

  return natter_link_build (&link);
}

/* The server's own link, with its key. (transfer full) */
static char *
complete_link (JsonObject *status,
               const char *known)
{
  g_autoptr (NatterLink) link = natter_link_parse (known);

  if (link == NULL || link->key != NULL)
    return g_strdup (known);
  link->key = g_strdup (natterctl_event_get (status, "key"));
  return natter_link_build (link);
}

/* (transfer full) (nullable) */
static char *
dup_link (JsonObject *status,
          JsonObject *code)
{
  const char *known = natterctl_event_get (code, "link");

  return known != NULL ? complete_link (status, known) : build_link (status, code);
}

/* All that it takes, each for itself: code, room, uses, until; link, and its address, key and phrase. */
static void
show_json (JsonObject *status,
           JsonObject *code)
{
  g_autofree char *text = dup_link (status, code);
  g_autoptr (NatterLink) link = text != NULL ? natter_link_parse (text) : NULL;
  const char *phrase = natterctl_event_get (status, "phrase");

  if (text != NULL)
    json_object_set_string_member (code, "link", text);
  if (link != NULL)
    {
      g_autofree char *address = natter_link_format_address (link->host, link->port);

      json_object_set_string_member (code, "address", address);
    }
  if (link != NULL && link->key != NULL)
    json_object_set_string_member (code, "key", link->key);
  if (phrase != NULL)
    json_object_set_string_member (code, "phrase", phrase);
  natterctl_show_json (code);
}

static void
show (JsonObject *status,
      JsonObject *code)
{
  const char *known = natterctl_event_get (code, "link");
  g_autofree char *link = dup_link (status, code);
  g_autofree char *until = natterctl_dup_time (natterctl_event_get (code, "until"), "%Y-%m-%d %H:%M");
  const char *phrase = natterctl_event_get (status, "phrase");

  natterctl_show_line (_ ("Code: %s (for %ld, until %s)"), natterctl_event_get (code, "code"),
                       (long) natterctl_event_get_number (code, "uses"), until);
  if (link != NULL)
    natterctl_show_line (_ ("Link: %s"), link);
  if (phrase != NULL)
    natterctl_show_line (_ ("Key: %s"), phrase);
  if (link != NULL && known == NULL)
    natterctl_show_line (_ ("The link names this machine: where others call it differently, set server.address."));
  if (link != NULL)
    natterctl_qr_show (link);
}

static GString *
new_code (const NatterctlOptions *options,
          const char *room)
{
  GString *line = natterctl_line_new ("code");

  natterctl_line_add (line, "room", room[0] == '#' ? room + 1 : room);
  natterctl_line_add (line, "for", options->time);
  if (options->uses != NATTERCTL_NO_USES)
    natterctl_line_add_number (line, "uses", (guint64) options->uses);
  return line;
}

gboolean
natterctl_run_invite (const NatterctlOptions *options,
                      const char *const *words,
                      GError **error)
{
  g_autoptr (NatterctlWire) wire = natterctl_connect_local (options, error);
  g_autoptr (JsonObject) status = wire != NULL ? natterctl_wire_ask (wire, natterctl_line_new ("status"), NULL, error) : NULL;
  g_autoptr (JsonObject) code = status != NULL ? natterctl_wire_ask (wire, new_code (options, words[0]), NULL, error) : NULL;

  if (code != NULL && options->json)
    show_json (status, code);
  else if (code != NULL)
    show (status, code);
  return code != NULL;
}
