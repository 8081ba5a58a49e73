/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <string.h>

#include "gui-client/model/natter-ui-drafts.h"
#include "gui-client/model/natter-ui-room-settings.h"

#include "ui-support.h"

/* How the nth row of a list is read aloud: what a screen reader and a test see. (nullable). */
static const char *
row_name (GtkWidget *list,
          int n)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), n);

  return row != NULL ? atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (row))) : NULL;
}

static guint
count_rows (GtkWidget *list)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n) != NULL)
    n++;
  return n;
}

static void
press (GtkWidget *dialog,
       const char *text)
{
  gtk_entry_set_text (GTK_ENTRY (ui_find (dialog, "filter")), text);
  gtk_widget_activate (ui_find (dialog, "filter"));
}

/* The directory: rooms with topic and people; Enter joins; a name that is none makes a room. §4.7 */
static void
test_join (UiFixture *fixture)
{
  UiPeer *bob;
  GtkWidget *dialog;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  ui_peer_do (bob, "{\"do\":\"topic\",\"room\":\"garden\",\"text\":\"Tomatoes and beans\",\"id\":\"t\"}");
  wait_until (ui_peer_count (bob, "\"re\":\"t\"") == 1);
  ui_do (fixture, "rooms");
  dialog = ui_dialog ("directory");
  wait_until (count_rows (ui_find (dialog, "dialog-list")) == 2);
  ui_picture (dialog, "directory");
  gtk_entry_set_text (GTK_ENTRY (ui_find (dialog, "filter")), "tomato");
  g_assert_cmpuint (count_rows (ui_find (dialog, "dialog-list")), ==, 1);
  gtk_widget_activate (ui_find (dialog, "filter"));
  wait_until (ui_room (fixture, "garden") != NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "garden"));
  wait_until (g_str_equal (ui_label (ui_get (fixture, "topic")), "Tomatoes and beans"));
  g_assert_null (ui_dialog ("directory"));

  ui_do (fixture, "rooms");
  dialog = ui_dialog ("directory");
  press (dialog, "two words");
  g_assert_nonnull (ui_dialog ("directory"));
  g_assert_cmpstr (ui_label (ui_find (dialog, "dialog-error")), !=, "");
  press (dialog, "#workshop");
  wait_until (ui_room (fixture, "workshop") != NULL);
  ui_peer_free (bob);
}

/* What is said elsewhere is counted; a mention is marked; looking there takes the number away. */
static void
test_unread (UiFixture *fixture)
{
  UiPeer *bob;
  GtkWidget *rooms;
  NatterUiRoom *lobby;

  ui_log_in (fixture, "alice");
  lobby = ui_room (fixture, "lobby");
  rooms = ui_get (fixture, "rooms");
  bob = ui_peer_new (&fixture->server, "bob");
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) != lobby);
  ui_peer_do (bob, "{\"do\":\"say\",\"room\":\"lobby\",\"text\":\"one\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"room\":\"lobby\",\"text\":\"two, alice\"}");
  ui_peer_do (bob, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"psst\"}");
  wait_until (natter_ui_room_get_unread (lobby) == 2 && ui_room (fixture, "@bob") != NULL);
  g_assert_cmpstr (row_name (rooms, 0), ==, "#lobby, 2 unread messages, you are mentioned");
  g_assert_cmpstr (row_name (rooms, 1), ==, "#garden");
  g_assert_cmpstr (row_name (rooms, 2), ==, "bob, 1 unread message");
  g_assert_false (natter_ui_session_get_current_room (ui_session (fixture)) == lobby);
  ui_picture (GTK_WIDGET (fixture->window), "unread");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Up, GDK_MOD1_MASK);
  g_assert_true (natter_ui_session_get_current_room (ui_session (fixture)) == lobby);
  wait_until (ui_shows (ui_get (fixture, "messages"), "two, alice"));
  natter_ui_session_set_attentive (ui_session (fixture), TRUE);
  wait_until (natter_ui_room_get_unread (lobby) == 0);
  g_assert_cmpstr (row_name (rooms, 0), ==, "#lobby");
  ui_peer_free (bob);
}

/* The people pane is look: who is in this room, with who is away; F9 hides it. §4.10 */
static void
test_look (UiFixture *fixture)
{
  UiPeer *bob;
  GtkWidget *people;
  GAction *action;
  g_autoptr (GVariant) state = NULL;

  ui_log_in (fixture, "alice");
  people = ui_get (fixture, "people");
  action = g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "people");
  bob = ui_peer_new (&fixture->server, "bob");
  wait_until (count_rows (people) == 2);
  g_assert_cmpstr (row_name (people, 0), ==, "alice (you)");
  g_assert_cmpstr (row_name (people, 1), ==, "bob");
  ui_peer_do (bob, "{\"do\":\"away\",\"text\":\"lunch\"}");
  wait_until (g_strcmp0 (row_name (people, 1), "bob, away: lunch") == 0);
  g_assert_cmpstr (ui_label (ui_get (fixture, "people-heading")), ==, "In this room · 2");
  ui_picture (GTK_WIDGET (fixture->window), "people");
  state = g_action_get_state (action);
  g_assert_true (g_variant_get_boolean (state));
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_F9, 0);
  wait_until (!gtk_widget_get_mapped (people));
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_F9, 0);
  wait_until (gtk_widget_get_mapped (people));
  ui_peer_free (bob);
  wait_until (count_rows (people) == 1);
}

/* Who is online: everyone on the server, filtered as one types; Message begins a conversation. §4.10 */
static void
test_who (UiFixture *fixture)
{
  UiPeer *bob, *carol;
  GtkWidget *dialog, *list;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  carol = ui_peer_new (&fixture->server, "carol");
  ui_peer_do (carol, "{\"do\":\"join\",\"room\":\"garden\"}");
  ui_peer_do (carol, "{\"do\":\"leave\",\"room\":\"lobby\",\"id\":\"l\"}");
  wait_until (ui_peer_count (carol, "\"re\":\"l\"") == 1);
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_W, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  dialog = ui_dialog ("who");
  list = ui_find (dialog, "dialog-list");
  wait_until (count_rows (list) == 3);
  g_assert_cmpstr (row_name (list, 2), ==, "carol, #garden");
  ui_picture (dialog, "who");
  gtk_entry_set_text (GTK_ENTRY (ui_find (dialog, "filter")), "CAR");
  g_assert_cmpuint (count_rows (list), ==, 1);
  gtk_widget_activate (ui_find (dialog, "filter"));
  wait_until (ui_room (fixture, "@carol") != NULL);
  g_assert_true (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "@carol"));
  g_assert_null (ui_dialog ("who"));
  ui_type (GTK_WIDGET (fixture->window), "hello carol");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
  wait_until (ui_peer_count (carol, "\"text\":\"hello carol\"") == 1);
  wait_until (ui_shows (ui_get (fixture, "messages"), "hello carol"));
  ui_picture (GTK_WIDGET (fixture->window), "direct");
  ui_peer_free (bob);
  ui_peer_free (carol);
}

/* The topic: in the header, set from there; what is wrong with it is said in the dialog. §4.11 */
static void
test_topic (UiFixture *fixture)
{
  UiPeer *bob;
  GtkWidget *prompt;
  g_autofree char *long_topic = g_strnfill (600, 'x');

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "topic-button")));
  prompt = ui_dialog ("set-topic");
  gtk_entry_set_text (GTK_ENTRY (ui_find (prompt, "prompt-entry")), long_topic);
  gtk_dialog_response (GTK_DIALOG (prompt), GTK_RESPONSE_ACCEPT);
  g_assert_nonnull (ui_dialog ("set-topic"));
  g_assert_cmpstr (ui_label (ui_find (prompt, "prompt-error")), !=, "");
  ui_picture (prompt, "topic-too-long");
  gtk_entry_set_text (GTK_ENTRY (ui_find (prompt, "prompt-entry")), "Tea at four");
  gtk_dialog_response (GTK_DIALOG (prompt), GTK_RESPONSE_ACCEPT);
  g_assert_null (ui_dialog ("set-topic"));
  wait_until (g_str_equal (ui_label (ui_get (fixture, "topic")), "Tea at four"));
  wait_until (ui_peer_count (bob, "Tea at four") == 1);
  ui_peer_free (bob);
}

/* Another name, away and back, from the account's menu. §4.14, §4.15 */
static void
test_account (UiFixture *fixture)
{
  UiPeer *bob;
  GtkWidget *prompt;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_do (fixture, "change-name");
  prompt = ui_dialog ("change-name");
  gtk_entry_set_text (GTK_ENTRY (ui_find (prompt, "prompt-entry")), "alicia");
  gtk_dialog_response (GTK_DIALOG (prompt), GTK_RESPONSE_ACCEPT);
  wait_until (g_str_equal (ui_label (ui_get (fixture, "own-name")), "alicia"));
  ui_do (fixture, "away");
  prompt = ui_dialog ("away");
  gtk_entry_set_text (GTK_ENTRY (ui_find (prompt, "prompt-entry")), "tea");
  gtk_dialog_response (GTK_DIALOG (prompt), GTK_RESPONSE_ACCEPT);
  wait_until (ui_peer_count (bob, "\"away\":\"tea\"") > 0);
  wait_until (g_strrstr (ui_label (ui_get (fixture, "own-status")), "Away") != NULL);
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "away"));
  ui_do (fixture, "back");
  wait_until (g_strrstr (ui_label (ui_get (fixture, "own-status")), "Away") == NULL);
  ui_peer_free (bob);
}

/* What is written but not sent stays with its room. */
static void
test_drafts (UiFixture *fixture)
{
  GtkWidget *composer;
  NatterUiRoom *lobby;

  ui_log_in (fixture, "alice");
  composer = ui_get (fixture, "composer");
  lobby = ui_room (fixture, "lobby");
  ui_type (GTK_WIDGET (fixture->window), "half a thought");
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) != lobby);
  g_assert_false (ui_shows (composer, "half"));
  ui_picture (GTK_WIDGET (fixture->window), "draft");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Down, GDK_MOD1_MASK);
  g_assert_true (natter_ui_session_get_current_room (ui_session (fixture)) == lobby);
  g_assert_true (ui_shows (composer, "half a thought"));
}

/* Ctrl+K and a few letters. */
static void
test_switcher (UiFixture *fixture)
{
  GtkWidget *dialog;
  NatterUiRoom *lobby;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  lobby = ui_room (fixture, "lobby");
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) != lobby);
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_k, GDK_CONTROL_MASK);
  dialog = ui_dialog ("switcher");
  ui_picture (dialog, "switcher");
  press (dialog, "lob");
  g_assert_true (natter_ui_session_get_current_room (ui_session (fixture)) == lobby);
  g_assert_null (ui_dialog ("switcher"));
  bob = ui_peer_new (&fixture->server, "bob");
  wait_until (natter_ui_room_get_n_people (lobby) == 2);
  ui_do (fixture, "switcher");
  press (ui_dialog ("switcher"), "@bo"); /* a person of a room one is in */
  g_assert_cmpstr (natter_ui_room_get_name (natter_ui_session_get_current_room (ui_session (fixture))), ==, "@bob");
  natter_ui_session_set_current_room (ui_session (fixture), lobby);
  ui_peer_free (bob);
  ui_do (fixture, "leave");
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) != lobby);
}

static gboolean
has_row_of (GtkWidget *dialog,
            const char *text)
{
  return ui_find_label (dialog, text) != NULL;
}

/* To a room that one is not in, and to a person whom one does not see from where one is: half the name is enough, and opens no new room. */
static void
test_switcher_elsewhere (UiFixture *fixture)
{
  GtkWidget *dialog;
  UiPeer *bob;

  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  ui_peer_do (bob, "{\"do\":\"leave\",\"room\":\"lobby\",\"id\":\"gone\"}");
  wait_until (ui_peer_count (bob, "\"re\":\"gone\"") == 1);
  ui_log_in (fixture, "alice");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_k, GDK_CONTROL_MASK);
  dialog = ui_dialog ("switcher");
  ui_type (dialog, "gar");
  wait_until (has_row_of (dialog, "garden"));
  ui_settle (dialog);
  ui_picture (dialog, "switcher-elsewhere");
  ui_key (dialog, GDK_KEY_Return, 0);
  wait_until (ui_room (fixture, "garden") != NULL && natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "garden"));
  g_assert_null (ui_room (fixture, "gar"));

  ui_do (fixture, "leave");
  wait_until (ui_room (fixture, "garden") == NULL);
  ui_do (fixture, "switcher");
  dialog = ui_dialog ("switcher");
  wait_until (has_row_of (dialog, "bob"));
  ui_type (dialog, "bo");
  ui_key (dialog, GDK_KEY_Return, 0);
  g_assert_cmpstr (natter_ui_room_get_name (natter_ui_session_get_current_room (ui_session (fixture))), ==, "@bob");
  ui_peer_free (bob);
}

/* The keyboard alone: Enter writes to the first person who is not oneself, and Escape closes each dialog. */
static void
test_keyboard_only (UiFixture *fixture)
{
  const char *const actions[] = { "who", "rooms", "switcher", "topic", "change-name", "away", "shortcuts" };
  const char *const dialogs[] = { "who", "directory", "switcher", "set-topic", "change-name", "away", "shortcuts" };
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      ui_do (fixture, actions[i]);
      wait_until (ui_dialog (dialogs[i]) != NULL && gtk_widget_get_mapped (ui_dialog (dialogs[i])));
      ui_key (ui_dialog (dialogs[i]), GDK_KEY_Escape, 0);
      wait_until (ui_dialog (dialogs[i]) == NULL);
    }

  ui_do (fixture, "who");
  wait_until (g_strrstr (gtk_window_get_title (GTK_WINDOW (ui_dialog ("who"))), "2") != NULL);
  ui_key (ui_dialog ("who"), GDK_KEY_Return, 0);
  wait_until (ui_dialog ("who") == NULL);
  g_assert_true (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "@bob"));
  ui_peer_free (bob);
}

/* What was written and not sent is there again after quitting. */
static void
test_draft_survives (UiFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "drafts", NULL), *text = NULL;

  ui_log_in (fixture, "alice");
  ui_type (GTK_WIDGET (fixture->window), "half a thought");
  ui_close_window (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->drafts));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  fixture->drafts = natter_ui_drafts_new (path);
  ui_open_window (fixture);
  ui_log_in (fixture, "alice");
  text = ui_dup_text (ui_get (fixture, "composer"));
  g_assert_cmpstr (text, ==, "half a thought");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
  wait_until (ui_shows (ui_get (fixture, "messages"), "half a thought"));
  natter_ui_drafts_flush (fixture->drafts);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* In no room: what one writes is not lost when one comes into one. */
static void
test_written_nowhere (UiFixture *fixture)
{
  g_autofree char *text = NULL;

  ui_log_in (fixture, "alice");
  ui_do (fixture, "leave");
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == NULL);
  ui_type (GTK_WIDGET (fixture->window), "where am I");
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) != NULL);
  text = ui_dup_text (ui_get (fixture, "composer"));
  g_assert_cmpstr (text, ==, "where am I");
  g_assert_cmpstr (natter_ui_room_get_draft (ui_room (fixture, "garden")), ==, "where am I");
}

/* Before one goes into a room one reads what was said there last. */
static void
test_preview (UiFixture *fixture)
{
  UiPeer *bob;
  GtkWidget *dialog;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"room\":\"garden\",\"text\":\"the <tomatoes> are **ripe**\",\"id\":\"s\"}");
  wait_until (ui_peer_count (bob, "\"re\":\"s\"") == 1);
  ui_do (fixture, "rooms");
  dialog = ui_dialog ("directory");
  gtk_entry_set_text (GTK_ENTRY (ui_find (dialog, "filter")), "garden");
  wait_until (count_rows (ui_find (dialog, "dialog-list")) == 1);
  wait_until (strstr (ui_label (ui_find (dialog, "preview")), "the <tomatoes> are ripe") != NULL);
  ui_picture (dialog, "directory-preview");
  g_assert_null (ui_room (fixture, "garden"));
  ui_peer_free (bob);
}

static GtkWidget *
setting (const char *name)
{
  g_autofree char *called = g_strconcat ("preference-", name, NULL);

  return ui_find (ui_dialog ("room-settings"), called);
}

/* The owner of a room says what it is like; what is in force stands in the header, and others are told. §4.35 */
static void
test_settings (UiFixture *fixture)
{
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  g_assert_true (natter_ui_session_set_password (ui_session (fixture), NULL, "correct horse", NULL));
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (ui_room (fixture, "garden") != NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "garden"));
  wait_until (natter_ui_room_get_settings (ui_room (fixture, "garden"))->role == NATTER_UI_ROLE_OWNER);
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  wait_until (ui_peer_count (bob, "\"room\":\"garden\"") > 0);
  ui_do (fixture, "room-settings");
  wait_until (ui_dialog ("room-settings") != NULL);
  gtk_combo_box_set_active (GTK_COMBO_BOX (setting ("keep")), 4);
  wait_until (natter_ui_room_get_settings (ui_room (fixture, "garden"))->keep == 365 * 86400);
  gtk_switch_set_active (GTK_SWITCH (setting ("readonly")), TRUE);
  wait_until (ui_peer_count (bob, "\"act\":\"readonly\"") == 1);
  gtk_combo_box_set_active (GTK_COMBO_BOX (setting ("slow")), 2);
  wait_until (natter_ui_room_get_settings (ui_room (fixture, "garden"))->slow == 30);
  gtk_switch_set_active (GTK_SWITCH (setting ("private")), TRUE);
  wait_until (natter_ui_room_get_settings (ui_room (fixture, "garden"))->is_private);
  gtk_button_clicked (GTK_BUTTON (setting ("new-code")));
  wait_until (setting ("code") != NULL);
  ui_picture (ui_dialog ("room-settings"), "room-settings");
  gtk_window_close (GTK_WINDOW (ui_dialog ("room-settings")));
  wait_until (ui_dialog ("room-settings") == NULL);
  g_assert_cmpstr (ui_label (ui_get (fixture, "facts")), ==, "Kept for 1 year · Read-only · Slow mode");
  g_assert_true (gtk_widget_get_visible (ui_get (fixture, "lock")));
  ui_picture (GTK_WIDGET (fixture->window), "room-facts");
  ui_peer_free (bob);
}

/* Who is no moderator sees how the room is, and changes nothing. */
static void
test_settings_of_others (UiFixture *fixture)
{
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");

  ui_peer_do (bob, "{\"do\":\"register\",\"password\":\"correct horse\"}");
  wait_until (ui_peer_count (bob, "\"ev\":\"done\"") > 0);
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  ui_log_in (fixture, "alice");
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (ui_room (fixture, "garden") != NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "garden"));
  ui_do (fixture, "room-settings");
  wait_until (ui_dialog ("room-settings") != NULL);
  g_assert_false (gtk_widget_get_sensitive (setting ("private")));
  g_assert_false (gtk_widget_get_sensitive (setting ("slow")));
  g_assert_null (setting ("new-code"));
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/rooms/join", test_join);
  ui_add ("/ui/rooms/unread", test_unread);
  ui_add ("/ui/rooms/look", test_look);
  ui_add ("/ui/rooms/who", test_who);
  ui_add ("/ui/rooms/topic", test_topic);
  ui_add ("/ui/rooms/account", test_account);
  ui_add ("/ui/rooms/drafts", test_drafts);
  ui_add ("/ui/rooms/switcher", test_switcher);
  ui_add ("/ui/rooms/switcher-elsewhere", test_switcher_elsewhere);
  ui_add ("/ui/rooms/keyboard-only", test_keyboard_only);
  ui_add ("/ui/rooms/draft-survives", test_draft_survives);
  ui_add ("/ui/rooms/written-nowhere", test_written_nowhere);
  ui_add ("/ui/rooms/preview", test_preview);
  ui_add ("/ui/rooms/settings", test_settings);
  ui_add ("/ui/rooms/settings-of-others", test_settings_of_others);
  return g_test_run ();
}
