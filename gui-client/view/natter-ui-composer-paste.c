/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-ui-composer-private.h"

/* Whoever pastes much may not have meant to: it is shown how much it is, and asked what it shall be. It stands in the text already, so
 * that doing nothing is an answer, too. */

#define LINES_MANY 6
#define CHARACTERS_MANY 1000

static void
show_guard (NatterUiComposer *self,
            guint lines,
            guint characters)
{
  g_autofree char *text = NULL;

  if (lines >= LINES_MANY)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "You pasted %u line.", "You pasted %u lines.", lines), lines);
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "You pasted %u character.", "You pasted %u characters.", characters), characters);
  gtk_label_set_text (GTK_LABEL (self->paste_label), text);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->paste_revealer), TRUE);
}

static guint
count_lines (const char *text)
{
  guint n = 1;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

/* Nobody types that much at once. */
static void
on_insert (NatterUiComposer *self,
           GtkTextIter *where,
           const char *text,
           int length)
{
  g_autofree char *inserted = g_strndup (text, (gsize) length);
  guint lines = count_lines (inserted), characters = (guint) g_utf8_strlen (inserted, -1);
  GtkTextIter start = *where;

  if (self->turning || self->completing || (lines < LINES_MANY && characters < CHARACTERS_MANY))
    return;
  gtk_text_iter_backward_chars (&start, (int) characters);
  gtk_text_buffer_move_mark (self->buffer, self->paste_start, &start);
  gtk_text_buffer_move_mark (self->buffer, self->paste_end, where);
  show_guard (self, lines, characters);
}

void
natter_ui_composer_end_paste (NatterUiComposer *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->paste_revealer), FALSE);
}

static void
on_keep (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  NatterUiComposer *self = data;

  natter_ui_composer_end_paste (self);
  gtk_widget_grab_focus (self->view);
}

static void
on_as_message (GSimpleAction *action,
               GVariant *parameter,
               gpointer data)
{
  NatterUiComposer *self = data;

  gtk_widget_grab_focus (self->view);
  natter_ui_composer_submit (self);
}

/* Longer than every run of backticks in what it encloses. */
static char *
dup_fence (const char *code)
{
  gsize most = 2;

  for (const char *p = code; (p = strchr (p, '`')) != NULL;)
    {
      gsize n = strspn (p, "`");

      most = MAX (most, n);
      p += n;
    }
  return g_strnfill (most + 1, '`');
}

static void
on_as_code (GSimpleAction *action,
            GVariant *parameter,
            gpointer data)
{
  NatterUiComposer *self = data;
  g_autofree char *code = NULL, *fence = NULL, *framed = NULL;
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->paste_start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->paste_end);
  code = g_strchomp (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
  fence = dup_fence (code);
  framed = g_strdup_printf ("%s%s\n%s\n%s%s", gtk_text_iter_starts_line (&start) ? "" : "\n", fence, code, fence,
                            gtk_text_iter_ends_line (&end) ? "" : "\n");
  self->completing = TRUE;
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, framed, -1);
  self->completing = FALSE;
  gtk_widget_grab_focus (self->view);
  natter_ui_composer_submit (self);
}

static const GActionEntry action_entries[] = {
  { .name = "paste-message", .activate = on_as_message },
  { .name = "paste-code", .activate = on_as_code },
  { .name = "paste-keep", .activate = on_keep },
};

void
natter_ui_composer_watch_paste (NatterUiComposer *self)
{
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  self->paste_start = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE));
  self->paste_end = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &start, FALSE));
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  g_signal_connect_object (self->buffer, "insert-text", G_CALLBACK (on_insert), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
natter_ui_composer_forget_paste (NatterUiComposer *self)
{
  g_clear_object (&self->paste_start);
  g_clear_object (&self->paste_end);
}
