/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-found-private.h"

#include <string.h>

void
natterd_found_init (NatterdFound *self,
                    const NatterSearch *search)
{
  *self = (NatterdFound){ .search = search };
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  self->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_hit_free);
  for (guint i = 0; i < search->rooms->len; i++)
    g_hash_table_insert (self->names, search->rooms->pdata[i], search->names->pdata[i]);
}

void
natterd_found_clear (NatterdFound *self)
{
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
}

gboolean
natterd_found_is_in (NatterdFound *self,
                     const char *key)
{
  return g_hash_table_contains (self->names, key);
}

static gsize
measure (const NatterHit *hit)
{
  const NatterMessage *message = hit->message;

  return strlen (message->text) + strlen (message->from) + strlen (hit->room) + (message->id != NULL ? strlen (message->id) : 0);
}

/* (transfer full) (nullable) @message: (transfer full) */
static NatterHit *
examine (NatterdFound *self,
         NatterMessage *message)
{
  const char *name = g_hash_table_lookup (self->names, message->room);
  NatterHit *hit;

  if (name == NULL || message->deleted || natter_message_kind_is_change (message->kind) ||
      !natter_query_finds (self->search->query, message->text, NULL) || !natter_query_admits (self->search->query, message))
    {
      natter_message_unref (message);
      return NULL;
    }
  /* looked through twice, but of a thousand messages that are considered one is it */
  hit = natter_hit_new (message, name);
  (void) natter_query_finds (self->search->query, message->text, hit->marks);
  return hit;
}

gboolean
natterd_found_consider (NatterdFound *self,
                        NatterMessage *message)
{
  NatterHit *hit = examine (self, message);
  gsize bytes;

  if (hit == NULL)
    return TRUE;

  bytes = self->bytes + measure (hit);
  if (self->hits->len == self->search->count || (self->hits->len > 0 && bytes > NATTERD_STORE_PAGE_BYTES))
    {
      self->more = TRUE;
      natter_hit_free (hit);
      return FALSE;
    }

  self->bytes = bytes;
  g_ptr_array_add (self->hits, hit);
  return TRUE;
}

GPtrArray *
natterd_found_finish (NatterdFound *self)
{
  return g_steal_pointer (&self->hits);
}
