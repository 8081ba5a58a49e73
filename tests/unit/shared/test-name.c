/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "shared/natter-error.h"
#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#define FINE    0
#define EMPTY   NATTER_ERROR_NAME_EMPTY
#define LONG    NATTER_ERROR_NAME_TOO_LONG
#define BAD     NATTER_ERROR_NAME_NOT_ALLOWED
#define CONTROL NATTER_ERROR_CONTROL_CHARACTERS

#define TEN "aaaaaaaaaa"

/* §3.1. @shown: NULL where it is what was given. */
static const struct
{
  const char *what;
  const char *name;
  guint code;
  const char *shown;
} cases[] = {
  { "plain", "alice", FINE },
  { "case is kept", "AlIcE", FINE },
  { "one character", "a", FINE },
  { "32 characters", TEN TEN TEN "aa", FINE },
  { "33 characters", TEN TEN TEN "aaa", LONG },
  { "32 of three bytes", "日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日日", FINE },
  { "marks do not count", TEN TEN TEN "ax\u0303", FINE },
  { "nothing", "", EMPTY },
  { "spaces", "  ", EMPTY },
  { "ideographic space", "\u3000", EMPTY },
  { "digits", "4711", FINE },
  { "fraction", "½", FINE },
  { "punctuation of names", "o'neil-smith_jr.", FINE },
  { "Chinese", "王小明", FINE },
  { "Arabic", "محمد", FINE },
  { "Hindi, with marks", "हिन्दी", FINE },
  { "Thai, with marks", "ที่รัก", FINE },
  { "emoji", "😀", FINE },
  { "emoji with its form", "❤\ufe0f", FINE },
  { "emoji with a skin", "👍🏽", FINE },
  { "emoji, form and skin", "☝\ufe0f🏽", FINE },
  { "composed", "e\u0301va", FINE, "éva" },
  { "Angstrom is a letter", "\u212b", FINE, "Å" },
  { "four marks", "a\u0323\u0306\u0334\u0335", FINE, "\u1eb7\u0334\u0335" },
  { "inner space", "al ice", BAD },
  { "leading space", " alice", BAD },
  { "no-break space", "al\u00a0ice", BAD },
  { "TAB is a space", "al\tice", BAD },
  { "begins with @", "@alice", BAD },
  { "begins with #", "#alice", BAD },
  { "begins with _", "_alice", BAD },
  { "begins with .", ".", BAD },
  { "begins with a mark", "\u0301a", BAD },
  { "marks only", "\u0301\u0302", BAD },
  { "form only", "\ufe0f", BAD },
  { "skin only", "🏽", BAD },
  { "skin on a letter", "a🏽", BAD },
  { "form on a letter", "a\ufe0f", BAD },
  { "form on a form", "❤\ufe0f\ufe0f", BAD },
  { "five marks", "a\u0334\u0335\u0336\u0337\u0338", BAD },
  { "other punctuation", "al!ce", BAD },
  { "quote", "al\"ce", BAD },
  { "slash", "al/ce", BAD },
  { "comma", "a,b", BAD },
  { "markup", "<b>", BAD },
  { "math symbol", "a+b", BAD },
  { "currency", "$a", BAD },
  { "zero-width space", "al\u200bice", BAD },
  { "zero-width joiner", "al\u200dice", BAD },
  { "byte order mark", "\ufeffalice", BAD },
  { "soft hyphen", "al\u00adice", BAD },
  { "override", "\u202eecila", BAD },
  { "isolate", "\u2066alice", BAD },
  { "Arabic letter mark", "a\u061c", BAD },
  { "Hangul filler", "\u3164", BAD },
  { "half-width filler", "\uffa0", BAD },
  { "joiner of graphemes", "a\u034fb", BAD },
  { "empty Braille", "\u2800", BAD },
  { "tags", "a\U000e0041", BAD },
  { "other selector", "a\U000e0100", BAD },
  { "lost character", "a\ufffd", BAD },
  { "private use", "\ue000", BAD },
  { "not assigned", "\U000effff", BAD },
  { "no character", "\uffff", BAD },
  { "line feed", "a\nb", CONTROL },
  { "escape", "\033[31malice", CONTROL },
  { "C1", "a\302\233", CONTROL },
  { "delete", "a\x7f", CONTROL },
  { "line separator", "a\u2028", CONTROL },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = natter_name_normalize (cases[i].name, NATTER_LIMIT_NAME, &error);

      g_test_message ("%s", cases[i].what);
      if (cases[i].code == FINE)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (shown, ==, cases[i].shown != NULL ? cases[i].shown : cases[i].name);
          continue;
        }

      g_assert_null (shown);
      g_assert_error (error, NATTER_ERROR, (int) cases[i].code);
      g_assert_cmpint (g_utf8_strlen (error->message, -1), <=, 80); /* §4.22 */
      g_assert_null (strpbrk (error->message, "\033\n"));
    }
}

/* §3.3: the same, under the names of rooms. */
static void
test_rooms (void)
{
  static const guint room_codes[][2] = {
    { EMPTY, NATTER_ERROR_ROOM_EMPTY },
    { LONG, NATTER_ERROR_ROOM_TOO_LONG },
    { BAD, NATTER_ERROR_ROOM_NOT_ALLOWED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *room = g_strconcat ("#", cases[i].name, NULL);
      g_autofree char *shown = natter_room_normalize (room, NATTER_LIMIT_NAME, &error);
      guint code = cases[i].code;

      g_test_message ("%s", cases[i].what);
      for (guint j = 0; j < G_N_ELEMENTS (room_codes); j++)
        {
          if (room_codes[j][0] == code)
            code = room_codes[j][1];
        }

      g_assert_cmpint (error != NULL ? error->code : FINE, ==, code);
      g_assert_cmpint (error != NULL ? g_utf8_strlen (error->message, -1) : 0, <=, 80);
      if (code == FINE)
        g_assert_cmpstr (shown, ==, cases[i].shown != NULL ? cases[i].shown : cases[i].name);
    }
}

static void
test_room_prefix (void)
{
  g_autofree char *with = natter_room_normalize ("#garden", NATTER_LIMIT_ROOM_NAME, NULL);
  g_autofree char *without = natter_room_normalize ("garden", NATTER_LIMIT_ROOM_NAME, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (with, ==, "garden");
  g_assert_cmpstr (without, ==, "garden");
  g_assert_null (natter_room_normalize ("#", NATTER_LIMIT_ROOM_NAME, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_ROOM_EMPTY);
}

/* Bytes are bounded too, before and after normalising: 128 marks would be 4 a letter. */
static void
test_bytes (void)
{
  GString *name = g_string_new (NULL);
  g_autofree char *flood = g_strnfill (100000, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < NATTER_LIMIT_ROOM_NAME; i++)
    g_string_append (name, "क\u0940\u0940\u0940\u0940");
  g_assert_null (natter_room_normalize (name->str, NATTER_LIMIT_ROOM_NAME, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_ROOM_TOO_LONG);
  g_clear_error (&error);

  g_assert_null (natter_name_normalize (flood, NATTER_LIMIT_NAME, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NAME_TOO_LONG);
  g_string_free (name, TRUE);
}

/* §3.2 */
static const struct
{
  const char *a;
  const char *b;
  gboolean same;
} keys[] = {
  { "alice", "ALICE", TRUE },
  { "alice", "ａｌｉｃｅ", TRUE }, /* full-width */
  { "alice", "ＡＬＩＣＥ", TRUE },
  { "éva", "e\u0301va", TRUE },
  { "ÉVA", "éva", TRUE },
  { "straße", "STRASSE", TRUE },
  { "ΣΊΣΥΦΟΣ", "σίσυφος", TRUE }, /* final sigma */
  { "ﬁnn", "finn", TRUE },        /* a ligature */
  { "x²", "x2", TRUE },
  { "Å", "\u212b", TRUE },
  { "ｶﾞ", "ガ", TRUE },        /* half-width, two characters */
  { "alice", "alicе", FALSE }, /* a Cyrillic letter: look-alikes are another matter */
  { "alice", "alicia", FALSE },
  { "é", "e", FALSE },
};

static void
test_keys (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *a = natter_name_dup_key (keys[i].a);
      g_autofree char *b = natter_name_dup_key (keys[i].b);

      g_test_message ("%s and %s", keys[i].a, keys[i].b);
      g_assert_cmpint (g_str_equal (a, b), ==, keys[i].same);
    }
}

/* The key of a name is that of its key: nobody gets a second one by taking the key for a name. */
static void
test_key_of_key (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = natter_name_dup_key (cases[i].name);
      g_autofree char *again = natter_name_dup_key (key);

      if (cases[i].code == FINE)
        g_assert_cmpstr (key, ==, again);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/name/names", test_names);
  g_test_add_func ("/shared/name/rooms", test_rooms);
  g_test_add_func ("/shared/name/room-prefix", test_room_prefix);
  g_test_add_func ("/shared/name/bytes", test_bytes);
  g_test_add_func ("/shared/name/keys", test_keys);
  g_test_add_func ("/shared/name/key-of-key", test_key_of_key);
  return g_test_run ();
}
