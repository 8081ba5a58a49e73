/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-effects.h"

G_BEGIN_DECLS

/* Up to where everyone has read each room: §4.38. By author (NatterdUser.author), and by the key of the room. An account's lie in the facts of
 * the kind "read"; they are recorded together and seldom, since they move with whatever is said. */

#define NATTERD_FACT_READ "read" /* by author in hexadecimal digits, a space, the key of a room */

typedef struct
{
  GHashTable *by_author;  /* author → table of markers by the key of a room, all owned */
  GHashTable *unrecorded; /* the markers, not owned, that are to be recorded */
  gint64 due;             /* monotonic µs: when the next one may be; 0: there is none */
  gboolean settled;       /* all that were known at start are here */
} NatterdReads;

void natterd_reads_init (NatterdReads *self);
void natterd_reads_clear (NatterdReads *self);

/* natterd_reads_find: -1: there is no marker. */
gint64 natterd_reads_find (const NatterdReads *self, gint64 author, const char *room);

/* natterd_reads_knows: whether there is any of @author. */
gboolean natterd_reads_knows (const NatterdReads *self, gint64 author);

/* natterd_reads_set: @lasts: it is to be recorded. */
void natterd_reads_set (NatterdReads *self, gint64 author, const char *room, guint64 seq, gboolean lasts, gint64 mono);

/* natterd_reads_record_one: the marker that was set just now, where it was not recorded a moment ago. */
void natterd_reads_record_one (NatterdReads *self, gint64 author, const char *room, gint64 mono, NatterdEffects *effects);
/* natterd_reads_record: those that are due, or with @all even those that are not. */
void natterd_reads_record (NatterdReads *self, gint64 mono, gboolean all, NatterdEffects *effects);

/* natterd_reads_restore: @fact is known, or was recorded now. What is not understood is left alone. */
void natterd_reads_restore (NatterdReads *self, const NatterFact *fact);

/* natterd_reads_drop: of one room; _drop_room: everybody's of it; _forget: all of @author. Also what was recorded. */
void natterd_reads_drop (NatterdReads *self, gint64 author, const char *room, NatterdEffects *effects);
void natterd_reads_drop_room (NatterdReads *self, const char *room, NatterdEffects *effects);
void natterd_reads_forget (NatterdReads *self, gint64 author, NatterdEffects *effects);

G_END_DECLS
