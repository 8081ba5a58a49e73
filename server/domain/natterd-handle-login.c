/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-account-private.h"
#include "natterd-ask-private.h"
#include "natterd-direct-private.h"
#include "natterd-ignore.h"
#include "natterd-marker-private.h"
#include "natterd-operator-private.h"
#include "natterd-policy.h"
#include "natterd-resume-private.h"
#include "natterd-server-private.h"

/* Coming in, going by another name, going away: §4.4, §4.14, §4.19. */

static gboolean
is_reserved (const NatterdHubSettings *settings,
             const char *key)
{
  if (g_str_equal (key, NATTERD_NOBODY) || g_str_equal (key, NATTERD_OPERATOR))
    return TRUE;
  for (guint i = 0; settings->reserved != NULL && settings->reserved[i] != NULL; i++)
    {
      g_autofree char *reserved = natter_name_dup_key (settings->reserved[i]);

      if (g_str_equal (reserved, key))
        return TRUE;
    }
  return FALSE;
}

static void
set_taken_error (NatterdCall *call,
                 NatterError code,
                 const char *name,
                 GError **error)
{
  call->suggestion = natterd_directory_dup_free_name (&call->hub->directory, name, call->hub->settings->name_length);
  if (code == NATTER_ERROR_NAME_LOOKS_ALIKE)
    g_set_error (error, NATTER_ERROR, (int) code, _ ("%s looks just like the name of somebody else. Please take another name."), name);
  else if (call->suggestion != NULL)
    g_set_error (error, NATTER_ERROR, (int) code,
                 /* Translators: both are people's names. */
                 _ ("%s is taken; %s is free."), name, call->suggestion);
  else
    g_set_error (error, NATTER_ERROR, (int) code, _ ("%s is taken. Please try another name."), name);
}

/* §3.11, §4.4 */
gboolean
natterd_call_check_name (NatterdCall *call,
                         const char *name,
                         const char *key,
                         const char *own,
                         GError **error)
{
  const NatterdDirectory *directory = &call->hub->directory;

  if (g_strcmp0 (key, own) != 0 &&
      (natterd_directory_find_user (directory, key) != NULL || natterd_directory_find_account (directory, key) != NULL ||
       natterd_bots_find (&call->hub->bots, key) != NULL || is_reserved (call->hub->settings, key)))
    {
      set_taken_error (call, NATTER_ERROR_NAME_TAKEN, name, error);
      return FALSE;
    }
  if (natterd_lookalikes_find (directory->lookalikes, name, key, own) == NULL)
    return TRUE;

  set_taken_error (call, NATTER_ERROR_NAME_LOOKS_ALIKE, name, error);
  return FALSE;
}

/* The name that the command asks for, if its rules are kept and nobody else has it. @key: (out) (transfer full).
 * Returns: (transfer full) */
static char *
dup_wanted_name (NatterdCall *call,
                 char **key,
                 GError **error)
{
  g_autofree char *name = natter_name_normalize (call->command->name, call->hub->settings->name_length, error);
  g_autofree char *wanted = name != NULL ? natter_name_dup_key (name) : NULL;

  /* one's own name in another spelling is one's own all the same */
  if (name == NULL || !natterd_call_check_name (call, name, wanted, call->user != NULL ? call->user->key : NULL, error))
    return NULL;

  *key = g_steal_pointer (&wanted);
  return g_steal_pointer (&name);
}

/* The limit of rooms does not keep anybody out of the first one. */
static NatterdRoom *
ensure_first_room (const NatterdCall *call)
{
  NatterdDirectory *directory = &call->hub->directory;
  NatterdRoom *room = natterd_directory_find_room (directory, NATTER_FIRST_ROOM);

  if (room != NULL)
    return room;
  room = natterd_directory_add_room (directory, NATTER_FIRST_ROOM, g_strdup (NATTER_FIRST_ROOM));
  natterd_operator_note_opened (call->hub, room, call->effects);
  return room;
}

void
natterd_call_show_rooms (const NatterdCall *call)
{
  const NatterdMembership *membership = call->user->rooms.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      natterd_effects_enter (call->effects, call->user, membership->room);
      natterd_call_tell_entered (call, call->session, membership->room, NULL);
    }
}

static void
show_first_room (const NatterdCall *call,
                 NatterdRoom *room)
{
  natterd_session_enter (call->session, room, call->effects);
  natterd_call_tell_entered (call, call->session, room, NULL);
  natterd_call_tell_other_devices (call, room);
  natterd_user_tell_joined (call->user, room, call->now, call->effects);
}

/* §5.19: with more for those who may come back. */
NatterEvent *
natterd_call_new_hello (const NatterdCall *call,
                        const NatterdRoom *room)
{
  NatterEvent *hello = natterd_call_new_answer (call, NATTER_EVENT_HELLO);
  gboolean comes_back = call->command->kind == NATTER_COMMAND_RESUME;

  hello->name = g_strdup (call->user->name);
  hello->room = g_strdup (room != NULL ? room->name : "");
  hello->role = g_strdup (natterd_policy_get_rank_word (call->hub, call->user));
  if (!comes_back && !call->command->resume)
    return hello;

  hello->token = comes_back ? g_strdup (call->command->token) : natterd_call_issue_token (call);
  hello->grace = hello->token != NULL ? call->hub->settings->grace : 0;
  hello->epoch = g_strdup (call->hub->store_epoch);
  return hello;
}

void
natterd_hub_admit (NatterdCall *call,
                   NatterdUser *user)
{
  NatterdHub *hub = call->hub;
  NatterdRoom *room = user->rooms.first != NULL ? user->rooms.first->room : ensure_first_room (call);

  call->user = user;
  user->active = call->session->active = call->now.mono;
  if (user->sessions == NULL)
    user->came = call->now.mono;
  natterd_session_set_user (call->session, user);
  call->session->stage = NATTER_STAGE_CHAT;
  if (natterd_directory_find_user (&hub->directory, user->key) == NULL)
    {
      natterd_directory_add_user (&hub->directory, user);
      natterd_directory_meet_ignored (&hub->directory, user);
      natterd_direct_come (hub, user);
    }

  natterd_call_answer (call, natterd_call_new_hello (call, room));
  natterd_effects_admit (call->effects, call->session);
  if (user->rooms.first != NULL)
    {
      /* §4.29: another device of somebody who is here: nobody else is told */
      natterd_session_set_current (call->session, room, call->effects);
      natterd_call_show_rooms (call);
    }
  else
    show_first_room (call, room);
  if (call->command->kind != NATTER_COMMAND_RESUME) /* it has more to be told of */
    natterd_marker_tell_missed (call);
}

/* With a password: whether there is such an account shows neither in the answer nor in how long it takes. */
static gboolean
ask_for_account (NatterdCall *call,
                 GError **error)
{
  g_autofree char *name = natter_name_normalize (call->command->name, call->hub->settings->name_length, error);
  g_autoptr (GError) local_error = NULL;
  char *password = name != NULL ? natterd_call_dup_password (call, call->command->password, &local_error) : NULL;
  NatterdAsk *ask = password != NULL ? natterd_ask_begin (call, NATTERD_ASK_LOGIN) : NULL;

  if (ask != NULL)
    {
      const NatterdAccount *account;

      ask->key = natter_name_dup_key (name);
      ask->resume = call->command->resume;
      account = natterd_directory_find_account (&call->hub->directory, ask->key);
      natterd_effects_verify (call->effects, call->session, password, account != NULL ? account->hash : NULL);
    }
  if (g_error_matches (local_error, NATTER_ERROR, NATTER_ERROR_PASSWORD_NOT_ALLOWED))
    natterd_set_wrong_password_error (error);
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  natterd_password_free (password);
  return ask != NULL;
}

/* §4.45: where one would be taken (§3.10). */
static void
ask_for_password (NatterdCall *call,
                  const char *name)
{
  if (call->session->is_private || call->hub->settings->plain_passwords)
    call->asked = g_strdup (name);
}

/* §4.4: without a password only a name comes in that nobody has registered. */
static gboolean
check_guest (NatterdCall *call,
             GError **error)
{
  g_autofree char *name = natter_name_normalize (call->command->name, call->hub->settings->name_length, error);
  g_autofree char *key = name != NULL ? natter_name_dup_key (name) : NULL;
  const NatterdAccount *account = key != NULL ? natterd_directory_find_account (&call->hub->directory, key) : NULL;

  if (name == NULL)
    return FALSE;

  if (!call->hub->settings->guests)
    {
      ask_for_password (call, name);
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_PASSWORD_REQUIRED,
                   _ ("Only those who have an account come in here: login %s PASSWORD"), name);
      return FALSE;
    }
  if (account == NULL || account->gone)
    return TRUE;

  ask_for_password (call, name);
  call->suggestion = natterd_directory_dup_free_name (&call->hub->directory, name, call->hub->settings->name_length);
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_PASSWORD_REQUIRED,
               _ ("%s is registered. If that is you: login %s PASSWORD. Otherwise please take another name."), name, name);
  return FALSE;
}

/* Whoever takes the name next is somebody else, also after a new start of the server: numbers that only count will not do. */
static gint64
make_guest_author (void)
{
  return -1 - (gint64) ((guint64) (g_random_int () & G_MAXINT32) << 32 | g_random_int ());
}

gboolean
natterd_handle_login (NatterdCall *call,
                      GError **error)
{
  g_autoptr (NatterdUser) user = NULL;
  char *key = NULL;
  char *name;

  if (call->command->token != NULL)
    return natterd_bot_login (call, error);
  if (call->command->password != NULL)
    return ask_for_account (call, error);

  name = check_guest (call, error) ? dup_wanted_name (call, &key, error) : NULL;
  if (name == NULL)
    return FALSE;

  user = natterd_user_new (++call->hub->n_users, name, key);
  if (!natterd_call_check_banned (call, user->key, TRUE, error))
    return FALSE;
  user->author = make_guest_author ();
  natterd_hub_admit (call, user);
  return TRUE;
}

gboolean
natterd_handle_logout (NatterdCall *call,
                       GError **error)
{
  NatterEvent *bye = natterd_call_new_answer (call, NATTER_EVENT_BYE);

  bye->reason_word = g_strdup ("logout");
  if (call->user != NULL)
    bye->text = g_strdup_printf (_ ("Goodbye, %s. Come back soon."), call->user->name);
  else
    bye->text = g_strdup (_ ("Goodbye. Come back soon."));

  natterd_call_end_token (call);
  natterd_hub_close_session (call->hub, call->session, NATTER_REASON_LOGOUT, call->now, call->effects);
  natterd_effects_close (call->effects, call->session, bye);
  return TRUE;
}

/* §4.34: another name is no way out. */
static gboolean
check_not_muted (const NatterdCall *call,
                 GError **error)
{
  const NatterdMembership *membership = call->user->rooms.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    if (natterd_policy_get_role (call->hub, call->user, membership->room) == NATTERD_ROLE_MUTED)
      {
        g_set_error (error, NATTER_ERROR, NATTER_ERROR_MUTED, _ ("You are muted in #%s, and keep your name as long."),
                     membership->room->name);
        return FALSE;
      }
  return TRUE;
}

/* §13.6: nor is it one to a name that nobody may come by. */
static gboolean
check_not_banned (NatterdCall *call,
                  const char *name,
                  const char *key,
                  GError **error)
{
  if (natterd_bans_find_name (&call->hub->bans, key, call->hub->wall) == NULL)
    return TRUE;

  set_taken_error (call, NATTER_ERROR_NAME_TAKEN, name, error);
  return FALSE;
}

gboolean
natterd_handle_name (NatterdCall *call,
                     GError **error)
{
  NatterdUser *user = call->user;
  char *key = NULL;
  char *name = check_not_muted (call, error) ? dup_wanted_name (call, &key, error) : NULL;
  gboolean same = name != NULL && g_str_equal (name, user->name);
  NatterEvent *event;

  if (name == NULL || !check_not_banned (call, name, key, error))
    {
      g_free (name);
      g_free (key);
      return FALSE;
    }

  if (user->is_registered && !g_str_equal (key, user->key))
    {
      g_free (name);
      g_free (key);
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_ALREADY_REGISTERED,
                           _ ("Your account goes by this name. For another name, log out and register another account."));
      return FALSE;
    }

  event = natter_event_new (NATTER_EVENT_RENAMED);
  event->from = g_strdup (user->name);
  event->name = g_strdup (name);
  natterd_directory_rename_user (&call->hub->directory, user, name, key);
  natterd_directory_meet_ignored (&call->hub->directory, user);
  for (NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
    natterd_effects_view (call->effects, session, session->current, user->name);

  if (same)
    natterd_effects_to_user (call->effects, user, user, event);
  else
    natterd_hub_tell_peers (call->hub, user, event, call->effects);
  natterd_call_ok (call, NULL, NULL);
  return TRUE;
}
