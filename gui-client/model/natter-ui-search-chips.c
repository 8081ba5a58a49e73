/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-ui-search.h"

/* What a search is narrowed by, to be shown as such. What natter_query_new() makes of it counts. */

static const char *const words[] = { "from", "in", "before", "after", "has" };

static void
free_chip (gpointer data)
{
  NatterUiChip *chip = data;

  g_free (chip->word);
  g_free (chip->value);
  g_free (chip);
}

/* Returns: (transfer full) (nullable): @piece of @length bytes is a filter. */
static NatterUiChip *
parse_piece (const char *piece, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize n = strlen (words[i]);
      NatterUiChip *chip;

      if (length <= n + 1 || piece[n] != ':' || g_ascii_strncasecmp (piece, words[i], n) != 0)
        continue;

      chip = g_new0 (NatterUiChip, 1);
      chip->word = g_strdup (words[i]);
      chip->value = g_strndup (piece + n + 1, length - n - 1);
      return chip;
    }

  return NULL;
}

GPtrArray *
natter_ui_search_parse_chips (const char *text)
{
  GPtrArray *chips = g_ptr_array_new_with_free_func (free_chip);
  gboolean quoted = FALSE;
  const char *p = text;

  g_return_val_if_fail (text != NULL, chips);

  while (*p != '\0')
    {
      gsize length = strcspn (p, " \t\"");
      NatterUiChip *chip = quoted ? NULL : parse_piece (p, length);

      if (chip != NULL)
        {
          chip->start = (guint) (p - text);
          chip->length = (guint) length;
          g_ptr_array_add (chips, chip);
        }
      p += length;
      quoted ^= *p == '"';
      p += *p != '\0' ? 1 : 0;
    }
  return chips;
}
