/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A body in chunks, looked at on its way to libsoup, which takes one that breaks off between two chunks, or goes on with what is none, for a whole one. A
 * value, zeroed at first. */
typedef struct
{
  guint64 left;    /* bytes of this chunk */
  guint8 n_digits; /* of its size */
  guint8 state;
} NatterdHttpChunks;

/* natterd_http_chunks_feed: the next @length bytes. What comes after the last chunk is of no interest. */
void natterd_http_chunks_feed (NatterdHttpChunks *self, const char *bytes, gsize length);

/* natterd_http_chunks_are_whole: the last one was there, and what came before it were chunks. */
gboolean natterd_http_chunks_are_whole (const NatterdHttpChunks *self);

G_END_DECLS
