/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-job-private.h"
#include "natterd-sql-private.h"
#include "natterd-store-sqlite.h"

G_BEGIN_DECLS

/* The connection that writes: prepared statements, and what it knows by heart. Belongs to the writer's thread. After any failure
 * the transaction is rolled back and what is known by heart is forgotten. After trouble with the file that lasts the connection is made
 * anew, but not at once: as long as it lives, what a failed commit left in the log is overwritten by the next one. */

typedef struct _NatterdRecorder NatterdRecorder;

/* natterd_recorder_new: @database: (transfer full), as natterd_recorder_connect() made it. */
NatterdRecorder *natterd_recorder_new (const NatterdSqliteOptions *options, sqlite3 *database);
void natterd_recorder_free (NatterdRecorder *self);

/* natterd_recorder_connect: a connection as the recorder needs it. @flags: besides READWRITE. NULL with a GIOError. */
sqlite3 *natterd_recorder_connect (const NatterdSqliteOptions *options, int flags, GError **error);

/* natterd_recorder_settle: at start: what is in the log is durable after this. */
gboolean natterd_recorder_settle (sqlite3 *database, GError **error);

/* natterd_recorder_begin: the connection is there, and a transaction open. */
gboolean natterd_recorder_begin (NatterdRecorder *self, GError **error);
/* natterd_recorder_commit: durable after this. */
gboolean natterd_recorder_commit (NatterdRecorder *self, GError **error);
/* natterd_recorder_abandon: after a FALSE of any of the others, with their @error. */
void natterd_recorder_abandon (NatterdRecorder *self, const GError *error);

/* In a transaction: */
gboolean natterd_recorder_record (NatterdRecorder *self, const NatterMessage *message, gint64 wall, NatterdRecorded *recorded,
                                  GError **error);
gboolean natterd_recorder_forget (NatterdRecorder *self, const char *key, GError **error);
gboolean natterd_recorder_name (NatterdRecorder *self, const char *key, const char *name, GError **error);
gboolean natterd_recorder_set_fact (NatterdRecorder *self, const NatterFact *fact, GError **error);

/* What is old; µs. */
typedef struct
{
  gint64 wall;
  gint64 cutoff; /* what is older is too old; G_MININT64: nothing is */
  gint64 future; /* what was said later was said by a clock that was wrong; G_MAXINT64: nobody knows */
} NatterdAge;

/* natterd_recorder_purge: deletes a slice of what belongs to forgotten rooms, is too old for @age or for its room, or changes one of what forgotten authors
 * said; and then what of it is left in the index. @more: (out): there is more of it. */
gboolean natterd_recorder_purge (NatterdRecorder *self, const NatterdAge *age, gboolean *more, GError **error);

/* natterd_recorder_find_last: µs: when the message that was recorded last was said; 0: there is none, or it cannot be read. */
gint64 natterd_recorder_find_last (const NatterdRecorder *self);

/* natterd_recorder_get_pace: µs after which rooms that keep things for a time of their own are to be looked at again; G_MAXINT64: there are none. */
gint64 natterd_recorder_get_pace (const NatterdRecorder *self);

/* natterd_recorder_index: adds a slice of what is not in the index to it. @more: (out): there is more of it, or was a moment ago. */
gboolean natterd_recorder_index (NatterdRecorder *self, gboolean *more, GError **error);

/* natterd_recorder_is_behind: there is something to be indexed, or may be; _is_far_behind: so much that it had better be now. */
gboolean natterd_recorder_is_behind (const NatterdRecorder *self);
gboolean natterd_recorder_is_far_behind (const NatterdRecorder *self);

/* Outside of one: natterd_recorder_tidy: brings what was committed from the log into the database, if it is time; with @idle earlier.
 * Nothing depends on its success. */
void natterd_recorder_tidy (NatterdRecorder *self, gboolean idle);
/* natterd_recorder_is_untidy: there is something to do when it is idle. */
gboolean natterd_recorder_is_untidy (const NatterdRecorder *self);

/* natterd_recorder_scrub: after purging: nothing of what was deleted stays in the log either. FALSE: somebody reads just now; later. */
gboolean natterd_recorder_scrub (NatterdRecorder *self);

G_END_DECLS
