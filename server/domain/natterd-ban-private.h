/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-fact.h"

#include "natterd-types.h"

G_BEGIN_DECLS

/* Who is kept out of the whole server: §13.6. By a name or by an address; what holds lies in the facts of the kind "ban". */

#define NATTERD_FACT_BAN "ban"

typedef struct
{
  char *shown;   /* the name or the address, for people */
  char *by;      /* (nullable) */
  char *reason;  /* (nullable) */
  gint64 until;  /* wall clock, µs; 0: for ever */
  guint64 place; /* an address as a number; 0: it is a name */
} NatterdServerBan;

typedef struct
{
  GHashTable *by_key;   /* key of the fact → NatterdServerBan, both owned */
  GHashTable *by_place; /* number → NatterdServerBan, not owned */
} NatterdBans;

void natterd_bans_init (NatterdBans *self);
void natterd_bans_clear (NatterdBans *self);

/* natterd_bans_find_name, _find_place: what holds at @wall. Returns: (transfer none) (nullable). */
const NatterdServerBan *natterd_bans_find_name (const NatterdBans *self, const char *key, gint64 wall);
const NatterdServerBan *natterd_bans_find_place (const NatterdBans *self, guint64 place, gint64 wall);

/* natterd_bans_restore: @key, @value: of a fact; @value NULL: it is over. @place: of its address, if it is one's.
 * What is not understood is left alone. */
void natterd_bans_restore (NatterdBans *self, const char *key, const char *value, guint64 place);

/* natterd_bans_list: (transfer container) (element-type NatterdServerBan): those that hold, by name. */
GPtrArray *natterd_bans_list (const NatterdBans *self, gint64 wall);

/* natterd_bans_list_over: (transfer full) (element-type utf8): the keys of those that hold no longer. */
GPtrArray *natterd_bans_list_over (const NatterdBans *self, gint64 wall);

/* natterd_bans_forget: what the one of that name did, nobody did: §4.31. */
void natterd_bans_forget (NatterdBans *self, const char *key);

/* natterd_ban_dup_key: of the fact; natterd_ban_get_address: (nullable): the address that a key is about. */
char *natterd_ban_dup_key (const char *word, gboolean is_place);
const char *natterd_ban_get_address (const char *key);

/* natterd_ban_dup_sentence: what whoever comes is told. (transfer full) */
char *natterd_ban_dup_sentence (const NatterdServerBan *self);

G_END_DECLS
