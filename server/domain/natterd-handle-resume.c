/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-ask-private.h"
#include "natterd-marker-private.h"
#include "natterd-resume-private.h"
#include "natterd-server-private.h"

/* Going on where a connection broke off: §4.36, §5.19. */

/* §3.12: those who are here need not ask how old it is. */
static gboolean
is_good (const NatterdHub *hub,
         const NatterdToken *token)
{
  const NatterdAccount *account;
  gint64 stay = hub->settings->stay;

  if (token == NULL || token->session != NULL)
    return token != NULL;

  account = natterd_directory_find_account (&hub->directory, token->account);
  return account != NULL && !account->gone && (stay == 0 || hub->wall - token->used < stay);
}

/* Whoever is still connected to it is told. */
static void
see_off (const NatterdCall *call,
         NatterdSession *session)
{
  NatterEvent *bye = natter_event_new (NATTER_EVENT_BYE);

  bye->reason_word = g_strdup (natter_error_get_code_word (NATTER_ERROR_RESUMED_ELSEWHERE));
  bye->text = g_strdup (_ ("You go on here over another connection."));
  natterd_effects_close (call->effects, session, bye);
}

/* The session itself changes hands: nobody else is told. */
static void
take_over (NatterdCall *call,
           NatterdToken *token)
{
  g_autoptr (NatterdSession) old = natterd_session_ref (token->session);
  NatterEvent *hello;

  call->user = old->user;
  see_off (call, old);
  natterd_session_follow (call->session, old, call->effects);
  natterd_call_use_token (call, token);
  call->user->active = call->session->active = call->now.mono;

  hello = natterd_call_new_hello (call, call->session->current);
  hello->resumed = TRUE;
  natterd_call_answer (call, hello);
  natterd_effects_admit (call->effects, call->session);
  natterd_call_show_rooms (call);
}

/* Nobody of the account is here, or not on this device. */
static void
come_back (NatterdCall *call,
           NatterdToken *token)
{
  NatterdDirectory *directory = &call->hub->directory;
  const NatterdAccount *account = natterd_directory_find_account (directory, token->account);
  NatterdUser *here = natterd_directory_find_user (directory, token->account);
  g_autoptr (NatterdUser) user = NULL;

  user = here != NULL ? natterd_user_ref (here)
                      : natterd_user_new (++call->hub->n_users, g_strdup (account->name), g_strdup (token->account));
  user->is_registered = TRUE;
  if (user->author == 0)
    user->author = account->author;
  natterd_call_use_token (call, token);
  natterd_hub_admit (call, user);
  if (here == NULL)
    natterd_call_enter_seen (call);
}

gboolean
natterd_handle_resume (NatterdCall *call,
                       GError **error)
{
  NatterdToken *token = natterd_tokens_find (&call->hub->tokens, call->command->token);
  gint64 used = token != NULL ? token->used : 0;

  if (!is_good (call->hub, token))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_SESSION_OVER, _ ("That session is over. Log in again."));
      return FALSE;
    }

  if (!natterd_call_check_banned (call, token->session != NULL ? token->session->user->key : token->account, token->account == NULL, error))
    return FALSE;

  if (token->session != NULL)
    take_over (call, token);
  else
    come_back (call, token);
  natterd_marker_tell_missed (call);
  natterd_call_tell_missed (call, used);
  return TRUE;
}
