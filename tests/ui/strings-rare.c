/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <glib/gi18n-lib.h>

#include "gui-client/view/natter-ui-composer.h"
#include "gui-client/view/natter-ui-window-private.h"
#include "tests/unit/model/tls-support.h"

#include "ui-strings.h"

/* What goes wrong, and what is seen once in a while. */

static void
say (UiFixture *fixture,
     const char *text)
{
  g_autoptr (GError) error = NULL;

  if (!natter_ui_session_submit (ui_session (fixture), natter_ui_session_get_current_room (ui_session (fixture)), text, &error))
    natter_ui_composer_show_error (NATTER_UI_COMPOSER (gtk_widget_get_ancestor (ui_get (fixture, "composer"), NATTER_UI_TYPE_COMPOSER)),
                                   error->message);
}

static void
try_address (UiFixture *fixture,
             const char *address,
             const char *name)
{
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), address);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  strings_scene (fixture, NULL, name);
}

/* Something else than a server of Natter. */
static gboolean
on_stranger (GThreadedSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer data)
{
  g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (connection)), "220 mail\r\n", 10, NULL, NULL);
  return TRUE;
}

static void
test_addresses (UiFixture *fixture)
{
  g_autofree char *natterd = g_strdup (g_getenv ("NATTERD")), *address = NULL;
  g_autoptr (GSocketService) stranger = g_threaded_socket_service_new (2);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (stranger), NULL, NULL);

  address = g_strdup_printf ("127.0.0.1:%u", port);
  g_signal_connect (stranger, "run", G_CALLBACK (on_stranger), NULL);
  try_address (fixture, "not/an address:99999", "address-none");
  try_address (fixture, address, "address-stranger");
  g_setenv ("NATTERD", "/nonexistent/natterd", TRUE);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "start-server")));
  wait_until (gtk_widget_get_visible (ui_get (fixture, "start-note")));
  strings_scene (fixture, NULL, "no-natterd");
  g_setenv ("NATTERD", "/bin/true", TRUE);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "start-server")));
  wait_until (strstr (ui_label (ui_get (fixture, "start-note")), _ ("it did not say why. Start natterd in a terminal to see more.")) != NULL);
  strings_scene (fixture, NULL, "silent-natterd");
  g_setenv ("NATTERD", natterd, TRUE);
  g_socket_listener_close (G_SOCKET_LISTENER (stranger));
}

/* What one says without a room, to one who is not there, or with too much behind it. */
static void
test_nobody (UiFixture *fixture)
{
  static const char *const there[] = { "/leave\nand then", "/tell olive see you", "/look #nowhere", "/search cake", "/history 3" };
  UiPeer *olive, *peers[4];

  olive = ui_peer_new (&fixture->server, "olive");
  ui_peer_do (olive, "{\"do\":\"register\",\"password\":\"" STRINGS_PASSWORD "\",\"id\":\"r\"}");
  wait_until (ui_peer_count (olive, "\"re\":\"r\"") == 1);
  ui_peer_do (olive, "{\"do\":\"logout\"}");
  ui_log_in (fixture, "alice");
  strings_be_account (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (there); i++)
    {
      g_autofree char *name = g_strdup_printf ("nobody-%u", i);

      say (fixture, there[i]);
      ui_settle (GTK_WIDGET (fixture->window));
      strings_scene (fixture, NULL, name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      static const char *const names[] = { "bob", "carol", "dora", "emil" };

      peers[i] = ui_peer_new (&fixture->server, names[i]);
      for (guint n = 0; n < 20; n++)
        ui_peer_do (peers[i], "{\"do\":\"say\",\"text\":\"cake number %u\"}", n);
      wait_until (ui_peer_count (peers[0], "cake number 19") == i + 1);
    }
  say (fixture, "/search cake");
  wait_until (ui_shows (ui_get (fixture, "messages"), "/more"));
  strings_scene (fixture, NULL, "more");
  ui_do (fixture, "search");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "search-entry")), "cake");
  wait_until (gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "found")), 0) != NULL);
  strings_scene (fixture, NULL, "search-many");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Escape, 0);
  strings_enter (fixture, "garden");
  ui_peer_do (peers[1], "{\"do\":\"say\",\"text\":\"nothing of yours\"}");
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) > 0);
  ui_do (fixture, "missed");
  strings_scene (fixture, NULL, "missed-nobody");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Escape, 0);
  natter_ui_session_open_direct (ui_session (fixture), "bob", NULL);
  say (fixture, "/topic tea");
  strings_scene (fixture, NULL, "only-two");
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    ui_peer_free (peers[i]);
  ui_peer_free (olive);
  ui_do_with (fixture, "leave-room", "lobby");
  wait_until (ui_room (fixture, "lobby") == NULL);
  ui_do_with (fixture, "leave-room", "@bob");
  ui_settle (GTK_WIDGET (fixture->window));
  say (fixture, "hello?");
  strings_scene (fixture, NULL, "no-room-to-speak");
}

/* Of a server with a key. */
static void
test_key (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);

  natter_ui_known_note_key (natter_ui_application_get_known (fixture->application), server->address, &server->key);
  natter_ui_session_set_wary (ui_session (fixture), TRUE);
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), server->address);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  ui_do (fixture, "preferences");
  wait_until (ui_dialog ("preferences") != NULL);
  strings_show_pages (fixture, ui_dialog ("preferences"), "preferences-key", 4);
  gtk_widget_destroy (ui_dialog ("preferences"));
}

static gboolean
is_narrow (UiFixture *fixture)
{
  return gtk_widget_get_allocated_width (GTK_WIDGET (fixture->window)) <= 420 && gtk_widget_get_mapped (ui_get (fixture, "back-button"));
}

/* On a telephone. */
static void
test_narrow (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *composer = ui_get (fixture, "composer");
  g_autofree char *run = g_strnfill (5000, 'x');

  ui_log_in (fixture, "alice");
  strings_enter (fixture, "garden");
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  gtk_window_resize (GTK_WINDOW (window), 360, 640);
  wait_until (is_narrow (fixture));
  ui_settle (window);
  strings_scene (fixture, NULL, "narrow");
  gtk_clipboard_set_text (gtk_widget_get_clipboard (composer, GDK_SELECTION_CLIPBOARD), run, -1);
  g_signal_emit_by_name (composer, "paste-clipboard");
  wait_until (gtk_revealer_get_child_revealed (GTK_REVEALER (ui_get (fixture, "paste-guard"))));
  strings_scene (fixture, NULL, "narrow-paste");
  ui_key (window, GDK_KEY_Escape, 0);
  strings_clear (fixture);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "back-button")));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "rooms")));
  strings_scene (fixture, NULL, "narrow-rooms");
}

static void
test_about (UiFixture *fixture)
{
  GtkWidget *dialog;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "about", NULL);
  dialog = strings_find_window (GTK_TYPE_ABOUT_DIALOG);
  wait_until (dialog != NULL && gtk_widget_get_mapped (dialog));
  strings_tell (gtk_about_dialog_get_translator_credits (GTK_ABOUT_DIALOG (dialog)));
  strings_tell (gtk_about_dialog_get_copyright (GTK_ABOUT_DIALOG (dialog)));
  strings_scene (fixture, dialog, "about");
  gtk_widget_destroy (dialog);
}

/* What one decides before one goes. */
static void
test_quit (UiFixture *fixture)
{
  ui_log_in (fixture, "alice");
  ui_server_kill (&fixture->server);
  wait_until (natter_ui_session_get_retry_in (ui_session (fixture)) > 0);
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "see you there", NULL);
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "or here", NULL);
  natter_ui_window_ask_unsent (fixture->window, TRUE); /* as where nothing can be kept */
  strings_scene (fixture, ui_dialog ("unsent"), "quit");
  gtk_widget_destroy (ui_dialog ("unsent"));
  natter_ui_session_discard_waiting (ui_session (fixture));
}

static void
test_rooms (UiFixture *fixture)
{
  GtkWidget *dialog;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"kitchen\"}");
  wait_until (ui_peer_count (bob, "\"kitchen\"") > 0);
  ui_do (fixture, "rooms");
  dialog = ui_dialog ("directory");
  strings_scene (fixture, dialog, "directory-asking");
  wait_until (ui_find (dialog, "preview") != NULL);
  ui_settle (dialog);
  ui_key (dialog, GDK_KEY_Down, 0);
  wait_until (ui_find_label (dialog, _ ("Nothing has been said there yet.")) != NULL);
  strings_scene (fixture, dialog, "directory-preview");
  gtk_button_clicked (GTK_BUTTON (ui_find (dialog, "new-room")));
  strings_scene (fixture, dialog, "directory-unnamed");
  gtk_widget_destroy (dialog);
  ui_peer_free (bob);
}

void
strings_add_rare (void)
{
  ui_add ("/ui/strings/addresses", test_addresses);
  ui_add ("/ui/strings/nobody", test_nobody);
  ui_add ("/ui/strings/key", test_key);
  ui_add ("/ui/strings/narrow", test_narrow);
  ui_add ("/ui/strings/about", test_about);
  ui_add ("/ui/strings/quit", test_quit);
  ui_add ("/ui/strings/rooms", test_rooms);
}
