/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natterd-memory-room-private.h"

#include "natterd-given-private.h"
#include "shared/natter-text.h"

#define FIRST_CAPACITY 8

void
natterd_memory_room_free (gpointer data)
{
  NatterdMemoryRoom *room = data;

  for (guint i = 0; i < room->n_kept; i++)
    natter_message_unref (room->ring[(room->start + i) % room->capacity].message);
  g_clear_pointer (&room->said, g_hash_table_unref);
  g_clear_pointer (&room->given, g_hash_table_unref);
  g_free (room->ring);
  g_free (room->key);
  g_free (room);
}

const NatterdMemoryKept *
natterd_memory_room_get_kept (const NatterdMemoryRoom *room,
                              guint place)
{
  return &room->ring[(room->start + place) % room->capacity];
}

NatterMessage *
natterd_memory_room_get (const NatterdMemoryRoom *room,
                         guint place)
{
  return natterd_memory_room_get_kept (room, place)->message;
}

static void
room_grow (NatterdMemoryRoom *room,
           guint most)
{
  guint capacity = CLAMP (room->capacity * 2, FIRST_CAPACITY, MAX (most, FIRST_CAPACITY));
  NatterdMemoryKept *ring = g_new (NatterdMemoryKept, capacity);

  for (guint i = 0; i < room->n_kept; i++)
    ring[i] = *natterd_memory_room_get_kept (room, i);

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

/* about what the allocator gives for it */
static gsize
weigh (const NatterMessage *message)
{
  gsize id = message->id != NULL ? strlen (message->id) : 0;

  return sizeof (NatterMessage) + sizeof (NatterdMemoryKept) + strlen (message->room) + strlen (message->from) +
         strlen (message->text) + (id > 0 ? 2 * id + 64 : 0);
}

void
natterd_memory_room_drop_oldest (NatterdMemoryRoom *room)
{
  NatterMessage *oldest = natterd_memory_room_get (room, 0);

  if (oldest->id != NULL)
    {
      g_autofree char *retry_key = dup_retry_key (oldest);

      g_hash_table_remove (room->said, retry_key);
    }
  if (room->given != NULL)
    g_hash_table_remove (room->given, &oldest->seq);
  room->bytes -= weigh (oldest);
  natter_message_unref (oldest);
  room->start = (room->start + 1) % room->capacity;
  room->n_kept--;
}

/* so that a retry of it is known */
static void
room_remember (NatterdMemoryRoom *room,
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
room_add (NatterdMemoryRoom *room,
          NatterMessage *message,
          guint64 nth,
          guint most)
{
  if (room->n_kept == most)
    natterd_memory_room_drop_oldest (room);
  else if (room->n_kept == room->capacity)
    room_grow (room, most);

  room->ring[(room->start + room->n_kept) % room->capacity] = (NatterdMemoryKept){ message, nth };
  room->n_kept++;
  room->bytes += weigh (message);
  room_remember (room, message);
}

/* TRUE: it was said already, and @message is told what became of it. */
static gboolean
room_recall (NatterdMemoryRoom *room,
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
room_find (const NatterdMemoryRoom *room,
           guint64 seq)
{
  guint64 oldest = room->last_seq - room->n_kept + 1; /* they follow on each other */

  if (room->n_kept == 0 || seq < oldest || seq > room->last_seq)
    return NULL;
  return &room->ring[(room->start + (guint) (seq - oldest)) % room->capacity].message;
}

/* 0: there is none. */
static guint64
room_find_last (const NatterdMemoryRoom *room,
                gint64 author)
{
  guint n = MIN (room->n_kept, NATTERD_STORE_LAST_MOST);

  for (guint i = 1; i <= n; i++)
    {
      const NatterMessage *message = natterd_memory_room_get (room, room->n_kept - i);

      if (message->author == author && !message->deleted && message->kind <= NATTER_MESSAGE_ME)
        return message->seq;
    }
  return 0;
}

static NatterdGiven *
room_get_given (const NatterdMemoryRoom *room,
                guint64 seq)
{
  return room->given != NULL ? g_hash_table_lookup (room->given, &seq) : NULL;
}

/* FALSE: @message, which is about another one, is not to be recorded. */
static gboolean
room_judge (const NatterdMemoryRoom *room,
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
room_replace (NatterdMemoryRoom *room,
              NatterMessage **place,
              NatterMessage *message)
{
  room->bytes += weigh (message) - weigh (*place);
  natter_message_unref (*place);
  *place = message;
  room_remember (room, message);
}

/* What becomes of the target of @message, now that that is recorded. */
static void
room_change (NatterdMemoryRoom *room,
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

void
natterd_memory_room_record (NatterdMemoryRoom *room,
                            NatterMessage *message,
                            gint64 wall,
                            guint64 *nth,
                            guint most)
{
  if (room_recall (room, message))
    return;
  message->refusal = message->refuse;
  if (message->refuse != 0 || (message->target != 0 && !room_judge (room, message)))
    return;

  message->seq = ++room->last_seq;
  message->time = wall;
  /* the text of an edit is its target's */
  room_add (room, message->kind == NATTER_MESSAGE_EDIT ? natter_message_copy (message, "") : natter_message_ref (message), ++*nth, most);
  if (natter_message_kind_is_change (message->kind))
    room_change (room, message);
}

void
natterd_memory_room_drop_old (NatterdMemoryRoom *room,
                              gint64 wall)
{
  while (room->keep > 0 && room->n_kept > 0 && natterd_memory_room_get (room, 0)->time < wall - room->keep)
    natterd_memory_room_drop_oldest (room);
}

void
natterd_memory_room_forget_author (NatterdMemoryRoom *room,
                                   gint64 author)
{
  for (guint i = 0; i < room->n_kept; i++)
    {
      NatterMessage **place = &room->ring[(room->start + i) % room->capacity].message;
      g_autofree char *retry_key = NULL;

      if ((*place)->author != author)
        continue;
      retry_key = (*place)->id != NULL ? dup_retry_key (*place) : NULL;
      if (retry_key != NULL)
        g_hash_table_remove (room->said, retry_key);
      room->bytes -= weigh (*place);
      *place = natterd_given_disown (*place);
      room->bytes += weigh (*place);
    }
  if (room->given != NULL)
    natterd_given_forget_author (room->given, author);
}

NatterMessage *
natterd_memory_room_show (const NatterdMemoryRoom *room,
                          guint place,
                          const NatterRange *range)
{
  NatterMessage *kept = natterd_memory_room_get (room, place);
  NatterMessage **target = kept->target != 0 ? room_find (room, kept->target) : NULL;

  return natterd_given_show (room_get_given (room, kept->seq), kept, target != NULL ? *target : NULL, range);
}
