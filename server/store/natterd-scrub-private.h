/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-sql-private.h"

G_BEGIN_DECLS

/* Deleting from the index adds a note that a word is no longer in a message; the word itself goes when the pieces of the index are
 * merged. This merges all of them, a slice at a time. */

/* When the large index may be merged again: all of it is written anew then (100 MiB for a million messages). */
#define NATTERD_SCRUB_EVERY G_TIME_SPAN_HOUR

/* natterd_scrub_step: in a transaction. @last: (inout): monotonic µs when the large index was scrubbed last, 0: never. *@more: there is more
 * of it to do, now. FALSE with a GIOError. */
gboolean natterd_scrub_step (sqlite3 *database, gint64 *last, gboolean *more, GError **error);

G_END_DECLS
