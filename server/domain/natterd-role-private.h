/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody is in a room: §4.32. What lasts lies in the facts of the kind "role", by the keys of room and name with a space between;
 * nobody's name or room holds one. */

#define NATTERD_FACT_ROLE "role"

typedef enum /* the order is one of power */
{
  NATTERD_ROLE_BANNED,
  NATTERD_ROLE_MUTED,
  NATTERD_ROLE_MEMBER,
  NATTERD_ROLE_MODERATOR,
  NATTERD_ROLE_OWNER,
  NATTERD_N_ROLES
} NatterdRoleKind;

typedef struct
{
  NatterdRoleKind kind;
  gint64 until; /* wall clock, µs; 0: for ever */
  char *act;    /* (nullable) what was done: "ban" */
  char *by;     /* (nullable) the name of who did it */
  char *name;   /* (nullable) to whom */
} NatterdRole;

void natterd_role_free (NatterdRole *self);
const char *natterd_role_get_word (NatterdRoleKind kind);
/* natterd_role_from_word: NATTERD_N_ROLES where it is none. @word: (nullable). */
NatterdRoleKind natterd_role_from_word (const char *word);

/* Everybody's, by room. */
typedef struct
{
  GHashTable *by_room; /* key of a room → (element-type utf8 NatterdRole) by key of a name; both owned */
  gint64 due;          /* wall clock, µs: when the next one ends; G_MAXINT64: none does */
} NatterdRoles;

/* natterd_role_dup_key: of the fact. @room, @name: keys. Returns: (transfer full). */
char *natterd_role_dup_key (const char *room, const char *name);

void natterd_roles_init (NatterdRoles *self);
void natterd_roles_clear (NatterdRoles *self);

/* natterd_roles_find: Returns: (transfer none) (nullable). */
const NatterdRole *natterd_roles_find (const NatterdRoles *self, const char *room, const char *name);

/* natterd_roles_restore: @key, @value: of a fact; @value NULL: it is over. What is not understood is left alone. */
void natterd_roles_restore (NatterdRoles *self, const char *key, const char *value);

/* natterd_roles_expire: ends those whose time is over at @wall. */
void natterd_roles_expire (NatterdRoles *self, gint64 wall);

G_END_DECLS
