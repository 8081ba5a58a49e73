/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-key-words-private.h"
#include "natter-key.h"

#define WORD_BITS     11
#define CHECKSUM_BITS 4
#define KEY_BYTES     8 /* of which the last two bits are not in the phrase */
#define KEY_MASK      0xfc

typedef guint16 Phrase[NATTER_KEY_PHRASE_WORDS];

char *
natter_key_to_text (const NatterKey *key)
{
  char *text;

  g_return_val_if_fail (key != NULL, NULL);

  text = g_base64_encode (key->bytes, NATTER_KEY_SIZE);
  text[NATTER_KEY_TEXT] = '\0';
  return g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
}

/* Base64url: its 64 characters. */
static gboolean
has_form (const char *text)
{
  gsize n = strnlen (text, NATTER_KEY_TEXT + 1);

  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-' && text[i] != '_')
        return FALSE;
    }

  return n == NATTER_KEY_TEXT;
}

gboolean
natter_key_from_text (const char *text, NatterKey *key, GError **error)
{
  NatterKey read = { 0 };

  g_return_val_if_fail (text != NULL && key != NULL, FALSE);

  if (has_form (text))
    {
      g_autofree char *padded = g_strconcat (text, "=", NULL);
      g_autofree char *again = NULL;
      g_autofree guint8 *bytes = NULL;
      gsize n;

      bytes = g_base64_decode (g_strdelimit (g_strdelimit (padded, "-", '+'), "_", '/'), &n);
      if (n == NATTER_KEY_SIZE)
        memcpy (read.bytes, bytes, n);
      /* The last character has two bits that mean nothing: one key, one text. */
      again = natter_key_to_text (&read);
      if (n == NATTER_KEY_SIZE && g_str_equal (again, text))
        {
          *key = read;
          return TRUE;
        }
    }

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD,
                       _ ("That is no key of a server. It has 43 characters: copy all of it."));
  return FALSE;
}

/* @bytes: the first ones of a key, without what is not in the phrase. */
static guint
get_checksum (const guint8 *bytes)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[NATTER_KEY_SIZE];
  gsize n = sizeof digest;

  g_checksum_update (checksum, bytes, KEY_BYTES);
  g_checksum_get_digest (checksum, digest, &n);
  return digest[0] >> (8 - CHECKSUM_BITS);
}

/* The phrase is 66 bits: those of the key, then the checksum. */
static guint
get_bit (const guint8 *bytes, guint checksum, guint place)
{
  const guint key_bits = NATTER_KEY_PHRASE_WORDS * WORD_BITS - CHECKSUM_BITS;

  if (place < key_bits)
    return (bytes[place / 8] >> (7 - place % 8)) & 1;
  return (checksum >> (CHECKSUM_BITS - 1 - (place - key_bits))) & 1;
}

static void
make_phrase (const guint8 *key, Phrase phrase)
{
  guint8 bytes[KEY_BYTES];
  guint checksum;

  memcpy (bytes, key, KEY_BYTES);
  bytes[KEY_BYTES - 1] &= KEY_MASK;
  checksum = get_checksum (bytes);
  for (guint i = 0; i < NATTER_KEY_PHRASE_WORDS; i++)
    {
      phrase[i] = 0;
      for (guint j = 0; j < WORD_BITS; j++)
        phrase[i] = (guint16) (phrase[i] << 1 | get_bit (bytes, checksum, i * WORD_BITS + j));
    }
}

/* Whether its checksum is right: it is the phrase of what it says. */
static gboolean
is_whole (const Phrase phrase)
{
  guint8 bytes[KEY_BYTES + 1] = { 0 };
  Phrase right;

  for (guint i = 0; i < NATTER_KEY_PHRASE_WORDS * WORD_BITS; i++)
    {
      guint bit = (phrase[i / WORD_BITS] >> (WORD_BITS - 1 - i % WORD_BITS)) & 1;

      bytes[i / 8] |= (guint8) (bit << (7 - i % 8));
    }
  make_phrase (bytes, right);
  return memcmp (phrase, right, sizeof right) == 0;
}

char *
natter_key_to_phrase (const NatterKey *key, const char *separator)
{
  GString *text = g_string_new (NULL);
  Phrase phrase;

  g_return_val_if_fail (key != NULL && separator != NULL, g_string_free (text, FALSE));

  make_phrase (key->bytes, phrase);
  for (guint i = 0; i < NATTER_KEY_PHRASE_WORDS; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? separator : "", natter_key_words[phrase[i]]);
  return g_string_free (text, FALSE);
}

static int
compare_word (const void *key, const void *element)
{
  return strcmp (key, element);
}

/* @text: letters come next. Returns: what comes after the word; NULL: it is none of the list. */
static const char *
read_word (const char *text, guint16 *number)
{
  char word[NATTER_KEY_WORD_MOST + 1] = { 0 };
  gsize n = 0;
  const char *found;

  for (; g_ascii_isalpha (*text) && n < NATTER_KEY_WORD_MOST; text++)
    word[n++] = g_ascii_tolower (*text);
  found = bsearch (word, natter_key_words, NATTER_KEY_WORDS, sizeof natter_key_words[0], compare_word);
  if (found == NULL || g_ascii_isalpha (*text))
    return NULL;

  *number = (guint16) ((gsize) (found - natter_key_words[0]) / sizeof natter_key_words[0]);
  return text;
}

static const char *
skip_between (const char *text)
{
  while (*text != '\0' && !g_ascii_isalpha (*text))
    text++;
  return text;
}

static gboolean
read_phrase (const char *text, Phrase phrase)
{
  text = skip_between (text);
  for (guint i = 0; i < NATTER_KEY_PHRASE_WORDS; i++)
    {
      text = read_word (text, &phrase[i]);
      if (text == NULL)
        return FALSE;
      text = skip_between (text);
    }

  return *text == '\0';
}

NatterKeyPhrase
natter_key_check_phrase (const NatterKey *key, const char *phrase)
{
  Phrase typed, right;

  g_return_val_if_fail (key != NULL && phrase != NULL, NATTER_KEY_PHRASE_GARBLED);

  if (!read_phrase (phrase, typed) || !is_whole (typed))
    return NATTER_KEY_PHRASE_GARBLED;

  make_phrase (key->bytes, right);
  return memcmp (typed, right, sizeof right) == 0 ? NATTER_KEY_PHRASE_SAME : NATTER_KEY_PHRASE_OTHER;
}

gboolean
natter_key_matches_phrase (const NatterKey *key, const char *phrase)
{
  return natter_key_check_phrase (key, phrase) == NATTER_KEY_PHRASE_SAME;
}

gboolean
natter_key_equal (const NatterKey *a, const NatterKey *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return memcmp (a->bytes, b->bytes, NATTER_KEY_SIZE) == 0;
}
