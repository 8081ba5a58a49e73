/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Small numbers, each to one holder at a time. Counted: a session or room that outlives the hub in some list of effects
 * still gives its number back. */
typedef struct
{
  guint ref_count;
  guint next;                  /* never given out yet */
  GArray *returned;            /* (element-type guint) */
} NatterdSlots;

NatterdSlots *natterd_slots_new (void);
NatterdSlots *natterd_slots_ref (NatterdSlots *self);
void natterd_slots_unref (NatterdSlots *self);

guint natterd_slots_take (NatterdSlots *self);
void natterd_slots_give_back (NatterdSlots *self, guint slot);

G_END_DECLS
