/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-finder-parts-private.h"

/* (transfer full): from COLUMNS */
static NatterMessage *
take_message (sqlite3_stmt *row)
{
  NatterMessageKind kind = (NatterMessageKind) CLAMP (sqlite3_column_int (row, 1), 0, NATTER_N_MESSAGES - 1);
  NatterMessage *message = natter_message_new (kind, natterd_sql_get_string (row, 0), natterd_sql_get_string (row, 2),
                                               natterd_sql_get_string (row, 3), (const char *) sqlite3_column_text (row, 4));

  message->seq = (guint64) sqlite3_column_int64 (row, 5);
  message->time = sqlite3_column_int64 (row, 6);
  message->author = sqlite3_column_int64 (row, 11);
  message->edited = sqlite3_column_int64 (row, 8);
  message->deleted = sqlite3_column_int (row, 9) != 0;
  message->target = (guint64) sqlite3_column_int64 (row, 10);
  return message;
}

gboolean
natterd_finder_read_message (NatterdFinder *self,
                             gint64 id,
                             NatterMessage **message,
                             GError **error)
{
  sqlite3_stmt *row = natterd_finder_get_statement (self, NATTERD_FINDER_READ_MESSAGE, error);
  NatterdSqlStep step;

  *message = NULL;
  if (row == NULL)
    return FALSE;

  natterd_sql_bind_int (row, 1, id);
  step = natterd_sql_step (row, error);
  if (step == NATTERD_SQL_ROW)
    *message = take_message (row);
  (void) sqlite3_reset (row);
  return step != NATTERD_SQL_ERROR;
}

/* Beginnings of words */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return first > second ? -1 : first < second;
}

static gboolean
collect_ids (NatterdFinderSearch *self,
             const char *key,
             GArray *ids,
             GError **error)
{
  sqlite3_stmt *scan = natterd_finder_get_statement (self->finder, NATTERD_FINDER_SCAN_ROOM, error);
  NatterdSqlStep step;

  if (scan == NULL)
    return FALSE;

  natterd_sql_bind_text (scan, 1, key);
  while ((step = natterd_sql_step (scan, error)) == NATTERD_SQL_ROW)
    {
      gint64 id = sqlite3_column_int64 (scan, 0);

      if (id < self->below && id >= self->from)
        g_array_append_val (ids, id);
    }
  return step != NATTERD_SQL_ERROR;
}

/* Rooms with little in them are read through. */
static gboolean
scan_rooms (NatterdFinderSearch *self,
            NatterdFound *found,
            GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->search->rooms->len; i++)
    if (!collect_ids (self, self->search->rooms->pdata[i], ids, error))
      return FALSE;
  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    {
      NatterMessage *message;

      if (!natterd_finder_read_message (self->finder, g_array_index (ids, gint64, i), &message, error))
        return FALSE;
      if (message != NULL && !natterd_found_consider (found, message))
        break;
    }
  self->below = 0;
  return TRUE;
}

/* Most rows are not what is looked for: of them nothing else is read. */
static gboolean
may_be_it (const NatterdFinderSearch *self,
           sqlite3_stmt *row,
           NatterdFound *found)
{
  const NatterQuery *query = self->search->query;
  const char *text;

  if (!natterd_found_is_in (found, natterd_sql_get_string (row, 0)) || (self->sender != 0 && sqlite3_column_int64 (row, 3) != self->sender))
    return FALSE;
  text = natterd_sql_get_string (row, 1);
  return (!query->has_link || natter_text_has_link (text)) && natter_query_finds (query, text, NULL);
}

/* *@full: (out): so is the page. */
static gboolean
consider_row (NatterdFinderSearch *self,
              sqlite3_stmt *row,
              NatterdFound *found,
              gboolean *full,
              GError **error)
{
  NatterMessage *message;

  *full = FALSE;
  if (!may_be_it (self, row, found))
    return TRUE;
  if (!natterd_finder_read_message (self->finder, sqlite3_column_int64 (row, 2), &message, error))
    return FALSE;
  *full = message != NULL && !natterd_found_consider (found, message);
  return TRUE;
}

/* The newest messages: @most, and all that are not in the index; what is below them is left. */
static gboolean
scan_newest (NatterdFinderSearch *self,
             NatterdFound *found,
             gint64 indexed,
             guint most,
             GError **error)
{
  sqlite3_stmt *scan = natterd_finder_get_statement (self->finder, NATTERD_FINDER_SCAN_NEWEST, error);
  NatterdSqlStep step;
  gboolean full;
  guint n = 0;

  if (scan == NULL)
    return FALSE;

  natterd_sql_bind_int (scan, 1, self->below);
  natterd_sql_bind_int (scan, 2, most > 0 ? self->from : MAX (self->from, indexed + 1));
  while ((step = natterd_sql_step (scan, error)) == NATTERD_SQL_ROW)
    {
      if (!consider_row (self, scan, found, &full, error))
        {
          step = NATTERD_SQL_ERROR;
          break;
        }
      self->below = full ? 0 : sqlite3_column_int64 (scan, 2);
      if (full || (++n >= most && self->below <= indexed + 1))
        break;
    }
  (void) sqlite3_reset (scan);
  if (step == NATTERD_SQL_DONE)
    self->below = most > 0 ? 0 : MIN (self->below, indexed + 1);
  return step != NATTERD_SQL_ERROR;
}

static gboolean
has_beginning (const NatterQuery *query)
{
  for (guint i = 0; i < query->terms->len; i++)
    if (((const NatterQueryTerm *) query->terms->pdata[i])->prefix)
      return TRUE;
  return FALSE;
}

static gboolean
find_indexed (NatterdFinder *self,
              gint64 *indexed,
              GError **error)
{
  sqlite3_stmt *find = natterd_finder_get_statement (self, NATTERD_FINDER_FIND_INDEXED, error);
  NatterdSqlStep step = find != NULL ? natterd_sql_step (find, error) : NATTERD_SQL_ERROR;

  *indexed = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (find, 0) : 0;
  (void) sqlite3_reset (find);
  return step != NATTERD_SQL_ERROR;
}

gboolean
natterd_finder_scan (NatterdFinderSearch *self,
                     NatterdFound *found,
                     GError **error)
{
  gboolean beginning = has_beginning (self->search->query);
  gint64 indexed;

  if (beginning && self->n_messages <= NATTERD_FINDER_SCAN_MOST)
    return scan_rooms (self, found, error);
  return find_indexed (self->finder, &indexed, error) &&
         scan_newest (self, found, indexed, beginning ? NATTERD_FINDER_SCAN_MOST : 0, error);
}
