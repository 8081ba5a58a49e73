/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterctl-commands.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "natterctl-error.h"
#include "shared/natter-text.h"

#define ANY    (NATTERCTL_SOCKET | NATTERCTL_JSON)
#define REMOTE (ANY | NATTERCTL_SERVER | NATTERCTL_TOKEN_FILE | NATTERCTL_KEY)
#define MANY   G_MAXUINT

static gboolean run_commands (const NatterctlOptions *options, const char *const *words, GError **error);

/* clang-format off */
static const NatterctlCommand commands[] = {
  { "status", "", N_("How the server stands"), ANY, 0, 0, natterctl_run_status },
  { "users", "", N_("Who is here"), ANY, 0, 0, natterctl_run_users },
  { "rooms", "", N_("The rooms"), ANY, 0, 0, natterctl_run_rooms },
  { "kick", "NAME [REASON]", N_("End somebody's connections"), ANY, 1, MANY, natterctl_run_kick },
  { "ban", "NAME|ADDRESS [REASON]", N_("Let somebody, or an address, in no more"), ANY | NATTERCTL_TIME, 1, MANY, natterctl_run_ban },
  { "unban", "NAME|ADDRESS", N_("Let them in again"), ANY, 1, 1, natterctl_run_unban },
  { "bans", "", N_("Who is not let in"), ANY, 0, 0, natterctl_run_bans },
  { "invite", "ROOM", N_("Make a code that lets people into a room"), ANY | NATTERCTL_TIME | NATTERCTL_USES, 1, 1, natterctl_run_invite },
  { "passwd", "NAME", N_("Give an account a new password, which is asked for"), ANY, 1, 1, natterctl_run_passwd },
  { "say", "ROOM TEXT|-", N_("Say something, or what comes on standard input, line by line"), REMOTE | NATTERCTL_WHOLE, 2, MANY, natterctl_run_say },
  { "follow", "ROOM…", N_("Show what is said there, until Ctrl-C"), REMOTE, 1, MANY, natterctl_run_follow },
  { "announce", "TEXT", N_("Tell everybody"), ANY, 1, MANY, natterctl_run_announce },
  { "bot", "add NAME | list | revoke NAME", N_("Programs that may come in"),
    ANY | NATTERCTL_ROOMS | NATTERCTL_RIGHTS | NATTERCTL_TOKEN_FILE, 1, 2, natterctl_run_bot },
  { "reload", "", N_("Read the configuration and the certificate again"), ANY, 0, 0, natterctl_run_reload },
  { "backup", "FILE", N_("Copy the database to a new file"), ANY, 1, 1, natterctl_run_backup },
  { "check", "", N_("Say whether the database is whole"), ANY, 0, 0, natterctl_run_check },
  { "doctor", "", N_("Look for what is wrong, and say what to do"),
    ANY | NATTERCTL_CONFIG | NATTERCTL_STATE_DIR | NATTERCTL_SET, 0, 0, natterctl_run_doctor },
  { "commands", "", N_("List these words"), 0, 0, 0, run_commands },
};
/* clang-format on */

const NatterctlCommand *
natterctl_commands_get (guint *n)
{
  *n = G_N_ELEMENTS (commands);
  return commands;
}

/* For programs, such as a shell that completes words: one a line, with what follows it. */
static gboolean
run_commands (const NatterctlOptions *options,
              const char *const *words,
              GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("%s\t%s\n", commands[i].word, commands[i].usage);
  return TRUE;
}

char *
natterctl_commands_describe (void)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *usage = g_strdup_printf ("%s %s", commands[i].word, commands[i].usage);
      int padding = 36 - (int) g_utf8_strlen (usage, -1);

      g_string_append_printf (text, "\n  %s%*s%s", usage, MAX (padding, 1), "", gettext (commands[i].summary));
    }
  return g_string_free (text, FALSE);
}

static const NatterctlCommand *
find (const char *word,
      GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  const char *nearest;

  if (g_str_equal (word, "who")) /* as people type it, and the server's sentences say */
    word = "users";
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].word, word))
        return &commands[i];
      g_ptr_array_add (known, (gpointer) commands[i].word);
    }
  g_ptr_array_add (known, NULL);
  nearest = natter_text_nearest (word, (const char *const *) known->pdata);
  if (nearest != NULL)
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("There is no command %s. Did you mean %s?"), word, nearest);
  else
    g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("There is no command %s. To see what there is: natterctl --help"), word);
  return NULL;
}

gboolean
natterctl_commands_run (const NatterctlOptions *options,
                        GError **error)
{
  const NatterctlCommand *command;
  guint n = g_strv_length (options->words);

  if (n == 0)
    {
      g_set_error_literal (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("What shall be done? To see what there is: natterctl --help"));
      return FALSE;
    }
  command = find (options->words[0], error);
  if (command == NULL || !natterctl_options_check (options, command->allowed, command->word, error))
    return FALSE;
  if (n - 1 < command->fewest || n - 1 > command->most)
    {
      g_set_error (error, NATTERCTL_ERROR, NATTERCTL_ERROR_USAGE, _ ("Write it as: natterctl %s %s"), command->word, command->usage);
      return FALSE;
    }
  return command->run (options, (const char *const *) options->words + 1, error);
}
