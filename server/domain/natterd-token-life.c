/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-resume-private.h"

/* §3.12: those of one account; then the one that was not used for longest goes. */
#define TOKENS_MOST 20

#define DAY (24 * G_TIME_SPAN_HOUR)

static void
record (const NatterdCall *call,
        NatterFact *fact)
{
  natterd_effects_record_fact (call->effects, NULL, fact, NULL);
  natterd_effects_end_record (call->effects);
}

static void
record_token (const NatterdCall *call,
              const NatterdToken *token)
{
  g_autoptr (NatterFact) fact = natterd_token_dup_fact (token);

  record (call, fact);
}

static void
end (const NatterdCall *call,
     NatterdToken *token)
{
  g_autoptr (NatterFact) fact = token->account != NULL ? natterd_token_dup_end (token) : NULL;

  natterd_tokens_remove (&call->hub->tokens, token);
  if (fact != NULL)
    record (call, fact);
}

/* Those of sessions that are here go last. */
static NatterdToken *
find_stalest (const GPtrArray *list)
{
  NatterdToken *stalest = list->pdata[0];

  for (guint i = 1; i < list->len; i++)
    {
      NatterdToken *token = list->pdata[i];
      gboolean here = token->session != NULL;
      gboolean stalest_here = stalest->session != NULL;

      if (here != stalest_here ? stalest_here : token->used < stalest->used)
        stalest = token;
    }
  return stalest;
}

static void
keep_few (const NatterdCall *call,
          const char *account)
{
  const GPtrArray *list;

  while ((list = natterd_tokens_list (&call->hub->tokens, account)) != NULL && list->len > TOKENS_MOST)
    end (call, find_stalest (list));
}

void
natterd_call_use_token (const NatterdCall *call,
                        NatterdToken *token)
{
  token->session = call->session;
  token->used = call->hub->wall;
  call->session->token = token;
  if (token->account != NULL)
    record_token (call, token);
}

char *
natterd_call_issue_token (const NatterdCall *call)
{
  NatterdHub *hub = call->hub;
  const char *account = call->user->is_registered ? call->user->key : NULL;
  char *token;

  if (hub->mint == NULL || (account == NULL && hub->settings->grace == 0))
    return NULL;

  token = hub->mint (hub->mint_data);
  natterd_call_use_token (call, natterd_tokens_add (&hub->tokens, token, account, hub->wall));
  if (account != NULL)
    keep_few (call, account);
  return token;
}

void
natterd_call_keep_token (const NatterdCall *call)
{
  NatterdToken *token = call->session->token;

  if (token != NULL && token->account != NULL && call->hub->wall - token->used >= DAY)
    natterd_call_use_token (call, token);
}

void
natterd_call_end_token (const NatterdCall *call)
{
  if (call->session->token != NULL)
    end (call, call->session->token);
}

void
natterd_call_end_tokens (const NatterdCall *call,
                         const char *account,
                         gboolean also_here)
{
  const GPtrArray *list = natterd_tokens_list (&call->hub->tokens, account);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; list != NULL && i < list->len; i++)
    g_ptr_array_add (all, list->pdata[i]);
  for (guint i = 0; i < all->len; i++)
    if (also_here || ((NatterdToken *) all->pdata[i])->session == NULL)
      end (call, all->pdata[i]);
}

void
natterd_call_give_tokens (const NatterdCall *call,
                          const NatterdUser *user)
{
  for (NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
    {
      NatterdToken *token = session->token;

      if (token == NULL || token->account != NULL)
        continue;
      natterd_tokens_give (&call->hub->tokens, token, user->key);
      record_token (call, token);
    }
}

void
natterd_session_part_with_token (NatterdSession *self,
                                 NatterdTokens *tokens)
{
  NatterdToken *token = g_steal_pointer (&self->token);

  if (token == NULL)
    return;

  token->session = NULL;
  if (token->account == NULL)
    natterd_tokens_remove (tokens, token);
}
