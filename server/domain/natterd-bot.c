/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-bot-private.h"

#include "shared/natter-event.h"
#include "shared/natter-text.h"

/* Between rooms, and between rights: in neither there is any. */
#define BETWEEN " "

void
natterd_bot_free (NatterdBot *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->digest);
  g_strfreev (self->rooms);
  g_strfreev (self->keys);
  g_free (self);
}

void
natterd_bots_init (NatterdBots *self)
{
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) natterd_bot_free);
  self->by_digest = g_hash_table_new (g_str_hash, g_str_equal);
}

void
natterd_bots_clear (NatterdBots *self)
{
  g_clear_pointer (&self->by_digest, g_hash_table_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
}

const NatterdBot *
natterd_bots_find (const NatterdBots *self,
                   const char *key)
{
  return g_hash_table_lookup (self->by_key, key);
}

/* Takes as long whether or not there is one, and gives nothing away: who tries does not know what the tried token's digest is near to. */
const NatterdBot *
natterd_bots_find_token (const NatterdBots *self,
                         const char *token,
                         const char **key)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);

  *key = g_hash_table_lookup (self->by_digest, digest);
  return *key != NULL ? natterd_bots_find (self, *key) : NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 ((*(const NatterdBot *const *) a)->name, (*(const NatterdBot *const *) b)->name);
}

GPtrArray *
natterd_bots_list (const NatterdBots *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer bot;

  g_hash_table_iter_init (&iter, self->by_key);
  while (g_hash_table_iter_next (&iter, NULL, &bot))
    g_ptr_array_add (list, bot);
  g_ptr_array_sort (list, compare_names);
  return list;
}

static void
take_rooms (NatterdBot *self,
            const char *const *rooms)
{
  guint n = rooms != NULL ? g_strv_length ((GStrv) rooms) : 0;

  if (rooms == NULL)
    return;
  self->rooms = g_strdupv ((GStrv) rooms);
  self->keys = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->keys[i] = natter_name_dup_key (rooms[i]);
}

/* Of all who ever are: two of 2⁶² alike are not to be feared. */
static gint64
make_author (void)
{
  guint64 random = (guint64) g_random_int () << 32 | g_random_int ();

  return (gint64) (random >> 1 & ~G_GUINT64_CONSTANT (1)) | 2;
}

NatterdBot *
natterd_bot_new (const char *name,
                 const char *token,
                 const char *const *rooms)
{
  NatterdBot *self = g_new0 (NatterdBot, 1);

  self->name = g_strdup (name);
  self->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
  self->author = make_author ();
  take_rooms (self, rooms);
  return self;
}

gboolean
natterd_bot_names (const NatterdBot *self,
                   const char *key)
{
  return self->keys != NULL && g_strv_contains ((const char *const *) self->keys, key);
}

char *
natterd_bot_dup_rights (const NatterdBot *self)
{
  if (self->says && self->reads)
    return g_strdup ("say" BETWEEN "read");
  return g_strdup (self->says ? "say" : "read");
}

gboolean
natterd_bot_read_rights (NatterdBot *self,
                         const char *rights)
{
  g_auto (GStrv) words = g_strsplit_set (rights != NULL ? rights : "say", " ,", -1);

  self->says = self->reads = FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      self->says = self->says || g_str_equal (words[i], "say");
      self->reads = self->reads || g_str_equal (words[i], "read");
      if (*words[i] != '\0' && !g_str_equal (words[i], "say") && !g_str_equal (words[i], "read"))
        return FALSE;
    }
  return self->says || self->reads;
}

static NatterdBot *
read_bot (const char *value)
{
  g_autoptr (GHashTable) strings = natter_fact_read (value);
  g_autoptr (NatterdBot) self = g_new0 (NatterdBot, 1);
  const char *author = strings != NULL ? g_hash_table_lookup (strings, "author") : NULL;
  const char *rooms = strings != NULL ? g_hash_table_lookup (strings, "rooms") : NULL;
  g_auto (GStrv) names = rooms != NULL ? g_strsplit (rooms, BETWEEN, -1) : NULL;

  if (author == NULL)
    return NULL;
  self->name = g_strdup (g_hash_table_lookup (strings, "name"));
  self->digest = g_strdup (g_hash_table_lookup (strings, "token"));
  self->author = g_ascii_strtoll (author, NULL, 10);
  take_rooms (self, (const char *const *) names);
  if (self->name == NULL || self->digest == NULL || !natter_author_is_bot (self->author) ||
      !natterd_bot_read_rights (self, g_hash_table_lookup (strings, "rights")))
    return NULL;
  return g_steal_pointer (&self);
}

void
natterd_bots_restore (NatterdBots *self,
                      const char *key,
                      const char *value)
{
  NatterdBot *bot = value != NULL ? read_bot (value) : NULL;
  const NatterdBot *old = natterd_bots_find (self, key);
  char *own_key;

  if (value != NULL && bot == NULL)
    return;
  if (old != NULL)
    g_hash_table_remove (self->by_digest, old->digest);
  g_hash_table_remove (self->by_key, key);
  if (bot == NULL)
    return;
  own_key = g_strdup (key);
  g_hash_table_insert (self->by_key, own_key, bot);
  g_hash_table_insert (self->by_digest, bot->digest, own_key);
}

NatterFact *
natterd_bot_dup_fact (const NatterdBot *self,
                      const char *key)
{
  g_autofree char *author = g_strdup_printf ("%" G_GINT64_FORMAT, self->author);
  g_autofree char *rooms = self->rooms != NULL ? g_strjoinv (BETWEEN, self->rooms) : NULL;
  g_autofree char *rights = natterd_bot_dup_rights (self);
  g_autofree char *value = natter_fact_dup_value ("name", self->name, "token", self->digest, "rooms", rooms, "rights", rights,
                                                  "author", author, NULL);

  return natter_fact_new (NATTERD_FACT_BOT, key, value);
}
