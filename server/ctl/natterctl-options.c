/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-options.h"

#include <glib/gi18n-lib.h>

#include "natterctl-error.h"

void
natterctl_options_free (NatterctlOptions *self)
{
  if (self == NULL)
    return;
  g_free (self->socket);
  g_free (self->server);
  g_free (self->token_file);
  g_free (self->key);
  g_free (self->time);
  g_free (self->rooms);
  g_free (self->rights);
  g_free (self->config);
  g_free (self->state_dir);
  g_strfreev (self->settings);
  g_strfreev (self->words);
  g_free (self);
}

static GOptionContext *
new_context (NatterctlOptions *self,
             const char *description)
{
  const GOptionEntry entries[] = {
    { "socket", 0, 0, G_OPTION_ARG_FILENAME, &self->socket, N_ ("The server's control socket, where it is not in its usual place"), N_ ("PATH") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Answer with one JSON object a line"), NULL },
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server, N_ ("say, follow: on a server over the network, as a bot"), N_ ("HOST[:PORT]") },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &self->token_file,
      N_ ("The file with the bot's name and token; bot add makes it"), N_ ("FILE") },
    { "key", 0, 0, G_OPTION_ARG_STRING, &self->key, N_ ("The key of that server, or its six words"), N_ ("KEY") },
    { "whole", 0, 0, G_OPTION_ARG_NONE, &self->whole, N_ ("say ROOM -: all lines are one message"), NULL },
    { "time", 0, 0, G_OPTION_ARG_STRING, &self->time, N_ ("ban, invite: for how long, as in 10m, 2h or 7d"), N_ ("TIME") },
    { "uses", 0, 0, G_OPTION_ARG_INT, &self->uses, N_ ("invite: how many people it lets in"), N_ ("N") },
    { "rooms", 0, 0, G_OPTION_ARG_STRING, &self->rooms, N_ ("bot add: its rooms, between spaces (all public ones without it)"), N_ ("ROOMS") },
    { "rights", 0, 0, G_OPTION_ARG_STRING, &self->rights, N_ ("bot add: say, read or both (say without it)"), N_ ("RIGHTS") },
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &self->config, N_ ("doctor: the server's configuration file"), N_ ("FILE") },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &self->state_dir, N_ ("doctor: the server's state folder"), N_ ("DIR") },
    { "set", 's', 0, G_OPTION_ARG_STRING_ARRAY, &self->settings, N_ ("doctor: one key of the configuration, over the file; may be repeated"),
      N_ ("GROUP.KEY=VALUE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Show the version, and end"), NULL },
    { NULL },
  };
  GOptionContext *context = g_option_context_new (N_ ("COMMAND [ARGUMENT…]"));

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, N_ ("Looks after natterd, the server of Natter, while it runs."));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return context;
}

/* The first "--" only parts words from options. (transfer full) */
static GStrv
dup_words (char **argv)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean parted = FALSE;

  for (guint i = 1; argv[0] != NULL && argv[i] != NULL; i++)
    {
      if (!parted && g_str_equal (argv[i], "--"))
        parted = TRUE;
      else
        g_strv_builder_add (builder, argv[i]);
    }
  return g_strv_builder_end (builder);
}

static guint
find_given (const NatterctlOptions *self)
{
  const gboolean given[] = { self->socket != NULL, self->server != NULL, self->token_file != NULL, self->key != NULL, self->json,
                             self->whole, self->time != NULL, self->uses != NATTERCTL_NO_USES, self->rooms != NULL, self->rights != NULL,
                             self->config != NULL, self->state_dir != NULL, self->settings != NULL, self->version };
  guint bits = 0;

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    bits |= given[i] ? 1u << i : 0;
  return bits;
}

NatterctlOptions *
natterctl_options_new (char **argv,
                       const char *description,
                       GError **error)
{
  g_autoptr (NatterctlOptions) self = g_new0 (NatterctlOptions, 1);
  g_autoptr (GOptionContext) context = new_context (self, description);
  g_autoptr (GError) cause = NULL;
  g_auto (GStrv) words = g_strdupv (argv);

  self->uses = NATTERCTL_NO_USES;
  if (!g_option_context_parse_strv (context, &words, &cause))
    {
      g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, cause->message);
      return NULL;
    }
  if (self->uses != NATTERCTL_NO_USES && (self->uses < 1 || self->uses > NATTERCTL_USES_MOST))
    {
      g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("--uses is how many people the code lets in: 1 to %d."), NATTERCTL_USES_MOST);
      return NULL;
    }
  self->words = dup_words (words);
  self->given = find_given (self);
  return g_steal_pointer (&self);
}

gboolean
natterctl_options_check (const NatterctlOptions *self,
                         guint allowed,
                         const char *command,
                         GError **error)
{
  static const char *const names[] = { "--socket", "--server", "--token-file", "--key", "--json", "--whole", "--time",
                                       "--uses", "--rooms", "--rights", "--config", "--state-dir", "--set", "--version" };
  guint wrong = self->given & ~allowed;

  if (wrong == 0)
    return TRUE;
  g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("%s has no use for %s."), command, names[g_bit_nth_lsf (wrong, -1)]);
  return FALSE;
}
