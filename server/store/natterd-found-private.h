/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-store.h"

G_BEGIN_DECLS

/* The answer to a search being put together, for every kind of store: whatever an index says, what is shown is held against the query
 * once more, so that no store finds what another does not. */
typedef struct
{
  const NatterSearch *search;
  GHashTable *names; /* (element-type utf8 utf8) owned; names of the rooms by key, borrowed from the search */
  GPtrArray *hits;   /* owned (element-type NatterHit) newest first */
  gsize bytes;
  gboolean more;
} NatterdFound;

void natterd_found_init (NatterdFound *self, const NatterSearch *search);
/* natterd_found_clear: harmless when repeated. */
void natterd_found_clear (NatterdFound *self);

/* natterd_found_is_in: whether the room with @key is searched at all. */
gboolean natterd_found_is_in (NatterdFound *self, const char *key);

/* natterd_found_consider: @message: (transfer full), older than those before it. FALSE: the page is full. */
gboolean natterd_found_consider (NatterdFound *self, NatterMessage *message);

/* natterd_found_finish: (transfer full) */
GPtrArray *natterd_found_finish (NatterdFound *self);

G_END_DECLS
