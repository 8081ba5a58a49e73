/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who hears a room: an array of listeners for each room, by the room's index; one enters and departs in constant time. The order in an
 * audience means nothing. Listeners are embedded in whoever listens; they know their seats. */

typedef struct
{
  guint32 room;
  guint32 place; /* in the room's audience */
} NatterdSeat;

#define NATTERD_SEATS_INLINE 2

typedef struct
{
  NatterdSeat inline_seats[NATTERD_SEATS_INLINE];
  NatterdSeat *more; /* (nullable) owned: all seats, when they are more */
  guint32 n;
  guint32 n_room; /* seats that `more` holds */
  guint32 mark;   /* of the last round that reached this listener */
} NatterdListenerSeats;

typedef struct
{
  NatterdListenerSeats **listeners; /* owned array, of borrowed elements */
  guint n;
  guint n_room;
} NatterdAudience;

typedef struct
{
  GArray *rooms; /* (element-type NatterdAudience) by room index */
  guint32 mark;
} NatterdAudiences;

void natterd_audiences_init (NatterdAudiences *self);
void natterd_audiences_clear (NatterdAudiences *self);

/* natterd_audiences_get: valid until the next enter. Returns: (transfer none), empty where nobody listens. */
const NatterdAudience *natterd_audiences_get (const NatterdAudiences *self, guint room);

/* natterd_audiences_enter, _depart: harmless when repeated. */
void natterd_audiences_enter (NatterdAudiences *self, NatterdListenerSeats *listener, guint room);
void natterd_audiences_depart (NatterdAudiences *self, NatterdListenerSeats *listener, guint room);
void natterd_audiences_depart_all (NatterdAudiences *self, NatterdListenerSeats *listener);

const NatterdSeat *natterd_listener_seats_get (const NatterdListenerSeats *self);

/* natterd_audiences_begin_round: the mark of a new round: who carries it has been reached in it. */
guint32 natterd_audiences_begin_round (NatterdAudiences *self);

G_END_DECLS
