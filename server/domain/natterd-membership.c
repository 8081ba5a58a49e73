/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hub.h"
#include "natterd-room-private.h"
#include "natterd-user-private.h"

static void
append (NatterdMembershipList *list,
        NatterdMembership *membership,
        NatterdLink link)
{
  membership->links[link].previous = list->last;
  if (list->last != NULL)
    list->last->links[link].next = membership;
  else
    list->first = membership;
  list->last = membership;
  list->n++;
}

static void
take_out (NatterdMembershipList *list,
          NatterdMembership *membership,
          NatterdLink link)
{
  NatterdMembership *previous = membership->links[link].previous;
  NatterdMembership *next = membership->links[link].next;

  if (previous != NULL)
    previous->links[link].next = next;
  else
    list->first = next;
  if (next != NULL)
    next->links[link].previous = previous;
  else
    list->last = previous;
  list->n--;
}

static NatterdMembershipList *
get_list_of_user (NatterdUser *user,
                  const NatterdRoom *room)
{
  return room->is_direct ? &user->directs : &user->rooms;
}

NatterdMembership *
natterd_membership_new (NatterdUser *user,
                        NatterdRoom *room)
{
  NatterdMembership *self = g_new0 (NatterdMembership, 1);

  self->room = natterd_room_ref (room);
  self->user = user;
  append (&room->members, self, NATTERD_LINK_OF_ROOM);
  append (get_list_of_user (user, room), self, NATTERD_LINK_OF_USER);
  return self;
}

void
natterd_membership_free (NatterdMembership *self)
{
  g_clear_pointer (&self->room->few, g_ptr_array_unref);
  take_out (&self->room->members, self, NATTERD_LINK_OF_ROOM);
  take_out (get_list_of_user (self->user, self->room), self, NATTERD_LINK_OF_USER);
  natterd_room_unref (self->room);
  g_free (self);
}

NatterdMembership *
natterd_membership_find (const NatterdUser *user,
                         const NatterdRoom *room)
{
  const NatterdMembershipList *list = room->is_direct ? &user->directs : &user->rooms;
  NatterdMembership *membership;

  if (room->members.n < list->n)
    {
      for (membership = room->members.first; membership != NULL; membership = membership->links[NATTERD_LINK_OF_ROOM].next)
        {
          if (membership->user == user)
            return membership;
        }
      return NULL;
    }

  for (membership = list->first; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      if (membership->room == room)
        return membership;
    }

  return NULL;
}

NatterdUser *
natterd_membership_get_other (const NatterdMembership *self)
{
  const NatterdMembershipList *both = &self->room->members;
  const NatterdMembership *other = both->first == self ? both->last : both->first;

  return other != self ? other->user : NULL;
}
