/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-cache-private.h"

/* What is asked of the cache, in the worker. A file that cannot be read knows nothing. */

static char *
read_epoch (NatterUiCacheFile *self)
{
  g_autoptr (sqlite3_stmt) read = natter_ui_sql_prepare (self->database, "SELECT epoch FROM server", NULL);

  return read != NULL && natter_ui_sql_step (read, NULL) ? natter_ui_sql_dup_text (read, 0) : NULL;
}

GPtrArray *
natter_ui_cache_file_read_rooms (NatterUiCacheFile *self, char **epoch)
{
  GPtrArray *rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_ui_cache_room_free);
  g_autoptr (sqlite3_stmt) read = NULL;

  if (!natter_ui_cache_file_open (self))
    return rooms;

  *epoch = read_epoch (self);
  read = natter_ui_sql_prepare (self->database,
                                "SELECT key, name, topic, read, joined, current, "
                                "(SELECT max(last) FROM cover WHERE room = key) FROM room ORDER BY room.rowid",
                                NULL);
  while (read != NULL && natter_ui_sql_step (read, NULL))
    {
      NatterUiCacheRoom *room = natter_ui_cache_room_new (natter_ui_sql_get_text (read, 0), natter_ui_sql_get_text (read, 1));

      room->topic = natter_ui_sql_dup_text (read, 2);
      room->read = sqlite3_column_int64 (read, 3);
      room->joined = sqlite3_column_int (read, 4) != 0;
      room->current = sqlite3_column_int (read, 5) != 0;
      room->last = (guint64) sqlite3_column_int64 (read, 6);
      g_ptr_array_add (rooms, room);
    }
  return rooms;
}

typedef struct
{
  guint64 first;
  guint64 last;
} Cover;

/* @seq: 0: the last range of the room. */
static gboolean
read_cover (NatterUiCacheFile *self, const char *key, guint64 seq, Cover *cover)
{
  g_autoptr (sqlite3_stmt) read = natter_ui_sql_prepare (
    self->database,
    seq == 0 ? "SELECT first, last FROM cover WHERE room = ?1 ORDER BY last DESC LIMIT 1"
             : "SELECT first, last FROM cover WHERE room = ?1 AND first <= ?2 AND last >= ?2",
    NULL);

  if (read == NULL)
    return FALSE;

  natter_ui_sql_bind_text (read, 1, key);
  if (seq != 0)
    natter_ui_sql_bind_int (read, 2, (gint64) seq);
  if (!natter_ui_sql_step (read, NULL))
    return FALSE;

  cover->first = (guint64) sqlite3_column_int64 (read, 0);
  cover->last = (guint64) sqlite3_column_int64 (read, 1);
  return TRUE;
}

/* At most @count of those from @first to @last. @up: the first ones of them; else the last ones, in reverse. */
static GPtrArray *
read_messages (NatterUiCacheFile *self, const char *key, const Cover *range, guint count, gboolean up)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  g_autoptr (sqlite3_stmt) read = natter_ui_sql_prepare (
    self->database,
    up ? "SELECT " NATTER_UI_CACHE_COLUMNS " FROM message WHERE room = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq LIMIT ?4"
       : "SELECT " NATTER_UI_CACHE_COLUMNS " FROM message WHERE room = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq DESC LIMIT ?4",
    NULL);

  if (read == NULL)
    return messages;

  natter_ui_sql_bind_text (read, 1, key);
  natter_ui_sql_bind_int (read, 2, (gint64) range->first);
  natter_ui_sql_bind_int (read, 3, (gint64) range->last);
  natter_ui_sql_bind_int (read, 4, count);
  while (natter_ui_sql_step (read, NULL))
    g_ptr_array_add (messages, natter_ui_cache_row_take (read, key));
  return messages;
}

static guint64
get_seq (const GPtrArray *messages, guint i)
{
  return ((const NatterMessage *) g_ptr_array_index (messages, i))->seq;
}

/* Up to @last of @cover. */
static void
read_down (NatterUiCacheFile *self, const char *key, const Cover *cover, guint count, NatterUiCachePage *page)
{
  g_autoptr (GPtrArray) down = read_messages (self, key, cover, count, FALSE);

  page->begin = count > 0 && down->len == count ? get_seq (down, down->len - 1) : cover->first;
  page->end = cover->last;
  for (guint i = down->len; i > 0; i--)
    g_ptr_array_add (page->messages, natter_message_ref (g_ptr_array_index (down, i - 1)));
}

/* From the first of @cover on. */
static void
read_up (NatterUiCacheFile *self, const char *key, const Cover *cover, guint count, NatterUiCachePage *page)
{
  g_autoptr (GPtrArray) up = read_messages (self, key, cover, count, TRUE);

  page->end = count > 0 && up->len == count ? get_seq (up, up->len - 1) : cover->last;
  for (guint i = 0; i < up->len; i++)
    g_ptr_array_add (page->messages, natter_message_ref (g_ptr_array_index (up, i)));
}

static void
read_around (NatterUiCacheFile *self, const char *key, guint64 seq, guint count, NatterUiCachePage *page)
{
  Cover cover;
  Cover part;

  page->found = read_cover (self, key, seq, &cover);
  if (!page->found)
    return;

  part = (Cover){ cover.first, seq };
  read_down (self, key, &part, count / 2 + 1, page);
  part = (Cover){ seq + 1, cover.last };
  read_up (self, key, &part, count / 2, page);
  page->target = seq;
}

/* The first that was said at @time or later, if nothing before it is missing. 0: not known. */
static guint64
find_time (NatterUiCacheFile *self, const char *key, gint64 time)
{
  g_autoptr (sqlite3_stmt) find = natter_ui_sql_prepare (
    self->database,
    "SELECT m.seq, (SELECT c.first FROM cover c WHERE c.room = ?1 AND c.first <= m.seq AND c.last >= m.seq), "
    "(SELECT max(seq) FROM message WHERE room = ?1 AND seq < m.seq) "
    "FROM message m WHERE m.room = ?1 AND m.time >= ?2 ORDER BY m.time, m.seq LIMIT 1",
    NULL);
  guint64 seq, first, before;

  if (find == NULL)
    return 0;

  natter_ui_sql_bind_text (find, 1, key);
  natter_ui_sql_bind_int (find, 2, time);
  if (!natter_ui_sql_step (find, NULL) || sqlite3_column_type (find, 1) == SQLITE_NULL)
    return 0;

  seq = (guint64) sqlite3_column_int64 (find, 0);
  first = (guint64) sqlite3_column_int64 (find, 1);
  before = (guint64) sqlite3_column_int64 (find, 2);
  return first == 1 || (before != 0 && before >= first) ? seq : 0;
}

NatterUiCachePage *
natter_ui_cache_file_read_page (NatterUiCacheFile *self, const char *key, const NatterUiCacheRange *range)
{
  NatterUiCachePage *page = g_new0 (NatterUiCachePage, 1);
  guint64 seq = range->seq;
  Cover cover;

  page->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  if (!natter_ui_cache_file_open (self))
    return page;

  switch (range->place)
    {
    case NATTER_UI_CACHE_LAST:
    case NATTER_UI_CACHE_BEFORE:
      page->found = seq != 1 && read_cover (self, key, seq > 0 ? seq - 1 : 0, &cover);
      if (page->found && seq > 0)
        cover.last = seq - 1;
      if (page->found)
        read_down (self, key, &cover, range->count, page);
      break;

    case NATTER_UI_CACHE_SINCE:
      page->found = read_cover (self, key, seq + 1, &cover);
      if (!page->found)
        break;
      page->begin = cover.first = seq + 1;
      read_up (self, key, &cover, range->count, page);
      break;

    case NATTER_UI_CACHE_AT:
    case NATTER_UI_CACHE_AROUND:
    default:
      if (range->place == NATTER_UI_CACHE_AT)
        seq = find_time (self, key, range->time);
      if (seq != 0)
        read_around (self, key, seq, range->count, page);
      break;
    }
  return page;
}

void
natter_ui_cache_page_free (NatterUiCachePage *self)
{
  g_ptr_array_unref (self->messages);
  g_free (self);
}

void
natter_ui_cache_file_count (NatterUiCacheFile *self, const char *key, guint64 read, NatterUiCacheCount *count)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (!natter_ui_cache_file_open (self))
    return;

  /* SAY and ME of others: 0 and 1; own: 1, mention: 2 */
  statement = natter_ui_sql_prepare (self->database,
                                     "SELECT count(*), sum((flags & 2) != 0), min(seq) FROM message "
                                     "WHERE room = ?1 AND seq > ?2 AND kind < 2 AND (flags & 1) = 0 AND NOT deleted",
                                     NULL);
  if (statement == NULL)
    return;

  natter_ui_sql_bind_text (statement, 1, key);
  natter_ui_sql_bind_int (statement, 2, (gint64) read);
  if (!natter_ui_sql_step (statement, NULL))
    return;

  count->unread = (guint) sqlite3_column_int64 (statement, 0);
  count->mentions = (guint) sqlite3_column_int64 (statement, 1);
  count->first = (guint64) sqlite3_column_int64 (statement, 2);
}

static GPtrArray *
new_hits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) natter_hit_free);
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;
  return TRUE;
}

/* A quick look: FALSE: @query is not in @text. Where both are ASCII nothing is folded but case; and a word that is not, folded as it
 * is, is in no text that is. */
static gboolean
may_find (const NatterQuery *query, const char *text)
{
  if (!is_ascii (text))
    return TRUE;

  for (guint i = 0; i < query->terms->len; i++)
    {
      const NatterQueryTerm *term = g_ptr_array_index (query->terms, i);

      for (guint j = 0; j < term->words->len; j++)
        if (strcasestr (text, g_ptr_array_index (term->words, j)) == NULL)
          return FALSE;
    }
  return TRUE;
}

GPtrArray *
natter_ui_cache_file_find (NatterUiCacheFile *self, NatterQuery *query, const char *key, guint count)
{
  GPtrArray *hits = new_hits ();
  g_autoptr (sqlite3_stmt) scan = NULL;

  if (!natter_ui_cache_file_open (self))
    return hits;

  scan = natter_ui_sql_prepare (self->database,
                                "SELECT " NATTER_UI_CACHE_COLUMNS ", room FROM message "
                                "WHERE (?1 IS NULL OR room = ?1) AND kind < 2 AND NOT deleted AND time >= ?2 AND time < ?3 "
                                "ORDER BY time DESC, seq DESC",
                                NULL);
  if (scan == NULL)
    return hits;

  natter_ui_sql_bind_text (scan, 1, key);
  natter_ui_sql_bind_int (scan, 2, query->after);
  natter_ui_sql_bind_int (scan, 3, query->before != 0 ? query->before : G_MAXINT64);
  while (hits->len < count && natter_ui_sql_step (scan, NULL))
    {
      g_autoptr (NatterMessage) message = NULL;
      g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
      NatterHit *hit;

      /* The text alone decides mostly: the rest of the row is not looked at. */
      if (!may_find (query, natter_ui_sql_get_text (scan, 3)) ||
          !natter_query_finds (query, natter_ui_sql_get_text (scan, 3), marks))
        continue;
      message = natter_ui_cache_row_take (scan, natter_ui_sql_get_text (scan, 13));
      if (!natter_query_admits (query, message))
        continue;
      hit = natter_hit_new (natter_message_ref (message), message->room);
      if (marks->len > 0)
        g_array_append_vals (hit->marks, marks->data, marks->len);
      g_ptr_array_add (hits, hit);
    }
  return hits;
}

static void
read_missed (NatterUiCacheFile *self, const char *sql, const char *key, guint64 since, GPtrArray *hits)
{
  g_autoptr (sqlite3_stmt) read = natter_ui_sql_prepare (self->database, sql, NULL);

  if (read == NULL)
    return;

  natter_ui_sql_bind_text (read, 1, key);
  natter_ui_sql_bind_int (read, 2, (gint64) since);
  while (natter_ui_sql_step (read, NULL))
    {
      NatterMessage *message = natter_ui_cache_row_take (read, key);

      g_ptr_array_add (hits, natter_hit_new (message, key));
    }
}

GPtrArray *
natter_ui_cache_file_missed (NatterUiCacheFile *self, const char *key, guint64 since, guint count)
{
  GPtrArray *hits = new_hits ();
  g_autofree char *reacted = g_strdup_printf (
    "SELECT " NATTER_UI_CACHE_COLUMNS " FROM message WHERE room = ?1 AND seq > ?2 AND kind < 2 AND (flags & 7) = 0 "
    "AND reacted > 1 AND NOT deleted ORDER BY reacted DESC, seq DESC LIMIT %u",
    count);

  if (!natter_ui_cache_file_open (self))
    return hits;

  read_missed (self,
               "SELECT " NATTER_UI_CACHE_COLUMNS " FROM message WHERE room = ?1 AND seq > ?2 AND kind < 2 AND (flags & 6) != 0 "
               "AND (flags & 1) = 0 AND NOT deleted ORDER BY seq DESC LIMIT 100",
               key, since, hits);
  read_missed (self, reacted, key, since, hits);
  return hits;
}
