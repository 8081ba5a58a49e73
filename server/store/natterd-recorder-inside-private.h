/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-changes-private.h"
#include "natterd-forgotten-private.h"
#include "natterd-recorder-private.h"

G_BEGIN_DECLS

/* What natterd-recorder.c and natterd-recorder-tidy.c both know. */

typedef enum
{
  NATTERD_RECORDER_BEGIN,
  NATTERD_RECORDER_COMMIT,
  NATTERD_RECORDER_FIND_ROOM,
  NATTERD_RECORDER_ADD_ROOM,
  NATTERD_RECORDER_NAME_ROOM,
  NATTERD_RECORDER_FORGET_ROOM,
  NATTERD_RECORDER_SET_TOPIC,
  NATTERD_RECORDER_ADD_SENDER,
  NATTERD_RECORDER_FIND_SENDER,
  NATTERD_RECORDER_ADD_MESSAGE,
  NATTERD_RECORDER_FIND_MESSAGE,
  NATTERD_RECORDER_SET_FACT,
  NATTERD_RECORDER_DROP_FACT,
  NATTERD_RECORDER_PURGE_FORGOTTEN,
  NATTERD_RECORDER_PURGE_ROOMS,
  NATTERD_RECORDER_PURGE_OLD,
  NATTERD_RECORDER_INDEX_END,
  NATTERD_RECORDER_INDEX_WORDS,
  NATTERD_RECORDER_INDEX_PASSING_WORDS,
  NATTERD_RECORDER_INDEX_NOTE,
  NATTERD_RECORDER_N_STATEMENTS
} NatterdRecorderStatement;

struct _NatterdRecorder
{
  const NatterdSqliteOptions *options;
  sqlite3 *database; /* (nullable) to be opened again */
  sqlite3_stmt *statements[NATTERD_RECORDER_N_STATEMENTS];
  NatterdChanges changes;
  GHashTable *rooms;   /* (element-type utf8 NatterdChangesRoom) by key */
  GHashTable *senders; /* (element-type utf8 gint64) ids by the name as it is shown */
  int n_pages;         /* in the log */
  NatterdForgotten forgotten;
  gint64 scrubbed; /* monotonic µs: the index, last; 0: never */
  guint n_failed;  /* transactions, since one was good */
  guint n_behind;  /* messages that are not in the index, or somewhat more */
};

/* natterd_recorder_get_statement: (transfer none): NULL with a GIOError. */
sqlite3_stmt *natterd_recorder_get_statement (NatterdRecorder *self, NatterdRecorderStatement which, GError **error);

G_END_DECLS
