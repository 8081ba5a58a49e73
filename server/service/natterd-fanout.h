/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-audience.h"
#include "natterd-peer.h"
#include "server/domain/natterd-hub.h"

G_BEGIN_DECLS

/* From events to bytes (law 3). Each dialect has an arena, in which an event stands once for all who read it in the same
 * spelling during a turn; out-queues hold ranges of it. Peers with something to send are dirty until they are flushed. */

#define NATTERD_DIALECTS_MOST 4

typedef struct
{
  const NatterdDialect *dialects[NATTERD_DIALECTS_MOST];
  GString *arenas[NATTERD_DIALECTS_MOST];
  guint n_dialects;
  guint64 n_deliveries;
  GPtrArray *dirty; /* (element-type NatterdPeer) borrowed */
} NatterdFanout;

void natterd_fanout_init (NatterdFanout *self);
void natterd_fanout_clear (NatterdFanout *self);

/* natterd_fanout_get_tongue: the number of a dialect's arena. */
guint8 natterd_fanout_get_tongue (NatterdFanout *self, const NatterdDialect *dialect);

/* natterd_fanout_tell: an event to one peer, all of whose view may show. */
void natterd_fanout_tell (NatterdFanout *self, NatterdPeer *peer, const NatterEvent *event);

/* natterd_fanout_tell_first: the same, before what happens while it is being told what it has missed. */
void natterd_fanout_tell_first (NatterdFanout *self, NatterdPeer *peer, const NatterEvent *event);

/* natterd_fanout_tell_bytes: what no dialect spells: a telnet answer, a refusal at the door. */
void natterd_fanout_tell_bytes (NatterdFanout *self, NatterdPeer *peer, const guint8 *bytes, gsize length);

/* An event on its way to many: what was encoded for it so far. */
typedef struct
{
  const NatterEvent *event;
  NatterdUser *sender; /* (nullable) who ignores that person does not hear it */
  NatterdUser *except; /* (nullable) does not hear it */
  struct
  {
    guint32 start;
    guint32 end;
    gboolean encoded;
  } spelled[NATTERD_DIALECTS_MOST][NATTERD_DIALECT_SPELLINGS];
} NatterdBroadcast;

/* natterd_fanout_tell_audience: to everyone in it. */
void natterd_fanout_tell_audience (NatterdFanout *self, const NatterdAudience *audience, NatterdBroadcast *broadcast);

/* natterd_fanout_tell_among: to one of many. */
void natterd_fanout_tell_among (NatterdFanout *self, NatterdPeer *peer, NatterdBroadcast *broadcast);

/* natterd_fanout_mark_dirty: has @peer flushed at the end of the turn. */
void natterd_fanout_mark_dirty (NatterdFanout *self, NatterdPeer *peer);

/* natterd_fanout_get_arena: what a peer's ranges point into. */
const GString *natterd_fanout_get_arena (const NatterdFanout *self, const NatterdPeer *peer);

/* natterd_fanout_get_size: bytes in all arenas. */
gsize natterd_fanout_get_size (const NatterdFanout *self);

/* natterd_fanout_reset: forgets the bytes; no peer may be dirty. */
void natterd_fanout_reset (NatterdFanout *self);

G_END_DECLS
