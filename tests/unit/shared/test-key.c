/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-error.h"
#include "shared/natter-key-words-private.h"
#include "shared/natter-key.h"

/* §10.5 */

/* Of BIP-39's english.txt, as it is published. */
#define PUBLISHED "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"

static void
test_list (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < NATTER_KEY_WORDS; i++)
    {
      g_checksum_update (checksum, (const guchar *) natter_key_words[i], -1);
      g_checksum_update (checksum, (const guchar *) "\n", 1);
      if (i > 0)
        g_assert_cmpstr (natter_key_words[i - 1], <, natter_key_words[i]);
    }
  g_assert_cmpstr (g_checksum_get_string (checksum), ==, PUBLISHED);
}

/* SHA-256 of @text, which is as good as that of a public key. */
static NatterKey
make_key (const char *text)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  NatterKey key;
  gsize n = NATTER_KEY_SIZE;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, key.bytes, &n);
  return key;
}

/* Worked out by another program, from the words of §10.5 alone. */
static void
test_known (void)
{
  static const struct
  {
    const char *of;
    const char *text;
    const char *phrase;
  } cases[] = {
    { "abc", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0", "risk scheme quiz bulk brother violin" },
    { "", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", "together mail awful cradle scrub apple" },
    { "natter", "ffXHaRq_XSy7LbMA3EKpkZDf1PZKh3lRcKPcP-PT2co", "law purchase surge cube volume notice" },
    { "The quick brown fox", "XKxPmA_tw9Px-ZtL40csmzDVZSPmMtFRI37JMJBIvak", "frequent give toward cabin switch truck" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NatterKey key = make_key (cases[i].of);
      g_autofree char *text = natter_key_to_text (&key);
      g_autofree char *phrase = natter_key_to_phrase (&key, " ");

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (phrase, ==, cases[i].phrase);
    }
}

static void
test_ends (void)
{
  NatterKey zero = { 0 };
  NatterKey full;
  g_autofree char *low = natter_key_to_phrase (&zero, NATTER_KEY_SEPARATOR);
  g_autofree char *high = NULL;

  memset (&full, 0xff, sizeof full);
  high = natter_key_to_phrase (&full, "-");
  g_assert_true (g_str_has_prefix (low, "abandon · abandon · abandon · abandon · abandon · "));
  g_assert_true (g_str_has_prefix (high, "zoo-zoo-zoo-zoo-zoo-"));
  g_assert_false (natter_key_equal (&zero, &full));
}

static void
test_not_a_key (void)
{
  static const char *const texts[] = {
    "", "a", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa00",
    "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa1",
    "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa=", " ngWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0",
    "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFé"
  };
  NatterKey before = make_key ("abc");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      NatterKey key = before;

      g_assert_false (natter_key_from_text (texts[i], &key, &error));
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_FIELD);
      g_assert_true (natter_key_equal (&key, &before));
    }
}

/* Whatever comes, it is read as one key at most, and written again as it came. */
static void
test_any_text (void)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= é";

  for (guint round = 0; round < 20000; round++)
    {
      char text[64] = { 0 };
      gint length = g_test_rand_int_range (40, 46);
      gint letters = g_test_rand_bit () ? 64 : (gint) strlen (alphabet);
      NatterKey key;

      for (gint i = 0; i < length; i++)
        text[i] = alphabet[g_test_rand_int_range (0, letters)];
      if (natter_key_from_text (text, &key, NULL))
        {
          g_autofree char *again = natter_key_to_text (&key);

          g_assert_cmpstr (again, ==, text);
        }
    }
}

static void
test_any_key (void)
{
  for (guint round = 0; round < 5000; round++)
    {
      NatterKey key, again = { 0 };
      g_autofree char *text = NULL;
      g_autofree char *phrase = NULL;

      for (guint i = 0; i < NATTER_KEY_SIZE; i++)
        key.bytes[i] = (guint8) g_test_rand_int_range (0, 256);
      text = natter_key_to_text (&key);
      phrase = natter_key_to_phrase (&key, " ");
      g_assert_cmpuint (strlen (text), ==, NATTER_KEY_TEXT);
      g_assert_true (natter_key_from_text (text, &again, NULL));
      g_assert_true (natter_key_equal (&key, &again));
      g_assert_true (natter_key_matches_phrase (&key, phrase));

      /* The last two of the 64 bits are not told. */
      again.bytes[7] ^= 3;
      again.bytes[8] ^= 0xff;
      g_assert_true (natter_key_matches_phrase (&again, phrase));
      again.bytes[g_test_rand_int_range (0, 7)] ^= 1;
      g_assert_cmpint (natter_key_check_phrase (&again, phrase), ==, NATTER_KEY_PHRASE_OTHER);
    }
}

/* As people write what they heard. */
static void
test_typed (void)
{
  NatterKey key = make_key ("abc");
  static const struct
  {
    const char *typed;
    NatterKeyPhrase expected;
  } cases[] = {
    { "risk scheme quiz bulk brother violin", NATTER_KEY_PHRASE_SAME },
    { "risk · scheme · quiz · bulk · brother · violin", NATTER_KEY_PHRASE_SAME },
    { "  RISK,\nSCHEME,\nQUIZ,\nBULK,\nBROTHER,\nVIOLIN. ", NATTER_KEY_PHRASE_SAME },
    { "1. risk 2. scheme 2. quiz 2. bulk 2. brother 2. violin", NATTER_KEY_PHRASE_SAME },
    { "together mail awful cradle scrub apple", NATTER_KEY_PHRASE_OTHER },
    { "", NATTER_KEY_PHRASE_GARBLED },
    { "risk scheme quiz bulk brother", NATTER_KEY_PHRASE_GARBLED },
    { "risk scheme quiz bulk brother violin risk", NATTER_KEY_PHRASE_GARBLED },
    { "riskschemequizbulkbrotherviolin", NATTER_KEY_PHRASE_GARBLED },
    { "riverr scheme quiz bulk brother violin", NATTER_KEY_PHRASE_GARBLED },
    { "abandonabandonabandon scheme quiz bulk brother violin", NATTER_KEY_PHRASE_GARBLED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (natter_key_check_phrase (&key, cases[i].typed), ==, cases[i].expected);
}

/* One word for another one: 15 of 16 such slips are found. */
static void
test_slips (void)
{
  NatterKey key = make_key ("abc");
  guint n_found = 0;

  for (guint i = 0; i < NATTER_KEY_WORDS; i++)
    {
      g_autofree char *phrase = natter_key_to_phrase (&key, " ");
      g_autofree char *slip = g_strconcat (natter_key_words[i], strchr (phrase, ' '), NULL);

      n_found += natter_key_check_phrase (&key, slip) == NATTER_KEY_PHRASE_GARBLED;
    }
  g_assert_cmpuint (n_found, >, NATTER_KEY_WORDS * 14 / 16);
  g_assert_cmpuint (n_found, <, NATTER_KEY_WORDS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key/list", test_list);
  g_test_add_func ("/key/known", test_known);
  g_test_add_func ("/key/ends", test_ends);
  g_test_add_func ("/key/not-a-key", test_not_a_key);
  g_test_add_func ("/key/any-text", test_any_text);
  g_test_add_func ("/key/any-key", test_any_key);
  g_test_add_func ("/key/typed", test_typed);
  g_test_add_func ("/key/slips", test_slips);

  return g_test_run ();
}
