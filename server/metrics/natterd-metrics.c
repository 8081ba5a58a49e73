/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-metrics.h"

#include <math.h>

/* µs: a commit takes from 0.2 ms on a fast disk to seconds on a dying one */
static const gint64 bounds[NATTERD_HISTOGRAM_BUCKETS - 1] = {
  100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 1000000, 5000000
};

void
natterd_histogram_note (NatterdHistogram *self,
                        gint64 duration)
{
  guint place = 0;

  while (place < G_N_ELEMENTS (bounds) && duration > bounds[place])
    place++;
  self->counts[place]++;
  self->sum += duration;
}

const gint64 *
natterd_histogram_get_bounds (void)
{
  return bounds;
}

guint64
natterd_histogram_get_n (const NatterdHistogram *self)
{
  guint64 n = 0;

  for (guint i = 0; i < NATTERD_HISTOGRAM_BUCKETS; i++)
    n += self->counts[i];
  return n;
}

gint64
natterd_histogram_get_quantile (const NatterdHistogram *self,
                                double share)
{
  guint64 n = natterd_histogram_get_n (self);
  guint64 wanted = (guint64) ceil ((double) n * share);

  if (n == 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      if (self->counts[i] >= wanted)
        return bounds[i];
      wanted -= self->counts[i];
    }
  return -1;
}

void
natterd_peak_note (NatterdPeak *self,
                   gint64 value,
                   gint64 now)
{
  gint64 second = now / G_USEC_PER_SEC;
  NatterdPeakSlot *slot = &self->slots[second % NATTERD_PEAK_SECONDS];

  if (slot->second != second)
    *slot = (NatterdPeakSlot){ value, second };
  else if (value > slot->value)
    slot->value = value;
}

gint64
natterd_peak_get (const NatterdPeak *self,
                  gint64 now)
{
  gint64 oldest = now / G_USEC_PER_SEC - NATTERD_PEAK_SECONDS;
  gint64 highest = 0;

  for (guint i = 0; i < NATTERD_PEAK_SECONDS; i++)
    if (self->slots[i].second > oldest)
      highest = MAX (highest, self->slots[i].value);
  return highest;
}

const char *
natterd_away_get_word (NatterdAway why)
{
  static const char *const words[] = {
    [NATTERD_AWAY_FULL] = "full",
    [NATTERD_AWAY_ADDRESS] = "address",
    [NATTERD_AWAY_BANNED] = "banned",
    [NATTERD_AWAY_WRONG_DOOR] = "wrong-door",
    [NATTERD_AWAY_TLS_REQUIRED] = "tls-required",
    [NATTERD_AWAY_LATE_TLS] = "late-tls",
  };

  return words[why];
}
