/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gui-client/model/natter-ui-completion.h"

#include "natter-ui-composer-private.h"
#include "natter-ui-emoji.h"

/* What Tab makes of the word at the cursor. */

/* ":ta" is a name of an emoji. (nullable): it is not that. */
static NatterUiCompletion *
get_emoji (const char *before)
{
  const char *word = strrchr (before, ':');
  NatterUiCompletion *completion;

  if (word == NULL || strpbrk (word, " \n") != NULL || (word > before && strchr (" \n", word[-1]) == NULL))
    return NULL;
  completion = g_new0 (NatterUiCompletion, 1);
  completion->start = (gsize) (word - before);
  completion->end = strlen (before);
  completion->candidates = natter_ui_emoji_complete (word, NATTER_UI_CANDIDATES_MOST);
  return completion;
}

static NatterUiCompletion *
get_completion (NatterUiComposer *self)
{
  NatterUiCompletion *emoji;
  GtkTextIter start, cursor;
  g_autofree char *text = natter_ui_composer_dup_text (self), *before = NULL;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  before = gtk_text_buffer_get_text (self->buffer, &start, &cursor, FALSE);
  emoji = get_emoji (before);
  if (emoji != NULL)
    return emoji;
  return natter_ui_completion_new_for_room (self->session, self->room, text, strlen (before));
}

/* "🎉 :tada:" puts "🎉". (transfer full) */
static char *
dup_inserted (const char *candidate)
{
  const char *name = strstr (candidate, " :");

  if (name == NULL || !g_str_has_suffix (name, ":"))
    return g_strdup (candidate);
  return g_strndup (candidate, (gsize) (name - candidate));
}

static void
put_candidate (NatterUiComposer *self,
               const NatterUiCompletion *completion,
               const char *candidate)
{
  g_autofree char *text = natter_ui_composer_dup_text (self), *inserted = dup_inserted (candidate);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) g_utf8_pointer_to_offset (text, text + completion->start));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) g_utf8_pointer_to_offset (text, text + completion->end));
  self->completing = TRUE;
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, inserted, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  self->completing = FALSE;
  natter_ui_candidates_hide (NATTER_UI_CANDIDATES (self->candidates));
}

void
natter_ui_composer_choose (NatterUiComposer *self,
                           const char *candidate)
{
  g_autoptr (NatterUiCompletion) completion = get_completion (self);
  g_autofree char *chosen = g_strdup (candidate);

  put_candidate (self, completion, chosen);
}

static void
open_candidates (NatterUiComposer *self,
                 const NatterUiCompletion *completion)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter cursor;
  GdkRectangle where;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &cursor, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_view_get_iter_location (view, &cursor, &where);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, where.x, where.y, &where.x, &where.y);
  where.width = 1;
  natter_ui_candidates_show (NATTER_UI_CANDIDATES (self->candidates), (const char *const *) completion->candidates,
                             &where);
}

/* FALSE: there is nothing to complete, and Tab goes on to the next widget. */
gboolean
natter_ui_composer_complete (NatterUiComposer *self)
{
  g_autoptr (NatterUiCompletion) completion = NULL;
  guint n;

  if (gtk_text_buffer_get_char_count (self->buffer) == 0)
    return FALSE;
  completion = get_completion (self);
  n = g_strv_length (completion->candidates);
  if (n == 1)
    put_candidate (self, completion, completion->candidates[0]);
  else if (n > 1)
    open_candidates (self, completion);
  return n > 0;
}
