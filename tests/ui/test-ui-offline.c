/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-support.h"

#define LONG_WAIT 6 /* s; whoever waits so long has tried several times */

static gboolean
status_shown (UiFixture *fixture)
{
  return gtk_info_bar_get_revealed (
    GTK_INFO_BAR (gtk_widget_get_ancestor (ui_get (fixture, "status-line"), GTK_TYPE_INFO_BAR)));
}

/* The server goes: one honest line; what one writes meanwhile waits with a clock, and is said once when the server is back. */
static void
test_queue (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  g_assert_false (status_shown (fixture));
  ui_type (window, "half written");
  ui_server_kill (&fixture->server);
  wait_until (status_shown (fixture));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  g_assert_true (ui_shows (ui_get (fixture, "composer"), "half written"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == ui_get (fixture, "composer"));
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_shows (messages, "half written"));
  g_assert_true (ui_shows (messages, "will be sent"));
  g_assert_nonnull (g_strrstr (ui_label (ui_get (fixture, "status-line")), "1"));
  ui_picture (window, "offline");

  ui_server_start (&fixture->server);
  bob = ui_peer_new (&fixture->server, "bob");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "try-now")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  wait_until (ui_peer_count (bob, "half written") == 1);
  wait_until (!ui_shows (messages, "will be sent"));
  g_assert_cmpuint (ui_count_shown (messages, "half written"), ==, 1);
  g_assert_false (status_shown (fixture));
  ui_type (window, "and on");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_peer_count (bob, "and on") == 1);
  g_assert_cmpuint (ui_peer_count (bob, "half written"), ==, 1);
  ui_picture (window, "online-again");
  ui_peer_free (bob);
}

/* One starts while the server is away: what was said there is shown, what one writes waits, and it is tried again by itself. */
static void
test_start_offline (UiFixture *fixture)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);
  GtkWidget *window;

  ui_log_in (fixture, "alice");
  ui_type (GTK_WIDGET (fixture->window), "said before");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
  wait_until (ui_shows (ui_get (fixture, "messages"), "said before"));
  wait_until (natter_ui_session_get_n_waiting (ui_session (fixture)) == 0);
  ui_server_kill (&fixture->server);
  ui_close_window (fixture);

  ui_open_window (fixture);
  window = GTK_WIDGET (fixture->window);
  natter_ui_window_go (fixture->window, address, "alice", NULL);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "composer")));
  wait_until (ui_shows (ui_get (fixture, "messages"), "said before"));
  g_assert_true (status_shown (fixture));
  ui_type (window, "said after");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (natter_ui_session_get_n_waiting (ui_session (fixture)) == 1);
  ui_picture (window, "start-offline");

  ui_server_start (&fixture->server);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "try-now")));
  wait_until (natter_ui_session_get_n_waiting (ui_session (fixture)) == 0);
  g_assert_cmpuint (ui_count_shown (ui_get (fixture, "messages"), "said after"), ==, 1);
}

/* Logging out with messages that wait: a question first. */
static void
test_unsent (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_log_in (fixture, "alice");
  ui_server_kill (&fixture->server);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  ui_type (window, "not yet");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (natter_ui_session_get_n_waiting (ui_session (fixture)) == 1);
  ui_do (fixture, "log-out");
  g_assert_nonnull (ui_dialog ("unsent"));
  ui_picture (ui_dialog ("unsent"), "unsent");
  gtk_dialog_response (GTK_DIALOG (ui_dialog ("unsent")), GTK_RESPONSE_CANCEL);
  g_assert_cmpint (natter_ui_session_get_state (ui_session (fixture)), ==, NATTER_UI_STATE_WAITING);
  ui_do (fixture, "log-out");
  gtk_dialog_response (GTK_DIALOG (ui_dialog ("unsent")), 2); /* discard */
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  g_assert_cmpuint (natter_ui_session_get_n_waiting (ui_session (fixture)), ==, 0);
}

/* One logs out: back to the welcome, and the name is free. */
static void
test_log_out (UiFixture *fixture)
{
  UiPeer *alice;

  ui_log_in (fixture, "alice");
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  alice = ui_peer_new (&fixture->server, "alice");
  ui_peer_free (alice);
}

/* Closing the window only hides it, where one wants that: one hears on, and it comes back as it was. */
static void
test_background (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  gtk_window_close (GTK_WINDOW (window));
  wait_until (!gtk_widget_get_visible (window));
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"still there?\"}");
  wait_until (natter_ui_session_get_unread (ui_session (fixture)) == 1);
  natter_ui_window_go (fixture->window, natter_ui_session_get_address (ui_session (fixture)), NULL, "@bob");
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_visible (window));
  g_assert_cmpstr (natter_ui_room_get_name (natter_ui_session_get_current_room (ui_session (fixture))), ==, "@bob");
  ui_peer_free (bob);
}

/* The window is closed for good: others are told. §4.19 */
static void
test_close (UiFixture *fixture)
{
  UiPeer *bob;
  GWeakRef window;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  g_weak_ref_init (&window, fixture->window);
  natter_ui_window_quit (fixture->window);
  fixture->window = NULL;
  wait_until (ui_is_gone (&window));
  g_weak_ref_clear (&window);
  wait_until (ui_peer_count (bob, "\"ev\":\"left\"") == 1);
  ui_peer_free (bob);
}

static gboolean
is_waiting_long (UiFixture *fixture)
{
  return natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING &&
         natter_ui_session_get_retry_in (ui_session (fixture)) >= LONG_WAIT;
}

/* @least: of the seconds that were left while it waited. */
static gboolean
is_back (UiFixture *fixture,
         guint *least)
{
  if (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING)
    *least = MIN (*least, natter_ui_session_get_retry_in (ui_session (fixture)));
  return natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE;
}

static void
tell_sleep (GDBusConnection *logind,
            gboolean begins)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (logind, NULL, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
                                 g_variant_new ("(b)", begins), &error);
  g_assert_no_error (error);
  g_dbus_connection_flush_sync (logind, NULL, NULL);
}

static void
on_name (GDBusConnection *connection,
         const char *name,
         gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* The machine wakes up: one is back long before the next attempt was due. logind is the test's own. */
static void
test_resume_from_sleep (UiFixture *fixture)
{
  g_autoptr (GDBusConnection) logind =
    g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"),
                                            G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                            NULL, NULL, NULL);
  gboolean owned = FALSE;
  guint name = g_bus_own_name_on_connection (logind, "org.freedesktop.login1", G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, &owned, NULL);
  guint least = G_MAXUINT;

  wait_until (owned);
  ui_log_in (fixture, "alice");
  ui_server_kill (&fixture->server);
  wait_until (is_waiting_long (fixture));
  ui_server_start (&fixture->server);
  tell_sleep (logind, TRUE);
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_cmpint (natter_ui_session_get_state (ui_session (fixture)), ==, NATTER_UI_STATE_WAITING);
  tell_sleep (logind, FALSE);
  wait_until (is_back (fixture, &least));
  g_assert_cmpuint (least, >, 1);
  g_bus_unown_name (name);
}

int
main (int argc,
      char **argv)
{
  /* The system's bus is this test's own, too. */
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_getenv ("DBUS_SESSION_BUS_ADDRESS"), TRUE);
  ui_init (&argc, &argv);
  ui_add ("/ui/offline/queue", test_queue);
  ui_add ("/ui/offline/start", test_start_offline);
  ui_add ("/ui/offline/unsent", test_unsent);
  ui_add ("/ui/offline/log-out", test_log_out);
  ui_add ("/ui/offline/background", test_background);
  ui_add ("/ui/offline/close", test_close);
  ui_add ("/ui/offline/resume-from-sleep", test_resume_from_sleep);
  return g_test_run ();
}
