/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-fact.h"

#include "natterd-types.h"

G_BEGIN_DECLS

/* Programs that speak in rooms: §13.3. What a bot is lies in the facts of the kind "bot", by the key of its name; of its token only the SHA-256. */

#define NATTERD_FACT_BOT "bot"

typedef struct
{
  char *name;
  char *digest;  /* of the token: hexadecimal */
  GStrv rooms;   /* (nullable) as they were named; NULL: all that are public */
  GStrv keys;    /* (nullable) of the same */
  gint64 author; /* natter_author_is_bot() */
  gboolean says;
  gboolean reads;
} NatterdBot;

typedef struct
{
  GHashTable *by_key;    /* key → NatterdBot, both owned */
  GHashTable *by_digest; /* digest → key, neither owned */
} NatterdBots;

void natterd_bots_init (NatterdBots *self);
void natterd_bots_clear (NatterdBots *self);

/* natterd_bots_find: Returns: (transfer none) (nullable). _find_token: its key too. */
const NatterdBot *natterd_bots_find (const NatterdBots *self, const char *key);
const NatterdBot *natterd_bots_find_token (const NatterdBots *self, const char *token, const char **key);

/* natterd_bots_list: (transfer container) (element-type NatterdBot), by name. */
GPtrArray *natterd_bots_list (const NatterdBots *self);

/* natterd_bots_restore: @value NULL: there is none any more. What is not understood is left alone. */
void natterd_bots_restore (NatterdBots *self, const char *key, const char *value);

/* natterd_bot_new: @rooms: (nullable). Its author is random. */
NatterdBot *natterd_bot_new (const char *name, const char *token, const char *const *rooms);
void natterd_bot_free (NatterdBot *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdBot, natterd_bot_free)

/* natterd_bot_names: whether it was given the room with @key by name. */
gboolean natterd_bot_names (const NatterdBot *self, const char *key);

/* natterd_bot_dup_rights: "say read". (transfer full) */
char *natterd_bot_dup_rights (const NatterdBot *self);

/* natterd_bot_read_rights: FALSE where @rights names anything else, or nothing. NULL: "say". */
gboolean natterd_bot_read_rights (NatterdBot *self, const char *rights);

/* natterd_bot_dup_fact: as @self is recorded. (transfer full) */
NatterFact *natterd_bot_dup_fact (const NatterdBot *self, const char *key);

G_END_DECLS
