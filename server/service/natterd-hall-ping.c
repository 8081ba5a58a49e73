/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hall-private.h"

/* Whether the store still commits, asked by whoever watches over the server. Nothing is written for it, so that an idle disk may sleep; but it
 * goes the way of every commit, behind those that wait. */

static void
on_answered (gpointer hall,
             const GError *error)
{
  NatterdHall *self = hall;
  NatterdHallDone done = g_steal_pointer (&self->ping_done);

  self->pinging = FALSE;
  if (done != NULL)
    done (self->ping_data);
}

void
natterd_hall_ping_store (NatterdHall *self,
                         NatterdHallDone done,
                         gpointer user_data)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  self->ping_done = done;
  self->ping_data = user_data;
  if (self->pinging)
    return;
  self->pinging = TRUE;
  self->store->klass->commit (self->store, nothing, self->now.wall, on_answered, self);
}

void
natterd_hall_forget_ping (NatterdHall *self)
{
  self->ping_done = NULL;
}
