/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-talks-private.h"

#include <string.h>

#include "natterd-hub.h"

/* What begins a key; no room's is like these. The store keeps the words of what passes apart, since it is deleted so often. */
#define PASSING "@"
#define LASTING "= "

static void
free_list (gpointer list)
{
  g_ptr_array_unref (list);
}

void
natterd_talks_init (NatterdTalks *self)
{
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) natterd_room_unref);
  self->by_author = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_list);
}

void
natterd_talks_clear (NatterdTalks *self)
{
  g_hash_table_unref (self->by_author);
  g_hash_table_unref (self->by_key);
}

/* (transfer full) */
static char *
make_key (const char *beginning,
          gint64 a,
          gint64 b)
{
  return g_strdup_printf ("%s%" G_GINT64_MODIFIER "x.%" G_GINT64_MODIFIER "x", beginning, (guint64) MIN (a, b), (guint64) MAX (a, b));
}

NatterdRoom *
natterd_talks_find (const NatterdTalks *self,
                    gint64 a,
                    gint64 b)
{
  g_autofree char *lasting = make_key (LASTING, a, b);
  g_autofree char *passing = NULL;
  NatterdRoom *room = g_hash_table_lookup (self->by_key, lasting);

  if (room != NULL)
    return room;

  passing = make_key (PASSING, a, b);
  return g_hash_table_lookup (self->by_key, passing);
}

static void
note_author (NatterdTalks *self,
             gint64 author,
             NatterdRoom *room)
{
  GPtrArray *list = g_hash_table_lookup (self->by_author, &author);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->by_author, g_memdup2 (&author, sizeof author), list);
    }
  g_ptr_array_add (list, room);
}

/* @key: (transfer full) */
static NatterdRoom *
add (NatterdTalks *self,
     NatterdSlots *slots,
     char *key,
     gint64 a,
     gint64 b)
{
  NatterdRoom *room = natterd_room_new (slots, key, key, TRUE);

  room->authors[0] = MIN (a, b);
  room->authors[1] = MAX (a, b);
  g_hash_table_insert (self->by_key, room->key, room);
  note_author (self, a, room);
  note_author (self, b, room);
  return room;
}

NatterdRoom *
natterd_talks_add (NatterdTalks *self,
                   NatterdSlots *slots,
                   gint64 a,
                   gint64 b,
                   gboolean lasts)
{
  return add (self, slots, make_key (lasts ? LASTING : PASSING, a, b), a, b);
}

NatterdRoom *
natterd_talks_restore (NatterdTalks *self,
                       NatterdSlots *slots,
                       const char *key)
{
  gsize skipped = g_str_has_prefix (key, LASTING) ? strlen (LASTING) : strlen (PASSING);
  g_auto (GStrv) numbers = g_strsplit (key + MIN (skipped, strlen (key)), ".", 3);
  guint64 authors[2] = { 0 };
  NatterdRoom *room = g_hash_table_lookup (self->by_key, key);

  if (room != NULL)
    return room;

  if (g_strv_length (numbers) != 2 || !g_ascii_string_to_unsigned (numbers[0], 16, 1, G_MAXUINT64, &authors[0], NULL) ||
      !g_ascii_string_to_unsigned (numbers[1], 16, 1, G_MAXUINT64, &authors[1], NULL))
    authors[0] = authors[1] = 0;
  return add (self, slots, g_strdup (key), (gint64) authors[0], (gint64) authors[1]);
}

static void
forget_author (NatterdTalks *self,
               gint64 author,
               NatterdRoom *room)
{
  GPtrArray *list = g_hash_table_lookup (self->by_author, &author);

  g_ptr_array_remove_fast (list, room);
  if (list->len == 0)
    g_hash_table_remove (self->by_author, &author);
}

void
natterd_talks_remove (NatterdTalks *self,
                      NatterdRoom *room)
{
  forget_author (self, room->authors[0], room);
  forget_author (self, room->authors[1], room);
  g_hash_table_remove (self->by_key, room->key);
}

const GPtrArray *
natterd_talks_get_of (const NatterdTalks *self,
                      gint64 author)
{
  return g_hash_table_lookup (self->by_author, &author);
}

gboolean
natterd_talk_is_lasting (const NatterdRoom *room)
{
  return g_str_has_prefix (room->key, LASTING);
}

gint64
natterd_talk_get_other (const NatterdRoom *room,
                        gint64 author)
{
  return room->authors[0] == author ? room->authors[1] : room->authors[0];
}
