/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-room-private.h"

G_BEGIN_DECLS

typedef enum /* what speaks; a person unless said otherwise */
{
  NATTERD_PARTY_PERSON,
  NATTERD_PARTY_BOT,      /* natterd-bot-private.h */
  NATTERD_PARTY_OPERATOR, /* natterd-operator-private.h */
  NATTERD_N_PARTIES
} NatterdParty;

struct _NatterdUser
{
  guint ref_count;
  guint n_begun; /* direct conversations that this one began */
  guint64 id;    /* never used twice by one hub */
  gint64 author; /* whose the messages are: random, of a guest's login alone; an account keeps that of the login that registered it */
  char *name;
  char *key;                /* may be the same pointer as name */
  char *away;               /* (nullable) */
  NatterdParty party;
  gboolean is_registered;   /* has shown that the account of that name is theirs */
  gboolean is_registering;  /* an account of that name is being recorded for them */
  gint64 came;              /* monotonic µs: when the first session began */
  gint64 active;            /* monotonic µs of the last command that a person gives */
  NatterdSession *sessions; /* (nullable) not references: they hold the user, also after their end */
  NatterdMembershipList rooms;
  NatterdMembershipList directs;
  NatterdUser *previous; /* (nullable) in the directory, in the order of login */
  NatterdUser *next;     /* (nullable) */
  GHashTable *let_in;    /* (nullable) (element-type utf8) owned: keys of private rooms that a code opened, for this login */
  GHashTable *followed;  /* (nullable) (element-type utf8 NatterdRoom) owned: rooms that the operator hears, by key */
  GPtrArray *ignored_by; /* (nullable) (element-type NatterdIgnore) */
};

/* natterd_user_new: @name, @key: (transfer full). */
NatterdUser *natterd_user_new (guint64 id, char *name, char *key);
void natterd_user_take_name (NatterdUser *self, char *name, char *key);

/* natterd_user_get_haunt: a number like an author's: of all guests from the same address or, where that does not count, of the same name. */
gint64 natterd_user_get_haunt (const NatterdUser *self);

/* natterd_user_let_in: into the private room with @key, as long as they are here. */
void natterd_user_let_in (NatterdUser *self, const char *key);
gboolean natterd_user_is_let_in (const NatterdUser *self, const char *key);

/* natterd_user_set_away: @away: (transfer full) (nullable). */
void natterd_user_set_away (NatterdUser *self, char *away);

G_END_DECLS
