/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

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
  ui_add ("/ui/search/nothing", test_nothing);
  ui_add ("/ui/search/here", test_here);
  ui_add ("/ui/search/narrow", test_narrow);
  return g_test_run ();
}
