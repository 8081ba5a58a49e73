/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ui-support.h"

/* One person on two devices: this window, and a peer of the same account. What the server tells one of the other. */

#define PASSWORD "correct horse"

/* Here, as an account, and over there. */
static UiPeer *
begin (UiFixture *fixture)
{
  ui_log_in (fixture, "alice");
  g_assert_true (natter_ui_session_set_password (ui_session (fixture), NULL, PASSWORD, NULL));
  wait_until (natter_ui_session_is_account (ui_session (fixture)));
  return ui_peer_new_with (&fixture->server, "alice", PASSWORD);
}

static void
enter_kitchen (UiFixture *fixture)
{
  natter_ui_session_join (ui_session (fixture), "kitchen", NULL);
  wait_until (ui_room (fixture, "kitchen") != NULL && natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "kitchen"));
}

/* What is marked unread here is unread there, from that message on; what is read there is read here. §4.38 */
static void
test_mark_unread (UiFixture *fixture)
{
  UiPeer *other = begin (fixture), *bob = ui_peer_new (&fixture->server, "bob");
  NatterUiRoom *lobby = ui_room (fixture, "lobby");
  guint64 last;

  for (guint i = 1; i <= 3; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %u.\"}", i);
  wait_until (ui_shows (ui_get (fixture, "messages"), "line 3."));
  last = natter_ui_room_get_last_seq (lobby);
  natter_ui_session_mark_unread_from (ui_session (fixture), lobby, last - 1);
  {
    g_autofree char *told = g_strdup_printf ("\"ev\":\"read\",\"room\":\"lobby\",\"seq\":%" G_GUINT64_FORMAT, last - 2);

    wait_until (ui_peer_count (other, told) >= 1);
  }
  enter_kitchen (fixture);
  wait_until (natter_ui_room_get_unread (lobby) == 2);
  g_assert_nonnull (ui_find_label (ui_get (fixture, "rooms"), "2"));
  ui_peer_do (other, "{\"do\":\"read\",\"room\":\"lobby\",\"target\":%" G_GUINT64_FORMAT "}", last);
  wait_until (natter_ui_room_get_unread (lobby) == 0);
  g_assert_null (ui_find_label (ui_get (fixture, "rooms"), "2"));

  /* marked there */
  ui_peer_do (other, "{\"do\":\"read\",\"room\":\"lobby\",\"target\":%" G_GUINT64_FORMAT "}", last - 1);
  wait_until (natter_ui_room_get_unread (lobby) == 1);
  ui_peer_free (bob);
  ui_peer_free (other);
}

/* Who is too quick for the server sees for how long; what was typed meanwhile goes out in its order, once. §6.3 */
static void
test_slow_down (UiFixture *fixture)
{
  GtkWidget *revealer;
  UiPeer *bob;
  guint most = 0;

  ui_server_kill (&fixture->server);
  fixture->server.setting = "limits.rate=2";
  ui_server_start (&fixture->server);
  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  revealer = gtk_widget_get_ancestor (ui_get (fixture, "slow-down"), GTK_TYPE_REVEALER);
  for (guint i = 1; i <= 24; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u.", i);

      natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), text, NULL);
    }
  wait_until (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  most = natter_ui_session_get_slow_down (ui_session (fixture));
  g_assert_cmpuint (most, >, 0);
  g_assert_nonnull (strstr (ui_label (ui_get (fixture, "slow-down")), "A little slower, please"));
  ui_picture (GTK_WIDGET (fixture->window), "slow-down");
  wait_until (ui_peer_count (bob, "line 24.") == 1);
  for (guint i = 1; i <= 24; i++)
    {
      g_autofree char *text = g_strdup_printf ("\"line %u.\"", i);

      g_assert_cmpuint (ui_peer_count (bob, text), ==, 1);
    }
  wait_until (!gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  ui_peer_free (bob);
}

static void
forget_signed_in (void)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);

  g_settings_reset (settings, "signed-in");
}

/* Who stays signed in is there again with a new window, without a password, with the key that was kept; who logs out is not. §3.12 */
static void
test_kept_token (UiFixture *fixture)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);
  UiPeer *other = begin (fixture);

  ui_peer_free (other);
  wait_until (natter_ui_session_get_token (ui_session (fixture)) != NULL);
  natter_ui_session_close (ui_session (fixture));
  ui_close_window (fixture);
  fixture->window = natter_ui_window_new (GTK_APPLICATION (fixture->application), fixture->recent, fixture->drafts);
  natter_ui_window_go (fixture->window, address, "alice", NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  g_assert_true (natter_ui_session_is_account (ui_session (fixture)));

  ui_do (fixture, "log-out");
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  ui_close_window (fixture);
  fixture->window = natter_ui_window_new (GTK_APPLICATION (fixture->application), fixture->recent, fixture->drafts);
  natter_ui_window_go (fixture->window, address, "alice", NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (natter_ui_session_needs_password (ui_session (fixture)));
  forget_signed_in ();
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/devices/mark-unread", test_mark_unread);
  ui_add ("/ui/devices/slow-down", test_slow_down);
  ui_add ("/ui/devices/kept-token", test_kept_token);
  return g_test_run ();
}
