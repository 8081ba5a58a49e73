/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-store.h"

G_BEGIN_DECLS

/* Messages in an SQLite database (WAL): one thread writes, another one reads, and the loop's thread only hands over and takes back.
 * While something is wrong with the files commits and fetches are answered with a GIOError; when the cause is gone they work again
 * by themselves. */

typedef enum
{
  NATTERD_DURABILITY_FULL,   /* what was answered survives a loss of power */
  NATTERD_DURABILITY_NORMAL, /* … the end of the process; after a loss of power the last seconds may be missing */
  NATTERD_DURABILITY_NONE    /* … the end of the process; after a loss of power the database may be damaged */
} NatterdDurability;

typedef struct
{
  const char *path; /* of the database file; its folder must be there */
  NatterdDurability durability;
  gint64 keep;     /* µs: older messages are deleted; 0: never */
  guint index_lag; /* messages that may wait for the search index, which a search then reads one by one; 0: as many as is good */
} NatterdSqliteOptions;

/* natterd_store_sqlite_open: opens the database, or makes it. Blocks. Its answers come to the thread-default main context of the caller.
 * Returns: (transfer full): NULL with a GIOError whose sentence says what to do: another server uses it (BUSY), it is damaged (INVALID_DATA), no
 * database of Natter or made by a newer version (NOT_SUPPORTED), or the system's own. Then nothing in it was changed. */
NatterdStore *natterd_store_sqlite_open (const NatterdSqliteOptions *options, GError **error);

G_END_DECLS
