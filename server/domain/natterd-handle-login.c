/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-call.h"
#include "natterd-ignore.h"

/* Coming in, going by another name, going away: §4.4, §4.14, §4.19. */

/* The name that the command asks for, if its rules are kept and nobody else has it. @key: (out) (transfer full).
 * Returns: (transfer full) */
static char *
dup_wanted_name (NatterdCall *call,
                 char **key,
                 GError **error)
{
  guint most = call->hub->settings->name_length;
  g_autofree char *name = natter_name_normalize (call->command->name, most, error);
  g_autofree char *wanted = name != NULL ? natter_name_dup_key (name) : NULL;
  const NatterdUser *holder = name != NULL ? natterd_directory_find_user (&call->hub->directory, wanted) : NULL;

  if (name == NULL)
    return NULL;

  if (holder == NULL || holder == call->user)
    {
      *key = g_steal_pointer (&wanted);
      return g_steal_pointer (&name);
    }

  call->suggestion = natterd_directory_dup_free_name (&call->hub->directory, name, most);
  if (call->suggestion != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NAME_TAKEN,
                 /* Translators: both are people's names. */
                 _ ("%s is taken; %s is free."), name, call->suggestion);
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NAME_TAKEN, _ ("%s is taken. Please try another name."), name);
  return NULL;
}

/* The limit of rooms does not keep anybody out of the first one. */
static NatterdRoom *
ensure_first_room (NatterdHub *hub)
{
  NatterdRoom *room = natterd_directory_find_room (&hub->directory, NATTER_FIRST_ROOM);

  if (room == NULL)
    room = natterd_directory_add_room (&hub->directory, NATTER_FIRST_ROOM, g_strdup (NATTER_FIRST_ROOM));
  return room;
}

gboolean
natterd_handle_login (NatterdCall *call,
                      GError **error)
{
  NatterdHub *hub = call->hub;
  NatterdSession *session = call->session;
  char *key = NULL;
  char *name = dup_wanted_name (call, &key, error);
  NatterdRoom *room;
  NatterEvent *hello;

  if (name == NULL)
    return FALSE;

  call->user = natterd_user_new (++hub->n_users, name, key);
  call->user->active = call->now.mono;
  natterd_session_set_user (session, call->user);
  natterd_user_unref (call->user); /* its session keeps it */
  session->stage = NATTER_STAGE_CHAT;
  natterd_directory_add_user (&hub->directory, call->user);
  natterd_directory_meet_ignored (&hub->directory, call->user);

  room = ensure_first_room (hub);
  hello = natterd_call_new_answer (call, NATTER_EVENT_HELLO);
  hello->name = g_strdup (name);
  hello->room = g_strdup (room->name);
  natterd_call_answer (call, hello);

  natterd_session_enter (session, room, call->effects);
  natterd_session_tell_entered (session, room, NULL, call->now, call->effects);
  natterd_user_tell_joined (call->user, room, call->now, call->effects);
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

  natterd_hub_close_session (call->hub, call->session, NATTER_REASON_LOGOUT, call->now, call->effects);
  natterd_effects_close (call->effects, call->session, bye);
  return TRUE;
}

gboolean
natterd_handle_name (NatterdCall *call,
                     GError **error)
{
  NatterdUser *user = call->user;
  char *key = NULL;
  char *name = dup_wanted_name (call, &key, error);
  gboolean same = name != NULL && g_str_equal (name, user->name);
  NatterEvent *event;

  if (name == NULL)
    return FALSE;

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
