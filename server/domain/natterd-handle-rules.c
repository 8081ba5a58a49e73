/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-span.h"

#include "natterd-act-private.h"
#include "natterd-policy.h"
#include "natterd-rules-private.h"

/* What a room is like: §4.35, §4.40 to §4.42. */

/* §4.40: what is kept for less is not kept. */
#define KEEP_LEAST (60 * 60)
/* §4.41 */
#define SLOW_MOST (60 * 60)

/* @act: (out): its room. The caller must have the right that the table of commands demands. */
static gboolean
begin (const NatterdCall *call,
       NatterdAct *act,
       GError **error)
{
  act->role = NATTERD_N_ROLES;
  act->room = natterd_call_get_own_room (call, error);
  return act->room != NULL && natterd_policy_check (call->hub, call->user, act->room, natter_verb_get (call->command->kind)->right, error);
}

static gboolean
set_private (NatterdCall *call,
             NatterdAct *act,
             GError **error)
{
  if (!begin (call, act, error))
    return FALSE;

  if (g_str_equal (act->room->key, NATTER_FIRST_ROOM))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("#%s is where everyone comes in: it stays as it is."), act->room->name);
      return FALSE;
    }
  natterd_act_record (act, call, NULL);
  return TRUE;
}

gboolean
natterd_handle_private (NatterdCall *call,
                        GError **error)
{
  NatterdAct act = { .word = "private", .rule = NATTERD_FACT_PRIVATE };

  return set_private (call, &act, error);
}

gboolean
natterd_handle_public (NatterdCall *call,
                       GError **error)
{
  NatterdAct act = { .word = "public", .rule = NATTERD_FACT_PRIVATE, .lifts = TRUE };

  return set_private (call, &act, error);
}

gboolean
natterd_handle_readonly (NatterdCall *call,
                         GError **error)
{
  NatterdAct act = { .word = "readonly", .rule = NATTERD_FACT_READONLY };

  if (!begin (call, &act, error))
    return FALSE;
  natterd_act_record (&act, call, NULL);
  return TRUE;
}

gboolean
natterd_handle_writable (NatterdCall *call,
                         GError **error)
{
  NatterdAct act = { .word = "writable", .rule = NATTERD_FACT_READONLY, .lifts = TRUE };

  if (!begin (call, &act, error))
    return FALSE;
  natterd_act_record (&act, call, NULL);
  return TRUE;
}

static gboolean
is_word (const char *typed,
         const char *word)
{
  return g_ascii_strcasecmp (typed, word) == 0;
}

/* Of the times that the room and the server have the shorter one holds, and that is told. */
gboolean
natterd_handle_keep (NatterdCall *call,
                     GError **error)
{
  NatterdAct act = { .word = "keep", .rule = NATTERD_FACT_KEEP, .timed = TRUE };
  gint64 most = call->hub->settings->keep / G_USEC_PER_SEC;
  const char *typed = call->command->span;

  if (!begin (call, &act, error))
    return FALSE;

  act.lifts = is_word (typed, "forever") || is_word (typed, "default");
  if (!act.lifts && (!natter_span_parse (typed, &act.span) || act.span < KEEP_LEAST))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                           _ ("How long? An hour at least, as in: keep 30 days, or: keep forever"));
      return FALSE;
    }
  if (most > 0 && (act.lifts || act.span >= most))
    {
      act.lifts = TRUE;
      act.span = most;
    }
  natterd_act_record (&act, call, NULL);
  return TRUE;
}

gboolean
natterd_handle_slow (NatterdCall *call,
                     GError **error)
{
  NatterdAct act = { .word = "slow", .rule = NATTERD_FACT_SLOW, .timed = TRUE };
  const char *typed = call->command->span;

  if (!begin (call, &act, error))
    return FALSE;

  act.lifts = is_word (typed, "off");
  if (!act.lifts && (!natter_span_parse (typed, &act.span) || act.span > SLOW_MOST))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                           _ ("How slow? An hour at most, as in: slow 30s, or: slow off"));
      return FALSE;
    }
  natterd_act_record (&act, call, NULL);
  return TRUE;
}
