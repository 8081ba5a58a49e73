/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>

#include "ui-strings.h"

gint64 strings_ahead;

/* In place of GLib's, for all that is linked into this program. */
gint64
g_get_real_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + strings_ahead;
}

/* A line, with \v for its own ends of lines. */
void
strings_tell (const char *text)
{
  g_autofree char *line = g_strdup (text);
  FILE *file;

  if (line == NULL || line[0] == '\0')
    return;
  g_strdelimit (line, "\n", '\v');
  file = fopen (g_getenv ("UI_STRINGS"), "a");
  g_assert_nonnull (file);
  fprintf (file, "%s\n", line);
  fclose (file);
}

/* What is read, what a pointer that rests there tells, and what a screen reader says. */
static void
read_widget (GtkWidget *widget,
             gpointer data)
{
  AtkObject *accessible;

  if (!gtk_widget_get_mapped (widget))
    return;
  accessible = gtk_widget_get_accessible (widget);
  strings_tell (atk_object_get_name (accessible));
  strings_tell (atk_object_get_description (accessible));
  strings_tell (gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget))
    strings_tell (gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_WINDOW (widget))
    strings_tell (gtk_window_get_title (GTK_WINDOW (widget)));
  if (GTK_IS_ENTRY (widget))
    strings_tell (gtk_entry_get_placeholder_text (GTK_ENTRY (widget)));
  if (GTK_IS_TEXT_VIEW (widget))
    {
      g_autofree char *text = ui_dup_text (widget);

      strings_tell (text);
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), read_widget, data);
}

/* A picture of @window (nullable: the fixture's), and what stands in it. */
void
strings_scene (UiFixture *fixture,
               GtkWidget *window,
               const char *name)
{
  g_autofree char *file = g_strdup_printf ("%s-%s", g_getenv ("LANGUAGE"), name);

  if (window == NULL)
    window = GTK_WIDGET (fixture->window);
  ui_settle (window);
  ui_picture (window, file);
  read_widget (window, NULL);
}

void
strings_read_menu (GtkWidget *widget,
                   gpointer data)
{
  if (GTK_IS_LABEL (widget))
    strings_tell (gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_MODEL_BUTTON (widget))
    {
      g_autofree char *text = NULL;

      g_object_get (widget, "text", &text, NULL);
      strings_tell (text);
    }
  if (GTK_IS_MENU_ITEM (widget) && gtk_menu_item_get_submenu (GTK_MENU_ITEM (widget)) != NULL)
    strings_read_menu (gtk_menu_item_get_submenu (GTK_MENU_ITEM (widget)), data);
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), strings_read_menu, data);
}

void
strings_open_menu (UiFixture *fixture,
                   const char *name)
{
  GtkWidget *button = ui_get (fixture, name);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  strings_scene (fixture, NULL, name);
  strings_read_menu (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  ui_settle (GTK_WIDGET (fixture->window));
}

void
strings_open_dialog (UiFixture *fixture,
                     const char *action,
                     const char *name)
{
  ui_do (fixture, action);
  wait_until (ui_dialog (name) != NULL);
  strings_scene (fixture, ui_dialog (name), name);
  gtk_widget_destroy (ui_dialog (name));
}

void
strings_enter (UiFixture *fixture,
               const char *name)
{
  natter_ui_session_join (ui_session (fixture), name, NULL);
  wait_until (ui_room (fixture, name) != NULL && natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, name));
}

void
strings_be_account (UiFixture *fixture)
{
  g_assert_true (natter_ui_session_set_password (ui_session (fixture), NULL, STRINGS_PASSWORD, NULL));
  wait_until (natter_ui_session_is_account (ui_session (fixture)));
}

void
strings_clear (UiFixture *fixture)
{
  GtkWidget *composer = ui_get (fixture, "composer");

  gtk_widget_grab_focus (composer);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (composer)), "", -1);
}

GtkWidget *
strings_find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type))
      return l->data;
  return NULL;
}

typedef struct
{
  GtkWidget *found;
  guint least; /* pages */
} Pages;

static void
find_stack (GtkWidget *widget,
            gpointer data)
{
  Pages *wanted = data;
  g_autoptr (GList) children = GTK_IS_STACK (widget) ? gtk_container_get_children (GTK_CONTAINER (widget)) : NULL;

  if (g_list_length (children) >= wanted->least)
    wanted->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_stack, data);
}

void
strings_show_pages (UiFixture *fixture,
                    GtkWidget *window,
                    const char *name,
                    guint least)
{
  Pages wanted = { .least = least };
  g_autoptr (GList) pages = NULL;
  guint n = 0;

  find_stack (window, &wanted);
  g_assert_nonnull (wanted.found);
  pages = gtk_container_get_children (GTK_CONTAINER (wanted.found));
  for (GList *l = pages; l != NULL; l = l->next)
    {
      g_autofree char *page = g_strdup_printf ("%s-%u", name, n++);

      if (!gtk_widget_get_visible (l->data))
        continue;
      gtk_stack_set_visible_child (GTK_STACK (wanted.found), l->data);
      strings_scene (fixture, window, page);
    }
}

/* --- Sheets --- */

#define ENGLISH 46 /* characters */
#define TRANSLATED 74

/* Where it is, in English, translated: a line of a sheet. */
static void
add_row (GtkGrid *grid,
         int at,
         const char *line)
{
  static const int width[] = { 20, ENGLISH, TRANSLATED };
  g_auto (GStrv) cells = g_strsplit (line, "\t", G_N_ELEMENTS (width));

  for (int i = 0; cells[i] != NULL; i++)
    {
      GtkWidget *label = gtk_label_new (g_strdelimit (cells[i], "\v", '\n'));

      if (i < 2)
        gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
      gtk_widget_set_sensitive (label, i > 0);
      gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (label), width[i]);
      gtk_label_set_max_width_chars (GTK_LABEL (label), width[i]);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_yalign (GTK_LABEL (label), 0);
      gtk_grid_attach (grid, label, i, at, 1, 1);
    }
}

/* What no scene has shown, as strings.py found out: not where it belongs, but to be looked at. */
static void
test_sheets (UiFixture *fixture)
{
  const char *path = g_getenv ("UI_SHEETS");
  g_autofree char *all = NULL;
  g_auto (GStrv) pages = NULL;

  if (path == NULL)
    return;
  g_assert_true (g_file_get_contents (path, &all, NULL, NULL));
  pages = g_strsplit (all, "\f", -1);
  for (guint page = 0; pages[page] != NULL; page++)
    {
      GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL), *grid = gtk_grid_new ();
      g_auto (GStrv) lines = g_strsplit (pages[page], "\n", -1);
      g_autofree char *name = g_strdup_printf ("sheet-%u", page + 1);

      gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
      gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
      gtk_container_add (GTK_CONTAINER (window), grid);
      for (guint i = 0; lines[i] != NULL; i++)
        add_row (GTK_GRID (grid), (int) i, lines[i]);
      gtk_widget_show_all (window);
      strings_scene (fixture, window, name);
      gtk_widget_destroy (window);
    }
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("NATTER_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  ui_init (&argc, &argv);
  setlocale (LC_ALL, ""); /* which GTK made "C" for tests */
  if (g_str_equal (g_getenv ("LANGUAGE"), "ar"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  strings_add_rare ();
  strings_add_talk ();
  strings_add_places ();
  strings_add_offline ();
  strings_add_trust ();
  ui_add ("/ui/strings/sheets", test_sheets);
  return g_test_run ();
}
