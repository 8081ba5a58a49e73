/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-finder-parts-private.h"
#include "natterd-forgotten-private.h"

#include "shared/natter-words.h"

/* The index goes as far as `indexed.upto`; the messages behind that are read themselves first (natterd-finder-scan.c).
 *
 * The index gives rows from the newest on, one after the other, so a page of a word that is everywhere costs no more than one of a rare
 * one: nothing is ranked or counted. Which rooms and whom is part of what the index is asked, as words that nobody can write:
 * who may read one small room does not wade through what is said in the large ones.
 *
 * Only the beginning of a word is no word of the index: all that begin so are put together first, from all messages, which takes 0.2 s where
 * half of a million has one. So for these the newest messages are read themselves before: a beginning that is frequent has filled its
 * page then, and any other is soon put together. An index of beginnings would make recording half as dear again (17 µs a message). */

#define COLUMNS "rooms.key, kind, " NATTERD_FORGOTTEN_NAME ("messages") ", text, client_id, seq, time, messages.id, edited, deleted, target, author"

/* the newest first */
#define SEARCH(TABLE) "SELECT rowid FROM " TABLE " WHERE " TABLE " MATCH ?1 AND rowid < ?2 AND rowid >= ?3 ORDER BY rowid DESC"

static const char *const texts[NATTERD_FINDER_N_STATEMENTS] = {
  [NATTERD_FINDER_FIND_ROOM] = "SELECT id, passing, (SELECT max (seq) FROM messages WHERE room = rooms.id) FROM rooms WHERE key = ?1",
  [NATTERD_FINDER_FIND_SENDER] = "SELECT id FROM senders WHERE key = ?1",
  [NATTERD_FINDER_FIND_PLACE] = "SELECT messages.id FROM messages JOIN rooms ON rooms.id = room WHERE key = ?1 AND seq >= ?2 "
                                "ORDER BY seq LIMIT 1",
  [NATTERD_FINDER_PROBE] = "SELECT id, time FROM messages WHERE id >= ?1 ORDER BY id LIMIT 1",
  [NATTERD_FINDER_FIND_INDEXED] = "SELECT upto FROM indexed",
  [NATTERD_FINDER_SCAN_ROOM] = "SELECT messages.id FROM messages JOIN rooms ON rooms.id = room WHERE key = ?1",
  [NATTERD_FINDER_SCAN_NEWEST] = "SELECT rooms.key, text, messages.id, sender FROM messages CROSS JOIN rooms ON rooms.id = room WHERE messages.id < ?1 AND messages.id >= ?2 "
                                 "ORDER BY messages.id DESC",
  [NATTERD_FINDER_SEARCH_WORDS] = SEARCH ("words"),
  [NATTERD_FINDER_SEARCH_PASSING_WORDS] = SEARCH ("passing_words"),
  [NATTERD_FINDER_READ_MESSAGE] = "SELECT " COLUMNS " FROM messages JOIN rooms ON rooms.id = room WHERE messages.id = ?1",
};

NatterdFinder *
natterd_finder_new (sqlite3 *database)
{
  NatterdFinder *self = g_new0 (NatterdFinder, 1);

  self->database = database;
  return self;
}

void
natterd_finder_free (NatterdFinder *self)
{
  for (guint i = 0; i < NATTERD_FINDER_N_STATEMENTS; i++)
    (void) sqlite3_finalize (self->statements[i]);
  g_free (self);
}

sqlite3_stmt *
natterd_finder_get_statement (NatterdFinder *self,
                              NatterdFinderStatement which,
                              GError **error)
{
  if (self->statements[which] == NULL)
    self->statements[which] = natterd_sql_prepare (self->database, texts[which], error);
  return self->statements[which];
}

/* What to ask the index */

/* As SQLite's full-text index quotes: between quotes nothing is syntax, so nothing that was typed can be. */
static void
append_quoted (GString *out,
               const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

static gboolean
add_room (NatterdFinderSearch *self,
          const char *key,
          GError **error)
{
  sqlite3_stmt *find = natterd_finder_get_statement (self->finder, NATTERD_FINDER_FIND_ROOM, error);
  NatterdSqlStep step;

  if (find == NULL)
    return FALSE;

  natterd_sql_bind_text (find, 1, key);
  step = natterd_sql_step (find, error);
  if (step == NATTERD_SQL_ROW)
    {
      NatterdFinderStream *stream = &self->streams[sqlite3_column_int (find, 1) != 0 ? 1 : 0];

      self->n_messages += sqlite3_column_int64 (find, 2);
      g_string_append_printf (stream->match, "%s\"" NATTER_WORD_SECRET "r%" G_GINT64_FORMAT "\"",
                              stream->n_rooms++ == 0 ? "tags : (" : " OR ", (gint64) sqlite3_column_int64 (find, 0));
    }
  (void) sqlite3_reset (find);
  return step != NATTERD_SQL_ERROR;
}

/* *@id: 0 where nobody of that name ever spoke */
static gboolean
find_sender (NatterdFinderSearch *self,
             gint64 *id,
             GError **error)
{
  sqlite3_stmt *find = natterd_finder_get_statement (self->finder, NATTERD_FINDER_FIND_SENDER, error);
  NatterdSqlStep step;

  if (find == NULL)
    return FALSE;

  natterd_sql_bind_text (find, 1, self->search->query->from);
  step = natterd_sql_step (find, error);
  *id = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (find, 0) : 0;
  (void) sqlite3_reset (find);
  return step != NATTERD_SQL_ERROR;
}

static void
append_rest (NatterdFinderSearch *self,
             gint64 sender,
             GString *match)
{
  const NatterQuery *query = self->search->query;

  g_string_append_c (match, ')');
  if (sender != 0)
    g_string_append_printf (match, " AND tags : \"" NATTER_WORD_SECRET "s%" G_GINT64_FORMAT "\"", sender);
  if (query->has_link)
    g_string_append (match, " AND tags : \"" NATTER_WORD_SECRET "l\"");
  for (guint i = 0; i < query->terms->len; i++)
    {
      const NatterQueryTerm *term = query->terms->pdata[i];

      g_string_append (match, " AND text : ");
      append_quoted (match, term->text);
      if (term->prefix)
        g_string_append (match, " *");
    }
}

static gboolean
make_matches (NatterdFinderSearch *self,
              GError **error)
{
  gint64 sender = 0;

  for (guint i = 0; i < self->search->rooms->len; i++)
    if (!add_room (self, self->search->rooms->pdata[i], error))
      return FALSE;
  if (self->search->query->from != NULL)
    {
      if (!find_sender (self, &sender, error))
        return FALSE;
      if (sender == 0)
        self->streams[0].n_rooms = self->streams[1].n_rooms = 0;
      self->sender = sender != 0 ? sender : -1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (self->streams); i++)
    append_rest (self, sender, self->streams[i].match);
  return TRUE;
}

/* Between which ids */

/* The first message from @id on; *@id is past all where there is none. */
static gboolean
probe (NatterdFinder *self,
       gint64 *id,
       gint64 *time,
       GError **error)
{
  sqlite3_stmt *statement = natterd_finder_get_statement (self, NATTERD_FINDER_PROBE, error);
  NatterdSqlStep step;

  if (statement == NULL)
    return FALSE;

  natterd_sql_bind_int (statement, 1, *id);
  step = natterd_sql_step (statement, error);
  *id = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (statement, 0) : G_MAXINT64;
  *time = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (statement, 1) : G_MAXINT64;
  (void) sqlite3_reset (statement);
  return step != NATTERD_SQL_ERROR;
}

/* *@first: the id of the first message at or after a moment. Times rise with ids, but where somebody set the clock back: there it is one of
 * the places where that moment was. */
static gboolean
find_time (NatterdFinder *self,
           gint64 moment,
           gint64 *first,
           GError **error)
{
  gint64 last, low = 1, high;

  if (!natterd_sql_get_int (self->database, "SELECT max (id) FROM messages", &last, error))
    return FALSE;
  high = last + 1;
  while (low < high)
    {
      gint64 middle = low + (high - low) / 2;
      gint64 id = middle, time;

      if (!probe (self, &id, &time, error))
        return FALSE;
      if (time < moment)
        low = id + 1;
      else
        high = middle;
    }
  *first = low;
  return TRUE;
}

static gboolean
find_place (NatterdFinderSearch *self,
            GError **error)
{
  sqlite3_stmt *find = natterd_finder_get_statement (self->finder, NATTERD_FINDER_FIND_PLACE, error);
  NatterdSqlStep step;

  if (find == NULL)
    return FALSE;

  natterd_sql_bind_text (find, 1, self->search->below_room);
  natterd_sql_bind_int (find, 2, (gint64) MIN (self->search->below_seq, (guint64) G_MAXINT64));
  step = natterd_sql_step (find, error);
  if (step == NATTERD_SQL_ROW)
    self->below = MIN (self->below, sqlite3_column_int64 (find, 0));
  (void) sqlite3_reset (find);
  return step != NATTERD_SQL_ERROR;
}

static gboolean
find_bounds (NatterdFinderSearch *self,
             GError **error)
{
  const NatterQuery *query = self->search->query;

  self->from = 0;
  self->below = G_MAXINT64;
  if (query->after != 0 && !find_time (self->finder, query->after, &self->from, error))
    return FALSE;
  if (query->before != 0 && !find_time (self->finder, query->before, &self->below, error))
    return FALSE;
  return self->search->below_room == NULL || find_place (self, error);
}

/* Reading */

static gboolean
go_on (NatterdFinderStream *stream,
       GError **error)
{
  NatterdSqlStep step = natterd_sql_step (stream->statement, error);

  stream->id = step == NATTERD_SQL_ROW ? sqlite3_column_int64 (stream->statement, 0) : 0;
  return step != NATTERD_SQL_ERROR;
}

static gboolean
start (NatterdFinderSearch *self,
       NatterdFinderStream *stream,
       NatterdFinderStatement which,
       GError **error)
{
  if (stream->n_rooms == 0 || self->below <= self->from)
    return TRUE;

  stream->statement = natterd_finder_get_statement (self->finder, which, error);
  if (stream->statement == NULL)
    return FALSE;
  natterd_sql_bind_text (stream->statement, 1, stream->match->str);
  natterd_sql_bind_int (stream->statement, 2, self->below);
  natterd_sql_bind_int (stream->statement, 3, self->from);
  return go_on (stream, error);
}

/* Words */

static gboolean
read_page (NatterdFinderSearch *self,
           NatterdFound *found,
           GCancellable *cancellable,
           GError **error)
{
  for (;;)
    {
      NatterdFinderStream *newest = self->streams[0].id > self->streams[1].id ? &self->streams[0] : &self->streams[1];
      NatterMessage *message;

      if (newest->id == 0)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !natterd_finder_read_message (self->finder, newest->id, &message, error))
        return FALSE;
      if (message != NULL && !natterd_found_consider (found, message))
        return TRUE;
      if (!go_on (newest, error))
        return FALSE;
    }
}

gboolean
natterd_finder_answer (NatterdFinder *self,
                       NatterdJob *job,
                       GError **error)
{
  NatterdFinderSearch search = { .finder = self, .search = job->search };
  NatterdFound found;
  gboolean good;

  natterd_found_init (&found, job->search);
  for (guint i = 0; i < G_N_ELEMENTS (search.streams); i++)
    search.streams[i].match = g_string_new (NULL);

  good = make_matches (&search, error) && find_bounds (&search, error) && natterd_finder_scan (&search, &found, error) &&
         start (&search, &search.streams[0], NATTERD_FINDER_SEARCH_WORDS, error) &&
         start (&search, &search.streams[1], NATTERD_FINDER_SEARCH_PASSING_WORDS, error) && read_page (&search, &found, job->cancellable, error);

  for (guint i = 0; i < G_N_ELEMENTS (search.streams); i++)
    {
      if (search.streams[i].statement != NULL)
        (void) sqlite3_reset (search.streams[i].statement);
      g_string_free (search.streams[i].match, TRUE);
    }
  job->more = found.more;
  if (good)
    job->hits = natterd_found_finish (&found);
  natterd_found_clear (&found);
  return good;
}
