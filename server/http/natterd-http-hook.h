/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-error.h"

G_BEGIN_DECLS

/* What comes by a webhook: PROTOCOL.md §14.3. */

/* As it stands in the request; nullable where nothing was sent. */
typedef struct
{
  const char *path;          /* as it was sent, with its percent signs */
  const char *type;          /* Content-Type */
  const char *authorization;
  const char *key;           /* Idempotency-Key */
  const char *body;          /* @length bytes */
  gsize length;
} NatterdHttpPost;

typedef struct
{
  char *token; /* owned; wiped when it is freed */
  char *room;  /* (nullable) owned: the bot's only one */
  char *id;    /* (nullable) owned: client id */
  char *text;  /* owned; valid UTF-8 */
} NatterdHttpWords;

/* natterd_http_is_hook: whether something can be posted to @path. */
gboolean natterd_http_is_hook (const char *path);

/* natterd_http_read_post: Returns: (transfer full): NULL with NATTER_ERROR. */
NatterdHttpWords *natterd_http_read_post (const NatterdHttpPost *post, GError **error);
void natterd_http_words_free (NatterdHttpWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdHttpWords, natterd_http_words_free)

/* natterd_http_is_bearer: whether @authorization (nullable) shows the token whose SHA-256, in hexadecimal, is @digest. */
gboolean natterd_http_is_bearer (const char *authorization, const char *digest);

/* natterd_http_get_status: the status that goes with a code. */
guint natterd_http_get_status (NatterError code);

G_END_DECLS
