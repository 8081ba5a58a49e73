/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-finder-private.h"
#include "natterd-found-private.h"

G_BEGIN_DECLS

/* What the two files of the finder share: it asks the index, and for some searches it reads messages themselves first. */

typedef enum
{
  NATTERD_FINDER_FIND_ROOM,
  NATTERD_FINDER_FIND_SENDER,
  NATTERD_FINDER_FIND_PLACE,
  NATTERD_FINDER_PROBE,
  NATTERD_FINDER_FIND_INDEXED,
  NATTERD_FINDER_SCAN_ROOM,
  NATTERD_FINDER_SCAN_NEWEST,
  NATTERD_FINDER_SEARCH_WORDS,
  NATTERD_FINDER_SEARCH_PASSING_WORDS,
  NATTERD_FINDER_READ_MESSAGE,
  NATTERD_FINDER_N_STATEMENTS
} NatterdFinderStatement;

struct _NatterdFinder
{
  sqlite3 *database;
  sqlite3_stmt *statements[NATTERD_FINDER_N_STATEMENTS];
};

/* One of the two indexes, being read. */
typedef struct
{
  sqlite3_stmt *statement; /* (nullable) nothing to be read in it */
  GString *match;          /* owned */
  guint n_rooms;
  gint64 id; /* where it is; 0: at its end */
} NatterdFinderStream;

typedef struct
{
  NatterdFinder *finder;
  const NatterSearch *search;
  NatterdFinderStream streams[2]; /* of rooms that stay, and of those that pass */
  gint64 below;                   /* ids */
  gint64 from;
  gint64 n_messages; /* in those rooms, or somewhat more */
  gint64 sender;     /* 0: anybody; below zero: nobody there is */
} NatterdFinderSearch;

/* Messages that are read for a beginning of a word though they are in the index, at most: 20 ms. */
#define NATTERD_FINDER_SCAN_MOST 6000

/* natterd_finder_get_statement: (transfer none): NULL with a GIOError. */
sqlite3_stmt *natterd_finder_get_statement (NatterdFinder *self, NatterdFinderStatement which, GError **error);

/* natterd-finder-scan.c */

/* natterd_finder_read_message: *@message: (transfer full) (nullable): NULL where it is gone. */
gboolean natterd_finder_read_message (NatterdFinder *self, gint64 id, NatterMessage **message, GError **error);

/* natterd_finder_scan: reads what is not in the index yet, and more for a search with beginnings of words; `below` is then where the index is to
 * go on. */
gboolean natterd_finder_scan (NatterdFinderSearch *self, NatterdFound *found, GError **error);

G_END_DECLS
