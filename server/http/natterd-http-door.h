/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/metrics/natterd-metrics.h"

G_BEGIN_DECLS

/* The door itself: who comes in, how many, for how long, and how much they may say. One question a connection: it is asked within a
 * time, answered, and the connection closed in peace: the peer's own end is waited for a moment. Whatever libsoup does with a connection, it cannot hold
 * it longer, nor be fed more.
 *
 * Full, the one that has not asked for longest makes place, once it has had a second; until then newcomers wait in the kernel. One timer
 * for all. One thread. */

typedef struct _NatterdHttpDoor NatterdHttpDoor;
typedef struct _NatterdHttpCaller NatterdHttpCaller;

typedef struct
{
  guint connections; /* never 0 */
  gint64 patience;   /* µs: to ask in; and as long again to be answered */
} NatterdHttpLimits;

typedef struct
{
  /* @stream: (transfer none): to be read and written, and closed when done. @caller: valid until then. */
  void (*came) (gpointer user_data, NatterdHttpCaller *caller, GIOStream *stream);
  /* The head of its question: as NatterdHttpInputFuncs.judge. */
  gssize (*judge) (gpointer user_data, NatterdHttpCaller *caller, const char *head, gsize length, gboolean *chunked);
  /* @caller has not asked its whole question yet: may it still? If not, it is cut short. */
  void (*look_again) (gpointer user_data, NatterdHttpCaller *caller);
} NatterdHttpDoorOwner;

/* Bytes of a head. */
#define NATTERD_HTTP_HEAD_MOST (64 * 1024)

/* natterd_http_door_new: @counters: (transfer none), counted in. @owner: static. */
NatterdHttpDoor *natterd_http_door_new (const NatterdHttpLimits *limits, NatterdHttpCounters *counters, const NatterdHttpDoorOwner *owner,
                                        gpointer user_data);
void natterd_http_door_free (NatterdHttpDoor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdHttpDoor, natterd_http_door_free)

/* natterd_http_door_set_limits: for who comes from here on. */
void natterd_http_door_set_limits (NatterdHttpDoor *self, const NatterdHttpLimits *limits);

/* natterd_http_door_listen: on "ADDR:PORT". Returns: (transfer full): with the port that it got; NULL with a GIOError whose
 * sentence says what to do. */
char *natterd_http_door_listen (NatterdHttpDoor *self, const char *address, GError **error);

/* natterd_http_door_close: no more newcomers; those who are here are still answered. Harmless when repeated. */
void natterd_http_door_close (NatterdHttpDoor *self);

/* natterd_http_door_look_again: asks its owner about everybody who has not been heard. */
void natterd_http_door_look_again (NatterdHttpDoor *self);

/* natterd_http_caller_was_heard: the whole question came, as libsoup thinks: the time for the answer begins. FALSE: it did not, or its end was not
 * waited for: nothing is to be done. */
gboolean natterd_http_caller_was_heard (NatterdHttpCaller *self);

/* natterd_http_caller_cut_short: sends @answer, which is short, past the stream, whose input has ended then, and which sends nothing more. Nothing must have
 * been sent before. */
void natterd_http_caller_cut_short (NatterdHttpCaller *self, const char *answer);

/* natterd_http_caller_turn_away: the same for one that has just come: in the place of reading its stream. */
void natterd_http_caller_turn_away (NatterdHttpCaller *self, const char *answer);

/* natterd_http_caller_find: Returns: (transfer none) (nullable): whose address @remote, the very object, is. */
NatterdHttpCaller *natterd_http_caller_find (GSocketAddress *remote);

GSocketAddress *natterd_http_caller_get_local (const NatterdHttpCaller *self);
GSocketAddress *natterd_http_caller_get_remote (const NatterdHttpCaller *self);

G_END_DECLS
