/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-storage.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "server/store/natterd-store-care.h"
#include "server/store/natterd-store-sqlite.h"
#include "shared/natter-json.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

/* Where */

/* systemd's may be several; the first one is ours. */
char *
natterd_storage_dup_folder (const NatterdOptions *options)
{
  const char *given = g_getenv ("STATE_DIRECTORY");

  if (options->state_dir != NULL)
    return g_strdup (options->state_dir);
  if (given != NULL && given[0] != '\0')
    return g_strndup (given, strcspn (given, ":"));
  return g_build_filename (g_get_user_data_dir (), "natterd", NULL);
}

char *
natterd_storage_dup_path (const NatterdOptions *options,
                          const NatterdConfig *config)
{
  g_autofree char *folder = natterd_storage_dup_folder (options);
  const char *path = config->store_path != NULL ? config->store_path : "natter.db";

  return g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (folder, path, NULL);
}

static gboolean
make_state_dir (const char *folder,
                GError **error)
{
  g_autofree char *shown = g_filename_display_name (folder);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot make the folder %s: %s"), shown, g_strerror (code));
      return FALSE;
    }
  if (access (folder, R_OK | W_OK | X_OK) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot write to the folder %s: %s"), shown, g_strerror (code));
      return FALSE;
    }
  return TRUE;
}

static NatterdDurability
get_durability (const NatterdConfig *config)
{
  if (g_str_equal (config->durability, "normal"))
    return NATTERD_DURABILITY_NORMAL;
  return g_str_equal (config->durability, "none") ? NATTERD_DURABILITY_NONE : NATTERD_DURABILITY_FULL;
}

NatterdStore *
natterd_storage_open (const NatterdOptions *options,
                      const NatterdConfig *config,
                      GError **error)
{
  g_autofree char *path = natterd_storage_dup_path (options, config);
  g_autofree char *folder = natterd_storage_dup_folder (options);
  const NatterdSqliteOptions how = { .path = path, .durability = get_durability (config), .keep = config->keep };

  if (options->ephemeral)
    return natterd_store_memory_new (config->memory_messages, config->memory);
  if (!make_state_dir (folder, error))
    return NULL;
  return natterd_store_sqlite_open (&how, error);
}

/* Looking after it */

static void
complain (gpointer user_data,
          const char *complaint)
{
  g_print ("%s\n", complaint);
}

static gboolean
check (const char *path,
       GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  guint n_complaints;

  if (!natterd_store_check (path, complain, NULL, &n_complaints, error))
    return FALSE;
  if (n_complaints > 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _ ("%s is not as it should be. Keep it, stop the server, and put a backup in its place."), shown);
      return FALSE;
    }
  g_print (_ ("natterd: %s is fine.\n"), shown);
  return TRUE;
}

/* TRUE: written. */
static gboolean
write_line (GString *line)
{
  g_string_append_c (line, '\n');
  return fwrite (line->str, 1, line->len, stdout) == line->len;
}

static gboolean
write_json (gpointer user_data,
            NatterMessage *message)
{
  g_autoptr (NatterEvent) event = natter_event_new (NATTER_EVENT_SAID);
  g_autoptr (GString) line = g_string_new (NULL);

  event->room = g_strdup (message->room);
  event->message = natter_message_ref (message);
  natter_json_encode_event (event, line);
  return write_line (line);
}

/* As the text dialect shows a history, with the day in every line. */
static gboolean
write_text (gpointer user_data,
            NatterMessage *message)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (message->time / G_USEC_PER_SEC);
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("-");
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *described = NULL;

  if (message->kind == NATTER_MESSAGE_ME)
    described = g_strdup_printf ("[%s] * %s %s", clock, message->from, message->text);
  else if (message->kind == NATTER_MESSAGE_TOPIC)
    described = g_strdup_printf (_ ("[%s] %s set the topic: \"%s\""), clock, message->from, message->text);
  else
    described = g_strdup_printf ("[%s] %s: %s", clock, message->from, message->text);
  natter_text_append_for_terminal (line, described);
  if (message->edited != 0)
    g_string_append_printf (line, " %s", _ ("(edited)"));
  return write_line (line);
}

static gboolean
export_room (const char *path,
             const NatterdOptions *options,
             GError **error)
{
  g_autofree char *name = natter_room_normalize (options->export_room, NATTER_LIMIT_NAME_BYTES, error);
  g_autofree char *key = name != NULL ? natter_name_dup_key (name) : NULL;

  if (key == NULL || !natterd_store_export (path, key, options->as_json ? write_json : write_text, NULL, error))
    return FALSE;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), _ ("Cannot write: %s"), g_strerror (errno));
  return FALSE;
}

gboolean
natterd_storage_look_after (const NatterdOptions *options,
                            const NatterdConfig *config,
                            gboolean *done,
                            GError **error)
{
  g_autofree char *path = natterd_storage_dup_path (options, config);

  *done = options->check_store || options->backup != NULL || options->export_room != NULL;
  return (!options->check_store || check (path, error)) &&
         (options->backup == NULL || natterd_store_backup (path, options->backup, error)) &&
         (options->export_room == NULL || export_room (path, options, error));
}
