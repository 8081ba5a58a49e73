/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-places-private.h"

typedef struct
{
  guint64 place;
  char *key; /* owned */
  NatterdRoleKind kind;
  gint64 until;
} Place;

static void
clear_place (gpointer data)
{
  g_free (((Place *) data)->key);
}

GHashTable *
natterd_places_new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
}

void
natterd_places_remove (GHashTable *table,
                       const char *room,
                       const char *key)
{
  GArray *places = g_hash_table_lookup (table, room);

  for (guint i = places != NULL ? places->len : 0; i > 0; i--)
    if (g_str_equal (g_array_index (places, Place, i - 1).key, key))
      g_array_remove_index (places, i - 1);
  if (places != NULL && places->len == 0)
    g_hash_table_remove (table, room);
}

void
natterd_places_add (GHashTable *table,
                    const char *room,
                    guint64 place,
                    const char *key,
                    const NatterdRole *role,
                    gint64 wall)
{
  Place added = { place, NULL, role->kind, wall + NATTERD_PLACES_LAST };
  GArray *places;

  natterd_places_remove (table, room, key);
  places = g_hash_table_lookup (table, room);
  if (places == NULL)
    {
      places = g_array_new (FALSE, FALSE, sizeof (Place));
      g_array_set_clear_func (places, clear_place);
      g_hash_table_insert (table, g_strdup (room), places);
    }
  if (places->len == NATTERD_PLACES_MOST)
    g_array_remove_index (places, 0);
  if (role->until != 0)
    added.until = MIN (added.until, role->until);
  g_array_append_val (places, added);
  g_array_index (places, Place, places->len - 1).key = g_strdup (key);
}

NatterdRoleKind
natterd_places_find (GHashTable *table,
                     const char *room,
                     guint64 place,
                     gint64 wall)
{
  const GArray *places = place != 0 ? g_hash_table_lookup (table, room) : NULL;
  NatterdRoleKind kind = NATTERD_ROLE_MEMBER;

  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const Place *other = &g_array_index (places, Place, i);

      if (other->place == place && other->until > wall)
        kind = MIN (kind, other->kind);
    }
  return kind;
}
