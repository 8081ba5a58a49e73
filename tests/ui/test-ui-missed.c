/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-support.h"

/* Nothing was missed: that is said, and Esc leads back to where one writes. */
static void
test_nothing (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_log_in (fixture, "alice");
  ui_key (window, GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "mark-all-read")));
  g_assert_cmpstr (ui_label (ui_get (fixture, "missed-note")), ==, "You have missed nothing.");
  g_assert_false (gtk_widget_get_mapped (ui_get (fixture, "people")));
  ui_key (window, GDK_KEY_Escape, 0);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "people")));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == ui_get (fixture, "composer"));
}

static void
come_back (UiFixture *fixture)
{
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_needs_password (ui_session (fixture)));
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "password-entry")), "correct horse");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  ui_settle (GTK_WIDGET (fixture->window));
}

/* What names the reader is there when they come back; Enter on a row leads to it, Enter on the button marks all read. */
static void
test_while_away (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkListBox *list;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  g_assert_true (natter_ui_session_set_password (ui_session (fixture), NULL, "correct horse", NULL));
  ui_type (window, "bye");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (natter_ui_session_is_account (ui_session (fixture)) && natter_ui_session_get_n_waiting (ui_session (fixture)) == 0);
  ui_do (fixture, "log-out");
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice, are you there?\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"something else\",\"id\":\"x\"}");
  wait_until (ui_peer_count (bob, "\"re\":\"x\"") == 1);
  come_back (fixture);
  wait_until (g_list_model_get_n_items (natter_ui_session_get_missed (ui_session (fixture))) == 1);
  ui_do (fixture, "missed");
  list = GTK_LIST_BOX (ui_get (fixture, "missed"));
  wait_until (gtk_list_box_get_row_at_index (list, 0) != NULL);
  ui_picture (window, "missed");
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "lobby"));
  wait_until (ui_shows (ui_get (fixture, "messages"), "alice, are you there?"));
  gtk_widget_grab_focus (ui_get (fixture, "mark-all-read"));
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (natter_ui_session_get_unread (ui_session (fixture)) == 0);
  wait_until (gtk_list_box_get_row_at_index (list, 0) == NULL);
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/missed/nothing", test_nothing);
  ui_add ("/ui/missed/while-away", test_while_away);
  return g_test_run ();
}
