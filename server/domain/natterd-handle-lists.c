/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natterd-call.h"
#include "natterd-policy.h"
#include "natterd-rules-private.h"

/* Who and what is here: §4.10. A list that would not fit through a connection (1 MiB: §7.3, and what a client reads of one
 * line) ends early; up to some 10,000 people with ordinary names it is whole. */
#define LIST_BYTES (512 * 1024)
#define ROW_BYTES  48 /* of a row on the wire, without its words */

static gsize
count_bytes (const char *text)
{
  return text != NULL ? strlen (text) : 0;
}

/* look */

static NatterdRoom *
find_room (NatterdCall *call,
           GError **error)
{
  g_autofree char *name = natter_room_normalize (call->command->room, call->hub->settings->room_length, error);
  g_autofree char *key = name != NULL ? natter_name_dup_key (name) : NULL;
  NatterdRoom *room = name != NULL ? natterd_directory_find_room (&call->hub->directory, key) : NULL;

  if (room != NULL && !natterd_policy_may_see (call->hub, call->user, key))
    room = NULL;
  if (room == NULL && name != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_NO_SUCH_ROOM,
                 _ ("There is no room #%s. To see those there are: rooms. To open it: join #%s"), name, name);
  return room;
}

gboolean
natterd_handle_look (NatterdCall *call,
                     GError **error)
{
  const NatterdRoom *room = call->command->room != NULL ? find_room (call, error) : natterd_call_get_own_room (call, error);
  const NatterdMembership *membership;
  NatterEvent *event;
  gsize bytes = 0;

  if (room == NULL)
    return FALSE;

  event = natterd_call_new_answer (call, NATTER_EVENT_PEOPLE);
  event->room = g_strdup (room->name);
  event->count = room->members.n;
  event->people = g_ptr_array_new_full (room->members.n, (GDestroyNotify) natter_person_free);
  for (membership = room->members.first; membership != NULL && bytes < LIST_BYTES;
       membership = membership->links[NATTERD_LINK_OF_ROOM].next)
    {
      bytes += ROW_BYTES + count_bytes (membership->user->name) + count_bytes (membership->user->away);
      g_ptr_array_add (event->people, natterd_call_new_person (call, membership->user, room));
    }

  natterd_call_answer (call, event);
  return TRUE;
}

/* who */

/* @bytes: (inout): what the names take. */
static GStrv
dup_room_names (const NatterdCall *call,
                const NatterdUser *user,
                gsize *bytes)
{
  GStrv names = g_new0 (char *, user->rooms.n + 1);
  const NatterdMembership *membership = user->rooms.first;
  guint n = 0;

  for (; membership != NULL && *bytes < LIST_BYTES; membership = membership->links[NATTERD_LINK_OF_USER].next)
    {
      if (!natterd_policy_may_see (call->hub, call->user, membership->room->key))
        continue;
      *bytes += 3 + count_bytes (membership->room->name);
      names[n++] = g_strdup (membership->room->name);
    }

  return names;
}

gboolean
natterd_handle_who (NatterdCall *call,
                    GError **error)
{
  NatterEvent *event = natterd_call_new_answer (call, NATTER_EVENT_WHO);
  gsize bytes = 0;

  event->count = g_hash_table_size (call->hub->directory.people);
  event->people = g_ptr_array_new_full (event->count, (GDestroyNotify) natter_person_free);
  for (const NatterdUser *user = call->hub->directory.first; user != NULL && bytes < LIST_BYTES; user = user->next)
    {
      NatterPerson *person = natterd_call_new_person (call, user, NULL);

      bytes += ROW_BYTES + count_bytes (user->name) + count_bytes (user->away);
      person->rooms = dup_room_names (call, user, &bytes);
      g_ptr_array_add (event->people, person);
    }

  natterd_call_answer (call, event);
  return TRUE;
}

/* rooms */

/* The liveliest first; names in their order where that says nothing. */
static int
compare_rooms (gconstpointer a_pointer,
               gconstpointer b_pointer)
{
  const NatterdRoom *a = *(const NatterdRoom *const *) a_pointer;
  const NatterdRoom *b = *(const NatterdRoom *const *) b_pointer;

  if (a->members.n != b->members.n)
    return a->members.n > b->members.n ? -1 : 1;
  if (a->active != b->active)
    return a->active > b->active ? -1 : 1;

  return strcmp (a->key, b->key);
}

/* Returns: (transfer container) */
static GPtrArray *
sort_rooms (const NatterdCall *call)
{
  NatterdDirectory *directory = &call->hub->directory;
  GPtrArray *sorted = g_ptr_array_sized_new (g_hash_table_size (directory->rooms));
  GHashTableIter iter;
  gpointer room;

  natterd_directory_sweep (directory);
  g_hash_table_iter_init (&iter, directory->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    if (natterd_policy_may_see (call->hub, call->user, ((NatterdRoom *) room)->key))
      g_ptr_array_add (sorted, room);

  g_ptr_array_sort (sorted, compare_rooms);
  return sorted;
}

static NatterRoomInfo *
describe_room (const NatterdCall *call,
               const NatterdRoom *room)
{
  NatterRoomInfo *info = natter_room_info_new (room->name);
  const NatterdRules *rules = natterd_rules_find (call->hub->rules, room->key);

  info->topic = g_strdup (room->topic);
  info->people = room->members.n;
  info->active = room->active;
  info->is_private = rules->is_private;
  info->readonly = rules->readonly;
  info->member = natterd_membership_find (call->user, room) != NULL;
  return info;
}

gboolean
natterd_handle_rooms (NatterdCall *call,
                      GError **error)
{
  g_autoptr (GPtrArray) sorted = sort_rooms (call);
  NatterEvent *event = natterd_call_new_answer (call, NATTER_EVENT_ROOMS);
  gsize bytes = 0;

  event->time = call->now.wall;
  event->rooms = g_ptr_array_new_full (sorted->len, (GDestroyNotify) natter_room_info_free);
  for (guint i = 0; i < sorted->len && bytes < LIST_BYTES; i++)
    {
      NatterdRoom *room = sorted->pdata[i];
      NatterRoomInfo *info = describe_room (call, room);

      bytes += 2 * ROW_BYTES + count_bytes (room->name) + count_bytes (room->topic);
      g_ptr_array_add (event->rooms, info);
      natterd_room_settle_later (room, event, info);
    }

  natterd_call_answer (call, event);
  return TRUE;
}
