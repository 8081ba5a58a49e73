/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-limits.h"
#include "natter-query.h"
#include "natter-text.h"
#include "natter-words.h"

/* Of a beginning fewer letters than this would find nearly everything. */
#define PREFIX_LEAST 2

typedef struct
{
  NatterQuery *query;
  const char *at;
} Reader;

static void
free_term (gpointer data)
{
  NatterQueryTerm *term = data;

  g_ptr_array_unref (term->words);
  g_free (term->text);
  g_free (term);
}

NatterQuery *
natter_query_ref (NatterQuery *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
natter_query_unref (NatterQuery *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_ptr_array_unref (self->terms);
  g_free (self->from);
  g_free (self->in);
  g_free (self);
}

NatterSearch *
natter_search_new (NatterQuery *query)
{
  NatterSearch *self = g_new0 (NatterSearch, 1);

  self->ref_count = 1;
  self->query = query;
  self->rooms = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->count = NATTER_SEARCH_PAGE;
  return self;
}

void
natter_search_add_room (NatterSearch *self, const char *key, const char *name)
{
  g_ptr_array_add (self->rooms, g_strdup (key));
  g_ptr_array_add (self->names, g_strdup (name));
}

NatterSearch *
natter_search_ref (NatterSearch *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
natter_search_unref (NatterSearch *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  natter_query_unref (self->query);
  g_ptr_array_unref (self->rooms);
  g_ptr_array_unref (self->names);
  g_free (self->below_room);
  g_free (self);
}

/* Words */

static gboolean
take_word (gpointer user_data, const char *word, gsize length, gsize start, gsize end)
{
  g_ptr_array_add (user_data, g_strndup (word, length));
  return TRUE;
}

static gboolean
check_prefix (const NatterQueryTerm *term, GError **error)
{
  const char *last = term->words->pdata[term->words->len - 1];

  if (!term->prefix || g_utf8_strlen (last, -1) >= PREFIX_LEAST)
    return TRUE;

  g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
               _ ("%s* would find nearly everything. A beginning takes two letters at least."), last);
  return FALSE;
}

/* One without any letter finds nothing and is left out. */
static gboolean
add_term (NatterQuery *query, const char *text, gsize length, gboolean prefix, GError **error)
{
  NatterQueryTerm *term = g_new0 (NatterQueryTerm, 1);
  const char *last;

  term->text = g_strndup (text, length);
  term->words = g_ptr_array_new_with_free_func (g_free);
  natter_words_foreach (text, length, take_word, term->words);
  if (term->words->len == 0)
    {
      free_term (term);
      return TRUE;
    }

  /* what is a word by itself begins no other */
  last = term->words->pdata[term->words->len - 1];
  term->prefix = prefix && !natter_words_is_alone (g_utf8_get_char (last));
  g_ptr_array_add (query->terms, term);
  if (!check_prefix (term, error))
    return FALSE;
  if (query->terms->len <= NATTER_LIMIT_QUERY_TERMS)
    return TRUE;

  g_set_error (error, NATTER_ERROR, NATTER_ERROR_TEXT_TOO_LONG, _ ("At most %d words can be looked for at once."),
               NATTER_LIMIT_QUERY_TERMS);
  return FALSE;
}

/* Filters */

static gboolean
refuse_filter (const char *sentence, GError **error)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD, sentence);
  return FALSE;
}

static gboolean
take_from (NatterQuery *query, const char *value, GError **error)
{
  if (*value == '@')
    value++;
  if (*value == '\0')
    return refuse_filter (_ ("Said by whom? For example: search cake from:bob"), error);

  g_free (query->from);
  query->from = natter_name_dup_key (value);
  return TRUE;
}

static gboolean
take_in (NatterQuery *query, const char *value, GError **error)
{
  if (*value == '#')
    value++;
  if (*value == '\0')
    return refuse_filter (_ ("In which room? For example: search cake in:#garden"), error);

  g_free (query->in);
  query->in = g_strdup (value);
  return TRUE;
}

/* The beginning of a day in the zone of this machine: as a history shows them. 0: it is none. */
static gint64
parse_day (const char *value)
{
  g_autoptr (GDateTime) day = NULL;
  int parts[3] = { 0, 0, 0 };
  guint part = 0;

  if (strlen (value) != strlen ("0000-00-00"))
    return 0;
  for (guint i = 0; value[i] != '\0'; i++)
    {
      gboolean is_dash = i == 4 || i == 7;

      if (is_dash ? value[i] != '-' : !g_ascii_isdigit (value[i]))
        return 0;
      if (is_dash)
        part++;
      else
        parts[part] = parts[part] * 10 + g_ascii_digit_value (value[i]);
    }

  day = g_date_time_new_local (parts[0], parts[1], parts[2], 0, 0, 0);
  return day != NULL ? g_date_time_to_unix (day) * G_USEC_PER_SEC : 0;
}

static gboolean
take_day (gint64 *moment, const char *value, GError **error)
{
  *moment = parse_day (value);
  return *moment != 0 || refuse_filter (_ ("Which day? For example: search cake after:2026-11-25"), error);
}

static gboolean
take_before (NatterQuery *query, const char *value, GError **error)
{
  return take_day (&query->before, value, error);
}

static gboolean
take_after (NatterQuery *query, const char *value, GError **error)
{
  return take_day (&query->after, value, error);
}

static gboolean
take_has (NatterQuery *query, const char *value, GError **error)
{
  query->has_link = TRUE;
  return g_ascii_strcasecmp (value, "link") == 0 ||
         refuse_filter (_ ("Only links can be looked for like that: search cake has:link"), error);
}

static const struct
{
  const char *word; /* with its colon */
  gboolean (*take) (NatterQuery *query, const char *value, GError **error);
} filters[] = {
  { "from:", take_from },
  { "in:", take_in },
  { "before:", take_before },
  { "after:", take_after },
  { "has:", take_has },
};

/* Reading */

static gboolean
is_quote (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return c == '"' || (c >= 0x201c && c <= 0x201f) || c == 0xab || c == 0xbb;
}

/* A star after what ends at reader->at, and what else hangs on it. */
static gboolean
take_star (Reader *reader)
{
  gboolean star = *reader->at == '*';

  while (*reader->at == '*')
    reader->at++;
  return star;
}

static gboolean
read_phrase (Reader *reader, GError **error)
{
  const char *start = g_utf8_next_char (reader->at);
  const char *end = start;

  while (*end != '\0' && !is_quote (end))
    end = g_utf8_next_char (end);
  reader->at = *end != '\0' ? g_utf8_next_char (end) : end;
  return add_term (reader->query, start, (gsize) (end - start), take_star (reader), error);
}

static gboolean
read_word (Reader *reader, GError **error)
{
  const char *start = reader->at;
  const char *end = start;
  g_autofree char *word = NULL;
  gboolean prefix;

  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)) && !is_quote (end))
    end = g_utf8_next_char (end);
  reader->at = end;
  word = g_strndup (start, (gsize) (end - start));

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      gsize length = strlen (filters[i].word);

      if (g_ascii_strncasecmp (word, filters[i].word, length) == 0)
        return filters[i].take (reader->query, word + length, error);
    }

  prefix = g_str_has_suffix (word, "*");
  return add_term (reader->query, word, strlen (word), prefix, error);
}

static gboolean
read_all (Reader *reader, GError **error)
{
  while (*reader->at != '\0')
    {
      if (g_unichar_isspace (g_utf8_get_char (reader->at)))
        reader->at = g_utf8_next_char (reader->at);
      else if (is_quote (reader->at) ? !read_phrase (reader, error) : !read_word (reader, error))
        return FALSE;
    }
  return TRUE;
}

NatterQuery *
natter_query_new (const char *text, GError **error)
{
  g_autofree char *normalized = NULL;
  g_autoptr (NatterQuery) query = NULL;
  Reader reader;

  g_return_val_if_fail (text != NULL, NULL);

  normalized = natter_text_normalize (text, NATTER_LIMIT_QUERY, error);
  if (normalized == NULL)
    return NULL;

  query = g_new0 (NatterQuery, 1);
  query->ref_count = 1;
  query->terms = g_ptr_array_new_with_free_func (free_term);
  reader = (Reader){ query, normalized };
  if (!read_all (&reader, error))
    return NULL;

  if (query->terms->len > 0 || query->from != NULL || query->in != NULL || query->before != 0 || query->after != 0 || query->has_link)
    return g_steal_pointer (&query);

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_MISSING_ARGUMENT,
                       _ ("There is no word in that. For example: search cake from:bob"));
  return NULL;
}
