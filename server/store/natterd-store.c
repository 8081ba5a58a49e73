/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-store.h"

void
natterd_store_free (NatterdStore *self)
{
  if (self != NULL)
    self->klass->free (self);
}
