/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natterd-account-private.h"
#include "natterd-operator-private.h"

/* Of one name, always the same, and nobody else's: no name has a colon. */
static gint64
make_author (const char *key)
{
  g_autofree char *whole = g_strconcat ("operator:", key, NULL);

  return natterd_author_of_name (whole);
}

void
natterd_hub_seat_operator (NatterdHub *self,
                           NatterdSession *session,
                           const char *name,
                           NatterdEffects *effects)
{
  g_autoptr (NatterdUser) user = NULL;

  g_return_if_fail (session->stage == NATTER_STAGE_LOGIN && session->user == NULL);

  if (name == NULL)
    name = NATTERD_OPERATOR;
  user = natterd_user_new (++self->n_users, g_strdup (name), natter_name_dup_key (name));
  user->party = NATTERD_PARTY_OPERATOR;
  user->author = make_author (user->key);
  user->followed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) natterd_room_unref);
  g_ptr_array_add (self->operators, user);
  natterd_session_set_user (session, user);
  session->stage = NATTER_STAGE_CHAT;
  natterd_effects_admit (effects, session);
}

void
natterd_operator_go (NatterdHub *hub,
                     NatterdUser *user)
{
  /* what is followed stays with the user: until the session's listener is gone no other room may take the index */
  g_ptr_array_remove_fast (hub->operators, user);
}

static void
follow (NatterdUser *user,
        NatterdRoom *room,
        NatterdEffects *effects)
{
  NatterdRoom *old = g_hash_table_lookup (user->followed, room->key);

  if (old == room)
    return;
  if (old != NULL)
    natterd_effects_depart (effects, user, old);
  natterd_effects_enter (effects, user, room);
  g_hash_table_replace (user->followed, g_strdup (room->key), natterd_room_ref (room));
}

void
natterd_operator_note_opened (NatterdHub *hub,
                              NatterdRoom *room,
                              NatterdEffects *effects)
{
  for (guint i = 0; i < hub->operators->len; i++)
    {
      NatterdUser *user = hub->operators->pdata[i];

      if (g_hash_table_contains (user->followed, room->key))
        follow (user, room, effects);
    }
}

gboolean
natterd_operator_join (NatterdCall *call,
                       GError **error)
{
  NatterdRoom *room = natterd_call_find_own_room (call, call->command->room, error);

  if (room == NULL)
    return FALSE;
  follow (call->user, room, call->effects);
  natterd_call_tell_entered (call, call->session, room, call->command->id);
  return TRUE;
}

gboolean
natterd_operator_leave (NatterdCall *call,
                        GError **error)
{
  NatterdRoom *room = natterd_call_get_own_room (call, error);
  NatterEvent *parted;

  if (room == NULL)
    return FALSE;
  if (g_hash_table_contains (call->user->followed, room->key))
    natterd_effects_depart (call->effects, call->user, g_hash_table_lookup (call->user->followed, room->key));
  parted = natterd_call_new_answer (call, NATTER_EVENT_PARTED);
  parted->room = g_strdup (room->name);
  g_hash_table_remove (call->user->followed, room->key);
  natterd_call_answer (call, parted);
  return TRUE;
}
