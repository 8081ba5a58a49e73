/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-strings.h"

/* Without a server, or with one that is too slow. */

static void
test_offline (UiFixture *fixture)
{
  ui_log_in (fixture, "alice");
  natter_ui_session_open_direct (ui_session (fixture), "nobody", NULL);
  natter_ui_session_submit (ui_session (fixture), natter_ui_session_get_current_room (ui_session (fixture)), "are you there", NULL);
  wait_until (ui_shows (ui_get (fixture, "messages"), "✕"));
  strings_scene (fixture, NULL, "refused");
  ui_server_kill (&fixture->server);
  wait_until (natter_ui_session_get_retry_in (ui_session (fixture)) > 1);
  strings_scene (fixture, NULL, "waiting");
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "see you there", NULL);
  ui_settle (GTK_WIDGET (fixture->window));
  strings_scene (fixture, NULL, "queued");
  ui_do (fixture, "log-out");
  wait_until (ui_dialog ("unsent") != NULL);
  strings_scene (fixture, ui_dialog ("unsent"), "unsent");
  gtk_widget_destroy (ui_dialog ("unsent"));
  natter_ui_session_discard_waiting (ui_session (fixture));
}

/* The server dies without a word. */
static void
test_lost (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_server_kill (&fixture->server);
  fixture->server.setting = "limits.rate=2";
  ui_server_start (&fixture->server);
  ui_log_in (fixture, "alice");
  for (guint i = 0; i < 24; i++)
    natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "so much to say", NULL);
  wait_until (natter_ui_session_get_slow_down (ui_session (fixture)) > 0);
  strings_scene (fixture, NULL, "slow-down");
  g_subprocess_force_exit (fixture->server.process);
  g_subprocess_wait (fixture->server.process, NULL, NULL);
  g_clear_object (&fixture->server.process);
  wait_until (natter_ui_session_get_retry_in (ui_session (fixture)) > 1);
  strings_scene (fixture, NULL, "lost");
  ui_type (window, "/who");
  ui_key (window, GDK_KEY_Return, 0);
  strings_scene (fixture, NULL, "needs-a-connection");
  natter_ui_session_discard_waiting (ui_session (fixture));
}

/* What was missed, of each kind. */
static void
test_missed (UiFixture *fixture)
{
  UiPeer *peers[4];
  const char *const names[] = { "bob", "carol", "dora", "emil" };

  ui_log_in (fixture, "alice");
  strings_be_account (fixture);
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "bye", NULL);
  wait_until (natter_ui_room_get_last_seq (ui_room (fixture, "lobby")) > 0 && natter_ui_session_get_n_waiting (ui_session (fixture)) == 0);
  ui_do (fixture, "log-out");
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    peers[i] = ui_peer_new (&fixture->server, names[i]);
  ui_peer_do (peers[0], "{\"do\":\"say\",\"text\":\"alice, tea?\"}");
  ui_peer_do (peers[0], "{\"do\":\"say\",\"text\":\"good night\",\"reply\":1}");
  ui_peer_do (peers[0], "{\"do\":\"say\",\"text\":\"the cake is ready\",\"id\":\"x\"}");
  wait_until (ui_peer_count (peers[0], "\"re\":\"x\"") == 1);
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      ui_peer_do (peers[i], "{\"do\":\"react\",\"target\":4,\"reaction\":\"👍\",\"id\":\"r\"}");
      wait_until (ui_peer_count (peers[i], "\"re\":\"r\"") == 1);
    }
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (natter_ui_session_needs_password (ui_session (fixture)));
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "password-entry")), STRINGS_PASSWORD);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  wait_until (g_list_model_get_n_items (natter_ui_session_get_missed (ui_session (fixture))) >= 2);
  ui_do (fixture, "missed");
  strings_scene (fixture, NULL, "missed");
  for (guint i = 0; i < G_N_ELEMENTS (peers); i++)
    ui_peer_free (peers[i]);
}

void
strings_add_offline (void)
{
  ui_add ("/ui/strings/offline", test_offline);
  ui_add ("/ui/strings/lost", test_lost);
  ui_add ("/ui/strings/missed", test_missed);
}
