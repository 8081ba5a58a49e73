/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natterd-act-private.h"
#include "natterd-marker-private.h"
#include "natterd-operator-private.h"
#include "natterd-policy.h"
#include "natterd-rules-private.h"

/* Going into rooms, out of them, and turning from one to another: §4.7 to §4.9. */

/* A room that belongs to nobody: whoever opened it was a guest, and nothing was ever set there. */
static gboolean
is_nobodys (const NatterdHub *hub,
            const NatterdRoom *room)
{
  return room->members.n == 0 && !g_str_equal (room->key, NATTER_FIRST_ROOM) &&
         g_hash_table_lookup (hub->roles.by_room, room->key) == NULL && g_hash_table_lookup (hub->rules, room->key) == NULL;
}

/* §4.8: with all there is space for, the one that was silent for longest goes. */
static gboolean
make_place (const NatterdCall *call)
{
  NatterdHub *hub = call->hub;
  NatterdRoom *oldest = NULL;
  GHashTableIter iter;
  gpointer room;

  g_hash_table_iter_init (&iter, hub->directory.rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    if (is_nobodys (hub, room) && !natterd_room_is_pending (room) && (oldest == NULL || ((NatterdRoom *) room)->active < oldest->active))
      oldest = room;
  if (oldest == NULL || hub->settings->rooms_deserted == 0 || hub->wall - oldest->active < hub->settings->rooms_deserted)
    return FALSE;

  natterd_effects_forget (call->effects, oldest);
  natterd_reads_drop_room (&hub->reads, oldest->key, call->effects);
  g_hash_table_remove (hub->directory.rooms, oldest->key);
  return TRUE;
}

static gboolean
check_limits (const NatterdCall *call,
              gboolean is_new,
              GError **error)
{
  NatterdDirectory *directory = &call->hub->directory;
  guint most = call->hub->settings->rooms_per_session;

  if (most > 0 && call->user->rooms.n >= most)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_ROOMS,
                   ngettext ("You are in %u room already, and more do not fit. To leave one: leave ROOM",
                             "You are in %u rooms already, and more do not fit. To leave one: leave ROOM", most),
                   most);
      return FALSE;
    }

  if (!is_new || call->hub->settings->rooms == 0)
    return TRUE;

  natterd_directory_sweep (directory);
  if (g_hash_table_size (directory->rooms) < call->hub->settings->rooms || make_place (call))
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_ROOMS,
                       _ ("There is no space for another room here. To see those there are: rooms"));
  return FALSE;
}

/* The room of that name, made if need be; only if there is space for the caller in it. */
static NatterdRoom *
ensure_room (const NatterdCall *call,
             GError **error)
{
  g_autofree char *name = natter_room_normalize (call->command->room, call->hub->settings->room_length, error);
  g_autofree char *key = name != NULL ? natter_name_dup_key (name) : NULL;
  NatterdRoom *room = name != NULL ? natterd_directory_find_room (&call->hub->directory, key) : NULL;

  if (name == NULL)
    return NULL;

  if (room != NULL && natterd_membership_find (call->user, room) != NULL)
    return room;

  natterd_call_use_code (call, key);
  if (!natterd_policy_check_enter (call->hub, call->user, key, name, error) ||
      !check_limits (call, room == NULL, error))
    return NULL;
  if (room != NULL)
    return room;

  room = natterd_directory_add_room (&call->hub->directory, name, g_steal_pointer (&key));
  natterd_room_record_owner (room, call);
  natterd_operator_note_opened (call->hub, room, call->effects);
  return room;
}

gboolean
natterd_handle_join (NatterdCall *call,
                     GError **error)
{
  NatterdRoom *room;
  gboolean there;

  if (call->user->party == NATTERD_PARTY_OPERATOR)
    return natterd_operator_join (call, error);
  room = ensure_room (call, error);
  if (room == NULL)
    return FALSE;

  there = natterd_membership_find (call->user, room) != NULL;
  if (there)
    natterd_session_set_current (call->session, room, call->effects);
  else
    natterd_session_enter (call->session, room, call->effects);

  natterd_call_tell_entered (call, call->session, room, call->command->id);
  if (there)
    return TRUE;

  natterd_call_tell_other_devices (call, room);
  natterd_user_tell_joined (call->user, room, call->now, call->effects);
  return TRUE;
}

/* All sessions of a person leave together. */
static void
turn_from_room (const NatterdUser *user,
                const NatterdRoom *room,
                NatterdEffects *effects)
{
  NatterdRoom *oldest = user->rooms.first != NULL ? user->rooms.first->room : NULL;

  for (NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
    {
      if (session->current == room && session->stage == NATTER_STAGE_CHAT)
        natterd_session_set_current (session, oldest, effects);
    }
}

void
natterd_user_tell_parted (const NatterdUser *user,
                          const NatterdRoom *room,
                          const NatterdSession *but,
                          NatterdEffects *effects)
{
  turn_from_room (user, room, effects);
  for (NatterdSession *session = user->sessions; session != NULL; session = session->sibling)
    if (session != but && session->stage == NATTER_STAGE_CHAT)
      {
        NatterEvent *parted = natter_event_new (NATTER_EVENT_PARTED);

        parted->room = g_strdup (room->name);
        parted->current = session->current != NULL ? g_strdup (session->current->name) : NULL;
        natterd_effects_to_session (effects, session, parted);
      }
}

gboolean
natterd_handle_leave (NatterdCall *call,
                      GError **error)
{
  NatterdRoom *own = call->user->party != NATTERD_PARTY_OPERATOR ? natterd_call_get_own_room (call, error) : NULL;
  g_autoptr (NatterdRoom) room = NULL;
  NatterEvent *parted;

  if (own == NULL)
    return call->user->party == NATTERD_PARTY_OPERATOR && natterd_operator_leave (call, error);

  room = natterd_room_ref (own); /* it may vanish */
  parted = natterd_call_new_answer (call, NATTER_EVENT_PARTED);
  parted->room = g_strdup (room->name);
  natterd_marker_leave (call, room);
  natterd_hub_leave (call->hub, natterd_membership_find (call->user, room), NATTER_REASON_LEFT, call->now,
                     call->effects);
  natterd_user_tell_parted (call->user, room, call->session, call->effects);
  parted->current = call->session->current != NULL ? g_strdup (call->session->current->name) : NULL;
  natterd_call_answer (call, parted);
  return TRUE;
}

gboolean
natterd_handle_switch (NatterdCall *call,
                       GError **error)
{
  NatterdRoom *room = natterd_call_get_own_room (call, error);
  NatterEvent *event;

  if (room == NULL)
    return FALSE;

  natterd_session_set_current (call->session, room, call->effects);
  event = natterd_call_new_answer (call, NATTER_EVENT_CURRENT);
  event->room = g_strdup (room->name);
  natterd_call_answer (call, event);
  return TRUE;
}
