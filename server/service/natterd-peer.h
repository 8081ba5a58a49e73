/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-audience.h"
#include "natterd-deadlines.h"
#include "natterd-door.h"
#include "server/dialect/natterd-dialect.h"
#include "server/domain/natterd-hub.h"
#include "server/net/natterd-connection.h"

G_BEGIN_DECLS

/* A peer: a connection with its dialect and session. Plain data with few words; an idle one owns nothing but this. */

typedef struct _NatterdHall NatterdHall;
typedef struct _NatterdCatchUp NatterdCatchUp;
typedef struct _NatterdInside NatterdInside;
typedef struct _NatterdShake NatterdShake;

typedef enum
{
  NATTERD_PEER_OPEN,      /* is heard, and hears */
  NATTERD_PEER_LEAVING,   /* not heard any more; its end is on its way through the ledger */
  NATTERD_PEER_CLOSING,   /* its last words are being sent */
  NATTERD_PEER_LINGERING, /* they were sent, and our end with them: its own end is waited for (§1.5) */
  NATTERD_PEER_GONE       /* the connection is broken or done with */
} NatterdPeerState;

typedef enum /* why nothing is read from it for the moment */
{
  NATTERD_HELD_FETCH = 1 << 0,    /* an answer from the store comes first */
  NATTERD_HELD_COMMIT = 1 << 1,   /* much of what it said still waits to be recorded */
  NATTERD_HELD_SECRET = 1 << 3,   /* a password is being looked at */
  NATTERD_HELD_CATCH_UP = 1 << 4, /* it is being told what it has missed */
  NATTERD_HELD_SHUTDOWN = 1 << 2  /* the server is going down */
} NatterdHeld;

typedef struct
{
  NatterdConnection connection; /* must be first */
  NatterdHall *hall;
  const NatterdDialect *dialect; /* (nullable) undecided */
  NatterdSession *session;       /* (nullable) owned reference */
  NatterdVisitor *visitor;       /* (nullable) what its address has used up; the door's */
  NatterdRoom *current;          /* (nullable) owned reference: the room that is current as far as it was told */
  char *name;                    /* (nullable) owned: its own name as far as it was told; only where its dialect has several spellings */
  GByteArray *sniffed;           /* (nullable) owned: first bytes that decide nothing yet */
  NatterdShake *shake;           /* (nullable) owned: a TLS handshake that is not over */
  NatterdCatchUp *catch_up;      /* (nullable) owned: what it has missed, while it is being told */
  NatterdInside *inside;         /* (nullable) owned reference: it has no socket, but is a party inside */
  NatterdListenerSeats seats;
  NatterdDeadline deadline;
  gint64 opened;      /* monotonic µs, as all here */
  gint64 heard;       /* when it last gave a sign of life, as far as we let it */
  gint64 over_soft;   /* since when its queue is over the soft limit; 0: it is not */
  gint64 closing_due; /* in CLOSING and LINGERING: when patience ends */
  guint all_place;    /* in the hall's list of all */
  guint serial;       /* of the ledger, for n_waiting */
  guint16 n_waiting;  /* commands since a commit is on its way */
  guint16 n_asked;    /* questions to the store without an answer yet */
  guint8 state;       /* NatterdPeerState */
  guint8 held;        /* NatterdHeld */
  guint8 tongue;      /* NatterdFanout's number of its dialect */
  guint8 dirty : 1;
  guint8 ended : 1;    /* it has sent its end */
  guint8 asked : 1;    /* a ping is on its way to it */
  guint8 pinged : 1;   /* it was sent one, and nothing came since */
  guint8 admitted : 1; /* it hears what its user hears */
  guint8 resumed : 1;  /* in the hall's list of those with lines left over */
  guint8 released : 1; /* nothing in the ledger speaks of it any more */
  guint8 reaped : 1;   /* in the hall's list of the dead */
  guint8 refused : 1;  /* is being told that there is no room, or: */
  guint8 banned : 1;   /* … that it is kept out */
  guint8 spoke : 1;    /* bytes came from it */
  NatterdDialectState dialect_state;
} NatterdPeer;

/* natterd_peer_hears: whether anything may still be sent to it. */
static inline gboolean
natterd_peer_hears (const NatterdPeer *self)
{
  return self->state <= NATTERD_PEER_LEAVING;
}

/* natterd_inside_hear: of a party inside: @event is told to it at the end of the turn. */
void natterd_inside_hear (NatterdInside *self, const NatterEvent *event);

/* natterd_peer_get_later: where what it is told waits until it has been told what it missed. Returns: (transfer none) (nullable). */
NatterdOutQueue *natterd_peer_get_later (const NatterdPeer *self);

static inline NatterdPeer *
natterd_peer_of_seats (NatterdListenerSeats *seats)
{
  return (NatterdPeer *) (gpointer) ((char *) seats - G_STRUCT_OFFSET (NatterdPeer, seats));
}

static inline NatterdPeer *
natterd_peer_of_deadline (NatterdDeadline *deadline)
{
  return (NatterdPeer *) (gpointer) ((char *) deadline - G_STRUCT_OFFSET (NatterdPeer, deadline));
}

G_END_DECLS
