/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gui-client/model/natter-ui-format.h"
#include "gui-client/model/natter-ui-message.h"

#include "natter-ui-found-row.h"
#include "natter-ui-times.h"
#include "natter-ui-widgets.h"

#define LINES_MOST 3

static char *
dup_title (const char *room)
{
  return room[0] == '@' ? g_strdup (room + 1) : g_strconcat ("#", room, NULL);
}

/* How often @word stands in @text before byte @most of it. */
static guint
count_before (const char *text,
              gsize most,
              const char *word)
{
  guint n = 0;

  for (const char *p = text; (p = strstr (p, word)) != NULL && (gsize) (p - text) < most; p++)
    n++;
  return n;
}

/* Returns: (nullable) (transfer none): where @word stands in @text for the time after @n others. */
static const char *
find_nth (const char *text,
          const char *word,
          guint n)
{
  const char *p = strstr (text, word);

  for (; p != NULL && n > 0; n--)
    p = strstr (p + 1, word);
  return p;
}

/* As it is read in the conversation, what matched in bold. A mark is a place in what was written: the same word, counted from the beginning,
 * is meant in what is shown; where it is not shown (the address behind a word) it is not marked. Returns: (transfer full): markup. */
static char *
dup_marked (NatterUiFound *found)
{
  const char *text = natter_ui_message_get_text (natter_ui_found_get_message (found)), *done;
  const GArray *marks = natter_ui_found_get_marks (found);
  g_autofree char *shown = natter_ui_format_dup_text (text), *rest = NULL;
  glong length = g_utf8_strlen (text, -1);
  GString *markup = g_string_new (NULL);

  done = shown;
  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const NatterSpan *span = &g_array_index (marks, NatterSpan, i);
      glong start = MIN ((glong) span->start, length), end = MIN (start + (glong) span->length, length);
      g_autofree char *hit = g_utf8_substring (text, start, end), *before = NULL, *bold = NULL;
      gsize place = (gsize) (g_utf8_offset_to_pointer (text, start) - text);
      const char *where = hit[0] != '\0' ? find_nth (shown, hit, count_before (text, place, hit)) : NULL;

      if (where == NULL || where < done)
        continue;
      before = g_markup_escape_text (done, where - done);
      bold = g_markup_escape_text (hit, -1);
      g_string_append_printf (markup, "%s<b>%s</b>", before, bold);
      done = where + strlen (hit);
    }
  rest = g_markup_escape_text (done, -1);
  g_string_append (markup, rest);
  return g_string_free (markup, FALSE);
}

static GtkWidget *
line_new (const char *markup,
          const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), LINES_MOST);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    natter_ui_widget_set_class (label, class, TRUE);
  gtk_widget_show (label);
  return label;
}

/* "bob  lunch?", one line. */
static GtkWidget *
context_new (NatterUiMessage *message)
{
  g_autofree char *text = natter_ui_format_dup_text (natter_ui_message_get_text (message));
  g_autofree char *markup = g_markup_printf_escaped ("%s  %s", natter_ui_message_get_from (message), text);
  GtkWidget *label = line_new (markup, "detail");

  gtk_label_set_lines (GTK_LABEL (label), 1);
  return label;
}

static char *
dup_clock (NatterUiMessage *message)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);

  return natter_ui_times_dup_clock (natter_ui_message_get_time (message), !g_settings_get_boolean (settings, "clock-24h"));
}

static void
show_context (GtkWidget *row)
{
  NatterUiFound *found = g_object_get_data (G_OBJECT (row), NATTER_UI_FOUND_ROW_FOUND);
  GtkWidget *box = gtk_bin_get_child (GTK_BIN (row));
  NatterUiMessage *message = natter_ui_found_get_message (found);
  NatterUiMessage *before = natter_ui_found_get_before (found), *after = natter_ui_found_get_after (found);
  g_autofree char *marked = dup_marked (found), *clock = dup_clock (message);
  g_autofree char *head = g_markup_printf_escaped ("<b>%s</b>  <small>%s</small>", natter_ui_message_get_from (message), clock);

  natter_ui_widget_empty (GTK_CONTAINER (box));
  if (before != NULL)
    gtk_container_add (GTK_CONTAINER (box), context_new (before));
  gtk_container_add (GTK_CONTAINER (box), line_new (head, NULL));
  gtk_container_add (GTK_CONTAINER (box), line_new (marked, NULL));
  if (after != NULL)
    gtk_container_add (GTK_CONTAINER (box), context_new (after));
}

GtkWidget *
natter_ui_found_row_new (NatterUiFound *found)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  NatterUiMessage *message = natter_ui_found_get_message (found);
  g_autofree char *title = dup_title (natter_ui_found_get_room (found));
  g_autofree char *text = natter_ui_format_dup_text (natter_ui_message_get_text (message));
  /* Translators: read aloud of something that a search found: who said it, the room, and what. */
  g_autofree char *spoken = g_strdup_printf (_("%s in %s: %s"), natter_ui_message_get_from (message), title, text);

  natter_ui_widget_set_class (box, "row-box", TRUE);
  gtk_container_add (GTK_CONTAINER (row), box);
  g_object_set_data_full (G_OBJECT (row), NATTER_UI_FOUND_ROW_FOUND, g_object_ref (found), g_object_unref);
  g_signal_connect_object (found, "notify", G_CALLBACK (show_context), row, G_CONNECT_SWAPPED);
  show_context (row);
  natter_ui_widget_name (row, spoken);
  gtk_widget_show_all (row);
  return row;
}

/* "#lobby · Yesterday" */
static char *
dup_place (GtkListBoxRow *row)
{
  NatterUiFound *found = g_object_get_data (G_OBJECT (row), NATTER_UI_FOUND_ROW_FOUND);
  g_autofree char *title = dup_title (natter_ui_found_get_room (found));
  g_autofree char *day = natter_ui_times_dup_day (natter_ui_message_get_time (natter_ui_found_get_message (found)), g_get_real_time ());

  return g_strdup_printf ("%s · %s", title, day);
}

void
natter_ui_found_row_header (GtkListBoxRow *row,
                            GtkListBoxRow *before,
                            gpointer data)
{
  g_autofree char *place = dup_place (row), *other = before != NULL ? dup_place (before) : NULL;
  GtkWidget *label;

  if (g_strcmp0 (place, other) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (place);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  natter_ui_widget_set_class (label, "section", TRUE);
  gtk_widget_show (label);
  gtk_list_box_row_set_header (row, label);
}
