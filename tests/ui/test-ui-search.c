/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <string.h>

#include "gui-client/view/natter-ui-conversation.h"

#include "ui-support.h"

static UiPeer *
fill (UiFixture *fixture)
{
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");

  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"did the backup finish?\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"yes, the <backup> is in the wiki\"}");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"room\":\"garden\",\"text\":\"backup the tomatoes\",\"id\":\"x\"}");
  wait_until (ui_peer_count (bob, "\"re\":\"x\"") == 1);
  return bob;
}

static GtkListBoxRow *
found (UiFixture *fixture,
       int n)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "found")), n);
}

/* Ctrl+Shift+F: results as one types; an operator is one press away; Enter leads to the message, Esc back to where one was. */
static void
test_everywhere (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = fill (fixture);
  natter_ui_session_join (ui_session (fixture), "kitchen", NULL);
  wait_until (ui_room (fixture, "kitchen") != NULL && natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "kitchen"));
  ui_key (window, GDK_KEY_f, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "search-entry")));
  ui_type (window, "backup in:lobby");
  wait_until (found (fixture, 1) != NULL && found (fixture, 2) == NULL);
  ui_settle (window);
  ui_picture (window, "search");
  g_assert_nonnull (ui_find_label (ui_get (fixture, "chips"), "in:lobby"));
  g_assert_nonnull (ui_find_label (ui_get (fixture, "found"), "yes, the <backup> is in the wiki"));
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "lobby"));
  wait_until (ui_shows (ui_get (fixture, "messages"), "did the backup finish?"));
  ui_key (window, GDK_KEY_Escape, 0);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "people")));
  g_assert_true (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "kitchen"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == ui_get (fixture, "composer"));
  ui_peer_free (bob);
}

/* What was found reads as in the conversation, and what matched is bold there, also where the same letters stand before it. */
static void
test_formatted (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *label;
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");

  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"shall **all** of it be _there_? See [the log](https://log.example/all)\"}");
  ui_log_in (fixture, "alice");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "search-button")));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "search-entry")));
  ui_type (window, "all");
  wait_until (found (fixture, 0) != NULL);
  label = ui_find_label (ui_get (fixture, "found"), "shall all of it be there? See the log (log.example)");
  g_assert_nonnull (label);
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "shall <b>all</b> of it"));
  ui_peer_free (bob);
}

/* The line at the top of the screen, and how far it is from there. */
static char *
dup_top (UiFixture *fixture)
{
  GtkTextView *view = GTK_TEXT_VIEW (ui_get (fixture, "messages"));
  GdkRectangle visible, place;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &start, visible.y + 60, NULL);
  gtk_text_view_get_iter_location (view, &start, &place);
  end = start;
  gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_iter_get_text (&start, &end);
  return g_strdup_printf ("%s at %d", text, place.y - visible.y);
}

/* Not the day that the list begins with until the server has sent what is older. */
static gboolean
is_amid_lines (UiFixture *fixture)
{
  g_autofree char *top = dup_top (fixture);

  return g_str_has_prefix (top, "line ");
}

static gboolean
is_at (UiFixture *fixture,
       const char *place)
{
  g_autofree char *top = dup_top (fixture);

  return g_str_equal (top, place);
}

static void
open_found (UiFixture *fixture,
            const char *text)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_key (window, GDK_KEY_f, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "search-entry")));
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "search-entry")), text);
  wait_until (ui_find_label (ui_get (fixture, "found"), text) != NULL);
  ui_key (window, GDK_KEY_Return, 0);
}

/* One reads in the middle of the past: Esc leads back there, to the line, from another room and from far away in the same one. */
static void
test_back_to_the_line (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages;
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");
  g_autofree char *place = NULL;

  for (int i = 1; i <= 900; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"%s %d\"}", i == 3 ? "needle" : "line", i);
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"room\":\"garden\",\"text\":\"tomatoes\",\"id\":\"x\"}");
  wait_until (ui_peer_count (bob, "\"re\":\"x\"") == 1);
  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (ui_room (fixture, "garden") != NULL && ui_shows (messages, "tomatoes"));
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  wait_until (ui_shows (messages, "line 900"));
  ui_settle (window);
  for (int i = 0; i < 4; i++)
    ui_key (window, GDK_KEY_Page_Up, 0);
  wait_until (is_amid_lines (fixture));
  ui_settle (window);
  place = dup_top (fixture);
  g_assert_false (natter_ui_conversation_get_at_end (
    NATTER_UI_CONVERSATION (gtk_widget_get_ancestor (messages, NATTER_UI_TYPE_CONVERSATION))));

  open_found (fixture, "tomatoes");
  wait_until (ui_shows (messages, "tomatoes"));
  ui_key (window, GDK_KEY_Escape, 0);
  wait_until (is_at (fixture, place));

  open_found (fixture, "needle 3");
  wait_until (ui_shows (messages, "needle 3") && !ui_shows (messages, "line 900"));
  ui_key (window, GDK_KEY_Escape, 0);
  wait_until (is_at (fixture, place));
  ui_settle (window);
  g_assert_true (is_at (fixture, place));
  ui_peer_free (bob);
}

/* What does not make sense is told in words; nothing found, too. */
static void
test_nothing (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_log_in (fixture, "alice");
  ui_do (fixture, "search");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "search-entry")));
  ui_type (window, "zebra");
  wait_until (g_str_equal (ui_label (ui_get (fixture, "search-note")), "Nothing was found."));
  ui_picture (window, "search-nothing");
}

/* Ctrl+F: in this room, Enter to the one before, Shift+Enter to the one after, Esc ends it. */
static void
test_here (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = fill (fixture);
  wait_until (ui_shows (ui_get (fixture, "messages"), "in the wiki"));
  ui_key (window, GDK_KEY_f, GDK_CONTROL_MASK);
  wait_until (gtk_window_get_focus (GTK_WINDOW (window)) == ui_get (fixture, "find-entry"));
  ui_type (window, "backup");
  wait_until (g_str_equal (ui_label (ui_get (fixture, "find-count")), "2"));
  ui_key (window, GDK_KEY_Return, 0);
  g_assert_cmpstr (ui_label (ui_get (fixture, "find-count")), ==, "1 of 2");
  ui_key (window, GDK_KEY_Return, 0);
  g_assert_cmpstr (ui_label (ui_get (fixture, "find-count")), ==, "2 of 2");
  ui_picture (window, "find");
  ui_key (window, GDK_KEY_Return, GDK_SHIFT_MASK);
  g_assert_cmpstr (ui_label (ui_get (fixture, "find-count")), ==, "1 of 2");
  ui_key (window, GDK_KEY_Escape, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == ui_get (fixture, "composer"));
  g_assert_cmpstr (natter_ui_room_get_name (natter_ui_session_get_current_room (ui_session (fixture))), ==, "lobby");
  ui_peer_free (bob);
}

/* In 360 pixels the search covers the conversation, and Esc uncovers it. */
static void
test_narrow (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UiPeer *bob;
  int width;

  ui_log_in (fixture, "alice");
  bob = fill (fixture);
  gtk_window_resize (GTK_WINDOW (window), 360, 640);
  wait_until (gtk_widget_get_visible (ui_get (fixture, "back-button")));
  ui_do (fixture, "search");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "search-entry")));
  ui_type (window, "backup");
  wait_until (found (fixture, 1) != NULL);
  ui_picture (window, "search-narrow");
  gtk_window_get_size (GTK_WINDOW (window), &width, NULL);
  g_assert_cmpint (width, ==, 360);
  ui_key (window, GDK_KEY_Escape, 0);
  wait_until (!gtk_widget_get_mapped (ui_get (fixture, "search-entry")));
  ui_do (fixture, "preferences");
  ui_picture (ui_dialog ("preferences"), "preferences-narrow");
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/search/everywhere", test_everywhere);
  ui_add ("/ui/search/formatted", test_formatted);
  ui_add ("/ui/search/back-to-the-line", test_back_to_the_line);
  ui_add ("/ui/search/nothing", test_nothing);
  ui_add ("/ui/search/here", test_here);
  ui_add ("/ui/search/narrow", test_narrow);
  return g_test_run ();
}
