/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#if HAVE_GSPELL
#include <gspell/gspell.h>
#endif
#include <string.h>

#include "natter-ui-composer-private.h"

/* Without gspell, or without a dictionary of the reader's language, nothing is said about it. */

#if HAVE_GSPELL
/* As "de" is to "de_AT.UTF-8". */
static gboolean
is_same_language (const char *name,
                  const char *code)
{
  gsize length = strcspn (code, "_");

  return strcspn (name, "_.@") == length && strncmp (name, code, length) == 0;
}

/* gspell takes English for who has no dictionary of their own: then every word would be wrong. */
static gboolean
has_dictionary (void)
{
  const GspellLanguage *language = gspell_language_get_default ();
  const char *const *names = g_get_language_names ();
  const char *code;

  if (language == NULL)
    return FALSE;
  code = gspell_language_get_code (language);
  if (is_same_language (names[0], "C"))
    return is_same_language ("en", code);
  for (guint i = 0; names[i] != NULL; i++)
    if (is_same_language (names[i], code))
      return TRUE;
  return FALSE;
}
#endif

void
natter_ui_composer_check_spelling (NatterUiComposer *self)
{
  if (self->spelling)
    return;
  self->spelling = TRUE;
#if HAVE_GSPELL
  if (has_dictionary ())
    gspell_text_view_basic_setup (gspell_text_view_get_from_gtk_text_view (GTK_TEXT_VIEW (self->view)));
#endif
}
