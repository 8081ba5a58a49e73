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
  GHashTable *keys; /* skeleton → (element-type utf8) owned keys, one for each time it was added */
};

#define SKELETON_MOST 2048 /* bytes: of a name of 512 */

NatterdLookalikes *
natterd_lookalikes_new (void)
{
  NatterdLookalikes *self = g_new0 (NatterdLookalikes, 1);
  UErrorCode status = U_ZERO_ERROR;

  self->checker = uspoof_open (&status);
  if (U_FAILURE (status))
    g_error ("ICU cannot look at names: %s", u_errorName (status));
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
natterd_lookalikes_free (NatterdLookalikes *self)
{
  uspoof_close (self->checker);
  g_hash_table_unref (self->keys);
  g_free (self);
}

/* (transfer full): @name itself where ICU has nothing to say. */
static char *
dup_skeleton (const NatterdLookalikes *self,
              const char *name)
{
  char skeleton[SKELETON_MOST];
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = uspoof_getSkeletonUTF8 (self->checker, 0, name, -1, skeleton, sizeof skeleton, &status);

  if (U_FAILURE (status) || status == U_STRING_NOT_TERMINATED_WARNING)
    return g_strdup (name);
  return g_strndup (skeleton, (gsize) length);
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
