/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-act-private.h"
#include "natterd-policy.h"

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

  if (name == NULL)
    return NULL;
  if (user == NULL && (account == NULL || account->gone) && natterd_roles_find (&call->hub->roles, room->key, wanted) == NULL)
    {
      natterd_call_find_person (call, typed, error);
      return NULL;
    }

  *key = g_steal_pointer (&wanted);
  if (user != NULL)
    return g_strdup (user->name);
  return account != NULL && !account->gone ? g_strdup (account->name) : g_steal_pointer (&name);
}

static NatterdRoleKind
get_role_of (const NatterdCall *call,
             const NatterdRoom *room,
             const char *key)
{
  const NatterdUser *user = natterd_directory_find_user (&call->hub->directory, key);
  const NatterdAccount *account = natterd_directory_find_account (&call->hub->directory, key);
  const NatterdRole *role = natterd_roles_find (&call->hub->roles, room->key, key);

  if (user != NULL)
    return natterd_policy_get_role (call->hub, user, room);
  if (account != NULL && account->rank >= NATTERD_RANK_ADMIN)
    return NATTERD_ROLE_OWNER;
  return role != NULL ? role->kind : NATTERD_ROLE_MEMBER;
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
  if (!g_str_equal (act->key, call->user->key) &&
      get_role_of (call, room, act->key) < natterd_policy_get_role (call->hub, call->user, room))
    return TRUE;

  g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("That is not for you to decide about %s."), act->name);
  return FALSE;
}

/* "10m", "2h", "7d" → µs; nothing: 0. */
static gboolean
read_span (const char *text,
           gint64 *span,
           GError **error)
{
  static const struct
  {
    const char *unit;
    gint64 length;
  } units[] = { { "s", G_TIME_SPAN_SECOND }, { "m", G_TIME_SPAN_MINUTE }, { "min", G_TIME_SPAN_MINUTE }, { "h", G_TIME_SPAN_HOUR }, { "d", G_TIME_SPAN_DAY } };
  char *end = NULL;
  guint64 n = text != NULL ? g_ascii_strtoull (text, &end, 10) : 0;

  *span = 0;
  if (text == NULL)
    return TRUE;

  for (guint i = 0; n > 0 && n <= 100000 && g_ascii_isdigit (*text) && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (end, units[i].unit))
      {
        *span = (gint64) n * units[i].length;
        return TRUE;
      }

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                       _ ("How long? A number with s, m, h or d, as in: mute mallory 10m"));
  return FALSE;
}

static gboolean
set_role (NatterdCall *call,
          NatterdAct *act,
          NatterdRoleKind role,
          GError **error)
{
  gint64 span;

  if (!read_span (call->command->span, &span, error))
    return FALSE;

  act->role = role;
  act->until = span > 0 ? call->now.wall + span : 0;
  natterd_act_record (act, call);
  return TRUE;
}

gboolean
natterd_handle_kick (NatterdCall *call,
                     GError **error)
{
  g_auto (NatterdAct) act = { .word = "kick", .role = NATTERD_N_ROLES };
  const NatterdUser *user;

  if (!begin_act (call, NATTER_RIGHT_MODERATE, &act, error))
    return FALSE;

  user = natterd_directory_find_user (&call->hub->directory, act.key);
  if (user == NULL || natterd_membership_find (user, act.room) == NULL)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_PERSON, _ ("%s is not in #%s."), act.name, act.room->name);
      return FALSE;
    }
  if (call->command->text != NULL)
    {
      act.reason = natter_text_normalize (call->command->text, call->hub->settings->topic_bytes, error);
      if (act.reason == NULL)
        return FALSE;
    }
  natterd_act_record (&act, call);
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
         take_away (call, &act, get_role_of (call, act.room, act.key) == NATTERD_ROLE_MUTED, error);
}

gboolean
natterd_handle_unban (NatterdCall *call,
                      GError **error)
{
  g_auto (NatterdAct) act = { .word = "unban" };

  return begin_act (call, NATTER_RIGHT_MODERATE, &act, error) &&
         take_away (call, &act, get_role_of (call, act.room, act.key) == NATTERD_ROLE_BANNED, error);
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

gboolean
natterd_handle_grant (NatterdCall *call,
                      GError **error)
{
  g_auto (NatterdAct) act = { .word = "grant" };
  g_autofree char *word = g_ascii_strdown (call->command->role, -1);
  NatterdRoleKind role = natterd_role_from_word (word);

  if (role != NATTERD_ROLE_MODERATOR && role != NATTERD_ROLE_OWNER)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD, _ ("One can be moderator or owner, as in: grant bob moderator"));
      return FALSE;
    }
  if (!begin_act (call, NATTER_RIGHT_OWN, &act, error))
    return FALSE;

  if (!check_account (call, &act, error))
    return FALSE;
  return set_role (call, &act, role, error);
}

gboolean
natterd_handle_revoke (NatterdCall *call,
                       GError **error)
{
  g_auto (NatterdAct) act = { .word = "revoke" };
  const NatterdRole *role;

  if (!begin_act (call, NATTER_RIGHT_OWN, &act, error))
    return FALSE;
  role = natterd_roles_find (&call->hub->roles, act.room->key, act.key);
  return take_away (call, &act, role != NULL && role->kind > NATTERD_ROLE_MEMBER, error);
}

/* §4.35 */
static gboolean
set_private (NatterdCall *call,
             const char *word,
             GError **error)
{
  NatterdRoom *room = natterd_call_get_own_room (call, error);
  const NatterdAct act = { .word = word, .room = room, .role = NATTERD_N_ROLES };

  if (room == NULL || !natterd_policy_check (call->hub, call->user, room, NATTER_RIGHT_OWN, error))
    return FALSE;
  if (g_str_equal (room->key, NATTER_FIRST_ROOM))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("#%s is where everyone comes in: it stays as it is."), room->name);
      return FALSE;
    }

  natterd_act_record (&act, call);
  return TRUE;
}

gboolean
natterd_handle_private (NatterdCall *call,
                        GError **error)
{
  return set_private (call, "private", error);
}

gboolean
natterd_handle_public (NatterdCall *call,
                       GError **error)
{
  return set_private (call, "public", error);
}

gboolean
natterd_handle_invite (NatterdCall *call,
                       GError **error)
{
  g_auto (NatterdAct) act = { .word = "invite", .invites = TRUE };

  if (!begin_act (call, NATTER_RIGHT_MODERATE, &act, error) || !check_account (call, &act, error))
    return FALSE;
  if (get_role_of (call, act.room, act.key) != NATTERD_ROLE_MEMBER)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("%s is not just anybody here: see unban, unmute and revoke."), act.name);
      return FALSE;
    }
  return set_role (call, &act, NATTERD_ROLE_MEMBER, error);
}
