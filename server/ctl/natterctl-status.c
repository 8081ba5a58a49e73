/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterctl-ask.h"
#include "natterctl-commands.h"
#include "natterctl-line.h"
#include "natterctl-show.h"

/* status, reload, check */

typedef struct
{
  JsonObject *status;
  NatterctlTable *table;
} Sheet;

static void
show (Sheet *self,
      const char *title,
      const char *format,
      ...) G_GNUC_PRINTF (3, 4);

static void
show (Sheet *self,
      const char *title,
      const char *format,
      ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (text[0] != '\0')
    natterctl_table_add (self->table, (const char *const[]){ title, text });
}

static void
show_string (Sheet *self,
             const char *title,
             const char *key)
{
  const char *text = natterctl_event_get (self->status, key);

  if (text != NULL)
    show (self, title, "%s", text);
}

/* "12 of 1000" */
static void
show_share (Sheet *self,
            const char *title,
            const char *key)
{
  g_autofree char *most_key = g_strconcat (key, "_most", NULL);
  gint64 n = natterctl_event_get_number (self->status, key);
  gint64 most = natterctl_event_get_number (self->status, most_key);

  if (most > 0)
    show (self, title, _ ("%ld of at most %ld"), (long) n, (long) most);
  else
    show (self, title, "%" G_GINT64_FORMAT, n);
}

static void
show_number (Sheet *self,
             const char *title,
             const char *key)
{
  show (self, title, "%" G_GINT64_FORMAT, natterctl_event_get_number (self->status, key));
}

static void
show_size (Sheet *self,
           const char *title,
           const char *key)
{
  g_autofree char *size = natterctl_dup_size ((guint64) MAX (natterctl_event_get_number (self->status, key), 0));

  show (self, title, "%s", size);
}

static void
show_store (Sheet *self)
{
  const char *state = natterctl_event_get (self->status, "store");
  const char *path = natterctl_event_get (self->status, "database");
  const char *said = g_strcmp0 (state, "failing") == 0 ? _ ("what is said cannot be kept: see the log") : _ ("fine");

  if (path == NULL)
    show (self, _ ("Store"), "%s", _ ("nothing is kept on disk"));
  else
    show (self, _ ("Store"), "%s: %s", path, said);
}

static void
fill (Sheet *self)
{
  g_autoptr (JsonArray) addresses = natterctl_event_dup_array (self->status, "addresses");
  g_autoptr (JsonArray) http = natterctl_event_dup_array (self->status, "http");
  g_autofree char *list = natterctl_array_join (addresses, "", ", ");
  g_autofree char *doors = natterctl_array_join (http, "", ", ");
  g_autofree char *uptime = natterctl_dup_span (natterctl_event_get_number (self->status, "uptime"));

  show (self, _ ("Running for"), "%s", uptime);
  show (self, _ ("Listens on"), "%s", list);
  if (doors[0] != '\0')
    show (self, "HTTP", "%s", doors);
  show_string (self, _ ("Key"), "phrase");
  show_string (self, "", "key");
  show_number (self, _ ("People"), "people");
  show_number (self, _ ("Accounts"), "accounts");
  show_number (self, _ ("Rooms"), "rooms");
  show_number (self, _ ("Messages"), "messages");
  show_share (self, _ ("Connections"), "connections");
  show_share (self, _ ("Files open"), "descriptors");
  show_size (self, _ ("Memory"), "memory");
  show_size (self, _ ("Unsent"), "queued");
  show (self, _ ("Slowest turn"), "%" G_GINT64_FORMAT " ms", natterctl_event_get_number (self->status, "lag"));
  show_store (self);
  show_string (self, _ ("Settings"), "config");
}

static void
show_status (JsonObject *status)
{
  g_autofree char *server =
    g_strdup_printf ("%s (natterd %s, %s %" G_GINT64_FORMAT ")", natterctl_event_get (status, "server"), natterctl_event_get (status, "version"),
                     _ ("process"), natterctl_event_get_number (status, "process"));
  g_autoptr (NatterctlTable) table = natterctl_table_new ((const char *const[]){ _ ("Server"), server, NULL });

  fill (&(Sheet){ status, table });
  natterctl_table_show (table, "");
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
