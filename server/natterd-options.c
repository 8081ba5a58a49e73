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
  g_free (self);
}

static GOptionContext *
new_context (NatterdOptions *self)
{
  const GOptionEntry entries[] = {
    { "listen", 'l', 0, G_OPTION_ARG_STRING_ARRAY, &self->listen,
      N_ ("Listen on this address; may be repeated (127.0.0.1:5005 and [::1]:5005 without it)"), N_ ("ADDR:PORT") },
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &self->config,
      N_ ("Read this configuration file, and again after a SIGHUP (none without it)"), N_ ("FILE") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &self->settings,
      N_ ("Set one key of the configuration, over the file; may be repeated"), N_ ("GROUP.KEY=VALUE") },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->state_dir,
      N_ ("Make this folder, for you alone, for the database of a later version; this one keeps nothing in it"), N_ ("DIR") },
    { "ephemeral", 0, 0, G_OPTION_ARG_NONE, &self->ephemeral,
      N_ ("Keep nothing on disk; this version never does, a later one will unless told so"), NULL },
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

NatterdOptions *
natterd_options_new (char **argv,
                     GError **error)
{
  g_autoptr (NatterdOptions) self = g_new0 (NatterdOptions, 1);
  g_autoptr (GOptionContext) context = new_context (self);
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
  return g_steal_pointer (&self);
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
