/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-span.h"
#include "shared/natter-text.h"

#include "natterd-act-private.h"
#include "natterd-policy.h"
#include "natterd-server-private.h"

/* Keeping order in a room: §4.32 to §4.34. What follows of an act for those who are there is in natterd-act.c. */

/* Whom it concerns: somebody who is here, has an account, or has a role in the room. @key: (out) (transfer full).
 * Returns: the name, (transfer full). */
static char *
dup_target (NatterdCall *call,
            const NatterdRoom *room,
            char **key,
            GError **error)
{
  const NatterdDirectory *directory = &call->hub->directory;
  const char *typed = call->command->name;
  g_autofree char *name = natter_name_normalize (*typed == '@' ? typed + 1 : typed, call->hub->settings->name_length, error);
  g_autofree char *wanted = name != NULL ? natter_name_dup_key (name) : NULL;
  const NatterdUser *user = wanted != NULL ? natterd_directory_find_user (directory, wanted) : NULL;
  const NatterdAccount *account = wanted != NULL ? natterd_directory_find_account (directory, wanted) : NULL;
  const NatterdBot *bot = wanted != NULL ? natterd_bots_find (&call->hub->bots, wanted) : NULL;

  if (name == NULL)
    return NULL;
  if (user == NULL && bot == NULL && (account == NULL || account->gone) && natterd_roles_find (&call->hub->roles, room->key, wanted) == NULL)
    {
      natterd_call_find_person (call, typed, error);
      return NULL;
    }

  *key = g_steal_pointer (&wanted);
  if (user != NULL)
    return g_strdup (user->name);
  return account != NULL && !account->gone ? g_strdup (account->name) : g_steal_pointer (&name);
}

/* The room, if the caller may do that there to whom it concerns: only those above others may act on them.
 * @act: (out): filled in but for its kind. */
static gboolean
begin_act (NatterdCall *call,
           NatterRight right,
           NatterdAct *act,
           GError **error)
{
  NatterdRoom *room = natterd_call_get_own_room (call, error);

  if (room == NULL || !natterd_policy_check (call->hub, call->user, room, right, error))
    return FALSE;

  act->room = room;
  act->name = dup_target (call, room, &act->key, error);
  if (act->name == NULL)
    return FALSE;
  return natterd_policy_check_act (call->hub, call->user, room, act->key, act->name, error);
}

/* What the command says of how long, and why. */
static gboolean
read_circumstances (const NatterdCall *call,
                    NatterdAct *act,
                    GError **error)
{
  const NatterCommand *command = call->command;

  act->timed = natter_verb_get (command->kind)->arguments[1].kind == NATTER_ARGUMENT_SPAN;
  if (command->span != NULL && !natter_span_parse (command->span, &act->span))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                           _ ("How long? A number with s, m, h or d, as in: mute mallory 10m"));
      return FALSE;
    }
  if (command->text == NULL)
    return TRUE;
  act->reason = natter_text_normalize (command->text, call->hub->settings->topic_bytes, error);
  return act->reason != NULL;
}

static gboolean
set_role (NatterdCall *call,
          NatterdAct *act,
          NatterdRoleKind role,
          GError **error)
{
  if (!read_circumstances (call, act, error))
    return FALSE;

  act->role = role;
  natterd_act_record (act, call, NULL);
  return TRUE;
}

gboolean
natterd_handle_kick (NatterdCall *call,
                     GError **error)
{
  g_auto (NatterdAct) act = { .word = "kick", .role = NATTERD_N_ROLES };
  const NatterdUser *user;

  if (call->command->everywhere)
    return natterd_server_kick (call, error);
  if (!begin_act (call, NATTER_RIGHT_MODERATE, &act, error))
    return FALSE;

  user = natterd_directory_find_user (&call->hub->directory, act.key);
  if (user == NULL || natterd_membership_find (user, act.room) == NULL)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON, _ ("%s is not in #%s."), act.name, act.room->name);
      return FALSE;
    }
  if (!read_circumstances (call, &act, error))
    return FALSE;
  natterd_act_record (&act, call, NULL);
  return TRUE;
}

gboolean
natterd_handle_mute (NatterdCall *call,
                     GError **error)
{
  g_auto (NatterdAct) act = { .word = "mute" };

  return begin_act (call, NATTER_RIGHT_MODERATE, &act, error) && set_role (call, &act, NATTERD_ROLE_MUTED, error);
}

gboolean
natterd_handle_ban (NatterdCall *call,
                    GError **error)
{
  g_auto (NatterdAct) act = { .word = "ban" };

  if (call->command->everywhere)
    return natterd_server_ban (call, error);
  return begin_act (call, NATTER_RIGHT_MODERATE, &act, error) && set_role (call, &act, NATTERD_ROLE_BANNED, error);
}

/* unmute, unban, revoke: @what is over. */
static gboolean
take_away (NatterdCall *call,
           NatterdAct *act,
           gboolean has_it,
           GError **error)
{
  if (has_it)
    return set_role (call, act, NATTERD_ROLE_MEMBER, error);

  g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("There is nothing of that kind to take from %s."), act->name);
  return FALSE;
}

gboolean
natterd_handle_unmute (NatterdCall *call,
                       GError **error)
{
  g_auto (NatterdAct) act = { .word = "unmute" };

  return begin_act (call, NATTER_RIGHT_MODERATE, &act, error) &&
         take_away (call, &act, natterd_policy_get_role_of (call->hub, act.key, act.room) == NATTERD_ROLE_MUTED, error);
}

gboolean
natterd_handle_unban (NatterdCall *call,
                      GError **error)
{
  g_auto (NatterdAct) act = { .word = "unban" };

  if (call->command->everywhere)
    return natterd_server_unban (call, error);
  return begin_act (call, NATTER_RIGHT_MODERATE, &act, error) &&
         take_away (call, &act, natterd_policy_get_role_of (call->hub, act.key, act.room) == NATTERD_ROLE_BANNED, error);
}

/* What lasts is given to accounts only: a guest's name may be somebody else's tomorrow. */
static gboolean
check_account (const NatterdCall *call,
               const NatterdAct *act,
               GError **error)
{
  const NatterdAccount *account = natterd_directory_find_account (&call->hub->directory, act->key);

  if (account != NULL && !account->gone)
    return TRUE;

  g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_REGISTERED, _ ("%s is a guest. It takes an account: register PASSWORD"), act->name);
  return FALSE;
}

/* §4.43: admins are the server's, but it is told in the room where it is done. */
static gboolean
set_rank (NatterdCall *call,
          NatterdAct *act,
          NatterdRank rank,
          GError **error)
{
  const NatterdAccount *account;

  act->role = NATTERD_N_ROLES;
  act->rank = rank;
  if (!natterd_policy_check_appoint (call->hub, call->user, error) || !begin_act (call, NATTER_RIGHT_OWN, act, error) ||
      !check_account (call, act, error))
    return FALSE;

  account = natterd_directory_find_account (&call->hub->directory, act->key);
  if (account->rank == rank)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED,
                   rank == NATTERD_RANK_ADMIN ? _ ("%s is an admin already.") : _ ("There is nothing of that kind to take from %s."), act->name);
      return FALSE;
    }
  natterd_act_record (act, call, NULL);
  return TRUE;
}

static gboolean
refuse_role (GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                       _ ("One can be moderator or owner of a room, as in: grant bob moderator. The owner of the server makes admins."));
  return FALSE;
}

gboolean
natterd_handle_grant (NatterdCall *call,
                      GError **error)
{
  g_auto (NatterdAct) act = { .word = "grant" };
  g_autofree char *word = g_ascii_strdown (call->command->role, -1);
  NatterdRoleKind role = natterd_role_from_word (word);

  if (natterd_rank_from_word (word) == NATTERD_RANK_ADMIN)
    return set_rank (call, &act, NATTERD_RANK_ADMIN, error);
  if (role != NATTERD_ROLE_MODERATOR && role != NATTERD_ROLE_OWNER)
    return refuse_role (error);
  return begin_act (call, NATTER_RIGHT_OWN, &act, error) && check_account (call, &act, error) && set_role (call, &act, role, error);
}

gboolean
natterd_handle_revoke (NatterdCall *call,
                       GError **error)
{
  g_auto (NatterdAct) act = { .word = "revoke" };
  g_autofree char *word = call->command->role != NULL ? g_ascii_strdown (call->command->role, -1) : NULL;
  NatterdRoleKind wanted = natterd_role_from_word (word);
  const NatterdRole *role;

  if (natterd_rank_from_word (word) == NATTERD_RANK_ADMIN)
    return set_rank (call, &act, NATTERD_RANK_MEMBER, error);
  if (word != NULL && wanted != NATTERD_ROLE_MODERATOR && wanted != NATTERD_ROLE_OWNER)
    return refuse_role (error);
  if (!begin_act (call, NATTER_RIGHT_OWN, &act, error))
    return FALSE;
  role = natterd_roles_find (&call->hub->roles, act.room->key, act.key);
  return take_away (call, &act, role != NULL && role->kind > NATTERD_ROLE_MEMBER && (word == NULL || role->kind == wanted), error);
}

gboolean
natterd_handle_invite (NatterdCall *call,
                       GError **error)
{
  g_auto (NatterdAct) act = { .word = "invite", .invites = TRUE };

  if (!begin_act (call, NATTER_RIGHT_MODERATE, &act, error) || !check_account (call, &act, error))
    return FALSE;
  if (natterd_policy_get_role_of (call->hub, act.key, act.room) != NATTERD_ROLE_MEMBER)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("%s is not just anybody here: see unban, unmute and revoke."), act.name);
      return FALSE;
    }
  return set_role (call, &act, NATTERD_ROLE_MEMBER, error);
}
