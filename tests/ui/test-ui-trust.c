/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <string.h>

#include "gui-client/view/natter-ui-trust-page.h"
#include "tests/unit/model/tls-support.h"

#include "ui-support.h"

/* §10.5, §10.8: is it the server that is meant? By a server with TLS in the process of the test. */

static gboolean
is_online (UiFixture *fixture)
{
  return natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE;
}

static gboolean
is_asked (UiFixture *fixture)
{
  return gtk_widget_get_mapped (ui_get (fixture, "trust-title"));
}

/* As one elsewhere, not as one on this computer. */
static void
go_to (UiFixture *fixture,
       const char *address)
{
  natter_ui_session_set_wary (ui_session (fixture), TRUE);
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), address);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
}

static gboolean
has_focus (UiFixture *fixture,
           const char *name)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window)) == ui_get (fixture, name);
}

static void
set_text (UiFixture *fixture,
          const char *name,
          const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, name)), text);
}

static NatterUiKnown *
get_known (UiFixture *fixture)
{
  return natter_ui_application_get_known (fixture->application);
}

/* In the preferences. */
static void
forget_key (UiFixture *fixture)
{
  GtkWidget *preferences, *button;

  ui_do (fixture, "preferences");
  wait_until (ui_dialog ("preferences") != NULL);
  preferences = ui_dialog ("preferences");
  button = ui_find (preferences, "preference-key");
  g_assert_nonnull (button);
  gtk_button_clicked (GTK_BUTTON (button));
  gtk_widget_destroy (preferences);
}

/* One page, the words, and Enter goes in; the next time nothing is asked. */
static void
test_first (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  g_autofree char *spoken = natter_key_to_phrase (&server->key, " ");

  go_to (fixture, server->address);
  wait_until (is_asked (fixture));
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_true (natter_key_matches_phrase (&server->key, ui_label (ui_get (fixture, "key-phrase"))));
  g_assert_true (has_focus (fixture, "trust-join"));
  g_assert_false (gtk_widget_get_mapped (ui_get (fixture, "word-entry")));
  g_assert_cmpstr (server->heard->str, ==, "");
  ui_picture (GTK_WIDGET (fixture->window), "first-contact");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_get (fixture, "check-button")), TRUE);
  g_assert_true (has_focus (fixture, "heard-entry"));
  set_text (fixture, "heard-entry", "abandon ability able about above absent");
  g_assert_cmpstr (ui_label (ui_get (fixture, "verdict")), !=, "");
  g_assert_false (gtk_style_context_has_class (gtk_widget_get_style_context (ui_get (fixture, "verdict")), "good"));
  set_text (fixture, "heard-entry", "abandon ability");
  g_assert_cmpstr (ui_label (ui_get (fixture, "verdict")), ==, "");
  set_text (fixture, "heard-entry", spoken);
  g_assert_true (gtk_style_context_has_class (gtk_widget_get_style_context (ui_get (fixture, "verdict")), "good"));
  ui_settle (GTK_WIDGET (fixture->window));
  ui_picture (GTK_WIDGET (fixture->window), "first-contact-checked");

  gtk_widget_grab_focus (ui_get (fixture, "trust-join"));
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
  wait_until (is_online (fixture));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "composer")));
  g_assert_true (natter_key_equal (natter_ui_known_get_key (get_known (fixture), server->address), &server->key));

  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find (GTK_WIDGET (fixture->window), "encrypted"));
  ui_picture (GTK_WIDGET (fixture->window), "recent-encrypted");
  go_to (fixture, server->address);
  wait_until (is_online (fixture) || is_asked (fixture));
  g_assert_false (is_asked (fixture));
}

/* The lock tells the truth, and the words. */
static void
test_lock (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  g_autofree char *shown = natter_ui_trust_page_dup_phrase (&server->key);
  GtkWidget *lock, *popover;

  natter_ui_known_note_key (get_known (fixture), server->address, &server->key);
  go_to (fixture, server->address);
  wait_until (is_online (fixture));
  ui_settle (GTK_WIDGET (fixture->window));
  lock = ui_get (fixture, "server-lock");
  g_assert_true (gtk_widget_get_mapped (lock));
  gtk_button_clicked (GTK_BUTTON (lock));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (lock)));
  wait_until (gtk_widget_get_mapped (popover));
  g_assert_cmpstr (ui_label (ui_find (popover, "lock-phrase")), ==, shown);
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (ui_find (popover, "lock-phrase")), NULL, NULL));
  ui_picture (GTK_WIDGET (fixture->window), "lock");
  gtk_popover_popdown (GTK_POPOVER (popover));

  tls_server_cut (server);
  wait_until (!gtk_widget_get_mapped (lock));
}

static void
test_local (UiFixture *fixture)
{
  ui_log_in (fixture, "alice");
  g_assert_cmpint (natter_ui_session_get_trust (ui_session (fixture)), ==, NATTER_UI_TRUST_LOCAL);
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "server-lock")));
  g_assert_cmpstr (ui_label (ui_find (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (ui_get (fixture, "server-lock")))), "lock-phrase")),
                   ==, "");
  ui_picture (GTK_WIDGET (fixture->window), "local");
}

/* In the middle of it all another one is there: red, and no way in by pressing Enter. */
static void
test_changed (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *phrase = NULL;
  g_auto (GStrv) words = NULL;

  natter_ui_known_note_key (get_known (fixture), server->address, &server->key);
  go_to (fixture, server->address);
  wait_until (is_online (fixture));
  tls_server_renew (server);
  tls_server_cut (server);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  g_string_truncate (server->heard, 0);
  ui_do (fixture, "try-now");
  wait_until (is_asked (fixture));
  ui_settle (window);
  ui_picture (window, "changed-key");
  g_assert_true (has_focus (fixture, "leave-button"));
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));

  go_to (fixture, server->address);
  wait_until (is_asked (fixture));
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "trust-join")));
  g_assert_true (is_asked (fixture));
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "word-error")));
  g_assert_true (has_focus (fixture, "word-entry"));
  ui_type (window, "abandon");
  g_assert_false (gtk_widget_get_mapped (ui_get (fixture, "word-error")));
  ui_key (window, GDK_KEY_Return, 0);
  g_assert_true (is_asked (fixture));
  g_assert_cmpstr (server->heard->str, ==, "");

  phrase = natter_key_to_phrase (&server->key, " ");
  words = g_strsplit (phrase, " ", -1);
  set_text (fixture, "word-entry", words[0]);
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (is_online (fixture));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "composer")));
}

/* Escape is no yes. */
static void
test_escape (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);

  go_to (fixture, server->address);
  wait_until (is_asked (fixture));
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Escape, 0);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  g_assert_null (natter_ui_known_get_key (get_known (fixture), server->address));
}

/* As natterd does that does not encrypt: §1.4. */
#define HANDSHAKE_FAILURE "\x07\x15\x03\x03\x00\x02\x02\x28"

static void
test_bare (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (HANDSHAKE_FAILURE);
  const char *address = server->address;
  NatterKey key = { { 1 } };

  go_to (fixture, address);
  wait_until (is_asked (fixture));
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_mapped (ui_get (fixture, "key-phrase")));
  g_assert_true (has_focus (fixture, "leave-button"));
  ui_picture (GTK_WIDGET (fixture->window), "not-encrypted");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "trust-join")));
  wait_until (is_online (fixture));
  g_assert_cmpint (natter_ui_session_get_trust (ui_session (fixture)), ==, NATTER_UI_TRUST_BARE_AGREED);
  ui_settle (GTK_WIDGET (fixture->window));
  ui_picture (GTK_WIDGET (fixture->window), "joined-without-encryption");
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  go_to (fixture, address);
  wait_until (is_online (fixture) || is_asked (fixture));
  g_assert_false (is_asked (fixture));

  /* Once it encrypts it is never gone to without. */
  ui_do (fixture, "log-out");
  natter_ui_known_note_key (get_known (fixture), address, &key);
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  go_to (fixture, address);
  wait_until (is_asked (fixture));
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_false (gtk_widget_get_mapped (ui_get (fixture, "trust-join")));
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "again-button")));
  ui_picture (GTK_WIDGET (fixture->window), "stripped");

  /* Unless one forgets what one knew. */
  forget_key (fixture);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "again-button")));
  wait_until (is_asked (fixture) && gtk_widget_get_mapped (ui_get (fixture, "trust-join")));
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "leave-button")));
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
}

/* §12: a link brings the key, typed or clicked. */
static void
test_link (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  g_autofree char *key = natter_key_to_text (&server->key);
  g_autofree char *good = g_strdup_printf ("natter://%s/lobby?code=xyz&key=%s", server->address, key);
  g_autofree char *bad = NULL;

  go_to (fixture, good);
  wait_until (is_online (fixture) || is_asked (fixture));
  g_assert_false (is_asked (fixture));
  g_assert_cmpstr (natter_ui_session_get_address (ui_session (fixture)), ==, server->address);
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));

  key[5] = key[5] == 'A' ? 'B' : 'A';
  bad = g_strdup_printf ("natter://%s/lobby?key=%s", server->address, key);
  natter_ui_window_follow_link (fixture->window, natter_link_parse (bad));
  natter_ui_window_go (fixture->window, server->address, "alice", "lobby");
  wait_until (is_asked (fixture));
  g_assert_cmpint (natter_ui_session_get_trust (ui_session (fixture)), ==, NATTER_UI_TRUST_CHANGED);

  /* And a new link leads out of it. */
  natter_ui_window_follow_link (fixture->window, natter_link_parse (good));
  natter_ui_window_go (fixture->window, server->address, "alice", "lobby");
  wait_until (is_online (fixture));
}

/* A code is told to no other server than the one that the link names; who was sent away from one is taken to the next; who waits, into the room. */
static void
test_link_elsewhere (UiFixture *fixture)
{
  g_autoptr (TlsServer) here = tls_server_new (NULL);
  g_autoptr (TlsServer) there = tls_server_new (NULL);
  g_autofree char *key = natter_key_to_text (&there->key);
  g_autofree char *wrong = g_strdup_printf ("natter://%s/garden?code=s3cret&key=%s", here->address, key);
  g_autofree char *good = g_strdup_printf ("natter://%s/cellar?code=s3cret&key=%s", there->address, key);

  natter_ui_known_note_key (get_known (fixture), here->address, &here->key);
  go_to (fixture, here->address);
  wait_until (is_online (fixture));
  natter_ui_window_follow_link (fixture->window, natter_link_parse (wrong));
  natter_ui_window_go (fixture->window, here->address, NULL, "garden");
  wait_until (strstr (here->heard->str, "garden") != NULL);

  tls_server_cut (here);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  natter_ui_window_go (fixture->window, here->address, NULL, "attic");
  ui_do (fixture, "try-now");
  wait_until (strstr (here->heard->str, "attic") != NULL);

  tls_server_tell (here, "{\"ev\":\"bye\",\"code\":\"kicked\",\"text\":\"Out.\"}\n");
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "composer")));
  natter_ui_window_follow_link (fixture->window, natter_link_parse (good));
  natter_ui_window_go (fixture->window, there->address, NULL, "cellar");
  wait_until (strstr (there->heard->str, "s3cret") != NULL);
  g_assert_null (strstr (here->heard->str, "s3cret"));
}

/* Who is in the middle of a sentence says yes to nobody by its next space, or its end. */
static void
test_first_amid_talk (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  static const guint keys[] = { GDK_KEY_space, GDK_KEY_Return };

  natter_ui_known_note_key (get_known (fixture), server->address, &server->key);
  go_to (fixture, server->address);
  wait_until (is_online (fixture));
  natter_ui_known_forget (get_known (fixture), server->address);
  tls_server_cut (server);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  ui_do (fixture, "try-now");
  wait_until (is_asked (fixture));
  g_assert_true (has_focus (fixture, "check-button"));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    ui_key (GTK_WIDGET (fixture->window), keys[i], 0);
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_true (is_asked (fixture));
  g_assert_null (natter_ui_known_get_key (get_known (fixture), server->address));
}

static void
test_forget (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);

  natter_ui_known_note_key (get_known (fixture), server->address, &server->key);
  go_to (fixture, server->address);
  wait_until (is_online (fixture));
  forget_key (fixture);
  g_assert_null (natter_ui_known_get_key (get_known (fixture), server->address));
}

/* The real natterd: the same all the way. In memory it has another key after each start. */
static void
test_natterd (UiFixture *fixture)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");

  go_to (fixture, address);
  wait_until (is_asked (fixture));
  g_assert_cmpuint (ui_peer_count (bob, "alice"), ==, 0);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "trust-join")));
  wait_until (is_online (fixture));
  g_assert_cmpint (natter_ui_session_get_trust (ui_session (fixture)), ==, NATTER_UI_TRUST_PINNED);
  ui_peer_do (bob, "{\"do\":\"say\",\"room\":\"lobby\",\"text\":\"so you are here\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "so you are here"));
  ui_settle (GTK_WIDGET (fixture->window));
  ui_picture (GTK_WIDGET (fixture->window), "natterd-encrypted");

  ui_server_kill (&fixture->server);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  ui_server_start (&fixture->server);
  ui_do (fixture, "try-now");
  wait_until (is_asked (fixture));
  g_assert_cmpint (natter_ui_session_get_trust (ui_session (fixture)), ==, NATTER_UI_TRUST_CHANGED);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "leave-button")));
  ui_peer_free (bob);
}

/* As narrow as a telephone, dark, and from right to left. */
static void
test_looks (UiFixture *fixture)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  static const char *const names[] = { "first", "changed" };
  NatterKey other = { { 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *narrow = g_strdup_printf ("trust-narrow-%s", names[i]), *dark = g_strdup_printf ("trust-dark-%s", names[i]);
      g_autofree char *right = g_strdup_printf ("trust-rtl-%s", names[i]);
      int width, height;

      if (i == 1)
        natter_ui_known_note_key (get_known (fixture), server->address, &other);
      go_to (fixture, server->address);
      wait_until (is_asked (fixture));
      gtk_window_resize (GTK_WINDOW (fixture->window), 360, 640);
      ui_settle (GTK_WIDGET (fixture->window));
      ui_picture (GTK_WIDGET (fixture->window), narrow);
      gtk_window_get_size (GTK_WINDOW (fixture->window), &width, &height);
      g_assert_cmpint (width, ==, 360);
      g_settings_set_string (settings, "color-scheme", "dark");
      gtk_window_resize (GTK_WINDOW (fixture->window), 900, 650);
      ui_settle (GTK_WIDGET (fixture->window));
      ui_picture (GTK_WIDGET (fixture->window), dark);
      g_settings_reset (settings, "color-scheme");
      gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
      ui_settle (GTK_WIDGET (fixture->window));
      ui_picture (GTK_WIDGET (fixture->window), right);
      gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
      gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "leave-button")));
    }
}

int
main (int argc,
      char *argv[])
{
  ui_init (&argc, &argv);
  tls_trust_nobody ();

  ui_add ("/trust/first", test_first);
  ui_add ("/trust/lock", test_lock);
  ui_add ("/trust/local", test_local);
  ui_add ("/trust/changed", test_changed);
  ui_add ("/trust/escape", test_escape);
  ui_add ("/trust/bare", test_bare);
  ui_add ("/trust/link", test_link);
  ui_add ("/trust/link-elsewhere", test_link_elsewhere);
  ui_add ("/trust/first-amid-talk", test_first_amid_talk);
  ui_add ("/trust/forget", test_forget);
  ui_add ("/trust/natterd", test_natterd);
  ui_add ("/trust/looks", test_looks);

  return g_test_run ();
}
