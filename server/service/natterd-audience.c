/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-audience.h"

#include <string.h>

static void
clear_audience (gpointer audience)
{
  g_free (((NatterdAudience *) audience)->listeners);
}

void
natterd_audiences_init (NatterdAudiences *self)
{
  self->rooms = g_array_new (FALSE, TRUE, sizeof (NatterdAudience));
  g_array_set_clear_func (self->rooms, clear_audience);
  self->mark = 0;
}

void
natterd_audiences_clear (NatterdAudiences *self)
{
  g_clear_pointer (&self->rooms, g_array_unref);
}

const NatterdAudience *
natterd_audiences_get (const NatterdAudiences *self,
                       guint room)
{
  static const NatterdAudience nobody = { NULL, 0, 0 };

  return room < self->rooms->len ? &g_array_index (self->rooms, NatterdAudience, room) : &nobody;
}

static NatterdSeat *
get_seats (NatterdListenerSeats *listener)
{
  return listener->more != NULL ? listener->more : listener->inline_seats;
}

const NatterdSeat *
natterd_listener_seats_get (const NatterdListenerSeats *self)
{
  return get_seats ((NatterdListenerSeats *) self);
}

static NatterdSeat *
find_seat (NatterdListenerSeats *listener,
           guint room)
{
  NatterdSeat *seats = get_seats (listener);

  for (guint i = 0; i < listener->n; i++)
    if (seats[i].room == room)
      return &seats[i];
  return NULL;
}

static void
add_seat (NatterdListenerSeats *listener,
          NatterdSeat seat)
{
  guint holds = listener->more != NULL ? listener->n_room : NATTERD_SEATS_INLINE;

  if (listener->n == holds)
    {
      NatterdSeat *more = g_new (NatterdSeat, holds * 2);

      memcpy (more, get_seats (listener), sizeof (NatterdSeat) * listener->n);
      g_free (listener->more);
      listener->more = more;
      listener->n_room = holds * 2;
    }
  get_seats (listener)[listener->n++] = seat;
}

void
natterd_audiences_enter (NatterdAudiences *self,
                         NatterdListenerSeats *listener,
                         guint room)
{
  NatterdAudience *audience;

  if (find_seat (listener, room) != NULL)
    return;
  if (room >= self->rooms->len)
    g_array_set_size (self->rooms, room + 1);
  audience = &g_array_index (self->rooms, NatterdAudience, room);
  if (audience->n == audience->n_room)
    {
      audience->n_room = MAX (4, audience->n_room * 2);
      audience->listeners = g_renew (NatterdListenerSeats *, audience->listeners, audience->n_room);
    }
  add_seat (listener, (NatterdSeat){ room, audience->n });
  audience->listeners[audience->n++] = listener;
}

void
natterd_audiences_depart (NatterdAudiences *self,
                          NatterdListenerSeats *listener,
                          guint room)
{
  NatterdSeat *seat = find_seat (listener, room);
  NatterdAudience *audience;
  NatterdListenerSeats *last;

  if (seat == NULL)
    return;
  audience = &g_array_index (self->rooms, NatterdAudience, room);
  last = audience->listeners[--audience->n];
  audience->listeners[seat->place] = last;
  find_seat (last, room)->place = seat->place;
  *seat = get_seats (listener)[--listener->n];
  if (listener->n == 0)
    g_clear_pointer (&listener->more, g_free);
  if (audience->n == 0)
    {
      g_clear_pointer (&audience->listeners, g_free);
      audience->n_room = 0;
    }
}

void
natterd_audiences_depart_all (NatterdAudiences *self,
                              NatterdListenerSeats *listener)
{
  while (listener->n > 0)
    natterd_audiences_depart (self, listener, get_seats (listener)[0].room);
}

guint32
natterd_audiences_begin_round (NatterdAudiences *self)
{
  return ++self->mark;
}
