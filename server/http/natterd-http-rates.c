/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-http-rates.h"

#define FREE_FAILURES 5
#define LONGEST_WAIT  (15 * 60)

typedef struct
{
  gint64 spent;        /* monotonic µs: when all that was asked so far would have been due at an even pace */
  gint64 failed;       /* the last time */
  gint64 locked_until; /* nothing is looked at before */
  guint n_failures;
} Known;

void
natterd_http_rates_init (NatterdHttpRates *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
natterd_http_rates_clear (NatterdHttpRates *self)
{
  g_clear_pointer (&self->known, g_hash_table_unref);
}

static gboolean
is_over (gpointer who,
         gpointer value,
         gpointer now)
{
  const Known *known = value;
  gint64 then = *(const gint64 *) now;

  return known->spent <= then &&
         (known->n_failures == 0 || then - known->failed > LONGEST_WAIT * G_USEC_PER_SEC);
}

/* Returns: (nullable): NULL: there are too many. */
static Known *
get_known (NatterdHttpRates *self,
           const char *who,
           gint64 now)
{
  Known *known = g_hash_table_lookup (self->known, who);

  if (known != NULL)
    return known;
  if (g_hash_table_size (self->known) >= NATTERD_HTTP_RATES_MOST)
    g_hash_table_foreach_remove (self->known, is_over, &now);
  if (g_hash_table_size (self->known) >= NATTERD_HTTP_RATES_MOST)
    return NULL;
  known = g_new0 (Known, 1);
  g_hash_table_insert (self->known, g_strdup (who), known);
  return known;
}

static guint
to_seconds (gint64 wait)
{
  return wait > 0 ? (guint) ((wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

guint
natterd_http_rates_take (NatterdHttpRates *self,
                         const char *who,
                         double rate,
                         double burst,
                         gint64 now)
{
  Known *known;
  double one;
  gint64 begin;

  if (rate <= 0 || burst <= 0)
    return 0;
  known = get_known (self, who, now);
  if (known == NULL)
    return 1;
  one = G_USEC_PER_SEC / rate;
  begin = MAX (known->spent, now);
  if ((double) (begin - now) > one * (burst - 1))
    return MAX (1, to_seconds (begin - now - (gint64) (one * (burst - 1))));
  known->spent = begin + (gint64) one;
  return 0;
}

void
natterd_http_rates_note_failure (NatterdHttpRates *self,
                                 const char *who,
                                 gint64 now)
{
  Known *known = get_known (self, who, now);
  gint64 wait;

  if (known == NULL)
    return;
  if (now - known->failed > LONGEST_WAIT * G_USEC_PER_SEC)
    known->n_failures = 0;
  known->failed = now;
  if (++known->n_failures < FREE_FAILURES)
    return;
  wait = (gint64) 1 << MIN (known->n_failures - FREE_FAILURES, 20);
  known->locked_until = now + MIN (wait, LONGEST_WAIT) * G_USEC_PER_SEC;
}

guint
natterd_http_rates_get_wait (const NatterdHttpRates *self,
                             const char *who,
                             gint64 now)
{
  const Known *known = g_hash_table_lookup (self->known, who);

  return known != NULL ? to_seconds (known->locked_until - now) : 0;
}
