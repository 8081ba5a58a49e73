/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natterd-call.h"

/* Direct conversations: rooms with two members that are in no directory. Their keys are made of who the two are, not of their
 * names, so that nobody inherits one along with a name (§3.4). */

NatterdRoom *
natterd_direct_find (const NatterdUser *user,
                     const NatterdUser *other)
{
  gboolean few = user->directs.n <= other->directs.n;
  const NatterdMembership *membership = few ? user->directs.first : other->directs.first;
  const NatterdUser *sought = few ? other : user;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      if (natterd_membership_get_other (membership) == sought)
        return membership->room;
    }

  return NULL;
}

static NatterdRoom *
begin (NatterdHub *hub,
       NatterdUser *user,
       NatterdUser *other)
{
  char *key = g_strdup_printf ("@%" G_GINT64_MODIFIER "x.%" G_GINT64_MODIFIER "x.%" G_GINT64_MODIFIER "x",
                               (guint64) hub->epoch, user->id, other->id);
  NatterdRoom *room = natterd_room_new (hub->directory.room_slots, key, key, TRUE);

  natterd_membership_new (user, room);
  natterd_membership_new (other, room);
  user->n_begun++;
  natterd_room_unref (room); /* its members keep it */
  return room;
}

NatterdRoom *
natterd_direct_begin (NatterdHub *hub,
                      NatterdUser *user,
                      NatterdUser *other,
                      GError **error)
{
  NatterdRoom *room = natterd_direct_find (user, other);
  guint most = hub->settings->rooms_per_session;

  if (room != NULL)
    return room;

  if (most == 0 || user->n_begun < most)
    return begin (hub, user, other);

  g_set_error (error, NATTER_ERROR, NATTER_ERROR_TOO_MANY_ROOMS,
               ngettext ("You have begun to talk with %u person: more do not fit. Meet in a room: join ROOM",
                         "You have begun to talk with %u people: more do not fit. Meet in a room: join ROOM", most),
               most);
  return NULL;
}

void
natterd_direct_end_all (NatterdUser *user,
                        NatterdEffects *effects)
{
  while (user->directs.first != NULL)
    {
      NatterdRoom *room = user->directs.first->room;

      natterd_effects_forget (effects, room);
      room->members.first->user->n_begun--;
      natterd_membership_free (room->members.last);
      natterd_membership_free (room->members.first);
    }
}

/* Stamps @user's rooms, so that whether somebody else is in one of them is seen at a glance. */
static void
stamp_rooms (NatterdHub *self,
             const NatterdUser *user)
{
  const NatterdMembership *membership = user->rooms.first;

  self->stamp++;
  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    membership->room->stamp = self->stamp;
}

static gboolean
is_in_stamped_room (const NatterdHub *self,
                    const NatterdUser *user)
{
  const NatterdMembership *membership = user->rooms.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      if (membership->room->stamp == self->stamp)
        return TRUE;
    }

  return FALSE;
}

void
natterd_hub_tell_peers (NatterdHub *self,
                        NatterdUser *user,
                        NatterEvent *event,
                        NatterdEffects *effects)
{
  const NatterdMembership *membership = user->directs.first;

  natterd_effects_to_peers (effects, user, event);
  stamp_rooms (self, user);
  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      NatterdUser *other = natterd_membership_get_other (membership);

      if (!is_in_stamped_room (self, other))
        natterd_effects_to_user (effects, other, user, natter_event_ref (event));
    }
}
