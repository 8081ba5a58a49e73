/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-cache.h"
#include "natter-ui-sql-private.h"

G_BEGIN_DECLS

/* What the files of the cache share: all of it is the worker's. */

typedef enum
{
  NATTER_UI_CACHE_PUT_ROOM,
  NATTER_UI_CACHE_PUT_MESSAGE,
  NATTER_UI_CACHE_FIND_COVER,
  NATTER_UI_CACHE_JOIN_COVER,
  NATTER_UI_CACHE_DELETE_COVER,
  NATTER_UI_CACHE_ADD_COVER,
  NATTER_UI_CACHE_GET_FATE,
  NATTER_UI_CACHE_SET_FATE,
  NATTER_UI_CACHE_N_STATEMENTS
} NatterUiCacheStatement;

typedef struct
{
  char *path;
  sqlite3 *database; /* (nullable) */
  sqlite3_stmt *statements[NATTER_UI_CACHE_N_STATEMENTS];
  gboolean tried; /* to open it */
} NatterUiCacheFile;

/* natter_ui_cache_file_open: FALSE: there is none, and there will be none. */
gboolean natter_ui_cache_file_open (NatterUiCacheFile *self);
void natter_ui_cache_file_close (NatterUiCacheFile *self);

/* natter_ui_cache_file_get: prepared once. Returns: (nullable). */
sqlite3_stmt *natter_ui_cache_file_get (NatterUiCacheFile *self, NatterUiCacheStatement statement);

/* natter-ui-cache-write.c */
typedef struct
{
  enum
  {
    NATTER_UI_CACHE_OP_PUT,
    NATTER_UI_CACHE_OP_ROOM,
    NATTER_UI_CACHE_OP_FORGET,
    NATTER_UI_CACHE_OP_CLEAR,
    NATTER_UI_CACHE_OP_EPOCH,
    NATTER_UI_CACHE_OP_KEEP
  } kind;
  char *key;               /* (nullable) of a room; the epoch */
  GArray *items;           /* (nullable) (element-type NatterUiCacheItem) owned */
  NatterUiCacheRoom *room; /* (nullable) owned */
  guint64 begin;
  guint64 end;
  gint64 time;
  gboolean flag; /* PUT: final; FORGET: the room too */
} NatterUiCacheOp;

void natter_ui_cache_op_free (NatterUiCacheOp *self);
void natter_ui_cache_file_write (NatterUiCacheFile *self, const GPtrArray *ops);

/* natter-ui-cache-row.c: NATTER_UI_CACHE_COLUMNS of a message, for a SELECT. */
#define NATTER_UI_CACHE_COLUMNS "seq, kind, sender, text, id, time, target, quote_from, quote, edited, deleted, reactions, flags"
NatterMessage *natter_ui_cache_row_take (sqlite3_stmt *row, const char *key); /* (transfer full) */
NatterMessage *natter_ui_cache_row_copy (const NatterMessage *message);        /* (transfer full) with all of it */
void natter_ui_cache_row_bind (sqlite3_stmt *statement, const NatterMessage *message, const char *reactions);
char *natter_ui_cache_row_dup_reactions (const GPtrArray *reactions); /* (nullable) (transfer full) (nullable) */
guint natter_ui_cache_row_count_reactions (const GPtrArray *reactions); /* (nullable) */

/* natter_ui_cache_row_react: what @change does to the reactions of a row. @reactions: (nullable). (transfer full) (nullable) */
GPtrArray *natter_ui_cache_row_read_reactions (const char *reactions);
void natter_ui_cache_row_react (GPtrArray *reactions, const NatterMessage *change, gboolean own);

/* natter-ui-cache-read.c */
GPtrArray *natter_ui_cache_file_read_rooms (NatterUiCacheFile *self, char **epoch);
NatterUiCachePage *natter_ui_cache_file_read_page (NatterUiCacheFile *self, const char *key, const NatterUiCacheRange *range);
void natter_ui_cache_page_free (NatterUiCachePage *self);
void natter_ui_cache_file_count (NatterUiCacheFile *self, const char *key, guint64 read, NatterUiCacheCount *count);
GPtrArray *natter_ui_cache_file_find (NatterUiCacheFile *self, NatterQuery *query, const char *key, guint count);
GPtrArray *natter_ui_cache_file_missed (NatterUiCacheFile *self, const char *key, guint64 since, guint count);

/* natter-ui-cache-when.c */
guint32 natter_ui_cache_file_find_days (NatterUiCacheFile *self, const char *key, const gint64 *borders, guint n);
GPtrArray *natter_ui_cache_file_find_speakers (NatterUiCacheFile *self, const char *key, gint64 time, guint count);

G_END_DECLS
