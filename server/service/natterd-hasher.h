/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Passwords are hashed with Argon2id, which is meant to take long (25 to 50 ms) and much memory (19 MiB): in a thread of its own,
 * one after the other. A storm of logins delays logins, and nothing else. */

typedef struct _NatterdHasher NatterdHasher;

/* An answer, in the thread of the main context. @hash: (nullable) of hashing: NULL when there was no memory for it. @good: of comparing. */
typedef void (*NatterdHasherDone) (gpointer user_data, gpointer job, gboolean good, const char *hash);

/* natterd_hasher_new: answers come in @context (nullable: the default one). */
NatterdHasher *natterd_hasher_new (GMainContext *context, NatterdHasherDone done, gpointer user_data);
/* natterd_hasher_free: (nullable): what waits is dropped, without an answer. */
void natterd_hasher_free (NatterdHasher *self);

/* natterd_hasher_hash, _verify: @job comes back with the answer. @secret: copied, wiped after use. @hash: (nullable): NULL is no
 * password's hash, but comparing with it takes as long. FALSE: too many wait already. */
gboolean natterd_hasher_hash (NatterdHasher *self, const char *secret, gpointer job);
gboolean natterd_hasher_verify (NatterdHasher *self, const char *secret, const char *hash, gpointer job);

/* natterd_hasher_mint: NatterdMint: 192 random bits, base64url. (transfer full) */
char *natterd_hasher_mint (gpointer unused);

G_END_DECLS
