/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-crowd.h"

#include "shared/natter-limits.h"

typedef struct
{
  NatterdRoom *room; /* owned reference */
  GHashTable *came;  /* owned set (element-type NatterdUser) */
  GHashTable *went;  /* owned (element-type NatterdUser utf8): the name that they left with */
  gint64 due;
} Waiting;

struct _NatterdCrowd
{
  NatterdCrowdTell tell;
  gpointer user_data;
  GHashTable *waiting; /* owned (element-type NatterdRoom Waiting) */
  GQueue order;        /* (element-type Waiting) borrowed; the first that waits is the first that is due */
};

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_hash_table_unref (self->came);
  g_hash_table_unref (self->went);
  natterd_room_unref (self->room);
  g_free (self);
}

NatterdCrowd *
natterd_crowd_new (NatterdCrowdTell tell,
                   gpointer user_data)
{
  NatterdCrowd *self = g_new0 (NatterdCrowd, 1);

  self->tell = tell;
  self->user_data = user_data;
  self->waiting = g_hash_table_new_full (NULL, NULL, NULL, waiting_free);
  g_queue_init (&self->order);
  return self;
}

void
natterd_crowd_free (NatterdCrowd *self)
{
  if (self == NULL)
    return;
  g_queue_clear (&self->order);
  g_hash_table_unref (self->waiting);
  g_free (self);
}

gboolean
natterd_crowd_knows (const NatterdCrowd *self,
                     NatterdRoom *room)
{
  return g_hash_table_contains (self->waiting, room);
}

static Waiting *
ensure_waiting (NatterdCrowd *self,
                NatterdRoom *room,
                gint64 due)
{
  Waiting *waiting = g_hash_table_lookup (self->waiting, room);

  if (waiting == NULL)
    {
      waiting = g_new0 (Waiting, 1);
      waiting->room = natterd_room_ref (room);
      waiting->came = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) natterd_user_unref, NULL);
      waiting->went = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) natterd_user_unref, g_free);
      waiting->due = due;
      g_hash_table_insert (self->waiting, room, waiting);
      g_queue_push_tail (&self->order, waiting);
    }
  return waiting;
}

void
natterd_crowd_note (NatterdCrowd *self,
                    NatterdRoom *room,
                    NatterdUser *user,
                    const NatterEvent *event,
                    gint64 mono,
                    gint64 pause)
{
  Waiting *waiting = ensure_waiting (self, room, mono + pause);

  if (event->kind == NATTER_EVENT_JOINED)
    {
      if (!g_hash_table_remove (waiting->went, user))
        g_hash_table_add (waiting->came, natterd_user_ref (user));
    }
  else if (!g_hash_table_remove (waiting->came, user))
    g_hash_table_insert (waiting->went, natterd_user_ref (user), g_strdup (event->from));
}

gint64
natterd_crowd_get_due (const NatterdCrowd *self)
{
  const Waiting *first = g_queue_peek_head ((GQueue *) &self->order);

  return first != NULL ? first->due : 0;
}

/* the room hears of all of them by number, and by name of as many as a line should hold */
static void
tell_of (NatterdCrowd *self,
         const Waiting *waiting,
         NatterEventKind kind,
         gint64 wall)
{
  GHashTable *people = kind == NATTER_EVENT_JOINED ? waiting->came : waiting->went;
  guint n = g_hash_table_size (people);
  NatterEvent *event;
  GHashTableIter iter;
  gpointer user, name;
  guint named = 0;

  if (n == 0)
    return;
  event = natter_event_new (kind);
  event->room = g_strdup (natterd_room_get_name (waiting->room));
  event->time = wall;
  event->count = n;
  event->names = g_new0 (char *, MIN (n, NATTER_CROWD_NAMES) + 1);
  g_hash_table_iter_init (&iter, people);
  while (named < NATTER_CROWD_NAMES && g_hash_table_iter_next (&iter, &user, &name))
    event->names[named++] =
      g_strdup (kind == NATTER_EVENT_JOINED ? natterd_user_get_name (user) : (const char *) name);
  self->tell (self->user_data, waiting->room, event);
}

void
natterd_crowd_tell (NatterdCrowd *self,
                    NatterdNow now)
{
  Waiting *waiting;

  while ((waiting = g_queue_peek_head (&self->order)) != NULL && waiting->due <= now.mono)
    {
      g_queue_pop_head (&self->order);
      tell_of (self, waiting, NATTER_EVENT_JOINED, now.wall);
      tell_of (self, waiting, NATTER_EVENT_LEFT, now.wall);
      g_hash_table_remove (self->waiting, waiting->room);
    }
}
