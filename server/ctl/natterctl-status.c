/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterctl-ask.h"
#include "natterctl-commands.h"
#include "natterctl-line.h"
#include "natterctl-show.h"

/* status, reload, check */

static void
show (const char *title,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static void
show (const char *title,
      const char *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (text[0] != '\0')
    natterctl_show_line ("%-12s %s", title, text);
}

static void
show_string (JsonObject *status,
             const char *title,
             const char *key)
{
  const char *text = natterctl_event_get (status, key);

  if (text != NULL)
    show (title, "%s", text);
}

/* "12 of 1000" */
static void
show_share (JsonObject *status,
            const char *title,
            const char *key)
{
  g_autofree char *most_key = g_strconcat (key, "_most", NULL);
  gint64 n = natterctl_event_get_number (status, key);
  gint64 most = natterctl_event_get_number (status, most_key);

  if (most > 0)
    show (title, _ ("%ld of at most %ld"), (long) n, (long) most);
  else
    show (title, "%" G_GINT64_FORMAT, n);
}

static void
show_number (JsonObject *status,
             const char *title,
             const char *key)
{
  show (title, "%" G_GINT64_FORMAT, natterctl_event_get_number (status, key));
}

static void
show_size (JsonObject *status,
           const char *title,
           const char *key)
{
  g_autofree char *size = natterctl_dup_size ((guint64) MAX (natterctl_event_get_number (status, key), 0));

  show (title, "%s", size);
}

static void
show_store (JsonObject *status)
{
  const char *state = natterctl_event_get (status, "store");
  const char *path = natterctl_event_get (status, "database");
  const char *said = g_strcmp0 (state, "failing") == 0 ? _ ("what is said cannot be kept: see the log") : _ ("fine");

  if (path == NULL)
    show (_ ("Store"), "%s", _ ("nothing is kept on disk"));
  else
    show (_ ("Store"), "%s: %s", path, said);
}

static void
show_status (JsonObject *status)
{
  g_autoptr (JsonArray) addresses = natterctl_event_dup_array (status, "addresses");
  g_autoptr (JsonArray) http = natterctl_event_dup_array (status, "http");
  g_autofree char *list = natterctl_array_join (addresses, "", ", ");
  g_autofree char *doors = natterctl_array_join (http, "", ", ");
  g_autofree char *uptime = natterctl_dup_span (natterctl_event_get_number (status, "uptime"));

  show (_ ("Server"), "%s (natterd %s, %s %" G_GINT64_FORMAT ")", natterctl_event_get (status, "server"), natterctl_event_get (status, "version"),
        _ ("process"), natterctl_event_get_number (status, "process"));
  show (_ ("Running for"), "%s", uptime);
  show (_ ("Listens on"), "%s", list);
  if (doors[0] != '\0')
    show ("HTTP", "%s", doors);
  show_string (status, _ ("Key"), "phrase");
  show_string (status, "", "key");
  show_number (status, _ ("People"), "people");
  show_number (status, _ ("Accounts"), "accounts");
  show_number (status, _ ("Rooms"), "rooms");
  show_number (status, _ ("Messages"), "messages");
  show_share (status, _ ("Connections"), "connections");
  show_share (status, _ ("Files open"), "descriptors");
  show_size (status, _ ("Memory"), "memory");
  show_size (status, _ ("Unsent"), "queued");
  show (_ ("Slowest turn"), "%" G_GINT64_FORMAT " ms", natterctl_event_get_number (status, "lag"));
  show_store (status);
  show_string (status, _ ("Settings"), "config");
}

gboolean
natterctl_run_status (const NatterctlOptions *options,
                      const char *const *words,
                      GError **error)
{
  g_autoptr (JsonObject) status = natterctl_ask (options, natterctl_line_new ("status"), error);

  if (status != NULL && !options->json)
    show_status (status);
  return status != NULL;
}

gboolean
natterctl_run_reload (const NatterctlOptions *options,
                      const char *const *words,
                      GError **error)
{
  return natterctl_ask_and_tell (options, natterctl_line_new ("reload"), error);
}

gboolean
natterctl_run_check (const NatterctlOptions *options,
                     const char *const *words,
                     GError **error)
{
  return natterctl_ask_and_tell (options, natterctl_line_new ("check"), error);
}
