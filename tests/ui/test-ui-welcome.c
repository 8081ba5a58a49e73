/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include <gdk/gdkkeysyms.h>

#include "gui-client/model/natter-ui-host.h"
#include "gui-client/model/natter-ui-recent.h"
#include "shared/natter-error.h"

#include "ui-support.h"

static gboolean
is_revealed (UiFixture *fixture,
             const char *name)
{
  GtkWidget *revealer = gtk_widget_get_ancestor (ui_get (fixture, name), GTK_TYPE_REVEALER);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (revealer));
}

/* Name and address are there already: Enter goes in. */
static void
test_enter_joins (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *address = ui_get (fixture, "address-entry");
  g_autofree char *server = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);

  g_assert_cmpint (gtk_entry_get_text_length (GTK_ENTRY (ui_get (fixture, "name-entry"))), >, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == address);
  ui_picture (window, "welcome");
  ui_type (window, server);
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "composer")));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == ui_get (fixture, "composer"));
  ui_picture (window, "logged-in");
}

/* What is wrong with a name stands at the name, and nothing is sent. */
static void
test_bad_name (UiFixture *fixture)
{
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "two words");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  g_assert_true (is_revealed (fixture, "name-error"));
  g_assert_cmpstr (ui_label (ui_get (fixture, "name-error")), !=, "");
  g_assert_false (gtk_widget_get_visible (ui_get (fixture, "suggestion-button")));
  g_assert_cmpint (natter_ui_session_get_state (ui_session (fixture)), ==, NATTER_UI_STATE_OFFLINE);
  ui_picture (GTK_WIDGET (fixture->window), "name-not-allowed");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "one");
  g_assert_false (is_revealed (fixture, "name-error"));
}

/* A taken name is told beside the name, with a free one to take: one click and one is in. §4.4 */
static void
test_name_taken (UiFixture *fixture)
{
  UiPeer *other = ui_peer_new (&fixture->server, "alice");
  g_autofree char *server = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);
  GtkWidget *suggestion = ui_get (fixture, "suggestion-button");

  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "Alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), server);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (is_revealed (fixture, "name-error"));
  wait_until (gtk_widget_get_visible (suggestion));
  ui_picture (GTK_WIDGET (fixture->window), "name-taken");
  gtk_button_clicked (GTK_BUTTON (suggestion));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  g_assert_cmpstr (natter_ui_session_get_name (ui_session (fixture)), !=, "Alice");
  ui_peer_free (other);
}

/* alice is an account's name from now on, and she is not here. §4.28 */
static void
register_alice (UiFixture *fixture)
{
  UiPeer *peer = ui_peer_new (&fixture->server, "alice");

  ui_peer_do (peer, "{\"do\":\"register\",\"password\":\"correct horse\"}");
  wait_until (ui_peer_count (peer, "\"ev\":\"done\"") > 0);
  ui_peer_do (peer, "{\"do\":\"logout\"}");
  wait_until (ui_peer_count (peer, "\"ev\":\"bye\"") > 0);
  ui_peer_free (peer);
}

static void
join_alice (UiFixture *fixture)
{
  g_autofree char *server = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);

  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), server);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_needs_password (ui_session (fixture)));
}

/* An account's name wants its password: asked for where one looks, and Enter goes in. §4.4 */
static void
test_password (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *entry = ui_get (fixture, "password-entry");
  const GError *error;

  register_alice (fixture);
  g_assert_false (is_revealed (fixture, "password-entry"));
  join_alice (fixture);
  g_assert_true (is_revealed (fixture, "password-entry"));
  g_assert_true (is_revealed (fixture, "name-error"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == entry);
  g_assert_false (gtk_entry_get_visibility (GTK_ENTRY (entry)));
  ui_picture (window, "password");

  ui_type (window, "wrong horse");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until ((error = natter_ui_session_get_error (ui_session (fixture))) != NULL &&
              error->code == NATTER_ERROR_WRONG_PASSWORD);
  g_assert_cmpstr (ui_label (ui_get (fixture, "name-error")), ==, error->message);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == entry);
  ui_picture (window, "password-wrong");

  ui_type (window, "correct horse"); /* in the place of the other */
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  g_assert_cmpstr (natter_ui_session_get_name (ui_session (fixture)), ==, "alice");
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (entry)), ==, "");
  g_assert_false (is_revealed (fixture, "password-entry"));
}

/* Another name, or another server, has nothing to do with it. */
static void
test_password_is_for_one (UiFixture *fixture)
{
  GtkEntry *entry = GTK_ENTRY (ui_get (fixture, "password-entry"));

  register_alice (fixture);
  join_alice (fixture);
  gtk_entry_set_text (entry, "correct horse");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), "elsewhere.example");
  g_assert_cmpstr (gtk_entry_get_text (entry), ==, "");
  g_assert_false (is_revealed (fixture, "password-entry"));
  join_alice (fixture);
  gtk_entry_set_text (entry, "correct horse");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "suggestion-button")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  g_assert_cmpstr (natter_ui_session_get_name (ui_session (fixture)), !=, "alice");
}

/* While one was away the name became an account's: the status line says so and leads to where one logs in, and what was
 * written meanwhile is said then. */
static void
test_password_on_the_way_back (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_log_in (fixture, "alice");
  ui_server_kill (&fixture->server);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  ui_type (window, "hm");
  ui_key (window, GDK_KEY_Return, 0);
  g_assert_cmpuint (natter_ui_session_get_n_waiting (ui_session (fixture)), ==, 1);
  ui_server_start (&fixture->server);
  register_alice (fixture);
  ui_do (fixture, "try-now");
  wait_until (natter_ui_session_needs_password (ui_session (fixture)));
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "composer")));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "log-in")));
  g_assert_cmpstr (ui_label (ui_get (fixture, "status-line")), ==,
                   natter_ui_session_get_error (ui_session (fixture))->message);
  ui_picture (window, "password-on-the-way-back");

  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "log-in")));
  ui_settle (window);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (ui_get (fixture, "name-entry"))), ==, "alice");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == ui_get (fixture, "password-entry"));
  ui_type (window, "correct horse");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "composer")));
  wait_until (natter_ui_session_get_n_waiting (ui_session (fixture)) == 0);
}

/* Nobody listens: a sentence at the address, and one can try again. */
static void
test_nobody_there (UiFixture *fixture)
{
  g_autofree char *server = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);

  ui_server_kill (&fixture->server);
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), server);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_get_error (ui_session (fixture)) != NULL &&
              natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  g_assert_true (is_revealed (fixture, "address-note"));
  g_assert_cmpstr (ui_label (ui_get (fixture, "address-note")), ==,
                   natter_ui_session_get_error (ui_session (fixture))->message);
  ui_picture (GTK_WIDGET (fixture->window), "nobody-there");
  ui_server_start (&fixture->server);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
}

/* An address that is none is told before anything happens. */
static void
test_bad_address (UiFixture *fixture)
{
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), "host:notaport");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  g_assert_true (is_revealed (fixture, "address-note"));
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), "  ");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  g_assert_true (is_revealed (fixture, "address-note"));
}

/* A server that one was at is offered the next time, and one row leads there; logging out leads back here. */
static void
test_recent_and_log_out (UiFixture *fixture)
{
  GtkListBox *list;

  g_assert_false (gtk_widget_get_mapped (ui_get (fixture, "recent-list")));
  ui_log_in (fixture, "alice");
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "recent-list")));
  ui_picture (GTK_WIDGET (fixture->window), "recent");
  list = GTK_LIST_BOX (ui_get (fixture, "recent-list"));
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 0));
  g_assert_null (gtk_list_box_get_row_at_index (list, 1));
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0)));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  g_assert_cmpstr (natter_ui_session_get_name (ui_session (fixture)), ==, "alice");
}

/* One who waits can change their mind. */
static void
test_cancel (UiFixture *fixture)
{
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), "192.0.2.1"); /* for documentation: nobody is there */
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  if (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_CONNECTING)
    {
      g_assert_true (is_revealed (fixture, "address-note"));
      gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "cancel-button")));
    }
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  wait_until (gtk_widget_get_child_visible (ui_get (fixture, "join-button")));
}

static void
collect (GtkWidget *widget,
         gpointer data)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (data, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), collect, data);
}

/* A name is a name, whatever characters it is made of. */
static void
test_markup (UiFixture *fixture)
{
  g_autoptr (GString) text = g_string_new (NULL);

  natter_ui_recent_note (fixture->recent, "host_a", "<i>&", "<b>&_x", g_get_real_time ());
  ui_settle (GTK_WIDGET (fixture->window));
  collect (ui_get (fixture, "recent-list"), text);
  g_assert_nonnull (strstr (text->str, "<i>&\n"));
  g_assert_nonnull (strstr (text->str, "host_a · as <b>&_x · just now\n"));
}

/* The next time the last server has the focus: Enter goes there. It is forgotten by a button beside it. */
static void
test_enter_goes_back (UiFixture *fixture)
{
  GtkListBox *list = GTK_LIST_BOX (ui_get (fixture, "recent-list"));
  GtkWidget *row;

  ui_log_in (fixture, "alice");
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (list)));
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == row);
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (list)));
  natter_ui_recent_forget (fixture->recent, natter_ui_session_get_address (ui_session (fixture)));
  g_assert_null (gtk_list_box_get_row_at_index (list, 0));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (list)));
}

/* A link leads to its room, also where one is on the server already. */
static void
test_link (UiFixture *fixture)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);
  NatterUiSession *session = ui_session (fixture);

  natter_ui_window_go (fixture->window, address, "alice", "garden");
  wait_until (natter_ui_session_get_current_room (session) != NULL &&
              g_str_equal (natter_ui_room_get_title (natter_ui_session_get_current_room (session)), "#garden"));
  g_assert_nonnull (ui_room (fixture, "lobby"));
  natter_ui_window_go (fixture->window, address, NULL, "@bob");
  g_assert_cmpstr (natter_ui_room_get_title (natter_ui_session_get_current_room (session)), ==, "bob");
}

/* One click: a server runs on this computer, and one is in. It is found again, and ends when it is told to. */
static void
test_start_server (UiFixture *fixture)
{
  NatterUiHost *host = natter_ui_application_get_host (fixture->application);
  g_autofree char *address = NULL;

  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "start-server")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  g_assert_true (natter_ui_host_is_running (host));
  address = g_strdup (natter_ui_session_get_address (ui_session (fixture)));
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "start-server")));
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "start-server")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  g_assert_cmpstr (natter_ui_session_get_address (ui_session (fixture)), ==, address);
  natter_ui_host_stop (host);
  g_assert_false (natter_ui_host_is_running (host));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) != NATTER_UI_STATE_ONLINE);
}

/* There is no natterd: a sentence, where one pressed. */
static void
test_no_server (UiFixture *fixture)
{
  g_autofree char *natterd = g_strdup (g_getenv ("NATTERD"));

  g_setenv ("NATTERD", "/nonexistent/natterd", TRUE);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "start-server")));
  wait_until (gtk_widget_get_visible (ui_get (fixture, "start-note")));
  ui_picture (GTK_WIDGET (fixture->window), "no-server");
  g_setenv ("NATTERD", natterd, TRUE);
}

/* A password that was right is remembered, and found again without a word; a wrong one is asked for. */
static void
test_remember (UiFixture *fixture)
{
  register_alice (fixture);
  join_alice (fixture);
  wait_until (is_revealed (fixture, "password-entry"));
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "password-entry")), "correct horse");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  ui_do (fixture, "log-out");
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/welcome/enter-joins", test_enter_joins);
  ui_add ("/ui/welcome/bad-name", test_bad_name);
  ui_add ("/ui/welcome/name-taken", test_name_taken);
  ui_add ("/ui/welcome/password", test_password);
  ui_add ("/ui/welcome/password-is-for-one", test_password_is_for_one);
  ui_add ("/ui/welcome/password-on-the-way-back", test_password_on_the_way_back);
  ui_add ("/ui/welcome/nobody-there", test_nobody_there);
  ui_add ("/ui/welcome/bad-address", test_bad_address);
  ui_add ("/ui/welcome/recent-and-log-out", test_recent_and_log_out);
  ui_add ("/ui/welcome/cancel", test_cancel);
  ui_add ("/ui/welcome/markup", test_markup);
  ui_add ("/ui/welcome/enter-goes-back", test_enter_goes_back);
  ui_add ("/ui/welcome/link", test_link);
  ui_add ("/ui/welcome/start-server", test_start_server);
  ui_add ("/ui/welcome/no-server", test_no_server);
  ui_add ("/ui/welcome/remember", test_remember);
  return g_test_run ();
}
