/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-ban-private.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-text.h"

#include "natterd-account-private.h"

/* Before what it is about; no name has a space. */
#define NAME  "name "
#define PLACE "place "

static void
ban_free (gpointer data)
{
  NatterdServerBan *self = data;

  g_free (self->shown);
  g_free (self->by);
  g_free (self->reason);
  g_free (self);
}

void
natterd_bans_init (NatterdBans *self)
{
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, ban_free);
  self->by_place = g_hash_table_new (g_int64_hash, g_int64_equal);
}

void
natterd_bans_clear (NatterdBans *self)
{
  g_clear_pointer (&self->by_place, g_hash_table_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
}

static const NatterdServerBan *
if_holds (const NatterdServerBan *ban,
          gint64 wall)
{
  return ban != NULL && (ban->until == 0 || ban->until > wall) ? ban : NULL;
}

const NatterdServerBan *
natterd_bans_find_name (const NatterdBans *self,
                        const char *key,
                        gint64 wall)
{
  g_autofree char *whole = NULL;

  if (g_hash_table_size (self->by_key) == 0)
    return NULL;
  whole = natterd_ban_dup_key (key, FALSE);
  return if_holds (g_hash_table_lookup (self->by_key, whole), wall);
}

const NatterdServerBan *
natterd_bans_find_place (const NatterdBans *self,
                         guint64 place,
                         gint64 wall)
{
  if (place == 0 || g_hash_table_size (self->by_place) == 0)
    return NULL;
  return if_holds (g_hash_table_lookup (self->by_place, &place), wall);
}

static NatterdServerBan *
read_ban (const char *value,
          guint64 place)
{
  g_autoptr (GHashTable) strings = natter_fact_read (value);
  const char *shown = strings != NULL ? g_hash_table_lookup (strings, "name") : NULL;
  const char *until = strings != NULL ? g_hash_table_lookup (strings, "until") : NULL;
  NatterdServerBan *self;

  if (shown == NULL)
    return NULL;
  self = g_new0 (NatterdServerBan, 1);
  self->shown = g_strdup (shown);
  self->by = g_strdup (g_hash_table_lookup (strings, "by"));
  self->reason = g_strdup (g_hash_table_lookup (strings, "reason"));
  self->until = until != NULL ? g_ascii_strtoll (until, NULL, 10) : 0;
  self->place = place;
  return self;
}

void
natterd_bans_restore (NatterdBans *self,
                      const char *key,
                      const char *value,
                      guint64 place)
{
  NatterdServerBan *ban = value != NULL ? read_ban (value, place) : NULL;

  if (value != NULL && (ban == NULL || (place == 0) != (natterd_ban_get_address (key) == NULL)))
    {
      g_clear_pointer (&ban, ban_free);
      return;
    }
  if (place != 0)
    g_hash_table_remove (self->by_place, &place);
  g_hash_table_remove (self->by_key, key);
  if (ban == NULL)
    return;
  g_hash_table_insert (self->by_key, g_strdup (key), ban);
  if (place != 0)
    g_hash_table_insert (self->by_place, &ban->place, ban);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return g_strcmp0 ((*(const NatterdServerBan *const *) a)->shown, (*(const NatterdServerBan *const *) b)->shown);
}

GPtrArray *
natterd_bans_list (const NatterdBans *self,
                   gint64 wall)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer ban;

  g_hash_table_iter_init (&iter, self->by_key);
  while (g_hash_table_iter_next (&iter, NULL, &ban))
    if (if_holds (ban, wall) != NULL)
      g_ptr_array_add (list, ban);
  g_ptr_array_sort (list, compare);
  return list;
}

GPtrArray *
natterd_bans_list_over (const NatterdBans *self,
                        gint64 wall)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key, ban;

  g_hash_table_iter_init (&iter, self->by_key);
  while (g_hash_table_iter_next (&iter, &key, &ban))
    if (if_holds (ban, wall) == NULL)
      g_ptr_array_add (list, g_strdup (key));
  return list;
}

void
natterd_bans_forget (NatterdBans *self,
                     const char *key)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_key);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      NatterdServerBan *ban = value;
      g_autofree char *by = ban->by != NULL ? natter_name_dup_key (ban->by) : NULL;

      if (g_strcmp0 (by, key) != 0)
        continue;
      g_free (ban->by);
      ban->by = g_strdup (NATTERD_NOBODY);
    }
}

char *
natterd_ban_dup_key (const char *word,
                     gboolean is_place)
{
  return g_strconcat (is_place ? PLACE : NAME, word, NULL);
}

const char *
natterd_ban_get_address (const char *key)
{
  return g_str_has_prefix (key, PLACE) ? key + strlen (PLACE) : NULL;
}

char *
natterd_ban_dup_sentence (const NatterdServerBan *self)
{
  g_autoptr (GDateTime) end = self->until != 0 ? g_date_time_new_from_unix_local (self->until / G_USEC_PER_SEC) : NULL;
  g_autofree char *until = end != NULL ? g_date_time_format (end, "%Y-%m-%d %H:%M") : NULL;
  g_autofree char *sentence = until != NULL ? g_strdup_printf (_ ("You are banned from this server until %s."), until)
                                            : g_strdup (_ ("You are banned from this server."));

  if (self->reason == NULL)
    return g_steal_pointer (&sentence);
  /* Translators: a whole sentence, and why somebody was banned or shown out */
  return g_strdup_printf (_ ("%s The reason: %s"), sentence, self->reason);
}
