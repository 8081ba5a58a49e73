/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-transport.h"

G_BEGIN_DECLS

/* What one connection still has to be sent.
 *
 * Within a turn the bytes of every event stand once in the turn's arena (a GString of the hall), and a queue holds only ranges of it: a
 * delivery costs 8 bytes, and events that stand side by side become one range, so one send() carries many.
 * At the end of the turn natterd_out_queue_flush() sends them; what the socket does not take is copied into the queue's own backlog, so that a
 * slow reader never keeps the shared bytes alive, and the arena is empty at every turn's beginning.
 * While there is a backlog whatever comes is copied behind it. */

#define NATTERD_OUT_QUEUE_INLINE 3

typedef struct
{
  guint32 start;
  guint32 end;
} NatterdRange;

typedef struct
{
  NatterdRange inline_ranges[NATTERD_OUT_QUEUE_INLINE];
  NatterdRange *more; /* (nullable) owned: all ranges, when they are more than the inline ones hold */
  guint n_ranges;
  guint n_room;        /* ranges that `more` holds */
  GByteArray *backlog; /* (nullable) owned: what the socket did not take */
  guint backlog_sent;  /* bytes of it that were sent since */
  guint held;          /* bytes that the transport took and the socket did not; with them there is a backlog, if an empty one */
  guint most;          /* bytes that may wait; 0: as many as can */
  gboolean over;       /* more would have to: what came since is lost */
} NatterdOutQueue;

void natterd_out_queue_clear (NatterdOutQueue *self);

/* natterd_out_queue_push: bytes @start to @end of @arena. */
void natterd_out_queue_push (NatterdOutQueue *self, const GString *arena, gsize start, gsize end);

/* natterd_out_queue_flush: sends what it can. DONE: all gone; BLOCKED: the rest is in the backlog, wait for EPOLLOUT;
 * FAILED: the connection is broken. Must be called before @arena changes for another turn. */
NatterdIo natterd_out_queue_flush (NatterdOutQueue *self, NatterdChannel *channel, const GString *arena);

/* natterd_out_queue_note_held: @bytes of its own wait in the transport. They count as backlog. */
void natterd_out_queue_note_held (NatterdOutQueue *self, gsize bytes);

/* natterd_out_queue_drop_lines: gives up what was not sent, but for the end of a line that was begun, so that a
 * last word can follow on a line of its own. Only with no ranges pending. */
void natterd_out_queue_drop_lines (NatterdOutQueue *self);

/* natterd_out_queue_set_most: @most: bytes that a backlog may have, 0: as many as it can. Beyond that nothing is kept, within a turn or
 * not: a burst must not cost its size once for each slow reader. natterd_out_queue_is_over() from then on; there is no way back, since
 * something was lost, but natterd_out_queue_drop_lines(). */
void natterd_out_queue_set_most (NatterdOutQueue *self, gsize most);
gboolean natterd_out_queue_is_over (const NatterdOutQueue *self);

/* natterd_out_queue_gather: nothing is sent from it, and all that is pushed is copied at once, until natterd_out_queue_steal(). Only while it
 * is empty. */
void natterd_out_queue_gather (NatterdOutQueue *self);
/* natterd_out_queue_steal: what was gathered. (transfer full) */
GByteArray *natterd_out_queue_steal (NatterdOutQueue *self);

/* Bytes in the backlog: what a slow peer costs. */
gsize natterd_out_queue_get_backlog (const NatterdOutQueue *self);
gboolean natterd_out_queue_is_empty (const NatterdOutQueue *self);

G_END_DECLS
