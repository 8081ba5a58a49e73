/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-words.h"

typedef enum
{
  CLASS_GAP, /* parts words */
  CLASS_LETTER,
  CLASS_ALONE, /* a word by itself */
  CLASS_SILENT /* does not count, and parts nothing */
} Class;

typedef struct
{
  gunichar first;
  gunichar last;
} Range;

/* Without spaces between words, or (Hangul) with endings that hang on them. Sorted. */
static const Range alone[] = {
  { 0x0e00, 0x0fff },   /* Thai, Lao, Tibetan */
  { 0x1000, 0x109f },   /* Myanmar */
  { 0x1100, 0x11ff },   /* Hangul letters */
  { 0x1780, 0x17ff },   /* Khmer */
  { 0x2e80, 0x2fdf },   /* radicals */
  { 0x3005, 0x303c },   /* repetition and number signs */
  { 0x3041, 0x9fff },   /* kana, bopomofo, Hangul letters, ideographs */
  { 0xa000, 0xa4cf },   /* Yi */
  { 0xa960, 0xa97f },   /* Hangul letters */
  { 0xac00, 0xd7ff },   /* Hangul */
  { 0xf900, 0xfaff },   /* ideographs */
  { 0xff66, 0xffdc },   /* halfwidth kana and Hangul */
  { 0x1aff0, 0x1b16f }, /* kana */
  { 0x20000, 0x3ffff }, /* ideographs */
};

/* Accents and points that people leave out as they type, and what shows nothing. Sorted. */
static const Range silent[] = {
  { 0x00ad, 0x00ad },
  { 0x0300, 0x036f },
  { 0x0591, 0x05bd },
  { 0x05bf, 0x05bf },
  { 0x05c1, 0x05c2 },
  { 0x05c4, 0x05c5 },
  { 0x05c7, 0x05c7 },
  { 0x0640, 0x0640 },
  { 0x064b, 0x065f },
  { 0x0670, 0x0670 },
  { 0x1ab0, 0x1aff },
  { 0x1dc0, 0x1dff },
  { 0x200b, 0x200f },
  { 0x2060, 0x2064 },
  { 0x20d0, 0x20ff },
  { 0xfe00, 0xfe0f },
  { 0xfe20, 0xfe2f },
  { 0xfeff, 0xfeff },
};

static gboolean
is_in (const Range *ranges, guint n, gunichar c)
{
  for (guint i = 0; i < n && ranges[i].first <= c; i++)
    {
      if (c <= ranges[i].last)
        return TRUE;
    }
  return FALSE;
}

static Class
classify (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || c == 0x01 ? CLASS_LETTER : CLASS_GAP;
  /* most of what is not ASCII; sought among all of Unicode a character costs 50 ns */
  if ((c >= 0x4e00 && c <= 0x9fcc) || (c >= 0xac00 && c <= 0xd7a3))
    return CLASS_ALONE;
  if (is_in (silent, G_N_ELEMENTS (silent), c))
    return CLASS_SILENT;
  if (g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL)
    return CLASS_ALONE;
  if (!g_unichar_isalnum (c) && !g_unichar_ismark (c))
    return CLASS_GAP;
  return is_in (alone, G_N_ELEMENTS (alone), c) ? CLASS_ALONE : CLASS_LETTER;
}

gboolean
natter_words_is_alone (gunichar c)
{
  return classify (c) == CLASS_ALONE;
}

typedef struct
{
  char bytes[NATTER_WORD_MOST + 8];
  gsize length; /* 0: no word is open */
  gsize start;
} Word;

static void
put (Word *word, gunichar c)
{
  if (word->length >= NATTER_WORD_MOST)
    return;
  if (c < 0x80)
    word->bytes[word->length++] = (char) c;
  else
    word->length += (gsize) g_unichar_to_utf8 (c, word->bytes + word->length);
}

/* Letters with a stroke and the like, that Unicode does not take apart, as most who search for them type them. */
static void
put_lower (Word *word, gunichar c)
{
  switch (c)
    {
    case 0xdf: /* sharp s */
      put (word, 's');
      put (word, 's');
      break;
    case 0xe6: /* ae */
      put (word, 'a');
      put (word, 'e');
      break;
    case 0x153: /* oe */
      put (word, 'o');
      put (word, 'e');
      break;
    case 0xf8:
      put (word, 'o');
      break;
    case 0x111:
      put (word, 'd');
      break;
    case 0x127:
      put (word, 'h');
      break;
    case 0x131:
      put (word, 'i');
      break;
    case 0x142:
      put (word, 'l');
      break;
    case 0x3c2: /* final sigma */
      put (word, 0x3c3);
      break;
    default:
      put (word, c);
      break;
    }
}

static void
put_letter (Word *word, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  if (c < 0x80)
    {
      put (word, (gunichar) g_ascii_tolower ((char) c));
      return;
    }

  n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n; i++)
    {
      if (classify (parts[i]) == CLASS_LETTER)
        put_lower (word, g_unichar_tolower (parts[i]));
    }
}

static void
put_alone (Word *word, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  /* halfwidth forms are one other character; Hangul and kana would come apart */
  if (c >= 0xff66 && c <= 0xffdc && g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts)) == 1)
    c = parts[0];
  put (word, c);
}

/* The ASCII letters and digits at @at, most of what there is. Returns: where they end. */
static gsize
put_plain (Word *word, const char *text, gsize at, gsize length)
{
  if (word->length == 0)
    word->start = at;
  for (; at < length && g_ascii_isalnum (text[at]); at++)
    put (word, (guchar) (g_ascii_isupper (text[at]) ? text[at] | 0x20 : text[at]));
  return at;
}

/* TRUE: go on. */
static gboolean
end_word (Word *word, gsize end, NatterWordFunc func, gpointer user_data)
{
  gsize length = word->length;

  word->length = 0;
  return length == 0 || func (user_data, word->bytes, length, word->start, end);
}

gboolean
natter_words_foreach (const char *text, gsize length, NatterWordFunc func, gpointer user_data)
{
  Word word = { .length = 0 };
  gsize at = 0, word_end = 0;

  while (at < length)
    {
      gunichar c;
      gboolean valid;
      gsize next;
      Class class;

      if (g_ascii_isalnum (text[at]))
        {
          at = word_end = put_plain (&word, text, at, length);
          continue;
        }

      c = (guchar) text[at] < 0x80 ? (gunichar) text[at] : g_utf8_get_char_validated (text + at, (gssize) (length - at));
      valid = c != (gunichar) -1 && c != (gunichar) -2;
      next = at + (valid ? (gsize) g_utf8_skip[(guchar) text[at]] : 1);
      class = valid ? classify (c) : CLASS_GAP;
      if ((class == CLASS_GAP || class == CLASS_ALONE) && !end_word (&word, word_end, func, user_data))
        return FALSE;
      if (class == CLASS_LETTER || class == CLASS_ALONE)
        {
          if (word.length == 0)
            word.start = at;
          if (class == CLASS_LETTER)
            put_letter (&word, c);
          else
            put_alone (&word, c);
          word_end = next;
        }
      if (class == CLASS_ALONE && !end_word (&word, next, func, user_data))
        return FALSE;
      at = next;
    }

  return end_word (&word, word_end, func, user_data);
}
