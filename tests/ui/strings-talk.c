/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-strings.h"

/* The first page, and what is said. */

/* --- The first page --- */

static void
try_to_join (UiFixture *fixture,
             const char *name,
             const char *address,
             const char *scene_name)
{
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), name);
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), address);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  ui_settle (GTK_WIDGET (fixture->window));
  strings_scene (fixture, NULL, scene_name);
}

static gboolean
is_idle (UiFixture *fixture)
{
  return natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE;
}

static void
test_welcome (UiFixture *fixture)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);
  UiPeer *owner, *alice = ui_peer_new (&fixture->server, "alice");

  strings_scene (fixture, NULL, "welcome");
  strings_open_menu (fixture, "welcome-menu");
  try_to_join (fixture, "alice", "", "welcome-nowhere");
  try_to_join (fixture, "a b c", address, "welcome-name");
  try_to_join (fixture, "alice", "127.0.0.1:1", "welcome-connecting");
  wait_until (is_idle (fixture));
  strings_scene (fixture, NULL, "welcome-nobody");
  try_to_join (fixture, "alice", "nowhere.invalid", "welcome-looking");
  wait_until (is_idle (fixture));
  strings_scene (fixture, NULL, "welcome-unknown");
  try_to_join (fixture, "alice", address, "welcome-busy");
  wait_until (natter_ui_session_get_suggestion (ui_session (fixture)) != NULL);
  strings_scene (fixture, NULL, "welcome-taken");
  ui_close_window (fixture);
  ui_open_window (fixture);
  owner = ui_peer_new (&fixture->server, "olive");
  ui_peer_do (owner, "{\"do\":\"register\",\"password\":\"" STRINGS_PASSWORD "\",\"id\":\"r\"}");
  wait_until (ui_peer_count (owner, "\"re\":\"r\"") == 1);
  try_to_join (fixture, "olive", address, "welcome-olive");
  wait_until (natter_ui_session_needs_password (ui_session (fixture)));
  strings_scene (fixture, NULL, "welcome-password");
  ui_peer_free (alice);
  ui_peer_free (owner);
}

static void
test_recent (UiFixture *fixture)
{
  ui_log_in (fixture, "alice");
  ui_do (fixture, "log-out");
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_OFFLINE);
  strings_scene (fixture, NULL, "welcome-recent");
}

/* --- What is said --- */

static void
come_and_go (UiFixture *fixture)
{
  static const char *const names[] = { "dora", "emil", "fred", "gina", "hugo" };
  UiPeer *peers[G_N_ELEMENTS (names)];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    peers[i] = ui_peer_new (&fixture->server, names[i]);
  strings_scene (fixture, NULL, "joined");
  ui_peer_do (peers[0], "{\"do\":\"name\",\"name\":\"doris\"}");
  ui_peer_do (peers[1], "{\"do\":\"logout\"}");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    ui_peer_free (peers[i]);
  ui_settle (GTK_WIDGET (fixture->window));
}

static void
test_talk (UiFixture *fixture)
{
  g_autofree char *run = g_strnfill (6000, 'x');
  UiPeer *bob;
  GtkWidget *messages;

  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  strings_scene (fixture, NULL, "beginning");
  strings_be_account (fixture);
  bob = ui_peer_new (&fixture->server, "bob");
  come_and_go (fixture);
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice: tea?\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"cake\"}");
  ui_peer_do (bob, "{\"do\":\"edit\",\"target\":2,\"text\":\"cake!\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"gone\"}");
  ui_peer_do (bob, "{\"do\":\"delete\",\"target\":4}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"```\\nmake check\\n```\"}");
  ui_peer_do (bob, "{\"do\":\"topic\",\"text\":\"Tea at four\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"%s\"}", run);
  ui_peer_do (bob, "{\"do\":\"topic\",\"text\":\"\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"the end.\"}");
  wait_until (ui_shows (messages, "the end."));
  strings_scene (fixture, NULL, "talk");
  strings_enter (fixture, "garden");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice: news\"}");
  ui_peer_do (bob, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"psst\"}");
  wait_until (ui_room (fixture, "@bob") != NULL);
  ui_type (GTK_WIDGET (fixture->window), "half");
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "@bob"));
  strings_scene (fixture, NULL, "direct");
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  strings_scene (fixture, NULL, "new");
  ui_peer_free (bob);
  ui_settle (GTK_WIDGET (fixture->window));
  strings_scene (fixture, NULL, "left");
}

static void
test_scrolled (UiFixture *fixture)
{
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");
  GtkWidget *window = GTK_WIDGET (fixture->window);

  for (guint i = 1; i <= 300; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %u.\"}", i);
  wait_until (ui_peer_count (bob, "line 300.") == 1);
  ui_log_in (fixture, "alice");
  wait_until (ui_shows (ui_get (fixture, "messages"), "line 300."));
  ui_do (fixture, "go-to-date");
  strings_scene (fixture, NULL, "calendar");
  ui_key (window, GDK_KEY_Escape, 0);
  for (guint i = 0; i < 3; i++)
    ui_key (window, GDK_KEY_Page_Up, 0);
  strings_scene (fixture, NULL, "above");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line 301.\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line 302.\"}");
  wait_until (natter_ui_room_get_last_seq (ui_room (fixture, "lobby")) == 302);
  strings_scene (fixture, NULL, "below");
  ui_peer_free (bob);
}

/* --- What one does with it --- */

static void
click_message (UiFixture *fixture)
{
  GtkWidget *messages = ui_get (fixture, "messages");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (messages));
  GdkEvent *event = gdk_event_new (GDK_BUTTON_PRESS);
  gboolean handled = FALSE;
  GtkTextIter where;

  event->button.window = g_object_ref (gtk_widget_get_window (messages));
  gdk_event_set_device (event, gdk_seat_get_pointer (gdk_display_get_default_seat (gdk_display_get_default ())));
  gtk_text_buffer_get_end_iter (buffer, &where);
  g_assert_true (gtk_text_iter_backward_search (&where, "my own words", 0, &where, NULL, NULL));
  gtk_text_iter_forward_chars (&where, 3);
  gtk_text_buffer_place_cursor (buffer, &where);
  g_signal_emit_by_name (messages, "menu", gtk_text_iter_get_offset (&where), event, &handled);
  g_assert_true (handled);
  gdk_event_free (event);
}

static void
test_acts (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *composer, *menu;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  composer = ui_get (fixture, "composer");
  bob = ui_peer_new (&fixture->server, "bob");
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "my own words", NULL);
  wait_until (ui_peer_count (bob, "my own words") == 1);
  wait_until (natter_ui_session_get_n_waiting (ui_session (fixture)) == 0);
  ui_settle (window);
  click_message (fixture);
  menu = gtk_menu_get_for_attach_widget (ui_get (fixture, "messages"))->data;
  ui_settle (window);
  strings_read_menu (menu, NULL);
  strings_scene (fixture, gtk_widget_get_toplevel (menu), "message-menu");
  gtk_menu_shell_deactivate (GTK_MENU_SHELL (menu));
  ui_do (fixture, "previous-pane");
  ui_key (window, GDK_KEY_plus, 0);
  strings_scene (fixture, NULL, "react");
  ui_key (window, GDK_KEY_Escape, 0);
  gtk_widget_grab_focus (composer);
  ui_do (fixture, "previous-pane");
  ui_key (window, GDK_KEY_d, 0);
  if (ui_dialog ("delete-message") != NULL)
    {
      strings_scene (fixture, ui_dialog ("delete-message"), "delete");
      gtk_widget_destroy (ui_dialog ("delete-message"));
    }
  gtk_widget_grab_focus (composer);
  ui_settle (window);
  ui_key (window, GDK_KEY_Up, 0);
  strings_scene (fixture, NULL, "edit");
  ui_key (window, GDK_KEY_Escape, 0);
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"and mine\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "and mine"));
  ui_do (fixture, "previous-pane");
  ui_key (window, GDK_KEY_r, 0);
  strings_scene (fixture, NULL, "reply");
  ui_key (window, GDK_KEY_Escape, 0);
  gtk_widget_grab_focus (composer);
  gtk_clipboard_set_text (gtk_widget_get_clipboard (composer, GDK_SELECTION_CLIPBOARD), "a\nb\nc\nd\ne\nf\ng\n", -1);
  g_signal_emit_by_name (composer, "paste-clipboard");
  wait_until (gtk_revealer_get_child_revealed (GTK_REVEALER (ui_get (fixture, "paste-guard"))));
  strings_scene (fixture, NULL, "paste");
  ui_key (window, GDK_KEY_Escape, 0);
  strings_clear (fixture);
  ui_type (window, "/frobnicate");
  ui_key (window, GDK_KEY_Return, 0);
  strings_scene (fixture, NULL, "no-such-command");
  strings_clear (fixture);
  ui_type (window, "/t");
  ui_key (window, GDK_KEY_Tab, 0);
  strings_scene (fixture, NULL, "candidates");
  ui_peer_free (bob);
}

/* What commands answer. */
static void
test_commands (UiFixture *fixture)
{
  static const char *const commands[] = { "/look", "/who", "/rooms", "/topic", "/ignore", "/ignore bob", "/ignore", "/time", "/devices",
                                          "/ping", "/version", "/motd", "/away", "/away tea", "/look", "/who", "/back", "/search zebra", "/search tea",
                                          "/help", "/help say", "/help zebra", "/tell bob hello", "/history", "/join #nowhere-at-all", "/switch #nowhere",
                                          "/topic tea", "/topic", "/", "/unignore bob", "/leave" };
  UiPeer *bob, *carol;

  ui_log_in (fixture, "alice");
  strings_be_account (fixture);
  bob = ui_peer_new (&fixture->server, "bob");
  carol = ui_peer_new (&fixture->server, "carol");
  ui_peer_do (bob, "{\"do\":\"away\",\"text\":\"lunch\"}");
  ui_peer_do (carol, "{\"do\":\"away\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"tea is ready\"}");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!natter_ui_session_submit (ui_session (fixture), natter_ui_session_get_current_room (ui_session (fixture)), commands[i], &error))
        strings_tell (error->message);
      ui_peer_do (bob, "{\"do\":\"ping\",\"id\":\"p%u\"}", i);
      {
        g_autofree char *answered = g_strdup_printf ("\"re\":\"p%u\"", i);

        wait_until (ui_peer_count (bob, answered) == 1);
      }
      ui_settle (GTK_WIDGET (fixture->window));
      if (i % 6 == 5 || i == G_N_ELEMENTS (commands) - 1)
        {
          g_autofree char *name = g_strdup_printf ("commands-%u", i / 6);

          strings_scene (fixture, NULL, name);
        }
    }
  ui_peer_free (bob);
  ui_peer_free (carol);
}

void
strings_add_talk (void)
{
  ui_add ("/ui/strings/welcome", test_welcome);
  ui_add ("/ui/strings/recent", test_recent);
  ui_add ("/ui/strings/talk", test_talk);
  ui_add ("/ui/strings/scrolled", test_scrolled);
  ui_add ("/ui/strings/acts", test_acts);
  ui_add ("/ui/strings/commands", test_commands);
}
