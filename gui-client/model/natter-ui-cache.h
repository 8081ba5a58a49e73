/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"
#include "shared/natter-query.h"

#include "natter-ui-types.h"

G_BEGIN_DECLS

/* A copy of what was said, for one name on one server, so that the past is there before the server is. All that is in it can be
 * had again: one that is broken, or of a newer program, is put aside; where nothing can be written nothing is kept.
 *
 * The main loop only hands over and gets back: a worker has the database to itself. What is put is written in batches; who reads sees what
 * was put before. Rooms go by their key. Which sequences of a room are all there is kept beside them: the covered ranges. */

typedef struct _NatterUiCache NatterUiCache;

typedef enum
{
  NATTER_UI_CACHE_OWN = 1 << 0,
  NATTER_UI_CACHE_MENTION = 1 << 1, /* it names the reader, or has one of their keywords */
  NATTER_UI_CACHE_ANSWER = 1 << 2,  /* to the reader */
  NATTER_UI_CACHE_BOT = 1 << 3      /* a bot's, whatever the caller says */
} NatterUiCacheFlags;

typedef struct
{
  NatterMessage *message;
  NatterUiCacheFlags flags;
} NatterUiCacheItem;

/* A room, as it was. */
typedef struct
{
  char *key;
  char *name;
  char *topic;  /* (nullable) */
  guint64 last; /* all is there from some sequence up to this one; 0: nothing is there. Not written */
  gint64 read;  /* up to here it was read; -1: nobody knows */
  gboolean joined;
  gboolean current; /* it was looked at */
} NatterUiCacheRoom;

NatterUiCacheRoom *natter_ui_cache_room_new (const char *key, const char *name);
void natter_ui_cache_room_free (NatterUiCacheRoom *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterUiCacheRoom, natter_ui_cache_room_free)

/* Everything from @begin to @end that may be seen is in @messages. */
typedef struct
{
  GPtrArray *messages; /* (element-type NatterMessage) owned, in order */
  guint64 begin;
  guint64 end;
  guint64 target; /* AT, AROUND: the one that was meant */
  gboolean found; /* FALSE: it is not known here: the server is to be asked */
} NatterUiCachePage;

typedef enum
{
  NATTER_UI_CACHE_LAST,
  NATTER_UI_CACHE_BEFORE, /* seq */
  NATTER_UI_CACHE_SINCE,  /* seq */
  NATTER_UI_CACHE_AROUND, /* seq */
  NATTER_UI_CACHE_AT      /* time: the page around the first that was said then or later */
} NatterUiCachePlace;

typedef struct
{
  NatterUiCachePlace place;
  guint64 seq;
  gint64 time; /* µs */
  guint count;
} NatterUiCacheRange;

/* natter_ui_cache_new: opens, or makes, the file at @path, later and elsewhere. @free_user_data: of every question, answered or not.
 * Returns: (transfer full). */
NatterUiCache *natter_ui_cache_new (const char *path, GDestroyNotify free_user_data);

/* natter_ui_cache_free: what was put is written; nobody is called back any more. */
void natter_ui_cache_free (NatterUiCache *self);

/* natter_ui_cache_clear: nothing of what was said is left in it, nor in its file. */
void natter_ui_cache_clear (NatterUiCache *self);

/* natter_ui_cache_keep_since: what was said before @time (µs) goes. */
void natter_ui_cache_keep_since (NatterUiCache *self, gint64 time);

/* natter_ui_cache_set_epoch: another one than last time: the same as _clear(), since sequences mean something else now. */
void natter_ui_cache_set_epoch (NatterUiCache *self, const char *epoch);

/* natter_ui_cache_put_room: @room: (transfer full). */
void natter_ui_cache_put_room (NatterUiCache *self, NatterUiCacheRoom *room);

/* natter_ui_cache_forget: what was said in a room. @room: TRUE: the room too. */
void natter_ui_cache_forget (NatterUiCache *self, const char *key, gboolean room);

/* natter_ui_cache_put: @items: (element-type NatterUiCacheItem), in order, are copied. @begin, @end: all in between is among them. @final: they
 * are as they are now; else as a page with its events (PROTOCOL.md §5.14a), or as told live: what was done to them follows. */
void natter_ui_cache_put (NatterUiCache *self, const char *key, const GArray *items, guint64 begin, guint64 end, gboolean final);

/* natter_ui_cache_flush: what was put goes to the worker now. */
void natter_ui_cache_flush (NatterUiCache *self);

/* --- Reading: the answer comes in the main loop, but not after natter_ui_cache_free(). @user_data: (transfer full). --- */

/* @rooms: (element-type NatterUiCacheRoom) in the order they were put first. @epoch: (nullable). */
typedef void (*NatterUiCacheRoomsFunc) (const GPtrArray *rooms, const char *epoch, gpointer user_data);
void natter_ui_cache_read_rooms (NatterUiCache *self, NatterUiCacheRoomsFunc func, gpointer user_data);

typedef void (*NatterUiCachePageFunc) (const NatterUiCachePage *page, gpointer user_data);
void natter_ui_cache_read_page (NatterUiCache *self, const char *key, const NatterUiCacheRange *range,
                                NatterUiCachePageFunc func, gpointer user_data);

/* How much of a room is not read. */
typedef struct
{
  guint unread;
  guint mentions;
  guint64 first; /* of the unread ones; 0: none */
} NatterUiCacheCount;

typedef void (*NatterUiCacheCountFunc) (const NatterUiCacheCount *count, gpointer user_data);
void natter_ui_cache_count (NatterUiCache *self, const char *key, guint64 read, NatterUiCacheCountFunc func,
                            gpointer user_data);

/* @hits: (element-type NatterHit), newest first, the room being a key. */
typedef void (*NatterUiCacheHitsFunc) (const GPtrArray *hits, gpointer user_data);

/* natter_ui_cache_find: @query: what for; @key: (nullable) in this room alone; at most @count. */
void natter_ui_cache_find (NatterUiCache *self, NatterQuery *query, const char *key, guint count,
                           NatterUiCacheHitsFunc func, gpointer user_data);

/* natter_ui_cache_missed: of a room, after @since: what names the reader or answers them, and the @count that got the most reactions. */
void natter_ui_cache_missed (NatterUiCache *self, const char *key, guint64 since, guint count, NatterUiCacheHitsFunc func,
                             gpointer user_data);

/* --- Who, and when. --- */

/* natter_ui_cache_find_days: on which of the days that begin at @borders (µs, rising; @n of them, at most NATTER_UI_CACHE_DAYS_MOST + 1, the
 * last one only ends) something was said in a room. @days: bit i: on the day i. */
#define NATTER_UI_CACHE_DAYS_MOST 31
typedef void (*NatterUiCacheDaysFunc) (guint32 days, gpointer user_data);
void natter_ui_cache_find_days (NatterUiCache *self, const char *key, const gint64 *borders, guint n,
                                NatterUiCacheDaysFunc func, gpointer user_data);

/* Someone who said something. */
typedef struct
{
  char *name;
  gint64 time; /* µs, of the last time */
} NatterUiSpeaker;

/* natter_ui_cache_find_speakers: who said something in a room since @time (µs), who did last first, at most @count.
 * @speakers: (element-type NatterUiSpeaker). */
typedef void (*NatterUiCacheSpeakersFunc) (const GPtrArray *speakers, gpointer user_data);
void natter_ui_cache_find_speakers (NatterUiCache *self, const char *key, gint64 time, guint count,
                                    NatterUiCacheSpeakersFunc func, gpointer user_data);

G_END_DECLS
