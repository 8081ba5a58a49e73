/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-forgotten-private.h"
#include "natterd-found-private.h"
#include "natterd-memory-room-private.h"
#include "natterd-page-private.h"

/* Messages in memory: a ring per room that grows with what is said, up to the limit. It cannot fail, and it answers within
 * the call; what must happen only after recording shows itself with the tests' double of a store, which waits and fails. */

#define OLDEST_AT_ONCE 64

typedef struct
{
  NatterdStore parent;
  guint most;       /* messages kept of a room */
  gsize most_bytes; /* of all rooms; 0: no limit */
  gsize bytes;
  guint64 n_recorded;
  char *epoch;
  GHashTable *rooms; /* (element-type utf8 NatterdMemoryRoom) the key is the room's */
  GTree *facts;      /* (element-type NatterFact NatterFact) owned */
} MemoryStore;

static NatterdMemoryRoom *
ensure_room (MemoryStore *self,
             const char *key)
{
  NatterdMemoryRoom *room = g_hash_table_lookup (self->rooms, key);

  if (room == NULL)
    {
      room = g_new0 (NatterdMemoryRoom, 1);
      room->key = g_strdup (key);
      g_hash_table_insert (self->rooms, room->key, room);
    }

  return room;
}

static void
drop_old (MemoryStore *self,
          NatterdMemoryRoom *room,
          gint64 wall)
{
  gsize before = room->bytes;

  natterd_memory_room_drop_old (room, wall);
  self->bytes -= before - room->bytes;
}

/* Whose oldest message is older than all others. (nullable) */
static NatterdMemoryRoom *
find_oldest (const MemoryStore *self)
{
  NatterdMemoryRoom *oldest = NULL;
  GHashTableIter iter;
  gpointer room;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    if (((NatterdMemoryRoom *) room)->n_kept > 0 &&
        (oldest == NULL ||
         natterd_memory_room_get_kept (room, 0)->nth < natterd_memory_room_get_kept (oldest, 0)->nth))
      oldest = room;
  return oldest;
}

/* The oldest go, some at a time: so the search for them costs little for each. */
static void
make_space (MemoryStore *self)
{
  NatterdMemoryRoom *room;

  if (self->most_bytes == 0 || self->bytes <= self->most_bytes)
    return;
  while (self->bytes > self->most_bytes - self->most_bytes / 16 && (room = find_oldest (self)) != NULL)
    {
      gsize before = room->bytes;

      for (guint i = 0; i < OLDEST_AT_ONCE && room->n_kept > 0; i++)
        natterd_memory_room_drop_oldest (room);
      self->bytes -= before - room->bytes;
    }
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
      NatterdMemoryRoom *room = ensure_room (self, message->room);
      gsize before;

      drop_old (self, room, wall);
      before = room->bytes;
      natterd_memory_room_record (room, message, wall, &self->n_recorded, self->most);
      self->bytes += room->bytes - before;
    }
  make_space (self);

  done (user_data, NULL);
}

/* Heeding facts */

static void
set_keep (MemoryStore *self,
          const NatterFact *fact)
{
  g_autoptr (GHashTable) strings = fact->value != NULL ? natter_fact_read (fact->value) : NULL;
  const char *seconds = strings != NULL ? g_hash_table_lookup (strings, "for") : NULL;

  ensure_room (self, fact->key)->keep = seconds != NULL ? g_ascii_strtoll (seconds, NULL, 10) * G_TIME_SPAN_SECOND : 0;
}

typedef struct
{
  const char *key;
  GPtrArray *changed; /* (element-type NatterFact) */
} Renaming;

static gboolean
collect_changed (gpointer fact,
                 gpointer value,
                 gpointer user_data)
{
  Renaming *renaming = user_data;
  NatterFact *changed = natterd_forgotten_change (fact, renaming->key);

  if (changed != NULL)
    g_ptr_array_add (renaming->changed, changed);
  return FALSE;
}

static void
forget_author (MemoryStore *self,
               const NatterFact *fact)
{
  g_autofree char *key = NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  Renaming renaming = { NULL, changed };
  GHashTableIter iter;
  gpointer room;
  gint64 author;

  if (!natterd_forgotten_read (fact, &author, &key))
    return;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    {
      gsize before = ((NatterdMemoryRoom *) room)->bytes;

      natterd_memory_room_forget_author (room, author);
      self->bytes += ((NatterdMemoryRoom *) room)->bytes - before;
    }
  renaming.key = key;
  g_tree_foreach (self->facts, collect_changed, &renaming);
  for (guint i = 0; i < changed->len; i++)
    g_tree_replace (self->facts, changed->pdata[i], changed->pdata[i]);
}

/* Nothing here fails, so it need not wait for the commit. */
static void
memory_set_fact (NatterdStore *store,
                 NatterFact *fact)
{
  MemoryStore *self = (MemoryStore *) store;

  if (g_str_equal (fact->kind, NATTERD_STORE_FACT_FORGOTTEN))
    {
      forget_author (self, fact);
      return;
    }
  if (g_str_equal (fact->kind, NATTERD_STORE_FACT_KEEP))
    set_keep (self, fact);
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
find_time (const NatterdMemoryRoom *room,
           gint64 time)
{
  guint low = 0;
  guint high = room->n_kept;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (natterd_memory_room_get (room, middle)->time < time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Where a page begins: of one that goes backwards the place behind its first message. */
static guint
find_start (const NatterdMemoryRoom *room,
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

/* FALSE: the page is full. */
static gboolean
add_to_page (NatterdPage *page,
             const NatterdMemoryRoom *room,
             const NatterRange *range,
             guint place)
{
  if (natter_message_kind_is_change (natterd_memory_room_get (room, place)->kind) && !range->events)
    return TRUE;
  return natterd_page_add (page, natterd_memory_room_show (room, place, range));
}

static void
fill_page (NatterdPage *page,
           const NatterdMemoryRoom *room,
           const NatterRange *range)
{
  guint place = find_start (room, range);

  if (page->backwards)
    while (place > 0 && add_to_page (page, room, range, place - 1))
      place--;
  else
    while (place < room->n_kept && add_to_page (page, room, range, place))
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
  NatterdMemoryRoom *room = g_hash_table_lookup (self->rooms, key);
  g_autoptr (GPtrArray) messages = NULL;
  NatterdPage page;

  natterd_page_init (&page, range);
  if (room != NULL)
    drop_old (self, room, g_get_real_time ());
  if (room != NULL)
    fill_page (&page, room, range);
  messages = natterd_page_finish (&page);
  done (user_data, messages, page.more, NULL);
}

/* Searching: what is kept is little, so it is read through, from the newest on, half a microsecond each. */

typedef struct
{
  const NatterdMemoryRoom *room;
  guint place; /* what is below it is still to be read */
} Cursor;

/* Older than that one; where it is gone, than the first that came after it. */
static guint64
find_below (const MemoryStore *self,
            const NatterSearch *search)
{
  const NatterdMemoryRoom *room = search->below_room != NULL ? g_hash_table_lookup (self->rooms, search->below_room) : NULL;
  const NatterRange range = { .kind = NATTER_RANGE_BEFORE, .seq = search->below_seq };
  guint place = room != NULL ? find_start (room, &range) : 0;

  return room != NULL && place < room->n_kept ? natterd_memory_room_get_kept (room, place)->nth : G_MAXUINT64;
}

/* (transfer full) (element-type Cursor): at what the search is to begin with. */
static GArray *
place_cursors (MemoryStore *self,
               const NatterSearch *search)
{
  GArray *cursors = g_array_new (FALSE, FALSE, sizeof (Cursor));
  guint64 below = find_below (self, search);

  for (guint i = 0; i < search->rooms->len; i++)
    {
      NatterdMemoryRoom *room = g_hash_table_lookup (self->rooms, search->rooms->pdata[i]);
      Cursor cursor = { room, 0 };

      if (room == NULL)
        continue;
      drop_old (self, room, g_get_real_time ());
      cursor.place = room->n_kept;
      while (cursor.place > 0 && natterd_memory_room_get_kept (room, cursor.place - 1)->nth >= below)
        cursor.place--;
      g_array_append_val (cursors, cursor);
    }
  return cursors;
}

/* The newest of what is to be read. (transfer none) (nullable) */
static NatterMessage *
take_newest (GArray *cursors)
{
  const NatterdMemoryKept *newest = NULL;
  Cursor *its = NULL;

  for (guint i = 0; i < cursors->len; i++)
    {
      Cursor *cursor = &g_array_index (cursors, Cursor, i);
      const NatterdMemoryKept *kept = cursor->place > 0 ? natterd_memory_room_get_kept (cursor->room, cursor->place - 1) : NULL;

      if (kept == NULL || (newest != NULL && kept->nth < newest->nth))
        continue;
      newest = kept;
      its = cursor;
    }
  if (newest == NULL)
    return NULL;
  its->place--;
  return newest->message;
}

static void
memory_search (NatterdStore *store,
               NatterSearch *search,
               GCancellable *cancellable,
               NatterdStoreFound done,
               gpointer user_data)
{
  g_autoptr (GArray) cursors = place_cursors ((MemoryStore *) store, search);
  g_autoptr (GPtrArray) hits = NULL;
  NatterMessage *message;
  NatterdFound found;

  natterd_found_init (&found, search);
  while ((message = take_newest (cursors)) != NULL && natterd_found_consider (&found, natter_message_ref (message)))
    ;
  hits = natterd_found_finish (&found);
  natterd_found_clear (&found);
  done (user_data, hits, found.more, NULL);
}

static void
memory_forget (NatterdStore *store,
               const char *key)
{
  MemoryStore *self = (MemoryStore *) store;

  const NatterdMemoryRoom *room = g_hash_table_lookup (self->rooms, key);

  self->bytes -= room != NULL ? room->bytes : 0;
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
  .search = memory_search,
  .forget = memory_forget,
  .name_room = memory_name_room,
  .list_rooms = memory_list_rooms,
  .list_facts = memory_list_facts,
  .get_epoch = memory_get_epoch,
  .free = memory_free,
};

NatterdStore *
natterd_store_memory_new (guint messages_per_room,
                          gsize bytes)
{
  MemoryStore *self;

  g_return_val_if_fail (messages_per_room > 0, NULL);

  self = g_new0 (MemoryStore, 1);
  self->parent.klass = &memory_class;
  self->most = messages_per_room;
  self->most_bytes = bytes;
  self->epoch = g_uuid_string_random ();
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, natterd_memory_room_free);
  self->facts = g_tree_new_full (compare_facts, NULL, (GDestroyNotify) natter_fact_unref, NULL);
  return &self->parent;
}
