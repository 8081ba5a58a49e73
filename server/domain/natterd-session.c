/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-ask-private.h"
#include "natterd-ignore.h"
#include "natterd-session-private.h"
#include "natterd-user-private.h"

NatterdSession *
natterd_session_new (NatterdSlots *slots)
{
  NatterdSession *self = g_new0 (NatterdSession, 1);

  self->ref_count = 1;
  self->stage = NATTER_STAGE_LOGIN;
  self->slots = natterd_slots_ref (slots);
  self->index = natterd_slots_take (slots);
  return self;
}

NatterdSession *
natterd_session_ref (NatterdSession *self)
{
  self->ref_count++;
  return self;
}

static void
forget_user (NatterdSession *self)
{
  NatterdSession **place = &self->user->sessions;

  while (*place != self)
    place = &(*place)->sibling;
  *place = self->sibling;
  g_clear_pointer (&self->user, natterd_user_unref);
}

void
natterd_session_unref (NatterdSession *self)
{
  if (--self->ref_count > 0)
    return;

  g_assert (self->ignores == NULL);
  natterd_slots_give_back (self->slots, self->index);
  natterd_slots_unref (self->slots);
  g_clear_pointer (&self->current, natterd_room_unref);
  if (self->user != NULL)
    forget_user (self);
  natterd_ask_free (self->ask);
  g_free (self->origin);
  g_free (self->search_typed);
  g_free (self->search_room);
  g_free (self);
}

void
natterd_session_set_user (NatterdSession *self,
                          NatterdUser *user)
{
  self->user = natterd_user_ref (user);
  self->sibling = user->sessions;
  user->sessions = self;
}

void
natterd_session_set_current (NatterdSession *self,
                             NatterdRoom *room,
                             NatterdEffects *effects)
{
  if (room != NULL)
    natterd_room_ref (room);
  g_clear_pointer (&self->current, natterd_room_unref);
  self->current = room;
  natterd_effects_view (effects, self, room, self->user->name);
}

void
natterd_session_follow (NatterdSession *self,
                        NatterdSession *other,
                        NatterdEffects *effects)
{
  natterd_session_set_user (self, other->user);
  self->stage = other->stage;
  self->bucket = other->bucket;
  self->search_typed = g_steal_pointer (&other->search_typed);
  self->search_room = g_steal_pointer (&other->search_room);
  self->search_seq = other->search_seq;
  self->ignores = g_steal_pointer (&other->ignores);
  for (guint i = 0; self->ignores != NULL && i < self->ignores->len; i++)
    ((NatterdIgnore *) self->ignores->pdata[i])->session = self;
  natterd_session_set_current (self, other->current, effects);
  other->token = NULL;
  other->stage = NATTER_STAGE_LOGOUT;
}

void
natterd_session_set_way (NatterdSession *self,
                         gboolean is_local,
                         gboolean is_private)
{
  self->is_local = is_local;
  self->is_private = is_private;
}

void
natterd_session_set_place (NatterdSession *self,
                           guint64 place)
{
  self->place = place;
}

void
natterd_session_set_text (NatterdSession *self)
{
  self->is_text = TRUE;
}

void
natterd_session_set_origin (NatterdSession *self,
                            const char *origin)
{
  g_free (self->origin);
  self->origin = g_strdup (origin);
}

NatterStage
natterd_session_get_stage (const NatterdSession *self)
{
  return self->stage;
}

guint
natterd_session_get_index (const NatterdSession *self)
{
  return self->index;
}

NatterdUser *
natterd_session_get_user (const NatterdSession *self)
{
  return self->user;
}

NatterdRoom *
natterd_session_get_current (const NatterdSession *self)
{
  return self->current;
}

gboolean
natterd_session_ignores (const NatterdSession *self,
                         const NatterdUser *sender)
{
  for (guint i = 0; self->ignores != NULL && i < self->ignores->len; i++)
    {
      const NatterdIgnore *ignore = self->ignores->pdata[i];

      /* One who left a moment ago is held by name already, and is still to be told of. */
      if (ignore->user == sender || (ignore->user == NULL && g_str_equal (ignore->key, sender->key)))
        return TRUE;
    }

  return FALSE;
}
