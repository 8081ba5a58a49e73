/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "natterd-bucket.h"

/* Waiting for as long as one was told must be enough, whatever was lost in the last digits. */
#define NEARLY 1e-6

static void
fill (NatterdBucket *self,
      double rate,
      double burst,
      gint64 mono)
{
  if (self->filled == 0)
    self->tokens = burst;
  else if (mono > self->filled)
    self->tokens += (double) (mono - self->filled) * rate / G_USEC_PER_SEC;

  self->tokens = MIN (self->tokens, burst);
  self->filled = MAX (MAX (mono, self->filled), 1);
}

guint
natterd_bucket_take (NatterdBucket *self,
                     double rate,
                     double burst,
                     guint cost,
                     gint64 mono)
{
  double needed = MIN ((double) cost, burst);
  double wait;

  if (rate <= 0 || cost == 0)
    return 0;

  fill (self, rate, burst, mono);
  if (self->tokens + NEARLY >= needed)
    {
      self->tokens -= cost; /* below zero where it cost more than fits */
      return 0;
    }

  wait = ceil ((needed - self->tokens) / rate - NEARLY);
  return wait < G_MAXUINT / 2 ? MAX ((guint) wait, 1) : G_MAXUINT / 2;
}
