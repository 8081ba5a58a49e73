/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "random-values.h"

void
natter_random_fill_hits (NatterEvent *event, NatterMessage *message, GRand *rand)
{
  NatterHit *hit = natter_hit_new (message, "@bob");

  for (gint i = g_rand_int_range (rand, 0, 3); i > 0; i--)
    g_array_append_vals (hit->marks, &(NatterSpan){ (guint) g_rand_int_range (rand, 0, 8192), 2 }, 1);
  event->text = natter_random_text (rand);
  event->more = g_rand_boolean (rand);
  event->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_hit_free);
  g_ptr_array_add (event->hits, hit);
}
