/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "gui-client/view/natter-ui-invite-dialog.h"
#include "tests/support/fake-avahi.h"
#include "tests/unit/model/tls-support.h"

#include "ui-strings.h"

/* Is it the server that is meant? Who is on this network; links that invite; bots, and what the server tells. */

static gboolean
is_asked (UiFixture *fixture)
{
  return gtk_widget_get_mapped (ui_get (fixture, "trust-title"));
}

static gboolean
is_online (UiFixture *fixture)
{
  return natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE;
}

static void
go_to (UiFixture *fixture,
       const char *address)
{
  natter_ui_session_set_wary (ui_session (fixture), TRUE);
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), address);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
}

static void
leave (UiFixture *fixture)
{
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "leave-button")));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
}

static void
log_out (UiFixture *fixture,
         const char *name)
{
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  strings_scene (fixture, NULL, name);
}

static void
open_lock (UiFixture *fixture,
           const char *name)
{
  GtkWidget *lock = ui_get (fixture, "server-lock"), *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (lock)));

  ui_settle (GTK_WIDGET (fixture->window));
  gtk_button_clicked (GTK_BUTTON (lock));
  wait_until (gtk_widget_get_mapped (popover));
  strings_scene (fixture, NULL, name);
  strings_read_menu (popover, NULL);
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_until (!gtk_widget_get_mapped (popover));
}

/* The first time, and what one hears is compared. */
static void
test_first (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  const NatterKey other = { { 1 } };
  g_autofree char *right = natter_key_to_phrase (&server->key, " "), *wrong = natter_key_to_phrase (&other, " ");
  const char *const heard[] = { "abandon ability able about above absent", wrong, right };

  go_to (fixture, server->address);
  wait_until (is_asked (fixture));
  strings_scene (fixture, NULL, "trust-first");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_get (fixture, "check-button")), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (heard); i++)
    {
      g_autofree char *name = g_strdup_printf ("trust-heard-%u", i);

      gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "heard-entry")), heard[i]);
      strings_scene (fixture, NULL, name);
    }
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "trust-join")));
  wait_until (is_online (fixture));
  open_lock (fixture, "lock-known");
  log_out (fixture, "welcome-encrypted");
}

/* Another key than the one that is known. */
static void
test_changed (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  NatterKey other = { { 1 } };

  natter_ui_known_note_key (natter_ui_application_get_known (fixture->application), server->address, &other);
  go_to (fixture, server->address);
  wait_until (is_asked (fixture));
  strings_scene (fixture, NULL, "trust-changed");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "trust-join")));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "word-error")));
  strings_scene (fixture, NULL, "trust-changed-word");
  leave (fixture);
  strings_scene (fixture, NULL, "welcome-changed");
}

/* None at all, and none any more: §1.4. */
static void
test_bare (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new ("\x07\x15\x03\x03\x00\x02\x02\x28");
  NatterKey key = { { 1 } };

  go_to (fixture, server->address);
  wait_until (is_asked (fixture));
  strings_scene (fixture, NULL, "trust-bare");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "trust-join")));
  wait_until (is_online (fixture));
  open_lock (fixture, "lock-bare");
  log_out (fixture, "welcome-bare");
  natter_ui_known_note_key (natter_ui_application_get_known (fixture->application), server->address, &key);
  go_to (fixture, server->address);
  wait_until (is_asked (fixture));
  strings_scene (fixture, NULL, "trust-stripped");
  leave (fixture);
  strings_scene (fixture, NULL, "welcome-stripped");
}

static void
test_local (UiFixture *fixture)
{
  ui_log_in (fixture, "alice");
  open_lock (fixture, "lock-local");
}

static void
test_nearby (UiFixture *fixture)
{
  static const guint numbers[] = { 1, 2, 3, 11, 100 };
  FakeAvahi *avahi;

  strings_scene (fixture, NULL, "nearby-none");
  avahi = fake_avahi_new ();
  if (avahi == NULL)
    return;
  ui_close_window (fixture);
  ui_open_window (fixture);
  wait_until (avahi->browsing);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *name = g_strdup_printf ("Kitchen %u", i);
      g_autofree char *facts = g_strdup_printf (g_dngettext ("natter", "%u person", "%u people", numbers[i]), numbers[i]);
      g_autofree char *shown = g_strconcat ("workshop.local · ", facts, NULL);

      avahi->people = numbers[i];
      fake_avahi_tell (avahi, "ItemNew", name, 2, 0);
      wait_until (ui_find_label (GTK_WIDGET (fixture->window), shown) != NULL);
    }
  strings_scene (fixture, NULL, "nearby");
  ui_close_window (fixture);
  fake_avahi_free (avahi);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  ui_open_window (fixture);
}

/* Of a server that knows its address. */
static void
test_invite (UiFixture *fixture)
{
  GtkWidget *dialog;

  ui_server_kill (&fixture->server);
  fixture->server.setting = "server.address=chat.example.org";
  ui_server_start (&fixture->server);
  ui_log_in (fixture, "alice");
  strings_be_account (fixture);
  strings_enter (fixture, "garden");
  ui_do (fixture, "room-settings");
  wait_until (ui_dialog ("room-settings") != NULL);
  gtk_button_clicked (GTK_BUTTON (ui_find (ui_dialog ("room-settings"), "preference-new-code")));
  wait_until (ui_dialog ("invite-dialog") != NULL);
  dialog = ui_dialog ("invite-dialog");
  gtk_button_clicked (GTK_BUTTON (ui_find (dialog, "invite-copy")));
  strings_scene (fixture, dialog, "invite");
  gtk_widget_destroy (dialog);
  strings_scene (fixture, ui_dialog ("room-settings"), "room-settings-invite");
  gtk_widget_destroy (ui_dialog ("room-settings"));
}

/* What is a bot of a server, and what a server tells everyone. */
static void
test_told (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  GtkWidget *messages = ui_get (fixture, "messages");

  natter_ui_known_note_key (natter_ui_application_get_known (fixture->application), server->address, &server->key);
  go_to (fixture, server->address);
  wait_until (is_online (fixture));
  tls_server_tell (server, "{\"ev\":\"joined\",\"room\":\"lobby\",\"name\":\"builds\",\"bot\":true,\"time\":\"2026-01-02T09:04:05.678Z\"}\n"
                           "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":1,\"from\":\"builds\",\"text\":\"green\",\"bot\":true,"
                           "\"time\":\"2026-01-02T09:04:05.678Z\"}\n"
                           "{\"ev\":\"notice\",\"from\":\"server\",\"text\":\"Back at ten.\",\"time\":\"2026-01-02T09:05:05.678Z\"}\n");
  wait_until (ui_shows (messages, "Back at ten."));
  strings_scene (fixture, NULL, "bot");
}

void
strings_add_trust (void)
{
  ui_add ("/ui/strings/trust-first", test_first);
  ui_add ("/ui/strings/trust-changed", test_changed);
  ui_add ("/ui/strings/trust-bare", test_bare);
  ui_add ("/ui/strings/trust-local", test_local);
  ui_add ("/ui/strings/nearby", test_nearby);
  ui_add ("/ui/strings/invite", test_invite);
  ui_add ("/ui/strings/told", test_told);
}
