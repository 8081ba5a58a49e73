/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-slots.h"

NatterdSlots *
natterd_slots_new (void)
{
  NatterdSlots *self = g_new0 (NatterdSlots, 1);

  self->ref_count = 1;
  self->returned = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

NatterdSlots *
natterd_slots_ref (NatterdSlots *self)
{
  self->ref_count++;
  return self;
}

void
natterd_slots_unref (NatterdSlots *self)
{
  if (--self->ref_count > 0)
    return;

  g_array_unref (self->returned);
  g_free (self);
}

guint
natterd_slots_take (NatterdSlots *self)
{
  guint slot;

  if (self->returned->len == 0)
    return self->next++;

  slot = g_array_index (self->returned, guint, self->returned->len - 1);
  g_array_set_size (self->returned, self->returned->len - 1);
  return slot;
}

void
natterd_slots_give_back (NatterdSlots *self,
                         guint slot)
{
  g_array_append_val (self->returned, slot);
}
