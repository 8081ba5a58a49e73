/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-act-private.h"
#include "natterd-marker-private.h"
#include "natterd-policy.h"
#include "natterd-rules-private.h"

/* Coming into rooms and going out of them. */

/* §5.10: all who are there are told to a newcomer up to so many, else a few. */
#define PEOPLE_MOST 100
#define PEOPLE_FEW  10

NatterPerson *
natterd_call_new_person (const NatterdCall *call,
                         const NatterdUser *user,
                         const NatterdRoom *room)
{
  NatterPerson *person = natter_person_new (user->name);

  person->away = g_strdup (user->away);
  person->idle = MAX (call->now.mono - user->active, 0) / G_USEC_PER_SEC;
  person->account = user->is_registered;
  person->bot = user->party == NATTERD_PARTY_BOT;
  person->role = room != NULL ? g_strdup (natterd_policy_get_role_word (call->hub, user, room)) : NULL;
  return person;
}

void
natterd_session_enter (NatterdSession *self,
                       NatterdRoom *room,
                       NatterdEffects *effects)
{
  natterd_membership_new (self->user, room);
  natterd_session_set_current (self, room, effects);
  natterd_effects_enter (effects, self->user, room);
}

static GPtrArray *
list_people (const NatterdCall *call,
             const NatterdRoom *room,
             guint most)
{
  GPtrArray *people = g_ptr_array_new_full (MIN (most, room->members.n), (GDestroyNotify) natter_person_free);
  const NatterdMembership *membership = room->members.first;

  for (; membership != NULL && people->len < most; membership = membership->links[NATTERD_LINK_OF_ROOM].next)
    g_ptr_array_add (people, natterd_call_new_person (call, membership->user, room));
  return people;
}

/* Of a crowd everybody is shown the same few, those who came first: in a storm they were half of what a login cost. How long they have
 * been idle may be a second old. */
static GPtrArray *
list_few (const NatterdCall *call,
          NatterdRoom *room)
{
  if (room->few == NULL || call->now.mono - room->few_made >= G_USEC_PER_SEC)
    {
      g_clear_pointer (&room->few, g_ptr_array_unref);
      room->few = list_people (call, room, PEOPLE_FEW);
      room->few_made = call->now.mono;
    }
  return g_ptr_array_ref (room->few);
}

/* §5.24 */
static void
tell_rules (const NatterdCall *call,
            const NatterdRoom *room,
            NatterEvent *event)
{
  const NatterdRules *rules = natterd_rules_find (call->hub->rules, room->key);

  event->role = g_strdup (natterd_policy_get_role_word (call->hub, call->user, room));
  event->is_private = rules->is_private;
  event->readonly = rules->readonly;
  event->slow = (guint) rules->slow;
  event->keep = (guint) MIN (natterd_policy_get_keep (call->hub, room), G_MAXUINT);
}

void
natterd_call_tell_entered (const NatterdCall *call,
                           NatterdSession *session,
                           NatterdRoom *room,
                           const char *re)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_ENTERED);

  event->re = g_strdup (re);
  event->room = g_strdup (room->name);
  event->text = g_strdup (room->topic);
  event->seq = room->last_seq;
  event->read = natterd_marker_get (call->hub, call->user, room);
  event->count = room->members.n;
  event->people = room->members.n <= PEOPLE_MOST ? list_people (call, room, PEOPLE_MOST) : list_few (call, room);
  tell_rules (call, room, event);

  natterd_room_settle_later (room, event, NULL);
  natterd_effects_to_session (call->effects, session, event);
}

void
natterd_call_tell_other_devices (const NatterdCall *call,
                                 NatterdRoom *room)
{
  for (NatterdSession *session = call->user->sessions; session != NULL; session = session->sibling)
    {
      if (session == call->session || session->stage != NATTER_STAGE_CHAT)
        continue;
      if (session->current == NULL)
        natterd_session_set_current (session, room, call->effects);
      natterd_call_tell_entered (call, session, room, NULL);
    }
}

void
natterd_user_tell_joined (NatterdUser *self,
                          NatterdRoom *room,
                          NatterdNow now,
                          NatterdEffects *effects)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_JOINED);

  event->room = g_strdup (room->name);
  event->from = g_strdup (self->name);
  event->time = now.wall;
  natterd_effects_to_room (effects, room, self, self, event);
}

static void
tell_left (NatterdUser *user,
           NatterdRoom *room,
           NatterReason reason,
           NatterdNow now,
           NatterdEffects *effects)
{
  NatterEvent *event = natter_event_new (NATTER_EVENT_LEFT);

  event->room = g_strdup (room->name);
  event->from = g_strdup (user->name);
  event->reason = reason;
  event->time = now.wall;
  natterd_effects_to_room (effects, room, user, user, event);
}

void
natterd_hub_leave (NatterdHub *self,
                   NatterdMembership *membership,
                   NatterReason reason,
                   NatterdNow now,
                   NatterdEffects *effects)
{
  g_autoptr (NatterdRoom) room = natterd_room_ref (membership->room);
  NatterdUser *user = membership->user;

  natterd_membership_free (membership);
  natterd_effects_depart (effects, user, room);
  if (room->members.n > 0)
    tell_left (user, room, reason, now, effects);
  natterd_directory_desert_room (&self->directory, room);
  if (reason != NATTER_REASON_SHUTDOWN && natterd_directory_find_room (&self->directory, room->key) == NULL)
    natterd_room_forget_owner (room, self, effects);
}
