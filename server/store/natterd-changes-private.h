/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-job-private.h"
#include "natterd-sql-private.h"

G_BEGIN_DECLS

/* What is recorded about another message: whether it may be, and what then becomes of that one. In the recorder's transactions. */

typedef enum
{
  NATTERD_CHANGES_FIND_TARGET,
  NATTERD_CHANGES_FIND_LAST,
  NATTERD_CHANGES_COUNT_REACTIONS,
  NATTERD_CHANGES_FIND_REACTION,
  NATTERD_CHANGES_EDIT,
  NATTERD_CHANGES_DELETE,
  NATTERD_CHANGES_DROP_REACTIONS,
  NATTERD_CHANGES_ADD_REACTION,
  NATTERD_CHANGES_DROP_REACTION,
  NATTERD_CHANGES_N_STATEMENTS
} NatterdChangesStatement;

/* All zero at first. */
typedef struct
{
  sqlite3 *database; /* (nullable) not owned */
  sqlite3_stmt *statements[NATTERD_CHANGES_N_STATEMENTS];
} NatterdChanges;

/* natterd_changes_disconnect: to be called before the connection is closed. Harmless when repeated. */
void natterd_changes_disconnect (NatterdChanges *self);

/* The room that @message is for. */
typedef struct
{
  gint64 id;
  guint64 last_seq;
} NatterdChangesRoom;

/* natterd_changes_judge: whether @message, which has a target, may be recorded: `refusal`, or `repeated` for a reaction that is there
 * already; and `target` and the quote. @row: (out): the target's. FALSE with a GIOError. */
gboolean natterd_changes_judge (NatterdChanges *self, const NatterdChangesRoom *room, const NatterMessage *message,
                                NatterdRecorded *recorded, gint64 *row, GError **error);

/* natterd_changes_apply: what becomes of the target at @row, now that @message is recorded as @recorded. */
gboolean natterd_changes_apply (NatterdChanges *self, gint64 row, const NatterMessage *message, const NatterdRecorded *recorded,
                                GError **error);

G_END_DECLS
