/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-limits.h"
#include "natter-text-private.h"
#include "natter-text.h"

/* Names of people and of rooms: PROTOCOL.md §3.1 to §3.3. They differ in what is said about them only. */

typedef struct
{
  NatterError empty_code;
  NatterError long_code;
  NatterError bad_code;
  const char *empty;
  const char *spaced;
  const char *beginning;
  const char *invisible;
  const char *marks;
} Rules;

static const Rules name_rules = {
  NATTER_ERROR_NAME_EMPTY,
  NATTER_ERROR_NAME_TOO_LONG,
  NATTER_ERROR_NAME_NOT_ALLOWED,
  N_ ("That name is empty. Any name of letters will do, like alice."),
  N_ ("A name is one word, without spaces. How about joining it with _ ?"),
  N_ ("A name begins with a letter, a digit or an emoji. Try another?"),
  N_ ("There is an invisible character in that name. Type it anew, please."),
  N_ ("Too many accents on one letter of that name. Try it with fewer."),
};

static const Rules room_rules = {
  NATTER_ERROR_ROOM_EMPTY,
  NATTER_ERROR_ROOM_TOO_LONG,
  NATTER_ERROR_ROOM_NOT_ALLOWED,
  N_ ("That room has no name. Any name of letters will do, like #garden."),
  N_ ("A room's name is one word, without spaces. Join it with _ perhaps?"),
  N_ ("A room's name begins with a letter, a digit or an emoji."),
  N_ ("There is an invisible character in that room's name. Type it anew."),
  N_ ("Too many accents on one letter of that room's name. Try fewer."),
};

static gboolean
is_skin_tone (gunichar c)
{
  return c >= 0x1f3fb && c <= 0x1f3ff;
}

/* U+FE0E and U+FE0F choose between the plain and the coloured form of a symbol. */
static gboolean
is_presentation (gunichar c)
{
  return c == 0xfe0e || c == 0xfe0f;
}

static gboolean
is_letter_or_digit (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
is_symbol (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL;
}

static void
set_long_error (const Rules *rules, guint most, GError **error)
{
  if (rules == &room_rules)
    g_set_error (error, NATTER_ERROR, rules->long_code,
                 _ ("That room's name is too long: at most %u characters. A shorter one?"), most);
  else
    g_set_error (error, NATTER_ERROR, rules->long_code,
                 _ ("That name is too long: at most %u characters. A shorter one?"), most);
}

static void
set_character_error (const Rules *rules, const char *p, GError **error)
{
  g_autofree char *shown = natter_text_dup_excerpt (p, (gsize) (g_utf8_next_char (p) - p), 1);

  if (rules == &room_rules)
    g_set_error (error, NATTER_ERROR, rules->bad_code,
                 _ ("A room's name cannot hold %s, only letters, digits, emoji and _ - . '"), shown);
  else
    g_set_error (error, NATTER_ERROR, rules->bad_code,
                 _ ("A name cannot hold %s, only letters, digits, emoji and _ - . '"), shown);
}

/* @before: the character before it, 0 for none. */
static gboolean
check_character (const Rules *rules, const char *p, gunichar before, GError **error)
{
  gunichar c = g_utf8_get_char (p);
  gboolean after_symbol = before != 0 && (is_symbol (before) || is_presentation (before));

  if (g_unichar_isspace (c))
    {
      g_set_error_literal (error, NATTER_ERROR, rules->bad_code, _ (rules->spaced));
      return FALSE;
    }

  if (after_symbol && (is_skin_tone (c) || (is_presentation (c) && is_symbol (before))))
    return TRUE;

  if (natter_char_is_invisible (c))
    {
      g_set_error_literal (error, NATTER_ERROR, rules->bad_code, _ (rules->invisible));
      return FALSE;
    }

  if (is_letter_or_digit (c) || is_symbol (c))
    return TRUE;

  if (before == 0)
    {
      g_set_error_literal (error, NATTER_ERROR, rules->bad_code, _ (rules->beginning));
      return FALSE;
    }

  if (natter_char_is_mark (c) || strchr ("_-.'", *p) != NULL)
    return TRUE;

  set_character_error (rules, p, error);
  return FALSE;
}

/* @name: in NFC. */
static gboolean
check_characters (const Rules *rules, const char *name, guint most, GError **error)
{
  gunichar before = 0;
  guint visible = 0;

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!check_character (rules, p, before, error))
        return FALSE;

      before = g_utf8_get_char (p);
      if (!natter_char_is_mark (before))
        visible++;
    }

  if (visible > most || strlen (name) > NATTER_LIMIT_NAME_BYTES)
    {
      set_long_error (rules, most, error);
      return FALSE;
    }

  return TRUE;
}

static char *
compose (const Rules *rules, const char *name, guint most, GError **error)
{
  g_autofree char *composed = NULL;

  if (natter_text_find_control (name) != NULL)
    {
      natter_text_set_control_error (error);
      return NULL;
    }

  if (strlen (name) > NATTER_MARKS_UNCOMPOSED * NATTER_LIMIT_NAME_BYTES)
    {
      set_long_error (rules, most, error);
      return NULL;
    }

  if (!natter_text_has_long_mark_run (name, NATTER_MARKS_UNCOMPOSED * NATTER_LIMIT_MARKS_NAME))
    composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);

  if (composed == NULL || natter_text_has_long_mark_run (composed, NATTER_LIMIT_MARKS_NAME))
    {
      g_set_error_literal (error, NATTER_ERROR, rules->bad_code, _ (rules->marks));
      return NULL;
    }

  return g_steal_pointer (&composed);
}

static char *
normalize (const Rules *rules, const char *name, guint most, GError **error)
{
  g_autofree char *composed = NULL;

  g_return_val_if_fail (name != NULL && most > 0, NULL);

  if (natter_text_find_control (name) == NULL && natter_text_is_blank (name, strlen (name)))
    {
      g_set_error_literal (error, NATTER_ERROR, rules->empty_code, _ (rules->empty));
      return NULL;
    }

  composed = compose (rules, name, most, error);
  if (composed == NULL || !check_characters (rules, composed, most, error))
    return NULL;

  return g_steal_pointer (&composed);
}

char *
natter_name_normalize (const char *name, guint most, GError **error)
{
  return normalize (&name_rules, name, most, error);
}

char *
natter_room_normalize (const char *room, guint most, GError **error)
{
  g_return_val_if_fail (room != NULL, NULL);

  return normalize (&room_rules, *room == '#' ? room + 1 : room, most, error);
}

char *
natter_name_dup_key (const char *name)
{
  g_autofree char *compatible = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (g_str_is_ascii (name))
    return g_ascii_strdown (name, -1);

  compatible = g_utf8_normalize (name, -1, G_NORMALIZE_NFKC);
  g_return_val_if_fail (compatible != NULL, NULL);

  folded = g_utf8_casefold (compatible, -1);
  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);
}
