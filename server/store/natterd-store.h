/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "shared/natter-event.h"

G_BEGIN_DECLS

/* Where messages are kept. Called from the loop's thread only; answers come to the same thread, either within the call or in
 * a later turn of the loop. Commits are answered in the order in which they were asked for. */

typedef struct _NatterdStore NatterdStore;

/* @error: (nullable) (transfer none): none of the messages was recorded. Else all were, in order, and their seq and time are set. */
typedef void (*NatterdStoreCommitted) (gpointer user_data, const GError *error);

/* @messages: (nullable) (transfer none) (element-type NatterMessage): oldest first; NULL with @error. */
typedef void (*NatterdStoreFetched) (gpointer user_data, GPtrArray *messages, const GError *error);

typedef struct
{
  /* Records @messages (transfer none; referenced until answered) with time @wall (µs) and the next sequences of their rooms. */
  void (*commit) (NatterdStore *self, GPtrArray *messages, gint64 wall, NatterdStoreCommitted done, gpointer user_data);
  /* The last @count messages of @room. */
  void (*fetch_last) (NatterdStore *self, const char *room, guint count, NatterdStoreFetched done, gpointer user_data);
  /* Forgets a room and all it holds (a direct conversation of guests ended). Its sequence starts again if the key returns. */
  void (*forget) (NatterdStore *self, const char *room);
  void (*free) (NatterdStore *self);
} NatterdStoreClass;

struct _NatterdStore
{
  const NatterdStoreClass *klass;
};

/* natterd_store_memory_new: keeps the last @messages_per_room (never 0) of each room, until the end of the process. Answers within
 * the call. */
NatterdStore *natterd_store_memory_new (guint messages_per_room);

void natterd_store_free (NatterdStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdStore, natterd_store_free)

G_END_DECLS
