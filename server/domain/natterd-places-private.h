/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-role-private.h"

G_BEGIN_DECLS

/* §4.34: a guest's ban or mute holds for the address too, whatever the name: in memory only, for a day at most, and for the last
 * NATTERD_PLACES_MOST of a room. An address is a number that means nothing here; 0 is nowhere. */

#define NATTERD_PLACES_MOST 100
#define NATTERD_PLACES_LAST G_TIME_SPAN_DAY

/* natterd_places_new_table: (element-type utf8 GArray) by the keys of rooms. */
GHashTable *natterd_places_new_table (void);

/* natterd_places_add: who is at @place is @kind in @room until @until (wall clock, µs; 0: for ever), as the guest with @key is. */
void natterd_places_add (GHashTable *table, const char *room, guint64 place, const char *key, const NatterdRole *role, gint64 wall);

/* natterd_places_remove: what was added for the guest with @key. */
void natterd_places_remove (GHashTable *table, const char *room, const char *key);

/* natterd_places_find: what whoever is at @place is in @room at most; NATTERD_ROLE_MEMBER where nothing is known. */
NatterdRoleKind natterd_places_find (GHashTable *table, const char *room, guint64 place, gint64 wall);

G_END_DECLS
