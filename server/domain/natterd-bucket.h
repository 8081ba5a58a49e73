/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A token bucket: `burst` tokens at once, then `rate` a second. A rate of 0 is no limit. */
typedef struct
{
  double tokens;
  gint64 filled;               /* monotonic µs of the last filling; 0: never used, full */
} NatterdBucket;

/* natterd_bucket_take: takes @cost tokens and returns 0, or takes none and returns how many whole seconds
 * (at least 1) until they will be there. @cost above @burst is taken when the bucket is full. */
guint natterd_bucket_take (NatterdBucket *self, double rate, double burst, guint cost, gint64 mono);

G_END_DECLS
