/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "shared/natter-query.h"
#include "shared/natter-words.h"

/* §4.17a: whatever is searched for and wherever: nothing that is typed is a mistake of syntax, marks lie within the text, from left to right,
 * and a word that is found in a text is found again in its piece. The input is the query, a NUL, and the text. */

static gboolean
check_word (gpointer user_data, const char *word, gsize length, gsize start, gsize end)
{
  gsize *last = user_data;

  g_assert_true (length > 0 && start >= *last && end > start && g_utf8_validate (word, (gssize) length, NULL));
  *last = end;
  return TRUE;
}

static void
check_marks (const NatterQuery *query, const char *text)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  guint length = (guint) g_utf8_strlen (text, -1);
  gboolean found = natter_query_finds (query, text, marks);
  guint last = 0;

  g_assert_true (found == natter_query_finds (query, text, NULL));
  for (guint i = 0; i < marks->len; i++)
    {
      const NatterSpan *mark = &g_array_index (marks, NatterSpan, i);

      g_assert_true (found && mark->length > 0 && mark->start >= last && mark->start + mark->length <= length);
      last = mark->start + mark->length;
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *typed = g_strndup ((const char *) data, size);
  gsize used = MIN (strlen (typed) + 1, size);
  g_autofree char *text = g_strndup ((const char *) data + used, size - used);
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterQuery) query = NULL;
  gsize last = 0;

  natter_words_foreach (text, strlen (text), check_word, &last);
  if (!g_utf8_validate (typed, -1, NULL) || !g_utf8_validate (text, -1, NULL))
    return 0;

  query = natter_query_new (typed, &error);
  g_assert_true ((query != NULL) != (error != NULL));
  if (query != NULL)
    check_marks (query, text);
  return 0;
}
