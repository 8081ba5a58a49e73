/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-page-private.h"
#include "shared/natter-text.h"

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
  GHashTable *said; /* (nullable) (element-type utf8 NatterMessage) by sender and client id: those kept that have one */
} Room;

typedef struct
{
  NatterdStore parent;
  guint most; /* messages kept of a room */
  char *epoch;
  GHashTable *rooms; /* (element-type utf8 Room) the key is the Room's */
  GTree *facts;      /* (element-type NatterFact NatterFact) owned */
} MemoryStore;

static void
room_free (gpointer data)
{
  Room *room = data;

  for (guint i = 0; i < room->n_kept; i++)
    natter_message_unref (room->ring[(room->start + i) % room->capacity]);
  g_clear_pointer (&room->said, g_hash_table_unref);
  g_free (room->ring);
  g_free (room->key);
  g_free (room);
}

static NatterMessage *
room_get (const Room *room,
          guint nth)
{
  return room->ring[(room->start + nth) % room->capacity];
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
    ring[i] = room_get (room, i);

  g_free (room->ring);
  room->ring = ring;
  room->capacity = capacity;
  room->start = 0;
}

/* §3.7: the same words for the same retry. Names hold no space. (transfer full) */
static char *
dup_retry_key (const NatterMessage *message)
{
  g_autofree char *sender = natter_name_dup_key (message->from);

  return g_strconcat (sender, " ", message->id, NULL);
}

static void
room_drop_oldest (Room *room)
{
  NatterMessage *oldest = room_get (room, 0);

  if (oldest->id != NULL)
    {
      g_autofree char *retry_key = dup_retry_key (oldest);

      g_hash_table_remove (room->said, retry_key);
    }
  natter_message_unref (oldest);
  room->start = (room->start + 1) % room->capacity;
  room->n_kept--;
}

static void
room_add (Room *room,
          NatterMessage *message,
          guint most)
{
  if (room->n_kept == most)
    room_drop_oldest (room);
  else if (room->n_kept == room->capacity)
    room_grow (room, most);

  room->ring[(room->start + room->n_kept) % room->capacity] = natter_message_ref (message);
  room->n_kept++;
}

/* TRUE: it was said already, and @message is told what became of it. Else it is remembered. */
static gboolean
room_recall (Room *room,
             NatterMessage *message)
{
  g_autofree char *retry_key = message->id != NULL ? dup_retry_key (message) : NULL;
  const NatterMessage *first;

  if (retry_key == NULL)
    return FALSE;

  if (room->said == NULL)
    room->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  first = g_hash_table_lookup (room->said, retry_key);
  if (first == NULL)
    {
      g_hash_table_insert (room->said, g_steal_pointer (&retry_key), message);
      return FALSE;
    }

  message->repeated = TRUE;
  message->seq = first->seq;
  message->time = first->time;
  return TRUE;
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

      if (room_recall (room, message))
        continue;
      message->seq = ++room->last_seq;
      message->time = wall;
      room_add (room, message, self->most);
    }

  done (user_data, NULL);
}

/* Nothing here fails, so it need not wait for the commit. */
static void
memory_set_fact (NatterdStore *store,
                 NatterFact *fact)
{
  MemoryStore *self = (MemoryStore *) store;

  if (fact->value != NULL)
    g_tree_replace (self->facts, natter_fact_ref (fact), fact);
  else
    g_tree_remove (self->facts, fact);
}

static int
compare_facts (gconstpointer a,
               gconstpointer b,
               gpointer user_data)
{
  const NatterFact *first = a;
  const NatterFact *second = b;
  int order = strcmp (first->kind, second->kind);

  return order != 0 ? order : strcmp (first->key, second->key);
}

/* The place of the first message at or after a moment. */
static guint
find_time (const Room *room,
           gint64 time)
{
  guint low = 0;
  guint high = room->n_kept;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (room_get (room, middle)->time < time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Where a page begins: of one that goes backwards the place behind its first message. */
static guint
find_start (const Room *room,
            const NatterRange *range)
{
  guint64 oldest = room->last_seq - room->n_kept + 1; /* they follow on each other */

  switch (range->kind)
    {
    case NATTER_RANGE_BEFORE:
      return (guint) MIN (range->seq > oldest ? range->seq - oldest : 0, room->n_kept);
    case NATTER_RANGE_SINCE:
      return (guint) MIN (range->seq >= oldest ? range->seq - oldest + 1 : 0, room->n_kept);
    case NATTER_RANGE_AT:
      return find_time (room, range->time);
    case NATTER_RANGE_LAST:
    default:
      return room->n_kept;
    }
}

static void
fill_page (NatterdPage *page,
           const Room *room,
           const NatterRange *range)
{
  guint place = find_start (room, range);

  if (page->backwards)
    while (place > 0 && natterd_page_add (page, natter_message_ref (room_get (room, place - 1))))
      place--;
  else
    while (place < room->n_kept && natterd_page_add (page, natter_message_ref (room_get (room, place))))
      place++;
}

static void
memory_fetch (NatterdStore *store,
              const char *key,
              const NatterRange *range,
              NatterdStoreFetched done,
              gpointer user_data)
{
  MemoryStore *self = (MemoryStore *) store;
  const Room *room = g_hash_table_lookup (self->rooms, key);
  g_autoptr (GPtrArray) messages = NULL;
  NatterdPage page;

  natterd_page_init (&page, range);
  if (room != NULL)
    fill_page (&page, room, range);
  messages = natterd_page_finish (&page);
  done (user_data, messages, page.more, NULL);
}

static void
memory_forget (NatterdStore *store,
               const char *key)
{
  MemoryStore *self = (MemoryStore *) store;

  g_hash_table_remove (self->rooms, key);
}

/* A room's name is wanted only by those who come back to it, and after the end of the process nobody does. */
static void
memory_name_room (NatterdStore *store,
                  const char *key,
                  const char *name)
{
}

static gboolean
memory_list_rooms (NatterdStore *store,
                   NatterdStoreRoomFunc tell,
                   gpointer user_data,
                   GError **error)
{
  return TRUE;
}

static gboolean
memory_list_facts (NatterdStore *store,
                   NatterdStoreFactFunc tell,
                   gpointer user_data,
                   GError **error)
{
  GTree *facts = ((MemoryStore *) store)->facts;

  for (GTreeNode *node = g_tree_node_first (facts); node != NULL; node = g_tree_node_next (node))
    tell (user_data, g_tree_node_value (node));
  return TRUE;
}

static const char *
memory_get_epoch (NatterdStore *store)
{
  return ((MemoryStore *) store)->epoch;
}

static void
memory_free (NatterdStore *store)
{
  MemoryStore *self = (MemoryStore *) store;

  g_hash_table_unref (self->rooms);
  g_tree_unref (self->facts);
  g_free (self->epoch);
  g_free (self);
}

static const NatterdStoreClass memory_class = {
  .commit = memory_commit,
  .set_fact = memory_set_fact,
  .fetch = memory_fetch,
  .forget = memory_forget,
  .name_room = memory_name_room,
  .list_rooms = memory_list_rooms,
  .list_facts = memory_list_facts,
  .get_epoch = memory_get_epoch,
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
  self->epoch = g_uuid_string_random ();
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, room_free);
  self->facts = g_tree_new_full (compare_facts, NULL, (GDestroyNotify) natter_fact_unref, NULL);
  return &self->parent;
}
