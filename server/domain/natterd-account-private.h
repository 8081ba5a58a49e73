/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-fact.h"

#include "natterd-types.h"

G_BEGIN_DECLS

/* Those who registered. What an account is lies in the facts of the kind "account", by the key of its name. */

#define NATTERD_FACT_ACCOUNT "account"

/* Who has the machine is called so, and nobody else: natterd-operator-private.h. */
#define NATTERD_OPERATOR "server"

/* §4.31: whose it all is afterwards, and who the store is told to forget: by the author's number, {"key":KEY OF THE NAME}. */
#define NATTERD_NOBODY         "forgotten"
#define NATTERD_FACT_FORGOTTEN "forgotten"

typedef enum /* on the server; the order is one of power */
{
  NATTERD_RANK_GUEST,
  NATTERD_RANK_MEMBER,
  NATTERD_RANK_ADMIN,
  NATTERD_RANK_OWNER,
  NATTERD_RANK_OPERATOR /* no account is */
} NatterdRank;

typedef struct
{
  char *name;  /* as it was registered */
  char *hash;  /* of the password */
  char *email; /* (nullable) */
  char *since; /* wall clock, µs, as digits */
  gint64 author; /* whose the messages are: as of the login that registered it. 0: nobody knows */
  NatterdRank rank;
  gboolean gone; /* given up: nobody ever gets the name again; by natterd_account_dup_gone_key() */
} NatterdAccount;

/* natterd_account_new: NULL where @value is not understood. */
NatterdAccount *natterd_account_new (const char *value);
void natterd_account_free (NatterdAccount *self);

/* natterd_author_of_name: a number that no guest ever has, and that is always the same for one @name. */
gint64 natterd_author_of_name (const char *name);

/* natterd_account_dup_fact: as @self would be recorded. (transfer full) */
NatterFact *natterd_account_dup_fact (const NatterdAccount *self, const char *key);

/* natterd_account_dup_gone_key: of the fact that the account of the name with @key is over: not the name itself, which is to be forgotten.
 * (transfer full) */
char *natterd_account_dup_gone_key (const char *key);

/* natterd_rank_get_word: "owner". */
const char *natterd_rank_get_word (NatterdRank rank);
NatterdRank natterd_rank_from_word (const char *word); /* @word: (nullable); GUEST where it is none */

G_END_DECLS
