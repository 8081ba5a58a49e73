/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-deadlines.h"

void
natterd_deadlines_clear (NatterdDeadlines *self)
{
  g_clear_pointer (&self->heap, g_free);
  self->n = self->room = 0;
}

NatterdDeadline *
natterd_deadlines_peek (const NatterdDeadlines *self)
{
  return self->n > 0 ? self->heap[0] : NULL;
}

static void
put (NatterdDeadlines *self,
     NatterdDeadline *deadline,
     guint place)
{
  self->heap[place - 1] = deadline;
  deadline->place = place;
}

static void
rise (NatterdDeadlines *self,
      NatterdDeadline *deadline)
{
  guint place = deadline->place;

  while (place > 1 && self->heap[place / 2 - 1]->due > deadline->due)
    {
      put (self, self->heap[place / 2 - 1], place);
      place /= 2;
    }
  put (self, deadline, place);
}

static void
sink (NatterdDeadlines *self,
      NatterdDeadline *deadline)
{
  guint place = deadline->place;

  for (;;)
    {
      guint child = place * 2;

      if (child < self->n && self->heap[child]->due < self->heap[child - 1]->due)
        child++;
      if (child > self->n || self->heap[child - 1]->due >= deadline->due)
        break;
      put (self, self->heap[child - 1], place);
      place = child;
    }
  put (self, deadline, place);
}

static void
take_out (NatterdDeadlines *self,
          NatterdDeadline *deadline)
{
  NatterdDeadline *last = self->heap[--self->n];
  guint place = deadline->place;

  deadline->place = 0;
  if (last == deadline)
    return;
  put (self, last, place);
  rise (self, last);
  sink (self, last);
}

void
natterd_deadlines_set (NatterdDeadlines *self,
                       NatterdDeadline *deadline,
                       gint64 due)
{
  if (due == 0)
    {
      if (deadline->place != 0)
        take_out (self, deadline);
      deadline->due = 0;
      return;
    }
  if (deadline->due == due && deadline->place != 0)
    return;
  deadline->due = due;
  if (deadline->place == 0)
    {
      if (self->n == self->room)
        {
          self->room = MAX (64, self->room * 2);
          self->heap = g_renew (NatterdDeadline *, self->heap, self->room);
        }
      put (self, deadline, ++self->n);
    }
  rise (self, deadline);
  sink (self, deadline);
}
