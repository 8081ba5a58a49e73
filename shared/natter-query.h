/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-event.h"

G_BEGIN_DECLS

/* What somebody searches for: PROTOCOL.md §4.17a. The one place where it is read, and where it is held against a text. After it is
 * made nothing changes it: any thread may read it. */

/* Words that follow on each other. */
typedef struct
{
  char *text;       /* as it was typed, without quotes and star */
  GPtrArray *words; /* (element-type utf8) folded as natter_words_foreach() does; never empty */
  gboolean prefix;  /* the last word is only the beginning of one */
} NatterQueryTerm;

typedef struct
{
  int ref_count;    /* atomic */
  GPtrArray *terms; /* (element-type NatterQueryTerm) all are to be found */
  char *from;       /* (nullable) key of a name */
  char *in;         /* (nullable) a room as it was typed, without '#' */
  gint64 before;    /* µs; 0: none: said before that */
  gint64 after;     /* µs; 0: none: said then or later */
  gboolean has_link;
} NatterQuery;

/* natter_query_new: @text: valid UTF-8. Never fails for its syntax: what is no filter is words. Returns: (transfer full):
 * NULL with NATTER_ERROR_MISSING_ARGUMENT (nothing to look for), BAD_FIELD (a filter or a beginning that makes no sense),
 * TEXT_TOO_LONG, or as natter_text_normalize(). */
NatterQuery *natter_query_new (const char *text, GError **error);
NatterQuery *natter_query_ref (NatterQuery *self);
void natter_query_unref (NatterQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterQuery, natter_query_unref)

/* One asking: what for, and where. Nothing changes it once it is shared; any thread. */
typedef struct
{
  int ref_count;      /* atomic */
  NatterQuery *query; /* owned */
  GPtrArray *rooms;   /* (element-type utf8) owned: keys of those that the asker may read, and where he wants to look */
  GPtrArray *names;   /* (element-type utf8) owned: the same as the asker sees them */
  guint count;        /* messages, at most; never 0 */
  char *below_room;   /* (nullable) key: only what was recorded before … */
  guint64 below_seq;  /* … this one of it */
} NatterSearch;

/* natter_search_new: @query: (transfer full). Nowhere yet, a page of messages. */
NatterSearch *natter_search_new (NatterQuery *query);
/* natter_search_add_room: once for each. */
void natter_search_add_room (NatterSearch *self, const char *key, const char *name);
NatterSearch *natter_search_ref (NatterSearch *self);
void natter_search_unref (NatterSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSearch, natter_search_unref)

/* natter_query_finds: whether all the terms are in @text. @marks: (nullable) (element-type NatterSpan): gets what was found,
 * from left to right, not overlapping, at most NATTER_LIMIT_MARKS_FOUND of it. */
gboolean natter_query_finds (const NatterQuery *self, const char *text, GArray *marks);

/* natter_query_admits: whether the filters (but for `in`) let @message pass. */
gboolean natter_query_admits (const NatterQuery *self, const NatterMessage *message);

/* natter_text_has_link: an http or https address is in it. */
gboolean natter_text_has_link (const char *text);

G_END_DECLS
