/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-options.h"

void
natterd_options_free (NatterdOptions *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->listen);
  g_strfreev (self->settings);
  g_free (self->config);
  g_free (self->state_dir);
  g_free (self->backup);
  g_free (self->export_room);
  g_free (self);
}

static GOptionContext *
new_context (NatterdOptions *self,
             char **format)
{
  const GOptionEntry entries[] = {
    { "listen", 'l', 0, G_OPTION_ARG_STRING_ARRAY, &self->listen,
      N_ ("Listen on this address; may be repeated (127.0.0.1:5005 and [::1]:5005 without it)"), N_ ("ADDR:PORT") },
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &self->config,
      N_ ("Read this configuration file, and again after a SIGHUP (none without it)"), N_ ("FILE") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &self->settings,
      N_ ("Set one key of the configuration, over the file; may be repeated"), N_ ("GROUP.KEY=VALUE") },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->state_dir,
      N_ ("Keep the database in this folder (a folder of your user data without it)"), N_ ("DIR") },
    { "ephemeral", 0, 0, G_OPTION_ARG_NONE, &self->ephemeral,
      N_ ("Keep nothing on disk: messages live as long as the server"), NULL },
    { "backup", 0, 0, G_OPTION_ARG_FILENAME, &self->backup,
      N_ ("Copy the database to this new file, also while a server uses it, and end"), N_ ("FILE") },
    { "check-store", 0, 0, G_OPTION_ARG_NONE, &self->check_store,
      N_ ("Say whether the database is whole, and end"), NULL },
    { "export", 0, 0, G_OPTION_ARG_STRING, &self->export_room,
      N_ ("Write all that was said in this room to standard output, and end"), N_ ("ROOM") },
    { "format", 0, 0, G_OPTION_ARG_STRING, format,
      N_ ("How to write it: text or json (one object a line)"), N_ ("FORMAT") },
    { "check", 0, 0, G_OPTION_ARG_NONE, &self->check, N_ ("Say whether the configuration is fine, and end"), NULL },
    { "print-config", 0, 0, G_OPTION_ARG_NONE, &self->print_config,
      N_ ("Show a sample configuration with every key, and end"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Show the version, and end"), NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, N_ ("The server of Natter, a chat that you run yourself."));
  g_option_context_set_description (
    context, N_ ("When it is ready it says on standard output where it listens; its log goes to standard error.\n"
                 "Come in with: telnet 127.0.0.1 5005"));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

static gboolean
check_format (NatterdOptions *self,
              const char *format,
              GError **error)
{
  self->as_json = g_strcmp0 (format, "json") == 0;
  if (format == NULL || self->as_json || g_str_equal (format, "text"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--format cannot be \"%s\". Allowed: text, json."), format);
  return FALSE;
}

NatterdOptions *
natterd_options_new (char **argv,
                     GError **error)
{
  g_autoptr (NatterdOptions) self = g_new0 (NatterdOptions, 1);
  g_autofree char *format = NULL;
  g_autoptr (GOptionContext) context = new_context (self, &format);
  g_auto (GStrv) words = g_strdupv (argv);

  if (!g_option_context_parse_strv (context, &words, error))
    return NULL;
  if (words[0] != NULL && words[1] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION, _ ("There is no use for \"%s\" here."), words[1]);
      return NULL;
    }
  if (self->ephemeral && self->state_dir != NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--ephemeral keeps nothing on disk, --state-dir is where to keep it: choose one."));
      return NULL;
    }
  if (self->ephemeral && (self->backup != NULL || self->check_store || self->export_room != NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           _ ("--ephemeral keeps nothing on disk, so there is nothing to look after."));
      return NULL;
    }
  return check_format (self, format, error) ? g_steal_pointer (&self) : NULL;
}

NatterdConfig *
natterd_options_load_config (const NatterdOptions *self,
                             GError **error)
{
  g_autoptr (NatterdConfig) config = natterd_config_load (self->config, (const char *const *) self->settings, error);

  if (config == NULL)
    return NULL;
  if (self->listen != NULL && !natterd_config_set_listen (config, (const char *const *) self->listen, error))
    return NULL;
  return g_steal_pointer (&config);
}
