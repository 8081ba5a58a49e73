/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-given-private.h"
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
  GHashTable *given; /* (nullable) (element-type guint64 NatterdGiven) reactions to what is kept, by its sequence */
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
  g_clear_pointer (&room->given, g_hash_table_unref);
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
  if (room->given != NULL)
    g_hash_table_remove (room->given, &oldest->seq);
  natter_message_unref (oldest);
  room->start = (room->start + 1) % room->capacity;
  room->n_kept--;
}

/* so that a retry of it is known */
static void
room_remember (Room *room,
               NatterMessage *message)
{
  if (message->id == NULL)
    return;
  if (room->said == NULL)
    room->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_replace (room->said, dup_retry_key (message), message);
}

/* @message: (transfer full). */
static void
room_add (Room *room,
          NatterMessage *message,
          guint most)
{
  if (room->n_kept == most)
    room_drop_oldest (room);
  else if (room->n_kept == room->capacity)
    room_grow (room, most);

  room->ring[(room->start + room->n_kept) % room->capacity] = message;
  room->n_kept++;
  room_remember (room, message);
}

/* TRUE: it was said already, and @message is told what became of it. */
static gboolean
room_recall (Room *room,
             NatterMessage *message)
{
  g_autofree char *retry_key = message->id != NULL && room->said != NULL ? dup_retry_key (message) : NULL;
  const NatterMessage *first = retry_key != NULL ? g_hash_table_lookup (room->said, retry_key) : NULL;

  if (first == NULL)
    return FALSE;

  message->repeated = TRUE;
  message->seq = first->seq;
  message->time = first->time;
  return TRUE;
}

/* (transfer none) (nullable): where a message is kept. */
static NatterMessage **
room_find (const Room *room,
           guint64 seq)
{
  guint64 oldest = room->last_seq - room->n_kept + 1; /* they follow on each other */

  if (room->n_kept == 0 || seq < oldest || seq > room->last_seq)
    return NULL;
  return &room->ring[(room->start + (guint) (seq - oldest)) % room->capacity];
}

/* 0: there is none. */
static guint64
room_find_last (const Room *room,
                gint64 author)
{
  guint n = MIN (room->n_kept, NATTERD_STORE_LAST_MOST);

  for (guint i = 1; i <= n; i++)
    {
      const NatterMessage *message = room_get (room, room->n_kept - i);

      if (message->author == author && !message->deleted && message->kind <= NATTER_MESSAGE_ME)
        return message->seq;
    }
  return 0;
}

static NatterdGiven *
room_get_given (const Room *room,
                guint64 seq)
{
  return room->given != NULL ? g_hash_table_lookup (room->given, &seq) : NULL;
}

/* FALSE: @message, which is about another one, is not to be recorded. */
static gboolean
room_judge (const Room *room,
            NatterMessage *message)
{
  NatterdRecorded recorded = { .target = message->target };
  NatterMessage **kept;

  if (message->target == NATTER_TARGET_LAST)
    recorded.target = room_find_last (room, message->author);
  kept = room_find (room, recorded.target);
  if (kept == NULL)
    recorded.refusal = NATTER_ERROR_NO_SUCH_MESSAGE;
  else
    natterd_given_judge (room_get_given (room, recorded.target), *kept, message, &recorded);
  natterd_recorded_tell (&recorded, message);
  natterd_recorded_clear (&recorded);
  return !message->repeated && message->refusal == 0;
}

/* What is kept may be on its way to somebody: another one takes its place. */
static void
room_replace (Room *room,
              NatterMessage **place,
              NatterMessage *message)
{
  natter_message_unref (*place);
  *place = message;
  room_remember (room, message);
}

/* What becomes of the target of @message, now that that is recorded. */
static void
room_change (Room *room,
             const NatterMessage *message)
{
  NatterMessage **kept = room_find (room, message->target);
  NatterMessage *changed;

  /* it may just have made place for this one */
  if (kept == NULL)
    return;

  if (message->kind == NATTER_MESSAGE_EDIT || message->kind == NATTER_MESSAGE_DELETE)
    {
      changed = natter_message_copy (*kept, message->kind == NATTER_MESSAGE_EDIT ? message->text : "");
      changed->deleted = message->kind == NATTER_MESSAGE_DELETE;
      changed->edited = changed->deleted ? 0 : message->time;
      room_replace (room, kept, changed);
    }
  if (message->kind == NATTER_MESSAGE_DELETE && room->given != NULL)
    g_hash_table_remove (room->given, &message->target);
  if (message->kind == NATTER_MESSAGE_REACT && room->given == NULL)
    room->given = natterd_given_new_table ();
  if (message->kind == NATTER_MESSAGE_REACT || message->kind == NATTER_MESSAGE_UNREACT)
    natterd_given_take (room->given, message);
}

static void
room_record (Room *room,
             NatterMessage *message,
             gint64 wall,
             guint most)
{
  if (room_recall (room, message) || (message->target != 0 && !room_judge (room, message)))
    return;

  message->seq = ++room->last_seq;
  message->time = wall;
  /* the text of an edit is its target's */
  room_add (room, message->kind == NATTER_MESSAGE_EDIT ? natter_message_copy (message, "") : natter_message_ref (message), most);
  if (natter_message_kind_is_change (message->kind))
    room_change (room, message);
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

      room_record (ensure_room (self, message->room), message, wall, self->most);
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

/* FALSE: the page is full. */
static gboolean
add_to_page (NatterdPage *page,
             const Room *room,
             const NatterRange *range,
             guint place)
{
  NatterMessage *kept = room_get (room, place);
  NatterMessage **target = kept->target != 0 ? room_find (room, kept->target) : NULL;

  if (natter_message_kind_is_change (kept->kind) && !range->events)
    return TRUE;
  return natterd_page_add (page, natterd_given_show (room_get_given (room, kept->seq), kept, target != NULL ? *target : NULL, range));
}

static void
fill_page (NatterdPage *page,
           const Room *room,
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
