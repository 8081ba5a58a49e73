/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-limits.h"
#include "natter-text-private.h"
#include "natter-text.h"

/* §3.8: one sign as people see it: a character with its marks, or an emoji made of several. */

#define JOINER 0x200d

static gboolean
is_regional (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* What changes the look of the one before it: the tone of a skin, a part of a flag. */
static gboolean
is_modifier (gunichar c)
{
  return (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0xe0020 && c <= 0xe007f);
}

static gboolean
is_base (gunichar c)
{
  return g_unichar_isgraph (c) && !natter_char_is_control (c) && !natter_char_is_mark (c) && !natter_char_is_invisible (c);
}

/* @text: what follows the base @last. */
static gboolean
is_rest (gunichar last, const char *text)
{
  guint n_marks = 0;
  guint n_flags = is_regional (last) ? 1 : 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (natter_char_is_mark (c))
        n_marks++;
      else if (is_regional (c) && n_flags == 1 && last != JOINER)
        n_flags++;
      else if (c == JOINER ? last == JOINER : !is_modifier (c) && !(last == JOINER && is_base (c) && !g_unichar_isalnum (c)))
        return FALSE;
      if (n_marks > NATTER_LIMIT_MARKS_NAME)
        return FALSE;
      last = c;
    }

  return last != JOINER;
}

char *
natter_reaction_normalize (const char *reaction, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (reaction != NULL, NULL);

  if (strlen (reaction) <= 2 * NATTER_LIMIT_REACTION)
    text = g_utf8_normalize (reaction, -1, G_NORMALIZE_NFC);
  if (text != NULL)
    g_strstrip (text);
  if (text != NULL && strlen (text) <= NATTER_LIMIT_REACTION && is_base (g_utf8_get_char (text)) &&
      is_rest (g_utf8_get_char (text), g_utf8_next_char (text)))
    return g_steal_pointer (&text);

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_REACTION_NOT_ALLOWED,
                       _ ("A reaction is one emoji or one character. For example: react 12 👍"));
  return NULL;
}
