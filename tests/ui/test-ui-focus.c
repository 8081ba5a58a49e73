/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-support.h"

static GtkWidget *
focus (UiFixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window));
}

/* Whatever comes from the network: focus, room, text and reading position stay. */
static void
test_network_moves_nothing (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *composer;
  NatterUiRoom *room;
  UiPeer *bob, *carol;
  g_autofree char *text = NULL;

  ui_log_in (fixture, "alice");
  composer = ui_get (fixture, "composer");
  room = natter_ui_session_get_current_room (ui_session (fixture));
  bob = ui_peer_new (&fixture->server, "bob");
  ui_type (window, "I am wri");
  ui_peer_do (bob, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"look here!\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice, here!\"}");
  ui_peer_do (bob, "{\"do\":\"topic\",\"text\":\"All new\"}");
  ui_peer_do (bob, "{\"do\":\"name\",\"name\":\"robert\"}");
  carol = ui_peer_new (&fixture->server, "carol");
  ui_peer_do (carol, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"me too\"}");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_session_get_rooms (ui_session (fixture)))) == 3);
  wait_until (ui_shows (ui_get (fixture, "messages"), "alice, here!"));
  ui_settle (window);
  g_assert_true (focus (fixture) == composer);
  g_assert_true (natter_ui_session_get_current_room (ui_session (fixture)) == room);
  text = ui_dup_text (composer);
  g_assert_cmpstr (text, ==, "I am wri");

  gtk_widget_grab_focus (ui_get (fixture, "account-menu"));
  ui_peer_free (bob);
  ui_server_kill (&fixture->server);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  g_assert_true (focus (fixture) == ui_get (fixture, "account-menu"));
  ui_server_start (&fixture->server);
  natter_ui_session_try_now (ui_session (fixture));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  ui_settle (window);
  g_assert_true (focus (fixture) == ui_get (fixture, "account-menu"));
  g_assert_true (natter_ui_session_get_current_room (ui_session (fixture)) == room);
  ui_peer_free (carol);
}

/* Reading further up: new messages neither move the text nor bring one down; the button does. */
static void
test_reading_position (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages;
  GtkAdjustment *adjustment;
  UiPeer *bob;
  double value;

  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (messages));
  bob = ui_peer_new (&fixture->server, "bob");
  for (int i = 0; i < 100; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %d of what was said before\"}", i);
  wait_until (ui_shows (messages, "line 99"));
  ui_settle (window);
  wait_until (gtk_adjustment_get_value (adjustment) >=
              gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 2);
  ui_key (window, GDK_KEY_Page_Up, 0);
  ui_key (window, GDK_KEY_Page_Up, 0);
  ui_settle (window);
  value = gtk_adjustment_get_value (adjustment);
  g_assert_cmpfloat (value, <, gtk_adjustment_get_upper (adjustment) - 1.5 * gtk_adjustment_get_page_size (adjustment));
  for (int i = 0; i < 20; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"new %d\"}", i);
  wait_until (ui_shows (messages, "new 19"));
  ui_settle (window);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), value, 1);
  g_assert_true (gtk_widget_get_sensitive (ui_get (fixture, "to-the-end")));
  ui_picture (window, "reading-above");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "to-the-end")));
  wait_until (gtk_adjustment_get_value (adjustment) >=
              gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) - 2);
  g_assert_false (gtk_widget_get_sensitive (ui_get (fixture, "to-the-end")));
  ui_peer_free (bob);
}

/* Typing anywhere is writing. */
static void
test_typing_anywhere (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *text = NULL;

  ui_log_in (fixture, "alice");
  gtk_widget_grab_focus (ui_get (fixture, "messages"));
  ui_type (window, "hel");
  gtk_widget_grab_focus (ui_get (fixture, "account-menu"));
  ui_type (window, "lo");
  text = ui_dup_text (ui_get (fixture, "composer"));
  g_assert_cmpstr (text, ==, "hello");
}

/* F6 goes round the four parts of the window, Shift+F6 back. */
static void
test_panes (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  const char *const around[] = { "people", "rooms", "messages", "composer" };

  ui_log_in (fixture, "alice");
  wait_until (gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "people")), 0) != NULL);
  ui_settle (window);
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    {
      GtkWidget *part = ui_get (fixture, around[i]);

      ui_key (window, GDK_KEY_F6, 0);
      g_assert_true (focus (fixture) == part || gtk_widget_is_ancestor (focus (fixture), part));
    }
  ui_key (window, GDK_KEY_F6, GDK_SHIFT_MASK);
  g_assert_true (focus (fixture) == ui_get (fixture, "messages"));
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/focus/network-moves-nothing", test_network_moves_nothing);
  ui_add ("/ui/focus/reading-position", test_reading_position);
  ui_add ("/ui/focus/typing-anywhere", test_typing_anywhere);
  ui_add ("/ui/focus/panes", test_panes);
  return g_test_run ();
}
