/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-sql-private.h"

G_BEGIN_DECLS

/* The shape of the database. Its version is SQLite's user_version; each step leads from one version to the next.
 *
 * rooms     one row per room that was ever named or spoken in. `key` NULL: forgotten, its messages are being deleted. `last_seq`, `active`:
 *           no lower than any message that was ever deleted had them; the greatest of it and of `messages` is the room's.
 * senders   who speaks, by the key of the name (§3.2).
 * messages  in the order of recording (`id`), `seq` by room. `name`: the sender's as it was. `author`: who that is, whatever the name: a
 *           number drawn at a login, which an account keeps; 0: nobody knows. `target`: a sequence of the room: what is edited, deleted,
 *           reacted to, answered. An edit has no text of its own: it is its target's. `edited`: when, 0: never.
 * reactions to messages: those that were not taken back. `seq`: the reaction's own.
 * facts     what holds beside the messages (shared/natter-fact.h).
 * words, passing_words: natterd-schema-words-private.h; rooms.passing: which of the two. indexed: one row, `upto`: how far they go.
 * meta      `epoch`: see the store's interface; `restored`: this file is a backup, whoever opens it makes a new epoch. */

typedef struct
{
  const char *sql; /* executed in one transaction */
} NatterdSchemaStep;

/* natterd_schema_steps: step 0 leads from nothing to version 1. */
const NatterdSchemaStep *natterd_schema_steps (guint *n_steps);

#define NATTERD_SCHEMA_APPLICATION_ID 0x4e617472 /* "Natr" */

typedef enum
{
  NATTERD_SCHEMA_EMPTY, /* a new file */
  NATTERD_SCHEMA_OLDER, /* steps are to be taken */
  NATTERD_SCHEMA_CURRENT
} NatterdSchemaState;

/* natterd_schema_look: what @database is; changes nothing. @version: (out).
 * FALSE with a GIOError, NOT_SUPPORTED with a sentence for what is not ours or newer than we know. */
gboolean natterd_schema_look (sqlite3 *database, guint n_steps, NatterdSchemaState *state, guint *version, GError **error);

/* natterd_schema_bring_up: takes the steps that are missing. Before each step from an older version that is not nothing the database
 * at @path is copied to PATH.before-vN, N being the version that the step leads to. */
gboolean natterd_schema_bring_up (sqlite3 *database, const char *path, const NatterdSchemaStep *steps, guint n_steps, GError **error);

/* natterd_schema_settle_epoch: the database's epoch; a new one where there is none or where the file is a backup. (transfer full) */
char *natterd_schema_settle_epoch (sqlite3 *database, GError **error);

G_END_DECLS
