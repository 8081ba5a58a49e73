/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "natterctl-ask.h"
#include "natterctl-commands.h"
#include "natterctl-connect.h"
#include "natterctl-error.h"
#include "natterctl-line.h"
#include "natterctl-show.h"

/* bot add NAME, bot list, bot revoke NAME */

/* For us alone; with the server's key, if it has one, by which the bot knows it. */
static gboolean
write_token (int fd,
             const char *path,
             JsonObject *bot,
             const char *key,
             GError **error)
{
  g_autofree char *line = g_strdup_printf ("%s %s%s%s\n", natterctl_event_get (bot, "name"), natterctl_event_get (bot, "token"),
                                           key != NULL ? " " : "", key != NULL ? key : "");
  gboolean written = write (fd, line, strlen (line)) == (gssize) strlen (line) && fsync (fd) == 0;

  explicit_bzero (line, strlen (line));
  if (!written)
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("Cannot write %s: %s"), path, g_strerror (errno));
  return written;
}

static void
show_token (JsonObject *bot)
{
  const char *token = natterctl_event_get (bot, "token");

  natterctl_show_line (_ ("The token of %s, which is shown only now:"), natterctl_event_get (bot, "name"));
  natterctl_show_line ("%s", token != NULL ? token : "");
}

/* @key: (out) (transfer full) (nullable): the server's. */
static JsonObject *
make (const NatterctlOptions *options,
      const char *name,
      char **key,
      GError **error)
{
  g_autoptr (NatterctlWire) wire = natterctl_connect_local (options, error);
  g_autoptr (JsonObject) status = wire != NULL ? natterctl_wire_ask (wire, natterctl_line_new ("status"), NULL, error) : NULL;
  JsonObject *bot;
  GString *line;

  if (status == NULL)
    return NULL;
  *key = g_strdup (natterctl_event_get (status, "key"));
  line = natterctl_line_new ("bot");
  natterctl_line_add (line, "word", "add");
  natterctl_line_add (line, "name", name);
  natterctl_line_add (line, "role", options->rights != NULL ? options->rights : "say");
  natterctl_line_add (line, "text", options->rooms);
  bot = natterctl_wire_ask (wire, line, NULL, error);
  if (bot != NULL && options->json)
    natterctl_show_json (bot);
  return bot;
}

static gboolean
add (const NatterctlOptions *options,
     const char *name,
     GError **error)
{
  const char *path = options->token_file;
  int fd = path != NULL ? g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
  g_autoptr (JsonObject) bot = NULL;
  g_autofree char *key = NULL;
  gboolean done;

  if (path != NULL && fd < 0)
    {
      g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_FAILED, _ ("Cannot write %s: %s"), path, g_strerror (errno));
      return FALSE;
    }
  bot = make (options, name, &key, error);
  done = bot != NULL && (fd < 0 || write_token (fd, path, bot, key, error));
  if (fd >= 0)
    close (fd);
  if (!done && fd >= 0)
    (void) g_unlink (path);
  if (done && path == NULL && !options->json)
    show_token (bot);
  return done;
}

static void
add_bot (NatterctlTable *table,
         JsonObject *bot)
{
  g_autoptr (JsonArray) rooms = natterctl_event_dup_array (bot, "rooms");
  g_autofree char *list = natterctl_array_join (rooms, "#", " ");

  natterctl_table_add (table, (const char *const[]){ natterctl_event_get (bot, "name"), natterctl_event_get (bot, "role"),
                                                     list[0] != '\0' ? list : _ ("all public ones") });
}

static gboolean
list (const NatterctlOptions *options,
      GError **error)
{
  GString *line = natterctl_line_new ("bot");
  g_autoptr (NatterctlTable) table = natterctl_table_new ((const char *const[]){ _ ("NAME"), _ ("MAY"), _ ("ROOMS"), NULL });
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (JsonArray) bots = NULL;

  natterctl_line_add (line, "word", "list");
  answer = natterctl_ask (options, line, error);
  if (answer == NULL || options->json)
    return answer != NULL;
  bots = natterctl_event_dup_array (answer, "bots");
  for (guint i = 0; i < json_array_get_length (bots); i++)
    if (natterctl_array_get (bots, i) != NULL)
      add_bot (table, natterctl_array_get (bots, i));
  natterctl_table_show (table, _ ("There are no bots. To make one: natterctl bot add NAME"));
  return TRUE;
}

static gboolean
revoke_bot (const NatterctlOptions *options,
            const char *name,
            GError **error)
{
  GString *line = natterctl_line_new ("bot");

  natterctl_line_add (line, "word", "revoke");
  natterctl_line_add (line, "name", name);
  return natterctl_ask_and_tell (options, line, error);
}

gboolean
natterctl_run_bot (const NatterctlOptions *options,
                   const char *const *words,
                   GError **error)
{
  if (g_str_equal (words[0], "add") && words[1] != NULL)
    return add (options, words[1], error);
  if (g_str_equal (words[0], "list") && words[1] == NULL)
    return list (options, error);
  if (g_str_equal (words[0], "revoke") && words[1] != NULL)
    return revoke_bot (options, words[1], error);
  g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("Write it as: natterctl bot add NAME, bot list, or bot revoke NAME"));
  return FALSE;
}
