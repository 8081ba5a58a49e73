/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-account-private.h"
#include "natterd-lookalike.h"
#include "natterd-slots.h"
#include "natterd-types.h"

G_BEGIN_DECLS

/* Who and what is where, by name. */
typedef struct
{
  GHashTable *people;            /* key → NatterdUser, not references */
  guint n_bots;                  /* of them, that are no persons */
  NatterdUser *first;            /* (nullable) in the order of login */
  NatterdUser *last;             /* (nullable) */
  GHashTable *rooms;             /* key → NatterdRoom, owned; without direct conversations */
  GPtrArray *deserted;           /* (element-type NatterdRoom) owned: left by all while a first message waited */
  NatterdLookalikes *lookalikes; /* owned: of people and of accounts */
  GHashTable *accounts;          /* key → NatterdAccount, both owned */
  guint n_gone;                  /* of them, that were given up */
  GHashTable *authors;           /* author → NatterdAccount, not owned: those that were not given up */
  GHashTable *missed;            /* key → (element-type NatterdIgnore): ignored, and not here */
  NatterdSlots *session_slots;
  NatterdSlots *room_slots;
} NatterdDirectory;

void natterd_directory_init (NatterdDirectory *self);
void natterd_directory_clear (NatterdDirectory *self);

/* natterd_directory_find_user, _find_room: Returns: (transfer none) (nullable). */
NatterdUser *natterd_directory_find_user (const NatterdDirectory *self, const char *key);
NatterdRoom *natterd_directory_find_room (const NatterdDirectory *self, const char *key);

/* natterd_directory_restore_account: @account: (transfer full) (nullable): NULL: there is none any more. */
void natterd_directory_restore_account (NatterdDirectory *self, const char *key, NatterdAccount *account);

/* natterd_directory_find_account: also of one that was given up. Returns: (transfer none) (nullable). */
NatterdAccount *natterd_directory_find_account (const NatterdDirectory *self, const char *key);

/* natterd_directory_find_author: the account whose messages have that author. Returns: (transfer none) (nullable). */
const NatterdAccount *natterd_directory_find_author (const NatterdDirectory *self, gint64 author);

/* natterd_directory_find_person: by whatever was typed, "@bob" too. Returns: (transfer none) (nullable). */
NatterdUser *natterd_directory_find_person (const NatterdDirectory *self, const char *name);

void natterd_directory_add_user (NatterdDirectory *self, NatterdUser *user);
void natterd_directory_remove_user (NatterdDirectory *self, NatterdUser *user);
/* natterd_directory_rename_user: @name, @key: (transfer full). The key must be free or the user's own. */
void natterd_directory_rename_user (NatterdDirectory *self, NatterdUser *user, char *name, char *key);

/* natterd_directory_dup_free_name: one like @name, of at most @most visible characters, that nobody has. (nullable) */
char *natterd_directory_dup_free_name (const NatterdDirectory *self, const char *name, guint most);

/* natterd_directory_dup_nearest: the person here who was probably meant; the people of @room (nullable) are asked first.
 * Returns: (transfer full) (nullable). */
char *natterd_directory_dup_nearest (const NatterdDirectory *self, const NatterdRoom *room, const char *name);

/* natterd_directory_add_room: @key: (transfer full). Returns: (transfer none). */
NatterdRoom *natterd_directory_add_room (NatterdDirectory *self, const char *name, char *key);
/* natterd_directory_desert_room: if nobody is in it and nothing was said in it, it vanishes. */
void natterd_directory_desert_room (NatterdDirectory *self, NatterdRoom *room);
/* natterd_directory_sweep: looks again at the rooms that could not vanish at once. */
void natterd_directory_sweep (NatterdDirectory *self);

G_END_DECLS
