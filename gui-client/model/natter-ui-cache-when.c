/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-cache-private.h"

/* Who spoke, and on which days: read from the index message_when alone. */

guint32
natter_ui_cache_file_find_days (NatterUiCacheFile *self, const char *key, const gint64 *borders, guint n)
{
  g_autoptr (sqlite3_stmt) find = NULL;
  guint32 days = 0;

  if (!natter_ui_cache_file_open (self))
    return 0;

  find = natter_ui_sql_prepare (self->database,
                                "SELECT 1 FROM message INDEXED BY message_when "
                                "WHERE room = ?1 AND time >= ?2 AND time < ?3 AND kind < 2 LIMIT 1",
                                NULL);
  for (guint i = 0; find != NULL && i + 1 < n; i++)
    {
      natter_ui_sql_bind_text (find, 1, key);
      natter_ui_sql_bind_int (find, 2, borders[i]);
      natter_ui_sql_bind_int (find, 3, borders[i + 1]);
      if (natter_ui_sql_step (find, NULL))
        days |= 1u << i;
      sqlite3_reset (find);
    }
  return days;
}

static void
free_speaker (gpointer data)
{
  NatterUiSpeaker *speaker = data;

  g_free (speaker->name);
  g_free (speaker);
}

GPtrArray *
natter_ui_cache_file_find_speakers (NatterUiCacheFile *self, const char *key, gint64 time, guint count)
{
  GPtrArray *speakers = g_ptr_array_new_with_free_func (free_speaker);
  g_autoptr (sqlite3_stmt) find = NULL;

  if (!natter_ui_cache_file_open (self))
    return speakers;

  find = natter_ui_sql_prepare (self->database,
                                "SELECT sender, max(time) FROM message INDEXED BY message_when "
                                "WHERE room = ?1 AND time >= ?2 AND kind < 2 GROUP BY sender ORDER BY 2 DESC LIMIT ?3",
                                NULL);
  if (find == NULL)
    return speakers;

  natter_ui_sql_bind_text (find, 1, key);
  natter_ui_sql_bind_int (find, 2, time);
  natter_ui_sql_bind_int (find, 3, count);
  while (natter_ui_sql_step (find, NULL))
    {
      NatterUiSpeaker *speaker = g_new0 (NatterUiSpeaker, 1);

      speaker->name = natter_ui_sql_dup_text (find, 0);
      speaker->time = sqlite3_column_int64 (find, 1);
      g_ptr_array_add (speakers, speaker);
    }
  return speakers;
}
