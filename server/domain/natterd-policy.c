/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-policy.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"

#include "natterd-room-private.h"
#include "natterd-user-private.h"

/* What one must be at least in a room to have a right there. */
static const NatterdRoleKind least[NATTER_N_RIGHTS] = {
  [NATTER_RIGHT_ANYONE] = NATTERD_ROLE_BANNED,
  [NATTER_RIGHT_SPEAK] = NATTERD_ROLE_MEMBER,
  [NATTER_RIGHT_MODERATE] = NATTERD_ROLE_MODERATOR,
  [NATTER_RIGHT_OWN] = NATTERD_ROLE_OWNER,
};

static gboolean
is_admin (const NatterdHub *hub,
          const NatterdUser *user)
{
  const NatterdAccount *account = user->is_registered ? natterd_directory_find_account (&hub->directory, user->key) : NULL;

  return account != NULL && account->rank >= NATTERD_RANK_ADMIN;
}

static NatterdRoleKind
get_role_by_key (const NatterdHub *hub,
                 const NatterdUser *user,
                 const char *key)
{
  const NatterdRole *role = natterd_roles_find (&hub->roles, key, user->key);

  if (is_admin (hub, user))
    return NATTERD_ROLE_OWNER;
  if (role == NULL || (role->kind > NATTERD_ROLE_MEMBER && !user->is_registered))
    return NATTERD_ROLE_MEMBER;
  return role->kind;
}

NatterdRoleKind
natterd_policy_get_role (const NatterdHub *hub,
                         const NatterdUser *user,
                         const NatterdRoom *room)
{
  return get_role_by_key (hub, user, room->key);
}

gboolean
natterd_policy_check (const NatterdHub *hub,
                      const NatterdUser *user,
                      const NatterdRoom *room,
                      NatterRight right,
                      GError **error)
{
  NatterdRoleKind role;

  if (right == NATTER_RIGHT_ANYONE)
    return TRUE;

  if (natterd_membership_find (user, room) == NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM,
                           _ ("Only those who are in a room can speak there. To go in: join ROOM"));
      return FALSE;
    }

  role = natterd_policy_get_role (hub, user, room);
  if (role >= least[right])
    return TRUE;

  if (role == NATTERD_ROLE_MUTED)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_MUTED, _ ("You are muted in #%s for now. You can still listen."), room->name);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED,
                 right == NATTER_RIGHT_OWN ? _ ("Only an owner of #%s can do that.") : _ ("Only a moderator of #%s can do that."),
                 room->name);
  return FALSE;
}

gboolean
natterd_policy_may_see (const NatterdHub *hub,
                        const NatterdUser *user,
                        const char *key)
{
  const NatterdRole *role;
  const NatterdRoom *room;

  if (!g_hash_table_contains (hub->private_rooms, key) || is_admin (hub, user))
    return TRUE;

  role = natterd_roles_find (&hub->roles, key, user->key);
  room = natterd_directory_find_room (&hub->directory, key);
  return (role != NULL && role->kind >= NATTERD_ROLE_MEMBER && user->is_registered) ||
         (room != NULL && natterd_membership_find (user, room) != NULL);
}

gboolean
natterd_policy_check_enter (const NatterdHub *hub,
                            const NatterdUser *user,
                            const char *key,
                            const char *name,
                            GError **error)
{
  if (!natterd_policy_may_see (hub, user, key))
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_ROOM_NOT_ALLOWED, _ ("No room #%s can be opened here. Please try another name."), name);
  else if (get_role_by_key (hub, user, key) == NATTERD_ROLE_BANNED)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_BANNED, _ ("You are banned from #%s. To see other rooms: rooms"), name);
  else
    return TRUE;
  return FALSE;
}

gboolean
natterd_policy_may_delete_others (const NatterdHub *hub,
                                  const NatterdUser *user,
                                  const NatterdRoom *room)
{
  return !room->is_direct && natterd_policy_get_role (hub, user, room) >= least[NATTER_RIGHT_MODERATE];
}

/* (transfer full) */
static char *
explain_target (const NatterMessage *message)
{
  g_autofree char *seq = g_strdup_printf ("%" G_GUINT64_FORMAT, message->target);

  switch (message->refusal)
    {
    case NATTER_ERROR_NOT_YOURS:
      return g_strdup_printf (_ ("Message %s is not yours: only who wrote it can change it."), seq);
    case NATTER_ERROR_TOO_MANY_REACTIONS:
      return g_strdup_printf (_ ("Message %s has many different reactions already. Join one of those?"), seq);
    case NATTER_ERROR_NO_SUCH_REACTION:
      return g_strdup_printf (_ ("You have not reacted to message %s with %s."), seq, message->text);
    case NATTER_ERROR_NO_SUCH_MESSAGE:
    default:
      if (message->target == NATTER_TARGET_LAST)
        return g_strdup (_ ("You have said nothing here lately. To see what was said: history"));
      return g_strdup_printf (_ ("There is no message %s here, or none any more. To see their numbers: history"), seq);
    }
}

void
natterd_policy_explain (const NatterMessage *message,
                        GError **error)
{
  g_autofree char *sentence = explain_target (message);

  g_set_error_literal (error, NATTER_ERROR, (int) message->refusal, sentence);
}
