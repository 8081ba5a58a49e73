/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-scrub-private.h"

/* Pages that are written at once: some 20 ms. Below zero: begin with all the pieces there are. */
#define SLICE "250"

typedef struct
{
  const char *get_state; /* nothing: scrubbed; "begin": words were deleted since it was begun; "on" */
  const char *begin;
  const char *go_on;
  const char *note_on;
  const char *note_done;
} Index;

/* clang-format off */
#define INDEX(NAME)                                                                 \
  { .get_state = "SELECT value FROM meta WHERE key = 'unscrubbed " NAME "'",        \
    .begin = "INSERT INTO " NAME " (" NAME ", rank) VALUES ('merge', -" SLICE ")",  \
    .go_on = "INSERT INTO " NAME " (" NAME ", rank) VALUES ('merge', " SLICE ")",   \
    .note_on = "UPDATE meta SET value = 'on' WHERE key = 'unscrubbed " NAME "'",    \
    .note_done = "DELETE FROM meta WHERE key = 'unscrubbed " NAME "'" }
/* clang-format on */

static const Index passing = INDEX ("passing_words");
static const Index lasting = INDEX ("words");

/* *@more: (out): there was something to do, and there may be more. */
static gboolean
merge_slice (sqlite3 *database,
             const Index *index,
             gboolean may_begin,
             gboolean *more,
             GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *state = natterd_sql_dup_text (database, index->get_state, &cause);
  gboolean begins = g_strcmp0 (state, "begin") == 0;
  int changes = sqlite3_total_changes (database);

  *more = FALSE;
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (state == NULL || (begins && !may_begin))
    return TRUE;

  *more = TRUE;
  if (!natterd_sql_execute (database, begins ? index->begin : index->go_on, error))
    return FALSE;
  /* as SQLite documents it: the command itself is one */
  if (sqlite3_total_changes (database) - changes < 2)
    return natterd_sql_execute (database, index->note_done, error);
  return !begins || natterd_sql_execute (database, index->note_on, error);
}

gboolean
natterd_scrub_step (sqlite3 *database,
                    gint64 *last,
                    gboolean *more,
                    GError **error)
{
  gint64 now = g_get_monotonic_time ();
  gboolean is_due = *last == 0 || now - *last >= NATTERD_SCRUB_EVERY;

  if (!merge_slice (database, &passing, TRUE, more, error))
    return FALSE;
  if (*more)
    return TRUE;
  if (!merge_slice (database, &lasting, is_due, more, error))
    return FALSE;
  if (*more && is_due)
    *last = now;
  return TRUE;
}
