/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-limits.h"
#include "natter-text.h"

/* Longer words are not compared: nothing that has a name here is longer, and the work stays bounded. */
#define LONGEST NATTER_LIMIT_ROOM_NAME

typedef struct
{
  gunichar letters[LONGEST];
  guint length;
} Word;

static gboolean
word_init (Word *self, const char *text)
{
  self->length = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (self->length == LONGEST)
        return FALSE;
      self->letters[self->length++] = g_unichar_tolower (g_utf8_get_char (p));
    }

  return self->length > 0;
}

static guint
get_cell (const Word *a, const Word *b, guint (*rows)[LONGEST + 1], guint i, guint j)
{
  gboolean same = a->letters[i - 1] == b->letters[j - 1];
  guint best = MIN (rows[(i - 1) % 3][j], rows[i % 3][j - 1]) + 1;

  best = MIN (best, rows[(i - 1) % 3][j - 1] + (same ? 0 : 1));
  if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] && a->letters[i - 2] == b->letters[j - 1])
    best = MIN (best, rows[(i - 2) % 3][j - 2] + 1);

  return best;
}

/* Damerau's distance, each stretch changed once: letters replaced, left out, added, or two neighbours swapped. */
static guint
get_distance (const Word *a, const Word *b)
{
  guint rows[3][LONGEST + 1];

  for (guint j = 0; j <= b->length; j++)
    rows[0][j] = j;

  for (guint i = 1; i <= a->length; i++)
    {
      rows[i % 3][0] = i;
      for (guint j = 1; j <= b->length; j++)
        rows[i % 3][j] = get_cell (a, b, rows, i, j);
    }

  return rows[a->length % 3][b->length];
}

const char *
natter_text_nearest (const char *word, const char *const *candidates)
{
  const char *nearest = NULL;
  guint nearest_score = G_MAXUINT;
  Word typed, known;

  g_return_val_if_fail (word != NULL && candidates != NULL, NULL);

  if (!word_init (&typed, word))
    return NULL;

  for (guint i = 0; candidates[i] != NULL; i++)
    {
      guint shorter, longer, distance, score;

      if (!word_init (&known, candidates[i]))
        continue;

      shorter = MIN (typed.length, known.length);
      longer = MAX (typed.length, known.length);
      if (longer - shorter > 2)
        continue;

      distance = get_distance (&typed, &known);
      if (distance > (shorter <= 4 ? 1u : 2u) || distance == longer)
        continue;

      /* Of two as near, the one that begins alike. */
      score = 2 * distance + (typed.letters[0] == known.letters[0] ? 0 : 1);
      if (score < nearest_score)
        {
          nearest_score = score;
          nearest = candidates[i];
        }
    }

  return nearest;
}
