/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-limits.h"
#include "shared/natter-text.h"

#include "natter-ui-name.h"

/* What can stand in a name: nothing that PROTOCOL.md §3.1 would refuse, and no punctuation but what belongs to names. */
static gboolean
is_fit (gunichar c, gboolean first)
{
  if (g_unichar_isalnum (c))
    return TRUE;

  return !first && (g_unichar_ismark (c) || c == '-' || c == '\'' || c == '.' || c == '_');
}

/* @word: @length bytes. Returns: (transfer full) (nullable). */
static char *
fit_word (const char *word, gsize length)
{
  g_autoptr (GString) fit = g_string_new (NULL);

  for (const char *p = word; p < word + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_fit (c, fit->len == 0) && g_utf8_strlen (fit->str, -1) < NATTER_LIMIT_NAME)
        g_string_append_unichar (fit, c);
    }

  while (fit->len > 0 && strchr ("-'._", fit->str[fit->len - 1]) != NULL)
    g_string_truncate (fit, fit->len - 1);

  return natter_name_normalize (fit->str, NATTER_LIMIT_NAME, NULL);
}

/* Returns: (transfer full) (nullable). */
static char *
fit_first_word (const char *text)
{
  const char *p = text;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  while (*p != '\0')
    {
      const char *start;
      char *name;

      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      start = p;
      while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);

      name = fit_word (start, (gsize) (p - start));
      if (name != NULL)
        return name;
    }

  return NULL;
}

char *
natter_ui_name_suggest (const char *real_name, const char *user_name)
{
  char *name = NULL;

  /* GLib says "Unknown" where the account has no name. */
  if (g_strcmp0 (real_name, "Unknown") != 0)
    name = fit_first_word (real_name);
  if (name == NULL)
    name = fit_first_word (user_name);

  return name != NULL ? name : g_strdup ("");
}

char *
natter_ui_name_suggest_for_account (void)
{
  return natter_ui_name_suggest (g_get_real_name (), g_get_user_name ());
}
