/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-reads-private.h"

#include <string.h>

/* The same marker is not recorded more often. */
#define PAUSE (1 * G_TIME_SPAN_SECOND)

typedef struct
{
  char *key; /* owned: of the fact */
  guint64 seq;
  guint64 recorded; /* the last one known to be; 0: none is */
  gint64 asked;     /* monotonic µs: when that was asked for last; G_MININT64: never */
} Marker;

static void
marker_free (gpointer data)
{
  Marker *self = data;

  g_free (self->key);
  g_free (self);
}

void
natterd_reads_init (NatterdReads *self)
{
  self->by_author = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->unrecorded = g_hash_table_new (NULL, NULL);
}

void
natterd_reads_clear (NatterdReads *self)
{
  g_hash_table_unref (self->unrecorded);
  g_hash_table_unref (self->by_author);
}

static Marker *
find (const NatterdReads *self,
      gint64 author,
      const char *room)
{
  GHashTable *markers = g_hash_table_lookup (self->by_author, &author);

  return markers != NULL ? g_hash_table_lookup (markers, room) : NULL;
}

/* The key of the room is the end of the fact's. */
static Marker *
ensure (NatterdReads *self,
        gint64 author,
        const char *room)
{
  GHashTable *markers = g_hash_table_lookup (self->by_author, &author);
  Marker *marker = find (self, author, room);

  if (marker != NULL)
    return marker;

  if (markers == NULL)
    {
      markers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, marker_free);
      g_hash_table_insert (self->by_author, g_memdup2 (&author, sizeof author), markers);
    }
  marker = g_new0 (Marker, 1);
  marker->key = g_strdup_printf ("%" G_GINT64_MODIFIER "x %s", (guint64) author, room);
  marker->asked = G_MININT64;
  g_hash_table_insert (markers, strchr (marker->key, ' ') + 1, marker);
  return marker;
}

gint64
natterd_reads_find (const NatterdReads *self,
                    gint64 author,
                    const char *room)
{
  const Marker *marker = find (self, author, room);

  return marker != NULL ? (gint64) marker->seq : -1;
}

gboolean
natterd_reads_knows (const NatterdReads *self,
                     gint64 author)
{
  return g_hash_table_contains (self->by_author, &author);
}

static gint64
get_due (const Marker *marker,
         gint64 mono)
{
  return marker->asked == G_MININT64 ? mono + PAUSE : MAX (marker->asked + PAUSE, mono);
}

void
natterd_reads_set (NatterdReads *self,
                   gint64 author,
                   const char *room,
                   guint64 seq,
                   gboolean lasts,
                   gint64 mono)
{
  Marker *marker = ensure (self, author, room);
  gint64 due = get_due (marker, mono);

  marker->seq = seq;
  if (!lasts)
    return;

  g_hash_table_add (self->unrecorded, marker);
  self->due = self->due == 0 ? due : MIN (self->due, due);
}

static void
record (Marker *marker,
        gint64 mono,
        NatterdEffects *effects)
{
  g_autofree char *seq = g_strdup_printf ("%" G_GUINT64_FORMAT, marker->seq);
  g_autofree char *value = natter_fact_dup_value ("seq", seq, NULL);
  g_autoptr (NatterFact) fact = natter_fact_new (NATTERD_FACT_READ, marker->key, value);

  marker->asked = mono;
  natterd_effects_record_fact (effects, NULL, fact, NULL);
  natterd_effects_end_record (effects);
}

static gboolean
may_record (const Marker *marker,
            gint64 mono)
{
  return marker->asked == G_MININT64 || marker->asked + PAUSE <= mono;
}

void
natterd_reads_record_one (NatterdReads *self,
                          gint64 author,
                          const char *room,
                          gint64 mono,
                          NatterdEffects *effects)
{
  Marker *marker = find (self, author, room);

  if (marker != NULL && g_hash_table_contains (self->unrecorded, marker) && may_record (marker, mono))
    record (marker, mono, effects);
}

/* They stay in the list until they are known to be recorded: where the store fails it is asked again. */
void
natterd_reads_record (NatterdReads *self,
                      gint64 mono,
                      gboolean all,
                      NatterdEffects *effects)
{
  GHashTableIter iter;
  gpointer item;

  if (!all && (self->due == 0 || self->due > mono))
    return;

  self->due = 0;
  g_hash_table_iter_init (&iter, self->unrecorded);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    {
      Marker *marker = item;
      gint64 due;

      if (all || may_record (marker, mono))
        record (marker, mono, effects);
      due = get_due (marker, mono);
      self->due = self->due == 0 ? due : MIN (self->due, due);
    }
}

void
natterd_reads_restore (NatterdReads *self,
                       const NatterFact *fact)
{
  g_autoptr (GHashTable) strings = fact->value != NULL ? natter_fact_read (fact->value) : NULL;
  const char *value = strings != NULL ? g_hash_table_lookup (strings, "seq") : NULL;
  const char *space = strchr (fact->key, ' ');
  g_autofree char *digits = space != NULL ? g_strndup (fact->key, (gsize) (space - fact->key)) : NULL;
  guint64 author, seq;
  Marker *marker;

  if (value == NULL || digits == NULL || !g_ascii_string_to_unsigned (digits, 16, 1, G_MAXUINT64, &author, NULL) ||
      !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &seq, NULL))
    return;

  marker = find (self, (gint64) author, space + 1);
  if (marker == NULL && self->settled) /* it was dropped while it was being recorded */
    return;
  if (marker == NULL)
    {
      marker = ensure (self, (gint64) author, space + 1);
      marker->seq = seq;
    }
  marker->recorded = seq;
  if (marker->seq == seq)
    g_hash_table_remove (self->unrecorded, marker);
}

/* What was asked for may be recorded still, after this it is not any more. */
static void
forget (NatterdReads *self,
        Marker *marker,
        NatterdEffects *effects)
{
  g_autoptr (NatterFact) fact = natter_fact_new (NATTERD_FACT_READ, marker->key, NULL);

  g_hash_table_remove (self->unrecorded, marker);
  if (marker->recorded == 0 && marker->asked == G_MININT64)
    return;
  natterd_effects_record_fact (effects, NULL, fact, NULL);
  natterd_effects_end_record (effects);
}

void
natterd_reads_drop (NatterdReads *self,
                    gint64 author,
                    const char *room,
                    NatterdEffects *effects)
{
  Marker *marker = find (self, author, room);

  if (marker == NULL)
    return;
  forget (self, marker, effects);
  g_hash_table_remove (g_hash_table_lookup (self->by_author, &author), room);
}

void
natterd_reads_drop_room (NatterdReads *self,
                         const char *room,
                         NatterdEffects *effects)
{
  GHashTableIter iter;
  gpointer markers;

  g_hash_table_iter_init (&iter, self->by_author);
  while (g_hash_table_iter_next (&iter, NULL, &markers))
    {
      Marker *marker = g_hash_table_lookup (markers, room);

      if (marker == NULL)
        continue;
      forget (self, marker, effects);
      g_hash_table_remove (markers, room);
    }
}

void
natterd_reads_forget (NatterdReads *self,
                      gint64 author,
                      NatterdEffects *effects)
{
  GHashTable *markers = g_hash_table_lookup (self->by_author, &author);
  GHashTableIter iter;
  gpointer marker;

  if (markers == NULL)
    return;
  g_hash_table_iter_init (&iter, markers);
  while (g_hash_table_iter_next (&iter, NULL, &marker))
    forget (self, marker, effects);
  g_hash_table_remove (self->by_author, &author);
}
