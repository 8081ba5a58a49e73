/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-fact.h"

#include "natterd-types.h"

G_BEGIN_DECLS

/* What a session is resumed with: PROTOCOL.md §3.12. The token itself is its owner's alone; here, and in the facts of the kind "token",
 * is only its SHA-256. A guest's ends with the session; that of an account opens new ones for a while. */

#define NATTERD_FACT_TOKEN "token"

typedef struct _NatterdToken
{
  char *digest;            /* of the token: hexadecimal */
  char *account;           /* (nullable) owned: key of the account that it lets in */
  gint64 created;          /* wall clock, µs */
  gint64 used;             /* the same */
  NatterdSession *session; /* (nullable) not a reference: the one that it belongs to, while that is here */
} NatterdToken;

typedef struct
{
  GHashTable *by_digest;  /* digest → NatterdToken, owned */
  GHashTable *by_account; /* key → (element-type NatterdToken), owned */
} NatterdTokens;

void natterd_tokens_init (NatterdTokens *self);
void natterd_tokens_clear (NatterdTokens *self);

/* natterd_tokens_find: Returns: (transfer none) (nullable). */
NatterdToken *natterd_tokens_find (const NatterdTokens *self, const char *token);

/* natterd_tokens_add: a new one. @account: (nullable). Returns: (transfer none). */
NatterdToken *natterd_tokens_add (NatterdTokens *self, const char *token, const char *account, gint64 wall);

/* natterd_tokens_give: it was a guest's, and lets @account in from here on. */
void natterd_tokens_give (NatterdTokens *self, NatterdToken *token, const char *account);

/* natterd_tokens_remove: it is over; its session, if there is one, has none. */
void natterd_tokens_remove (NatterdTokens *self, NatterdToken *token);

/* natterd_tokens_restore: a fact known at start. What is not understood is left alone. */
void natterd_tokens_restore (NatterdTokens *self, const char *digest, const char *value);

/* natterd_tokens_list: those of an account. Returns: (transfer none) (element-type NatterdToken) (nullable): valid until one comes or goes. */
const GPtrArray *natterd_tokens_list (const NatterdTokens *self, const char *account);

/* natterd_token_dup_fact: as it is recorded; natterd_token_dup_end: that it is no more. (transfer full) */
NatterFact *natterd_token_dup_fact (const NatterdToken *self);
NatterFact *natterd_token_dup_end (const NatterdToken *self);

G_END_DECLS
