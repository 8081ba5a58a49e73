/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-room-private.h"

G_BEGIN_DECLS

/* All direct conversations, by the two who have them. Who that is are authors (NatterdUser.author), not names: nobody inherits a conversation
 * along with a name (§3.4), and the two of an account are always the same ones. */

typedef struct
{
  GHashTable *by_key;    /* key → NatterdRoom, owned */
  GHashTable *by_author; /* author → (element-type NatterdRoom) the rooms not owned */
} NatterdTalks;

void natterd_talks_init (NatterdTalks *self);
void natterd_talks_clear (NatterdTalks *self);

/* natterd_talks_find: Returns: (transfer none) (nullable). */
NatterdRoom *natterd_talks_find (const NatterdTalks *self, gint64 a, gint64 b);

/* natterd_talks_add: there must be none of these two. @lasts: both have accounts: where the two are known by heart it is found again after a
 * new start. Returns: (transfer none). */
NatterdRoom *natterd_talks_add (NatterdTalks *self, NatterdSlots *slots, gint64 a, gint64 b, gboolean lasts);

/* natterd_talks_restore: one known from the store; where @key is not understood it is nobody's (0). Returns: (transfer none). */
NatterdRoom *natterd_talks_restore (NatterdTalks *self, NatterdSlots *slots, const char *key);

/* natterd_talks_remove: it is over; nobody may be in it. */
void natterd_talks_remove (NatterdTalks *self, NatterdRoom *room);

/* natterd_talks_get_of: Returns: (transfer none) (nullable) (element-type NatterdRoom). */
const GPtrArray *natterd_talks_get_of (const NatterdTalks *self, gint64 author);

/* natterd_talk_is_lasting: both had accounts when it was begun. */
gboolean natterd_talk_is_lasting (const NatterdRoom *room);
/* natterd_talk_get_other: the other author. */
gint64 natterd_talk_get_other (const NatterdRoom *room, gint64 author);

G_END_DECLS
