/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-call.h"
#include "natterd-policy.h"

/* What is answered from what is known anyway: §4.18. */

static void
add_help (NatterEvent *event,
          const NatterVerb *verb)
{
  NatterHelp *help = g_new0 (NatterHelp, 1);

  help->word = g_strdup (verb->word);
  help->usage = g_strdup (verb->usage);
  help->summary = g_strdup (verb->summary);
  help->example = g_strdup (verb->example);
  g_ptr_array_add (event->help, help);
}

static const NatterVerb *
find_verb (NatterdCall *call,
           GError **error)
{
  const char *word = call->command->word;
  const NatterVerb *verb = natter_verb_find (word, strlen (word));
  g_autofree char *shown = NULL;

  if (verb != NULL && !verb->hidden)
    return verb;

  shown = natterd_call_dup_excerpt (word);
  call->suggestion = g_strdup (natter_verb_suggest (word, NATTER_STAGE_ANY));
  if (call->suggestion != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                 _ ("There is no command \"%s\". Did you mean %s?"), shown, call->suggestion);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_UNKNOWN_COMMAND,
                 _ ("There is no command \"%s\". Type help to see all of them."), shown);
  return NULL;
}

/* What only those who keep the server have is not shown to others. */
static gboolean
may_use (const NatterdCall *call,
         const NatterVerb *verb)
{
  return verb->right < NATTER_RIGHT_ADMIN || natterd_policy_check_server (call->hub, call->user, verb->right, NULL);
}

gboolean
natterd_handle_help (NatterdCall *call,
                     GError **error)
{
  const NatterVerb *only = call->command->word != NULL ? find_verb (call, error) : NULL;
  NatterEvent *event;

  if (call->command->word != NULL && only == NULL)
    return FALSE;

  event = natterd_call_new_answer (call, NATTER_EVENT_HELP);
  event->help = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_help_free);
  for (guint kind = 0; kind < NATTER_N_COMMANDS; kind++)
    {
      const NatterVerb *verb = natter_verb_get (kind);

      if (only != NULL ? verb == only : !verb->hidden && (verb->stage & call->session->stage) != 0 && may_use (call, verb))
        add_help (event, verb);
    }

  natterd_call_answer (call, event);
  return TRUE;
}

static gboolean
answer_with_time (const NatterdCall *call,
                  NatterEventKind kind)
{
  NatterEvent *event = natterd_call_new_answer (call, kind);

  event->time = call->now.wall;
  natterd_call_answer (call, event);
  return TRUE;
}

gboolean
natterd_handle_ping (NatterdCall *call,
                     GError **error)
{
  return answer_with_time (call, NATTER_EVENT_PONG);
}

/* That something came is all there is to it. */
gboolean
natterd_handle_pong (NatterdCall *call,
                     GError **error)
{
  return TRUE;
}

gboolean
natterd_handle_time (NatterdCall *call,
                     GError **error)
{
  return answer_with_time (call, NATTER_EVENT_TIME);
}

gboolean
natterd_handle_version (NatterdCall *call,
                        GError **error)
{
  NatterEvent *event = natterd_call_new_answer (call, NATTER_EVENT_VERSION);

  event->text = g_strdup (call->hub->settings->server_name);
  event->version = g_strdup (NATTER_VERSION);
  natterd_call_answer (call, event);
  return TRUE;
}

gboolean
natterd_handle_motd (NatterdCall *call,
                     GError **error)
{
  NatterEvent *event = natterd_call_new_answer (call, NATTER_EVENT_MOTD);

  event->text = g_strdup (call->hub->settings->motd);
  natterd_call_answer (call, event);
  return TRUE;
}
