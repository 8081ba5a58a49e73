/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-lookalike.h"

#include <string.h>
#include <unicode/uspoof.h>

/* Who looks like what. Each name is there under two skeletons: as it is written, since a capital I looks like a small l, and as its key, so
 * that case makes no difference. */
struct _NatterdLookalikes
{
  USpoofChecker *checker;
  char *plain[128]; /* (nullable) what ICU makes of each ASCII character, where that is ASCII again */
  GHashTable *keys; /* skeleton → (element-type utf8) owned keys, one for each time it was added */
};

#define SKELETON_MOST 2048 /* bytes: of a name of 512 */

/* (transfer full): @name itself where ICU has nothing to say. */
static char *
ask_icu (const NatterdLookalikes *self,
         const char *name)
{
  char skeleton[SKELETON_MOST];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = uspoof_getSkeletonUTF8 (self->checker, 0, name, -1, skeleton, sizeof skeleton, &status);

  if (U_FAILURE (status) || status == U_STRING_NOT_TERMINATED_WARNING)
    return g_strdup (name);
  return g_strndup (skeleton, (gsize) length);
}

/* A skeleton is put together from one of each character, and then brought into a normal form, which ASCII has already. Asked for whole, in a
 * storm of logins the skeletons of plain names were a tenth of what a login costs. */
static void
learn_plain (NatterdLookalikes *self)
{
  for (guint c = 1; c < G_N_ELEMENTS (self->plain); c++)
    {
      const char name[] = { (char) c, '\0' };
      g_autofree char *skeleton = ask_icu (self, name);

      if (g_str_is_ascii (skeleton))
        self->plain[c] = g_steal_pointer (&skeleton);
    }
}

NatterdLookalikes *
natterd_lookalikes_new (void)
{
  NatterdLookalikes *self = g_new0 (NatterdLookalikes, 1);
  UErrorCode status = U_ZERO_ERROR;

  self->checker = uspoof_open (&status);
  if (U_FAILURE (status))
    g_error ("ICU cannot look at names: %s", u_errorName (status));
  learn_plain (self);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
natterd_lookalikes_free (NatterdLookalikes *self)
{
  uspoof_close (self->checker);
  for (guint c = 0; c < G_N_ELEMENTS (self->plain); c++)
    g_free (self->plain[c]);
  g_hash_table_unref (self->keys);
  g_free (self);
}

/* (transfer full) */
static char *
dup_skeleton (const NatterdLookalikes *self,
              const char *name)
{
  char skeleton[SKELETON_MOST];
  gsize length = 0;

  for (const char *p = name; *p != '\0'; p++)
    {
      const char *plain = (guchar) *p < G_N_ELEMENTS (self->plain) ? self->plain[(guchar) *p] : NULL;

      if (plain == NULL)
        return ask_icu (self, name);
      for (; *plain != '\0' && length < sizeof skeleton; plain++)
        skeleton[length++] = *plain;
    }
  return length < sizeof skeleton ? g_strndup (skeleton, length) : ask_icu (self, name);
}

static void
add_skeleton (NatterdLookalikes *self,
              const char *name,
              const char *key)
{
  g_autofree char *skeleton = dup_skeleton (self, name);
  GPtrArray *keys = g_hash_table_lookup (self->keys, skeleton);

  if (keys == NULL)
    {
      keys = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->keys, g_steal_pointer (&skeleton), keys);
    }
  g_ptr_array_add (keys, g_strdup (key));
}

void
natterd_lookalikes_add (NatterdLookalikes *self,
                        const char *name,
                        const char *key)
{
  add_skeleton (self, name, key);
  add_skeleton (self, key, key);
}

static void
remove_skeleton (NatterdLookalikes *self,
                 const char *name,
                 const char *key)
{
  g_autofree char *skeleton = dup_skeleton (self, name);
  GPtrArray *keys = g_hash_table_lookup (self->keys, skeleton);
  guint place;

  if (keys == NULL || !g_ptr_array_find_with_equal_func (keys, key, g_str_equal, &place))
    return;
  g_ptr_array_remove_index_fast (keys, place);
  if (keys->len == 0)
    g_hash_table_remove (self->keys, skeleton);
}

void
natterd_lookalikes_remove (NatterdLookalikes *self,
                           const char *name,
                           const char *key)
{
  remove_skeleton (self, name, key);
  remove_skeleton (self, key, key);
}

static const char *
find_skeleton (const NatterdLookalikes *self,
               const char *name,
               const char *key,
               const char *own)
{
  g_autofree char *skeleton = dup_skeleton (self, name);
  const GPtrArray *keys = g_hash_table_lookup (self->keys, skeleton);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (!g_str_equal (keys->pdata[i], key) && g_strcmp0 (keys->pdata[i], own) != 0)
      return keys->pdata[i];
  return NULL;
}

const char *
natterd_lookalikes_find (const NatterdLookalikes *self,
                         const char *name,
                         const char *key,
                         const char *own)
{
  const char *found = find_skeleton (self, name, key, own);

  return found != NULL ? found : find_skeleton (self, key, key, own);
}
