/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-limits.h"
#include "natter-query.h"
#include "natter-text.h"
#include "natter-words.h"

/* A query held against one text, without an index. */

typedef struct
{
  gsize place; /* of the word in `pool` */
  gsize length;
  gsize start; /* in the text, bytes */
  gsize end;
} Word;

typedef struct
{
  GString *pool;
  GArray *words; /* (element-type Word) */
} Words;

static gboolean
take_word (gpointer user_data, const char *word, gsize length, gsize start, gsize end)
{
  Words *words = user_data;
  Word taken = { words->pool->len, length, start, end };

  g_string_append_len (words->pool, word, (gssize) length);
  g_array_append_val (words->words, taken);
  return TRUE;
}

static gboolean
is_at (const Words *words, guint place, const NatterQueryTerm *term)
{
  guint n = term->words->len;

  if (place + n > words->words->len)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      const Word *word = &g_array_index (words->words, Word, place + i);
      const char *wanted = term->words->pdata[i];
      gsize length = strlen (wanted);
      gboolean begins = term->prefix && i + 1 == n;

      if ((begins ? word->length < length : word->length != length) || memcmp (words->pool->str + word->place, wanted, length) != 0)
        return FALSE;
    }
  return TRUE;
}

/* @hit: (element-type guint8): one for each word of the text. */
static gboolean
find_term (const Words *words, const NatterQueryTerm *term, guint8 *hit)
{
  gboolean found = FALSE;

  for (guint place = 0; place < words->words->len; place++)
    {
      if (!is_at (words, place, term))
        continue;
      found = TRUE;
      if (hit == NULL)
        break;
      for (guint i = 0; i < term->words->len; i++)
        hit[place + i] = hit[place + i] == 2 || i > 0 ? 2 : 1; /* 2: goes on from the word before */
    }
  return found;
}

/* Words of one phrase are marked as one. */
static void
put_marks (const Words *words, const char *text, const guint8 *hit, GArray *marks)
{
  gsize at = 0;
  guint chars = 0;

  for (guint i = 0; i < words->words->len && marks->len < NATTER_LIMIT_MARKS_FOUND; i++)
    {
      const Word *first = &g_array_index (words->words, Word, i);
      NatterSpan span;
      gsize end = first->end;

      if (hit[i] == 0)
        continue;
      while (i + 1 < words->words->len && hit[i + 1] == 2)
        end = g_array_index (words->words, Word, ++i).end;

      span.start = chars + (guint) g_utf8_strlen (text + at, (gssize) (first->start - at));
      span.length = (guint) g_utf8_strlen (text + first->start, (gssize) (end - first->start));
      g_array_append_val (marks, span);
      at = end;
      chars = span.start + span.length;
    }
}

gboolean
natter_query_finds (const NatterQuery *self, const char *text, GArray *marks)
{
  Words words;
  g_autofree guint8 *hit = NULL;
  gboolean found = TRUE;

  if (self->terms->len == 0)
    return TRUE;

  words.pool = g_string_sized_new (256);
  words.words = g_array_sized_new (FALSE, FALSE, sizeof (Word), 32);
  natter_words_foreach (text, strlen (text), take_word, &words);
  if (marks != NULL)
    hit = g_new0 (guint8, words.words->len + 1);

  for (guint i = 0; i < self->terms->len && found; i++)
    found = find_term (&words, self->terms->pdata[i], hit);
  if (found && marks != NULL)
    put_marks (&words, text, hit, marks);

  g_array_unref (words.words);
  g_string_free (words.pool, TRUE);
  return found;
}

gboolean
natter_text_has_link (const char *text)
{
  for (const char *at = strchr (text, ':'); at != NULL; at = strchr (at + 1, ':'))
    {
      gboolean plain = at - text >= 4 && g_ascii_strncasecmp (at - 4, "http", 4) == 0;
      gboolean secure = at - text >= 5 && g_ascii_strncasecmp (at - 5, "https", 5) == 0;

      if ((plain || secure) && at[1] == '/' && at[2] == '/' && g_ascii_isalnum (at[3]))
        return TRUE;
      if ((plain || secure) && at[1] == '/' && at[2] == '/' && (guchar) at[3] >= 0x80)
        return TRUE;
    }
  return FALSE;
}

gboolean
natter_query_admits (const NatterQuery *self, const NatterMessage *message)
{
  g_autofree char *from = NULL;

  if ((self->before != 0 && message->time >= self->before) || (self->after != 0 && message->time < self->after))
    return FALSE;
  if (self->has_link && !natter_text_has_link (message->text))
    return FALSE;
  if (self->from == NULL)
    return TRUE;

  from = natter_name_dup_key (message->from);
  return g_str_equal (from, self->from);
}
