/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-store.h"

/* Messages in memory: a ring per room that grows with what is said, up to the limit. It cannot fail, and it answers within
 * the call; what must happen only after recording shows itself with the tests' double of a store, which waits and fails. */

#define FIRST_CAPACITY 8

typedef struct
{
  char *key;
  guint64 last_seq;
  NatterMessage **ring; /* (nullable) */
  guint capacity;
  guint start; /* of the oldest */
  guint n_kept;
} Room;

typedef struct
{
  NatterdStore parent;
  guint most;        /* messages kept of a room */
  GHashTable *rooms; /* (element-type utf8 Room) the key is the Room's */
} MemoryStore;

static void
room_free (gpointer data)
{
  Room *room = data;

  for (guint i = 0; i < room->n_kept; i++)
    natter_message_unref (room->ring[(room->start + i) % room->capacity]);
  g_free (room->ring);
  g_free (room->key);
  g_free (room);
}

static Room *
ensure_room (MemoryStore *self,
             const char *key)
{
  Room *room = g_hash_table_lookup (self->rooms, key);

  if (room == NULL)
    {
      room = g_new0 (Room, 1);
      room->key = g_strdup (key);
      g_hash_table_insert (self->rooms, room->key, room);
    }

  return room;
}

static void
room_grow (Room *room,
           guint most)
{
  guint capacity = CLAMP (room->capacity * 2, FIRST_CAPACITY, MAX (most, FIRST_CAPACITY));
  NatterMessage **ring = g_new (NatterMessage *, capacity);

  for (guint i = 0; i < room->n_kept; i++)
    ring[i] = room->ring[(room->start + i) % room->capacity];

  g_free (room->ring);
  room->ring = ring;
  room->capacity = capacity;
  room->start = 0;
}

static void
room_add (Room *room,
          NatterMessage *message,
          guint most)
{
  if (room->n_kept == most)
    {
      natter_message_unref (room->ring[room->start]);
      room->start = (room->start + 1) % room->capacity;
      room->n_kept--;
    }
  else if (room->n_kept == room->capacity)
    {
      room_grow (room, most);
    }

  room->ring[(room->start + room->n_kept) % room->capacity] = natter_message_ref (message);
  room->n_kept++;
}

static void
memory_commit (NatterdStore *store,
               GPtrArray *messages,
               gint64 wall,
               NatterdStoreCommitted done,
               gpointer user_data)
{
  MemoryStore *self = (MemoryStore *) store;

  for (guint i = 0; i < messages->len; i++)
    {
      NatterMessage *message = messages->pdata[i];
      Room *room = ensure_room (self, message->room);

      message->seq = ++room->last_seq;
      message->time = wall;
      room_add (room, message, self->most);
    }

  done (user_data, NULL);
}

static void
memory_fetch_last (NatterdStore *store,
                   const char *key,
                   guint count,
                   NatterdStoreFetched done,
                   gpointer user_data)
{
  MemoryStore *self = (MemoryStore *) store;
  const Room *room = g_hash_table_lookup (self->rooms, key);
  guint n = room != NULL ? MIN (count, room->n_kept) : 0;
  g_autoptr (GPtrArray) messages = g_ptr_array_new_full (n, (GDestroyNotify) natter_message_unref);

  for (guint i = 0; i < n; i++)
    {
      guint place = (room->start + room->n_kept - n + i) % room->capacity;

      g_ptr_array_add (messages, natter_message_ref (room->ring[place]));
    }

  done (user_data, messages, NULL);
}

static void
memory_forget (NatterdStore *store,
               const char *key)
{
  MemoryStore *self = (MemoryStore *) store;

  g_hash_table_remove (self->rooms, key);
}

static void
memory_free (NatterdStore *store)
{
  MemoryStore *self = (MemoryStore *) store;

  g_hash_table_unref (self->rooms);
  g_free (self);
}

static const NatterdStoreClass memory_class = {
  .commit = memory_commit,
  .fetch_last = memory_fetch_last,
  .forget = memory_forget,
  .free = memory_free,
};

NatterdStore *
natterd_store_memory_new (guint messages_per_room)
{
  MemoryStore *self;

  g_return_val_if_fail (messages_per_room > 0, NULL);

  self = g_new0 (MemoryStore, 1);
  self->parent.klass = &memory_class;
  self->most = messages_per_room;
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, room_free);
  return &self->parent;
}
