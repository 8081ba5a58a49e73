/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#if HAVE_GSPELL
#include <gspell/gspell.h>
#endif

#include "ui-support.h"

/* Once for each language, which LANGUAGE names: the window folds to what a telephone is wide, and nothing in it wants more. */

#define NARROW 360
#define SHADOW 20 /* beside the window, which some window managers count as its own */

static void
tell_widest (GtkWidget *widget,
             gpointer data)
{
  int least = 0;

  if (!gtk_widget_get_visible (widget))
    return;
  gtk_widget_get_preferred_width (widget, &least, NULL);
  if (least > GPOINTER_TO_INT (data))
    {
      g_test_message ("%s %s: %d", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget), least);
      if (GTK_IS_CONTAINER (widget))
        gtk_container_forall (GTK_CONTAINER (widget), tell_widest, data);
    }
}

static int
get_least (UiFixture *fixture)
{
  int least = 0;

  gtk_widget_get_preferred_width (GTK_WIDGET (fixture->window), &least, NULL);
  if (least > NARROW - SHADOW)
    tell_widest (GTK_WIDGET (fixture->window), GINT_TO_POINTER (NARROW - 3 * SHADOW));
  return least;
}

static void
test_folds (UiFixture *fixture)
{
  g_assert_cmpint (get_least (fixture), <=, NARROW - SHADOW);
  ui_log_in (fixture, "alice");
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_cmpint (get_least (fixture), <=, NARROW - SHADOW);
}

static void
fold (UiFixture *fixture)
{
  gtk_window_resize (GTK_WINDOW (fixture->window), NARROW, 640);
  wait_until (gtk_widget_get_allocated_width (GTK_WIDGET (fixture->window)) <= NARROW + 2 * SHADOW);
}

static void
assert_whole (GtkWidget *widget,
              gpointer data)
{
  guint *n = data;

  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), assert_whole, data);
  if (!GTK_IS_LABEL (widget))
    return;
  if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    g_error ("cut short: %s", gtk_label_get_text (GTK_LABEL (widget)));
  (*n)++;
}

/* What was pasted, and the three things to do with it, are said in full. */
static void
test_paste (UiFixture *fixture)
{
  GtkWidget *composer, *guard;
  guint n = 0;

  ui_log_in (fixture, "alice");
  fold (fixture);
  composer = ui_get (fixture, "composer");
  guard = ui_get (fixture, "paste-guard");
  gtk_clipboard_set_text (gtk_widget_get_clipboard (composer, GDK_SELECTION_CLIPBOARD), "a\nb\nc\nd\ne\nf\ng\n", -1);
  g_signal_emit_by_name (composer, "paste-clipboard");
  wait_until (gtk_revealer_get_child_revealed (GTK_REVEALER (guard)));
  ui_settle (GTK_WIDGET (fixture->window));
  ui_picture (GTK_WIDGET (fixture->window), "narrow-paste");
  assert_whole (guard, &n);
  g_assert_cmpuint (n, ==, 4);
}

/* The list of emoji is GTK's, and wider than that if it may. */
static void
test_emoji (UiFixture *fixture)
{
  GtkWidget *chooser;
  int least = 0;

  ui_log_in (fixture, "alice");
  fold (fixture);
  g_signal_emit_by_name (ui_get (fixture, "composer"), "insert-emoji");
  chooser = g_object_get_data (G_OBJECT (ui_get (fixture, "composer")), "gtk-emoji-chooser");
  wait_until (chooser != NULL && gtk_widget_get_mapped (chooser));
  ui_picture (GTK_WIDGET (fixture->window), "narrow-emoji");
  gtk_widget_get_preferred_width (chooser, &least, NULL);
  if (least > NARROW)
    tell_widest (chooser, GINT_TO_POINTER (100));
  g_assert_cmpint (least, <=, NARROW);
  g_assert_cmpint (gtk_widget_get_allocated_width (chooser), <=, NARROW);
  gtk_widget_hide (chooser);
}

#if HAVE_GSPELL
static gboolean
is_there_dictionary (const char *language)
{
  for (const GList *one = gspell_language_get_available (); one != NULL; one = one->next)
    if (g_str_has_prefix (gspell_language_get_code (one->data), language))
      return TRUE;
  return FALSE;
}

/* Words are looked up in the reader's language, or not at all. */
static void
test_spelling (UiFixture *fixture)
{
  const char *language = g_getenv ("LANGUAGE");
  GspellTextView *view;

  ui_log_in (fixture, "alice");
  view = gspell_text_view_get_from_gtk_text_view (GTK_TEXT_VIEW (ui_get (fixture, "composer")));
  ui_type (GTK_WIDGET (fixture->window), "wrod ");
  g_assert_cmpint (gspell_text_view_get_inline_spell_checking (view), ==,
                   is_there_dictionary (language == NULL || language[0] == '\0' ? "en" : language));
}
#endif

static PangoDirection
get_direction (UiFixture *fixture,
               const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (fixture->window), text);

  return pango_layout_get_direction (layout, 0);
}

/* A list runs as the sentence above it, whatever the names in it. */
static void
test_lists (UiFixture *fixture)
{
  static const char *const asked[] = { "/who", "/rooms", "/help" };
  PangoDirection direction = get_direction (fixture, _ ("Rooms on the server:"));
  g_autofree char *shown = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  ui_log_in (fixture, "alice");
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), asked[i], NULL);
  wait_until (ui_count_shown (ui_get (fixture, "messages"), "#lobby") >= 2 && ui_shows (ui_get (fixture, "messages"), "/join"));
  shown = ui_dup_text (ui_get (fixture, "messages"));
  lines = g_strsplit (shown, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++, n++)
    if (lines[i][0] != '\0' && get_direction (fixture, lines[i]) != direction)
      g_error ("runs the other way: %s", lines[i]);
  g_assert_cmpuint (n, >, 20);
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
  ui_add ("/ui/languages/folds", test_folds);
  ui_add ("/ui/languages/lists", test_lists);
  ui_add ("/ui/languages/paste", test_paste);
  ui_add ("/ui/languages/emoji", test_emoji);
#if HAVE_GSPELL
  ui_add ("/ui/languages/spelling", test_spelling);
#endif
  return g_test_run ();
}
