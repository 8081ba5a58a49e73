/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-policy.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-error.h"

#include "natterd-places-private.h"
#include "natterd-room-private.h"
#include "natterd-rules-private.h"
#include "natterd-session-private.h"
#include "natterd-user-private.h"

/* What one must be at least in a room to have a right there, and in a read-only one; and to whom its slow mode does not apply. */
static const struct
{
  NatterdRoleKind least;
  NatterdRoleKind if_readonly;
} table[NATTER_N_RIGHTS] = {
  [NATTER_RIGHT_ANYONE] = { NATTERD_ROLE_BANNED, NATTERD_ROLE_BANNED },
  [NATTER_RIGHT_SPEAK] = { NATTERD_ROLE_MEMBER, NATTERD_ROLE_MODERATOR },
  [NATTER_RIGHT_MODERATE] = { NATTERD_ROLE_MODERATOR, NATTERD_ROLE_MODERATOR },
  [NATTER_RIGHT_OWN] = { NATTERD_ROLE_OWNER, NATTERD_ROLE_OWNER },
  /* not of a room: natterd_policy_check_server() */
  [NATTER_RIGHT_ADMIN] = { NATTERD_N_ROLES, NATTERD_N_ROLES },
  [NATTER_RIGHT_SERVER] = { NATTERD_N_ROLES, NATTERD_N_ROLES },
  [NATTER_RIGHT_OPERATE] = { NATTERD_N_ROLES, NATTERD_N_ROLES },
};
#define UNHURRIED NATTERD_ROLE_MODERATOR

/* What those have who are no persons, who have all: §13. */
enum
{
  OPERATOR = 1 << 0,
  BOT = 1 << 1,  /* any */
  SAYS = 1 << 2, /* a bot with that right */
  READS = 1 << 3
};
static const guint8 commands[NATTER_N_COMMANDS] = {
  [NATTER_COMMAND_LOGOUT] = OPERATOR | BOT,
  [NATTER_COMMAND_HELP] = OPERATOR | BOT,
  [NATTER_COMMAND_SAY] = OPERATOR | SAYS,
  [NATTER_COMMAND_ME] = OPERATOR | SAYS,
  [NATTER_COMMAND_REPLY] = OPERATOR | SAYS,
  [NATTER_COMMAND_EDIT] = OPERATOR | SAYS,
  [NATTER_COMMAND_DELETE] = OPERATOR | SAYS,
  [NATTER_COMMAND_REACT] = OPERATOR | SAYS,
  [NATTER_COMMAND_UNREACT] = OPERATOR | SAYS,
  [NATTER_COMMAND_LOOK] = OPERATOR,
  [NATTER_COMMAND_WHO] = OPERATOR,
  [NATTER_COMMAND_ROOMS] = OPERATOR,
  [NATTER_COMMAND_JOIN] = OPERATOR | READS,
  [NATTER_COMMAND_LEAVE] = OPERATOR | READS,
  [NATTER_COMMAND_TOPIC] = OPERATOR,
  [NATTER_COMMAND_KICK] = OPERATOR,
  [NATTER_COMMAND_MUTE] = OPERATOR,
  [NATTER_COMMAND_UNMUTE] = OPERATOR,
  [NATTER_COMMAND_BAN] = OPERATOR,
  [NATTER_COMMAND_UNBAN] = OPERATOR,
  [NATTER_COMMAND_BANS] = OPERATOR,
  [NATTER_COMMAND_GRANT] = OPERATOR,
  [NATTER_COMMAND_REVOKE] = OPERATOR,
  [NATTER_COMMAND_PRIVATE] = OPERATOR,
  [NATTER_COMMAND_PUBLIC] = OPERATOR,
  [NATTER_COMMAND_INVITE] = OPERATOR,
  [NATTER_COMMAND_CODE] = OPERATOR,
  [NATTER_COMMAND_CODES] = OPERATOR,
  [NATTER_COMMAND_UNCODE] = OPERATOR,
  [NATTER_COMMAND_KEEP] = OPERATOR,
  [NATTER_COMMAND_SLOW] = OPERATOR,
  [NATTER_COMMAND_READONLY] = OPERATOR,
  [NATTER_COMMAND_WRITABLE] = OPERATOR,
  [NATTER_COMMAND_ANNOUNCE] = OPERATOR,
  [NATTER_COMMAND_PASSWD] = OPERATOR,
  [NATTER_COMMAND_BOT] = OPERATOR,
  [NATTER_COMMAND_HISTORY] = OPERATOR | READS,
  [NATTER_COMMAND_SEARCH] = OPERATOR | READS,
  [NATTER_COMMAND_MORE] = OPERATOR | READS,
  [NATTER_COMMAND_PING] = OPERATOR | BOT,
  [NATTER_COMMAND_PONG] = OPERATOR | BOT,
  [NATTER_COMMAND_TIME] = OPERATOR | BOT,
  [NATTER_COMMAND_VERSION] = OPERATOR | BOT,
  [NATTER_COMMAND_MOTD] = OPERATOR,
};

/* What one must be on the server to own every room, and to make others so. */
#define RANK_THAT_OWNS     NATTERD_RANK_ADMIN
#define RANK_THAT_APPOINTS NATTERD_RANK_OWNER

static NatterdRank
get_rank_of (const NatterdHub *hub,
             const char *key)
{
  const NatterdAccount *account = natterd_directory_find_account (&hub->directory, key);

  return account != NULL && !account->gone ? account->rank : NATTERD_RANK_GUEST;
}

static NatterdRank
get_rank (const NatterdHub *hub,
          const NatterdUser *user)
{
  if (user->party == NATTERD_PARTY_OPERATOR)
    return NATTERD_RANK_OPERATOR;
  return user->is_registered ? get_rank_of (hub, user->key) : NATTERD_RANK_GUEST;
}

/* §4.34: of a guest, whose name may be another one tomorrow, what is known of the address counts too. */
static NatterdRoleKind
get_role_of_guest (const NatterdHub *hub,
                   const NatterdUser *user,
                   const char *room)
{
  const NatterdRole *role = natterd_roles_find (&hub->roles, room, user->key);
  guint64 place = user->sessions != NULL && user->party == NATTERD_PARTY_PERSON ? user->sessions->place : 0;
  NatterdRoleKind by_name = role != NULL ? MIN (role->kind, NATTERD_ROLE_MEMBER) : NATTERD_ROLE_MEMBER;

  return MIN (by_name, natterd_places_find (hub->places, room, place, hub->wall));
}

static NatterdRoleKind
get_role_by_key (const NatterdHub *hub,
                 const NatterdUser *user,
                 const char *room)
{
  const NatterdRole *role;

  if (get_rank (hub, user) >= RANK_THAT_OWNS)
    return NATTERD_ROLE_OWNER;
  if (!user->is_registered)
    return get_role_of_guest (hub, user, room);
  role = natterd_roles_find (&hub->roles, room, user->key);
  return role != NULL ? role->kind : NATTERD_ROLE_MEMBER;
}

NatterdRoleKind
natterd_policy_get_role (const NatterdHub *hub,
                         const NatterdUser *user,
                         const NatterdRoom *room)
{
  return get_role_by_key (hub, user, room->key);
}

NatterdRoleKind
natterd_policy_get_role_of (const NatterdHub *hub,
                            const char *key,
                            const NatterdRoom *room)
{
  const NatterdUser *user = natterd_directory_find_user (&hub->directory, key);
  const NatterdRole *role = natterd_roles_find (&hub->roles, room->key, key);

  if (user != NULL)
    return get_role_by_key (hub, user, room->key);
  if (get_rank_of (hub, key) >= RANK_THAT_OWNS)
    return NATTERD_ROLE_OWNER;
  return role != NULL ? role->kind : NATTERD_ROLE_MEMBER;
}

const char *
natterd_policy_get_role_word (const NatterdHub *hub,
                              const NatterdUser *user,
                              const NatterdRoom *room)
{
  NatterdRoleKind role = natterd_policy_get_role (hub, user, room);

  return role != NATTERD_ROLE_MEMBER && role != NATTERD_ROLE_BANNED ? natterd_role_get_word (role) : NULL;
}

const char *
natterd_policy_get_rank_word (const NatterdHub *hub,
                              const NatterdUser *user)
{
  NatterdRank rank = get_rank (hub, user);

  return rank >= RANK_THAT_OWNS ? natterd_rank_get_word (rank) : NULL;
}

static void
refuse (const NatterdRoom *room,
        NatterdRoleKind role,
        NatterRight right,
        GError **error)
{
  if (role == NATTERD_ROLE_MUTED)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_MUTED, _ ("You are muted in #%s for now. You can still listen."), room->name);
  else if (right == NATTER_RIGHT_SPEAK)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_READ_ONLY, _ ("Only moderators speak in #%s. You can listen."), room->name);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED,
                 right == NATTER_RIGHT_OWN ? _ ("Only an owner of #%s can do that.") : _ ("Only a moderator of #%s can do that."),
                 room->name);
}

gboolean
natterd_policy_is_unlimited (const NatterdUser *user)
{
  return user != NULL && user->party == NATTERD_PARTY_OPERATOR;
}

/* What a bot is by now: nothing, once its token is revoked. */
static const NatterdBot *
find_bot (const NatterdHub *hub,
          const NatterdUser *user)
{
  return user->party == NATTERD_PARTY_BOT ? natterd_bots_find (&hub->bots, user->key) : NULL;
}

static guint
get_party (const NatterdHub *hub,
           const NatterdUser *user)
{
  const NatterdBot *bot = find_bot (hub, user);

  if (user->party == NATTERD_PARTY_OPERATOR)
    return OPERATOR;
  return bot != NULL ? BOT | (bot->says ? SAYS : 0u) | (bot->reads ? READS : 0u) : 0;
}

gboolean
natterd_policy_check_command (const NatterdHub *hub,
                              const NatterdUser *user,
                              const NatterCommand *command,
                              GError **error)
{
  gboolean is_direct = command->room != NULL && command->room[0] == '@';

  if (user->party == NATTERD_PARTY_PERSON || ((commands[command->kind] & get_party (hub, user)) && !is_direct))
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("Only people can do that."));
  return FALSE;
}

gboolean
natterd_policy_may_use (const NatterdHub *hub,
                        const NatterdUser *user,
                        const char *key)
{
  const NatterdBot *bot = find_bot (hub, user);

  if (bot == NULL)
    return user->party == NATTERD_PARTY_OPERATOR;
  return bot->keys != NULL ? natterd_bot_names (bot, key) : !natterd_rules_find (hub->rules, key)->is_private;
}

gboolean
natterd_policy_is_in (const NatterdHub *hub,
                      const NatterdUser *user,
                      const NatterdRoom *room)
{
  return natterd_policy_may_use (hub, user, room->key) ||
         (user->party != NATTERD_PARTY_BOT && natterd_membership_find (user, room) != NULL);
}

const char *
natterd_policy_get_only_room (const NatterdHub *hub,
                              const NatterdUser *user)
{
  const NatterdBot *bot = find_bot (hub, user);

  return bot != NULL && bot->rooms != NULL && bot->rooms[1] == NULL ? bot->rooms[0] : NULL;
}

gboolean
natterd_policy_check_server (const NatterdHub *hub,
                             const NatterdUser *user,
                             NatterRight right,
                             GError **error)
{
  static const NatterdRank least[NATTER_N_RIGHTS] = {
    [NATTER_RIGHT_ADMIN] = RANK_THAT_OWNS,
    [NATTER_RIGHT_SERVER] = RANK_THAT_APPOINTS,
    [NATTER_RIGHT_OPERATE] = NATTERD_RANK_OPERATOR,
  };

  if (user != NULL && get_rank (hub, user) >= least[right])
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED,
                       right == NATTER_RIGHT_ADMIN ? _ ("Only those who keep the server can do that.")
                                                   : _ ("Only the owner of the server can do that."));
  return FALSE;
}

static gboolean
refuse_about (const char *name,
              GError **error)
{
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_NOT_ALLOWED, _ ("That is not for you to decide about %s."), name);
  return FALSE;
}

gboolean
natterd_policy_check_above (const NatterdHub *hub,
                            const NatterdUser *user,
                            const char *key,
                            const char *name,
                            GError **error)
{
  return get_rank (hub, user) > get_rank_of (hub, key) || refuse_about (name, error);
}

gboolean
natterd_policy_check (const NatterdHub *hub,
                      const NatterdUser *user,
                      const NatterdRoom *room,
                      NatterRight right,
                      GError **error)
{
  gboolean readonly = natterd_rules_find (hub->rules, room->key)->readonly;
  NatterdRoleKind role;

  if (right == NATTER_RIGHT_ANYONE)
    return TRUE;

  if (!natterd_policy_is_in (hub, user, room))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_NOT_IN_ROOM,
                           _ ("Only those who are in a room can speak there. To go in: join ROOM"));
      return FALSE;
    }

  role = natterd_policy_get_role (hub, user, room);
  if (role >= (readonly ? table[right].if_readonly : table[right].least))
    return TRUE;
  refuse (room, role, right, error);
  return FALSE;
}

gboolean
natterd_policy_check_act (const NatterdHub *hub,
                          const NatterdUser *user,
                          const NatterdRoom *room,
                          const char *key,
                          const char *name,
                          GError **error)
{
  NatterdRank own = get_rank (hub, user);
  NatterdRank other = get_rank_of (hub, key);
  gboolean is_above;

  if (own >= RANK_THAT_OWNS || other >= RANK_THAT_OWNS)
    is_above = own > other;
  else
    is_above = natterd_policy_get_role (hub, user, room) > natterd_policy_get_role_of (hub, key, room);
  if (is_above && (own == NATTERD_RANK_OPERATOR || !g_str_equal (key, user->key)))
    return TRUE;
  return refuse_about (name, error);
}

gboolean
natterd_policy_check_appoint (const NatterdHub *hub,
                              const NatterdUser *user,
                              GError **error)
{
  return natterd_policy_check_server (hub, user, NATTER_RIGHT_SERVER, error);
}

/* §4.41: of a guest, what was said from the same place before, under whatever name, counts too. */
static gint64
get_spoke (const NatterdUser *user,
           const NatterdRoom *room)
{
  gint64 own = natterd_room_get_spoke (room, user->author);
  gint64 before = user->is_registered || user->party != NATTERD_PARTY_PERSON ? own : natterd_room_get_spoke (room, natterd_user_get_haunt (user));

  return before < user->came ? MAX (own, before) : own;
}

guint
natterd_policy_get_wait (const NatterdHub *hub,
                         const NatterdUser *user,
                         const NatterdRoom *room,
                         gint64 mono)
{
  gint64 slow = natterd_rules_find (hub->rules, room->key)->slow;
  gint64 due;

  if (slow == 0 || natterd_policy_get_role (hub, user, room) >= UNHURRIED)
    return 0;
  due = get_spoke (user, room) + slow * G_USEC_PER_SEC;
  return due > mono ? (guint) ((due - mono + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

gboolean
natterd_policy_may_see (const NatterdHub *hub,
                        const NatterdUser *user,
                        const char *key)
{
  const NatterdRole *role;
  const NatterdRoom *room;

  if (user->party == NATTERD_PARTY_BOT)
    return natterd_policy_may_use (hub, user, key);
  if (!natterd_rules_find (hub->rules, key)->is_private || get_rank (hub, user) >= RANK_THAT_OWNS)
    return TRUE;

  role = natterd_roles_find (&hub->roles, key, user->key);
  room = natterd_directory_find_room (&hub->directory, key);
  return (role != NULL && role->kind >= NATTERD_ROLE_MEMBER && user->is_registered) || natterd_user_is_let_in (user, key) ||
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

gint64
natterd_policy_get_keep (const NatterdHub *hub,
                         const NatterdRoom *room)
{
  gint64 own = natterd_rules_find (hub->rules, room->key)->keep;
  gint64 most = hub->settings->keep / G_USEC_PER_SEC;

  return own == 0 || most == 0 ? MAX (own, most) : MIN (own, most);
}

gboolean
natterd_policy_may_delete_others (const NatterdHub *hub,
                                  const NatterdUser *user,
                                  const NatterdRoom *room)
{
  return !room->is_direct && natterd_policy_get_role (hub, user, room) >= table[NATTER_RIGHT_MODERATE].least;
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
    case NATTER_ERROR_NOT_REGISTERED:
      return g_strdup (_ ("To leave word for those who are not here, you need an account: register PASSWORD"));
    case NATTER_ERROR_TOO_MANY_WAITING:
      return g_strdup (_ ("Enough waits to be read there already. More can be said once that was read."));
    case NATTER_ERROR_NO_SUCH_MESSAGE:
    default:
      if (message->target == NATTER_TARGET_LAST)
        return g_strdup (_ ("You have said nothing here lately. To see what was said: history"));
      return g_strdup_printf (_ ("There is no message %s here, or none any more. To see their numbers: history"), seq);
    }
}

NatterEvent *
natterd_policy_new_refusal (const NatterdEffect *record)
{
  const NatterMessage *message = record->message;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (record->event != NULL && message->refusal == message->refuse)
    return natter_event_ref (record->event);

  sentence = explain_target (message);
  g_set_error_literal (&error, NATTER_ERROR, (int) message->refusal, sentence);
  return natter_event_new_error (error, record->re, NULL);
}
