/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-direct-private.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

/* Who they are with */

NatterdOther
natterd_direct_get_other (const NatterdHub *hub,
                          const NatterdUser *user,
                          const NatterdRoom *room)
{
  NatterdOther other = { .author = natterd_talk_get_other (room, user->author) };
  const NatterdAccount *account = natterd_directory_find_author (&hub->directory, other.author);
  const NatterdMembership *membership = room->members.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_ROOM].next)
    if (membership->user != user)
      other.user = membership->user;

  other.gone = other.user == NULL && account == NULL;
  other.name = other.gone ? NATTERD_NOBODY : other.user != NULL ? other.user->name
                                                                : account->name;
  return other;
}

char *
natterd_direct_dup_view (const NatterdHub *hub,
                         const NatterdUser *user,
                         const NatterdRoom *room)
{
  return g_strconcat ("@", natterd_direct_get_other (hub, user, room).name, NULL);
}

/* Of several the one where something was said last. */
static gboolean
find_gone (const NatterdHub *hub,
           const NatterdUser *user,
           NatterdOther *other)
{
  const NatterdMembership *membership = user->directs.first;
  const NatterdRoom *newest = NULL;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_USER].next)
    if ((newest == NULL || membership->room->active > newest->active) &&
        natterd_direct_get_other (hub, user, membership->room).gone)
      newest = membership->room;

  if (newest != NULL)
    *other = natterd_direct_get_other (hub, user, newest);
  return newest != NULL;
}

static gboolean
find_absent (const NatterdCall *call,
             const char *name,
             NatterdOther *other)
{
  g_autofree char *normalized = natter_name_normalize (*name == '@' ? name + 1 : name, NATTER_LIMIT_NAME_BYTES, NULL);
  g_autofree char *key = normalized != NULL ? natter_name_dup_key (normalized) : NULL;
  const NatterdAccount *account = key != NULL ? natterd_directory_find_account (&call->hub->directory, key) : NULL;

  if (key != NULL && g_str_equal (key, NATTERD_NOBODY))
    return find_gone (call->hub, call->user, other);
  if (account == NULL || account->gone)
    return FALSE;

  *other = (NatterdOther){ .author = account->author, .name = account->name };
  return TRUE;
}

/* FALSE: nobody, or the caller. */
static gboolean
find_other (const NatterdCall *call,
            const char *name,
            NatterdOther *other)
{
  NatterdUser *user = natterd_directory_find_person (&call->hub->directory, name);

  if (user == NULL)
    return find_absent (call, name, other);

  *other = (NatterdOther){ .user = user, .author = user->author, .name = user->name };
  return user != call->user;
}

gboolean
natterd_call_find_other (NatterdCall *call,
                         const char *name,
                         NatterdOther *other,
                         GError **error)
{
  return find_other (call, name, other) || natterd_call_find_person (call, name, error) != NULL; /* which says what is wrong */
}

/* Beginning */

NatterdRoom *
natterd_direct_find (const NatterdHub *hub,
                     const NatterdUser *user,
                     const NatterdOther *other)
{
  return natterd_talks_find (&hub->talks, user->author, other->author);
}

NatterdRoom *
natterd_call_find_direct (NatterdCall *call,
                          const char *name,
                          GError **error)
{
  NatterdOther other;
  NatterdRoom *room;

  if (!natterd_call_find_other (call, name, &other, error))
    return NULL;

  room = natterd_direct_find (call->hub, call->user, &other);
  if (room == NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_MESSAGE,
                 _ ("Nothing was said between you and %s yet. To begin: tell %s TEXT"), other.name, other.name);
  return room;
}

gboolean
natterd_call_has_direct (const NatterdCall *call,
                         const char *name)
{
  NatterdOther other;

  return find_other (call, name, &other) && natterd_direct_find (call->hub, call->user, &other) != NULL;
}

static NatterdRoom *
begin (NatterdHub *hub,
       NatterdUser *user,
       const NatterdOther *other)
{
  const NatterdDirectory *directory = &hub->directory;
  gboolean lasts = natterd_directory_find_author (directory, user->author) != NULL &&
                   natterd_directory_find_author (directory, other->author) != NULL;
  NatterdRoom *room = natterd_talks_add (&hub->talks, directory->room_slots, user->author, other->author, lasts);

  natterd_membership_new (user, room);
  if (other->user != NULL)
    natterd_membership_new (other->user, room);
  room->beginner = user;
  user->n_begun++;
  return room;
}

NatterdRoom *
natterd_direct_begin (NatterdHub *hub,
                      NatterdUser *user,
                      const NatterdOther *other,
                      GError **error)
{
  NatterdRoom *room = natterd_direct_find (hub, user, other);
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

/* Coming, going, and the end */

void
natterd_direct_come (NatterdHub *hub,
                     NatterdUser *user)
{
  const GPtrArray *rooms = natterd_talks_get_of (&hub->talks, user->author);

  for (guint i = 0; rooms != NULL && i < rooms->len; i++)
    natterd_membership_new (user, rooms->pdata[i]);
}

static gboolean
is_left (const NatterdHub *hub,
         const NatterdRoom *room,
         gint64 author)
{
  const NatterdMembership *membership = room->members.first;

  for (; membership != NULL; membership = membership->links[NATTERD_LINK_OF_ROOM].next)
    if (membership->user->author == author)
      return TRUE;
  return natterd_directory_find_author (&hub->directory, author) != NULL;
}

/* What lasted stays the other one's when an account is given up. */
static gboolean
is_over (const NatterdHub *hub,
         const NatterdRoom *room)
{
  gboolean first = is_left (hub, room, room->authors[0]);
  gboolean second = is_left (hub, room, room->authors[1]);

  return natterd_talk_is_lasting (room) ? !first && !second : !first || !second;
}

static void
end (NatterdHub *hub,
     NatterdRoom *room,
     NatterdEffects *effects)
{
  natterd_effects_forget (effects, room);
  if (room->beginner != NULL)
    room->beginner->n_begun--;
  room->beginner = NULL;
  while (room->members.first != NULL)
    natterd_membership_free (room->members.first);
  for (guint i = 0; i < G_N_ELEMENTS (room->authors); i++)
    natterd_reads_drop (&hub->reads, room->authors[i], room->key, effects);
  natterd_talks_remove (&hub->talks, room);
}

void
natterd_direct_leave_all (NatterdHub *hub,
                          NatterdUser *user,
                          NatterdEffects *effects)
{
  while (user->directs.first != NULL)
    {
      NatterdRoom *room = user->directs.first->room;

      natterd_membership_free (user->directs.first);
      if (is_over (hub, room))
        end (hub, room, effects);
      else if (room->beginner == user)
        room->beginner = NULL;
    }
}

void
natterd_direct_restore (NatterdHub *hub,
                        const char *key,
                        guint64 last_seq,
                        gint64 active)
{
  NatterdRoom *room = natterd_talks_restore (&hub->talks, hub->directory.room_slots, key);

  room->last_seq = last_seq;
  room->active = active;
}

void
natterd_direct_end_lost (NatterdHub *hub,
                         NatterdEffects *effects)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer room;

  g_hash_table_iter_init (&iter, hub->talks.by_key);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    if (is_over (hub, room))
      g_ptr_array_add (lost, room);
  for (guint i = 0; i < lost->len; i++)
    end (hub, lost->pdata[i], effects);
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

      if (other != NULL && !is_in_stamped_room (self, other))
        natterd_effects_to_user (effects, other, user, natter_event_ref (event));
    }
}
