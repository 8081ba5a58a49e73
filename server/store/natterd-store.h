/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/natter-event.h"
#include "shared/natter-fact.h"
#include "shared/natter-query.h"
#include "shared/natter-range.h"

G_BEGIN_DECLS

/* Where messages are kept. Called from the loop's thread only; answers come to the same thread, either within the call or in
 * a later turn of the loop. Commits are answered in the order in which they were asked for. What was answered is seen by what is
 * asked for afterwards. */

typedef struct _NatterdStore NatterdStore;

/* @error: (nullable) (transfer none): none of the messages was recorded. Else all were, in order, and their seq and time are set, but for
 * those with a `refusal`: what they are about does not allow it (§4.23), or they had one to `refuse` them with, and it is as if they had not been there. A message whose client id its sender had used in its room already was not recorded again: it is `repeated`, with the seq and time of
 * the first one (§3.7). */
typedef void (*NatterdStoreCommitted) (gpointer user_data, const GError *error);

/* @messages: (nullable) (transfer none) (element-type NatterMessage): oldest first; NULL with @error. @more: there are more in the
 * direction that was asked for: before the first of LAST and BEFORE, after the last of SINCE and AT. */
typedef void (*NatterdStoreFetched) (gpointer user_data, GPtrArray *messages, gboolean more, const GError *error);

/* @hits: (nullable) (transfer none) (element-type NatterHit): newest first; NULL with @error. @more: older ones were found. */
typedef void (*NatterdStoreFound) (gpointer user_data, GPtrArray *hits, gboolean more, const GError *error);

/* What is known of a room at start. Valid during the call. */
typedef struct
{
  const char *key;
  const char *name;  /* (nullable) it was given none: a direct conversation */
  const char *topic; /* (nullable) */
  guint64 last_seq;  /* never 0 */
  gint64 active;     /* µs: its last message */
} NatterdStoreRoom;

typedef void (*NatterdStoreRoomFunc) (gpointer user_data, const NatterdStoreRoom *room);

/* @fact: (transfer none). */
typedef void (*NatterdStoreFactFunc) (gpointer user_data, NatterFact *fact);

/* Two kinds of facts the store heeds itself, from the commit on that records them.
 * KEEP: by a room's key, {"for":SECONDS}: what was said there longer ago is deleted. It may stay a little after its time: at most a quarter of it or an
 * hour, whichever is less, but a minute.
 * FORGOTTEN: by an author's number, {"key":K}: whatever that author said is from @NATTERD_STORE_NOBODY, and by no author, in all that is fetched, found and
 * exported; in the files soon after, and names of the key K in other facts with it. The fact is gone when that is done. */
#define NATTERD_STORE_FACT_KEEP      "keep"
#define NATTERD_STORE_FACT_FORGOTTEN "forgotten"
#define NATTERD_STORE_NOBODY         "forgotten"

/* How far back in a room somebody's last message is looked for, in sequences. */
#define NATTERD_STORE_LAST_MOST 1000

/* No answer is longer, so that it always fits a queue; but it has one message at least, where there is one. */
#define NATTERD_STORE_PAGE_BYTES (128 * 1024)

typedef struct
{
  /* Records @messages (transfer none; referenced until answered) with time @wall (µs) and the next sequences of their rooms.
   * A sequence is never used twice, whatever is deleted meanwhile. */
  void (*commit) (NatterdStore *self, GPtrArray *messages, gint64 wall, NatterdStoreCommitted done, gpointer user_data);
  /* @fact (transfer none; referenced until answered) belongs to the next commit: recorded with it, in order, or not at all. */
  void (*set_fact) (NatterdStore *self, NatterFact *fact);
  /* Some messages of @room: at most as many as @range says, and as fit NATTERD_STORE_PAGE_BYTES. They are as they are now: edited, deleted,
   * with their reactions. With the range's `events` what is recorded about them is there in its place too, and reactions only so. */
  void (*fetch) (NatterdStore *self, const char *room, const NatterRange *range, NatterdStoreFetched done, gpointer user_data);
  /* The newest messages that @search (transfer none; referenced) finds, at most as many as it says, and as fit NATTERD_STORE_PAGE_BYTES.
   * After @cancellable the answer may come sooner and empty, with G_IO_ERROR_CANCELLED. */
  void (*search) (NatterdStore *self, NatterSearch *search, GCancellable *cancellable, NatterdStoreFound done, gpointer user_data);
  /* Forgets a room and all it holds (a direct conversation of guests ended). Its sequence starts again if the key returns. */
  void (*forget) (NatterdStore *self, const char *room);
  /* What people call @room; asked for before the commit that begins it. Harmless when repeated. */
  void (*name_room) (NatterdStore *self, const char *room, const char *name);
  /* Tells of every room in which something was said. Blocks: for the start only. FALSE with a GIOError. */
  gboolean (*list_rooms) (NatterdStore *self, NatterdStoreRoomFunc tell, gpointer user_data, GError **error);
  /* Tells of every fact that holds, by kind and key. Blocks: for the start only. FALSE with a GIOError. */
  gboolean (*list_facts) (NatterdStore *self, NatterdStoreFactFunc tell, gpointer user_data, GError **error);
  /* A random word made with the history and changed when it is restored from a backup: sequences of another epoch mean nothing. */
  const char *(*get_epoch) (NatterdStore *self);
  void (*free) (NatterdStore *self);
} NatterdStoreClass;

struct _NatterdStore
{
  const NatterdStoreClass *klass;
};

/* natterd_store_memory_new: keeps the last @messages_per_room (never 0) of each room, in all at most about @bytes (0: no limit), until the end of the process. Answers within
 * the call. Client ids are remembered as long as their messages. */
NatterdStore *natterd_store_memory_new (guint messages_per_room, gsize bytes);

void natterd_store_free (NatterdStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdStore, natterd_store_free)

G_END_DECLS
