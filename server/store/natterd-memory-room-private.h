/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-store.h"

G_BEGIN_DECLS

/* What the memory store keeps of a room: a ring that grows with what is said, up to the limit. */

typedef struct
{
  NatterMessage *message;
  guint64 nth; /* in the order of recording, among all rooms */
} NatterdMemoryKept;

typedef struct
{
  char *key;
  guint64 last_seq;
  NatterdMemoryKept *ring; /* (nullable) */
  guint capacity;
  guint start; /* of the oldest */
  guint n_kept;
  gsize bytes;       /* that what is kept takes */
  gint64 keep;       /* µs; 0: for ever */
  GHashTable *said;  /* (nullable) (element-type utf8 NatterMessage) by sender and client id: those kept that have one */
  GHashTable *given; /* (nullable) (element-type guint64 NatterdGiven) reactions to what is kept, by its sequence */
} NatterdMemoryRoom;

/* natterd_memory_room_free: a GDestroyNotify. */
void natterd_memory_room_free (gpointer room);

/* natterd_memory_room_get_kept, _get: the oldest is at @place 0. (transfer none) */
const NatterdMemoryKept *natterd_memory_room_get_kept (const NatterdMemoryRoom *self, guint place);
NatterMessage *natterd_memory_room_get (const NatterdMemoryRoom *self, guint place);

/* natterd_memory_room_show: (transfer full): as it is now, for an answer to @range. */
NatterMessage *natterd_memory_room_show (const NatterdMemoryRoom *self, guint place, const NatterRange *range);

/* natterd_memory_room_record: as NatterdStoreClass.commit; @nth: (inout): rises with what is recorded; @most: messages kept. */
void natterd_memory_room_record (NatterdMemoryRoom *self, NatterMessage *message, gint64 wall, guint64 *nth, guint most);

/* natterd_memory_room_drop_oldest: there must be one. */
void natterd_memory_room_drop_oldest (NatterdMemoryRoom *self);

/* natterd_memory_room_drop_old: what is too old at @wall for this room. */
void natterd_memory_room_drop_old (NatterdMemoryRoom *self, gint64 wall);

/* natterd_memory_room_forget_author: what @author said is NATTERD_STORE_NOBODY's. */
void natterd_memory_room_forget_author (NatterdMemoryRoom *self, gint64 author);

G_END_DECLS
