/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#if HAVE_GSPELL
#include <gspell/gspell.h>
#endif

#include "natter-ui-composer-private.h"

/* Without gspell, or without a dictionary, nothing is said about it. */

void
natter_ui_composer_check_spelling (NatterUiComposer *self)
{
  if (self->spelling)
    return;
  self->spelling = TRUE;
#if HAVE_GSPELL
  if (gspell_language_get_default () != NULL)
    gspell_text_view_basic_setup (gspell_text_view_get_from_gtk_text_view (GTK_TEXT_VIEW (self->view)));
#endif
}
