/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-log-limit.h"

#define ALL_OTHERS "…"

typedef struct
{
  gint64 until;
  GLogLevelFlags level;
  guint n_written;
  guint n_missing;
} Kind;

struct _NatterdLogLimit
{
  GHashTable *kinds; /* owned (element-type utf8 Kind) */
  gint64 interval;
  guint burst;
};

NatterdLogLimit *
natterd_log_limit_new (gint64 interval)
{
  NatterdLogLimit *self = g_new0 (NatterdLogLimit, 1);

  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->interval = interval;
  return self;
}

void
natterd_log_limit_free (NatterdLogLimit *self)
{
  g_hash_table_unref (self->kinds);
  g_free (self);
}

void
natterd_log_limit_set_burst (NatterdLogLimit *self,
                             guint burst)
{
  self->burst = burst;
}

static gboolean
is_over (gpointer key,
         gpointer value,
         gpointer now)
{
  const Kind *kind = value;

  return kind->until <= *(const gint64 *) now && kind->n_missing == 0;
}

static Kind *
get_kind (NatterdLogLimit *self,
          const char *name,
          gint64 now)
{
  Kind *kind = g_hash_table_lookup (self->kinds, name);

  if (kind != NULL)
    return kind;
  if (g_hash_table_size (self->kinds) >= NATTERD_LOG_KINDS_MOST)
    g_hash_table_foreach_remove (self->kinds, is_over, &now);
  if (g_hash_table_size (self->kinds) >= NATTERD_LOG_KINDS_MOST && !g_str_equal (name, ALL_OTHERS))
    return get_kind (self, ALL_OTHERS, now);
  kind = g_new0 (Kind, 1);
  g_hash_table_insert (self->kinds, g_strdup (name), kind);
  return kind;
}

gboolean
natterd_log_limit_take (NatterdLogLimit *self,
                        const char *kind,
                        GLogLevelFlags level,
                        gint64 now)
{
  Kind *found;

  if (self->burst == 0)
    return TRUE;
  found = get_kind (self, kind, now);
  if (found->until <= now)
    *found = (Kind){ .until = now + self->interval, .n_missing = found->n_missing };
  found->level = level;
  if (found->n_written < self->burst)
    {
      found->n_written++;
      return TRUE;
    }
  found->n_missing++;
  return FALSE;
}

gboolean
natterd_log_limit_steal_over (NatterdLogLimit *self,
                              gint64 now,
                              NatterdLogGap *gap)
{
  GHashTableIter iter;
  const char *name;
  Kind *kind;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &kind))
    if (kind->n_missing > 0 && (now < 0 || kind->until <= now))
      {
        *gap = (NatterdLogGap){ g_strdup (name), kind->level, kind->n_missing };
        kind->n_missing = 0;
        return TRUE;
      }
  return FALSE;
}

gint64
natterd_log_limit_get_due (const NatterdLogLimit *self)
{
  GHashTableIter iter;
  Kind *kind;
  gint64 due = 0;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &kind))
    if (kind->n_missing > 0 && (due == 0 || kind->until < due))
      due = kind->until;
  return due;
}
