/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-sql-private.h"

G_BEGIN_DECLS

/* The words of shared/natter-words.h for SQLite's full-text index, under the name "natterd". */

/* natterd_tokenizer_add: every connection that touches the index needs it. FALSE with a GIOError. */
gboolean natterd_tokenizer_add (sqlite3 *database, GError **error);

G_END_DECLS
