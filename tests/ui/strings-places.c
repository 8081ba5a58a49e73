/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-person-private.h"
#include "gui-client/model/natter-ui-room-private.h"
#include "gui-client/model/natter-ui-room-settings.h"

#include "ui-strings.h"

/* People, rooms, and what one looks for. */

static void
read_page (GtkWidget *widget,
           gpointer data)
{
  strings_tell (GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL);
  if (GTK_IS_COMBO_BOX (widget))
    {
      GtkTreeModel *model = gtk_combo_box_get_model (GTK_COMBO_BOX (widget));
      GtkTreeIter iter;

      for (gboolean any = gtk_tree_model_get_iter_first (model, &iter); any; any = gtk_tree_model_iter_next (model, &iter))
        {
          g_autofree char *text = NULL;

          gtk_tree_model_get (model, &iter, 0, &text, -1);
          strings_tell (text);
        }
    }
  if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), read_page, data);
}

static void
open_profile (UiFixture *fixture,
              int n,
              const char *name)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "people")), n);

  g_assert_nonnull (row);
  gtk_widget_activate (GTK_WIDGET (row));
  strings_scene (fixture, NULL, name);
  gtk_widget_destroy (ui_get (fixture, "profile"));
}

/* For so long that it is told. */
static void
be_idle (UiFixture *fixture,
         NatterUiPersonList *people)
{
  static const gint64 idle[] = { 300, 3 * 3600, 3 * 86400 };

  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    {
      NatterPerson person = { .name = (char *) "carol", .idle = idle[i], .account = TRUE };
      g_autofree char *name = g_strdup_printf ("idle-%u", i);

      natter_ui_person_update (natter_ui_person_list_find (people, "carol"), &person);
      strings_scene (fixture, NULL, name);
    }
  open_profile (fixture, 2, "profile-account");
}

static void
test_people (UiFixture *fixture)
{
  NatterUiPersonList *people;
  UiPeer *bob, *carol;

  ui_log_in (fixture, "alice");
  strings_be_account (fixture);
  bob = ui_peer_new (&fixture->server, "bob");
  carol = ui_peer_new (&fixture->server, "carol");
  strings_enter (fixture, "garden");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  ui_peer_do (bob, "{\"do\":\"away\",\"text\":\"lunch\"}");
  ui_peer_do (carol, "{\"do\":\"join\",\"room\":\"garden\"}");
  people = natter_ui_room_get_members (ui_room (fixture, "garden"));
  wait_until (natter_ui_person_list_find (people, "carol") != NULL && natter_ui_person_list_find (people, "bob") != NULL);
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "garden"), "/mute carol 10m", NULL);
  wait_until (natter_ui_person_get_role (natter_ui_person_list_find (people, "carol")) == NATTER_UI_ROLE_MUTED);
  strings_scene (fixture, NULL, "people");
  open_profile (fixture, 0, "profile-own");
  open_profile (fixture, 1, "profile-member");
  open_profile (fixture, 2, "profile-muted");
  natter_ui_person_set_role (natter_ui_person_list_find (people, "carol"), NATTER_UI_ROLE_MODERATOR);
  open_profile (fixture, 2, "profile-moderator");
  be_idle (fixture, people);
  strings_open_dialog (fixture, "who", "who");
  strings_open_menu (fixture, "room-menu");
  strings_open_menu (fixture, "account-menu");
  ui_do (fixture, "room-settings");
  wait_until (ui_dialog ("room-settings") != NULL);
  read_page (ui_dialog ("room-settings"), NULL);
  strings_scene (fixture, ui_dialog ("room-settings"), "room-settings");
  gtk_button_clicked (GTK_BUTTON (ui_find (ui_dialog ("room-settings"), "preference-new-code")));
  wait_until (ui_find (ui_dialog ("room-settings"), "preference-code") != NULL);
  strings_scene (fixture, ui_dialog ("room-settings"), "room-settings-code");
  gtk_widget_destroy (ui_dialog ("room-settings"));
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "garden"), "/keep 1 day", NULL);
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "garden"), "/slow 30s", NULL);
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "garden"), "/private", NULL);
  wait_until (natter_ui_room_get_settings (ui_room (fixture, "garden"))->is_private);
  strings_scene (fixture, NULL, "room-facts");
  ui_peer_do (carol, "{\"do\":\"logout\"}");
  ui_peer_free (carol);
  ui_peer_free (bob);
}

static void
open_row_menu (UiFixture *fixture,
               const char *name)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  gtk_widget_grab_focus (ui_get (fixture, "composer"));
  ui_key (window, GDK_KEY_F6, GDK_SHIFT_MASK);
  ui_key (window, GDK_KEY_F6, GDK_SHIFT_MASK);
  ui_key (window, GDK_KEY_F10, GDK_SHIFT_MASK);
  wait_until (GTK_IS_MENU (gtk_grab_get_current ()));
  strings_read_menu (gtk_grab_get_current (), NULL);
  strings_scene (fixture, gtk_widget_get_toplevel (gtk_grab_get_current ()), name);
  gtk_menu_shell_deactivate (GTK_MENU_SHELL (gtk_grab_get_current ()));
  ui_settle (window);
}

static void
test_sidebar (UiFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"good night\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "good night"));
  open_row_menu (fixture, "row-menu");
  ui_do_with (fixture, "toggle-favourite", "lobby");
  open_row_menu (fixture, "row-menu-favourite");
  ui_do_with (fixture, "mark-unread", "lobby");
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) > 0);
  open_row_menu (fixture, "row-menu-unread");
  natter_ui_session_open_direct (ui_session (fixture), "bob", NULL);
  strings_scene (fixture, NULL, "favourites");
  open_row_menu (fixture, "row-menu-direct");
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  natter_ui_session_set_away (ui_session (fixture), "tea");
  wait_until (natter_ui_session_get_away (ui_session (fixture)) != NULL);
  strings_scene (fixture, NULL, "away-here");
  strings_open_menu (fixture, "account-menu");
  ui_peer_do (bob, "{\"do\":\"logout\"}");
  wait_until (ui_find_label (ui_get (fixture, "absent"), "bob") != NULL);
  for (strings_ahead = 5 * G_TIME_SPAN_MINUTE; strings_ahead < 60 * G_TIME_SPAN_DAY; strings_ahead *= 12)
    {
      g_autofree char *name = g_strdup_printf ("rooms-after-%d-min", (int) (strings_ahead / G_TIME_SPAN_MINUTE));

      strings_open_dialog (fixture, "rooms", "directory");
      ui_do (fixture, "rooms");
      wait_until (ui_find (ui_dialog ("directory"), "preview") != NULL);
      strings_scene (fixture, ui_dialog ("directory"), name);
      gtk_widget_destroy (ui_dialog ("directory"));
    }
  strings_ahead = G_TIME_SPAN_DAY;
  g_settings_set_boolean (settings, "compact", TRUE); /* written anew */
  strings_open_dialog (fixture, "rooms", "directory");
  strings_scene (fixture, NULL, "a-day-later");
  strings_ahead = 0;
  g_settings_reset (settings, "compact");
  g_settings_reset (settings, "favourites");
  ui_peer_free (bob);
}

static void
test_preferences (UiFixture *fixture)
{
  GtkWidget *window;

  ui_log_in (fixture, "alice");
  ui_do (fixture, "preferences");
  wait_until (ui_dialog ("preferences") != NULL);
  window = ui_dialog ("preferences");
  gtk_window_resize (GTK_WINDOW (window), 640, 620);
  read_page (window, NULL);
  strings_show_pages (fixture, window, "preferences", 4);
  gtk_widget_destroy (window);
}

static void
find_section (GtkWidget *widget,
              gpointer data)
{
  if (GTK_IS_SHORTCUTS_SECTION (widget))
    *(GtkWidget **) data = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_section, data);
}

static void
test_dialogs (UiFixture *fixture)
{
  GtkWidget *dialog, *section = NULL;
  gboolean turned = FALSE;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"kitchen\"}");
  ui_do (fixture, "rooms");
  dialog = ui_dialog ("directory");
  strings_scene (fixture, dialog, "directory");
  gtk_entry_set_text (GTK_ENTRY (ui_find (dialog, "filter")), "zebra");
  strings_scene (fixture, dialog, "directory-none");
  gtk_widget_destroy (dialog);
  ui_do (fixture, "switcher");
  dialog = ui_dialog ("switcher");
  strings_scene (fixture, dialog, "switcher");
  gtk_entry_set_text (GTK_ENTRY (ui_find (dialog, "filter")), "zebra");
  strings_scene (fixture, dialog, "switcher-none");
  gtk_widget_destroy (dialog);
  ui_do (fixture, "who");
  dialog = ui_dialog ("who");
  gtk_entry_set_text (GTK_ENTRY (ui_find (dialog, "filter")), "zebra");
  strings_scene (fixture, dialog, "who-none");
  gtk_widget_destroy (dialog);
  strings_open_dialog (fixture, "change-name", "change-name");
  strings_open_dialog (fixture, "away", "away");
  strings_open_dialog (fixture, "topic", "set-topic");
  strings_open_dialog (fixture, "set-password", "password-dialog");
  ui_do (fixture, "shortcuts");
  wait_until (ui_dialog ("shortcuts") != NULL);
  read_page (ui_dialog ("shortcuts"), NULL);
  strings_scene (fixture, ui_dialog ("shortcuts"), "shortcuts");
  find_section (ui_dialog ("shortcuts"), &section);
  g_signal_emit_by_name (section, "change-current-page", 1, &turned);
  strings_scene (fixture, ui_dialog ("shortcuts"), "shortcuts-more");
  gtk_widget_destroy (ui_dialog ("shortcuts"));
  ui_peer_free (bob);
}

static void
test_search (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"the backup is done\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"which backup?\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "which backup?"));
  ui_do (fixture, "search");
  strings_scene (fixture, NULL, "search");
  ui_type (window, "backup");
  wait_until (gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "found")), 0) != NULL);
  strings_scene (fixture, NULL, "search-found");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "search-entry")), "zebra from:bob");
  wait_until (g_str_equal (ui_label (ui_get (fixture, "search-note")), _ ("Nothing was found.")));
  strings_scene (fixture, NULL, "search-none");
  ui_key (window, GDK_KEY_Escape, 0);
  ui_do (fixture, "find");
  ui_type (window, "backup");
  wait_until (g_ascii_isdigit (ui_label (ui_get (fixture, "find-count"))[0]) || strpbrk (ui_label (ui_get (fixture, "find-count")), "12") != NULL);
  ui_key (window, GDK_KEY_Return, 0);
  strings_scene (fixture, NULL, "find");
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "find-entry")), "zebra");
  wait_until (g_str_equal (ui_label (ui_get (fixture, "find-count")), _ ("Not found")));
  strings_scene (fixture, NULL, "find-none");
  ui_key (window, GDK_KEY_Escape, 0);
  ui_do (fixture, "missed");
  strings_scene (fixture, NULL, "missed-none");
  ui_key (window, GDK_KEY_Escape, 0);
  gtk_widget_grab_focus (ui_get (fixture, "composer"));
  ui_type (window, "/topik");
  ui_key (window, GDK_KEY_Return, 0);
  strings_scene (fixture, NULL, "nearly-a-command");
  ui_key (window, GDK_KEY_a, GDK_CONTROL_MASK);
  ui_do_with (fixture, "leave-room", "lobby");
  strings_scene (fixture, NULL, "no-room");
  ui_peer_free (bob);
}

void
strings_add_places (void)
{
  ui_add ("/ui/strings/people", test_people);
  ui_add ("/ui/strings/sidebar", test_sidebar);
  ui_add ("/ui/strings/preferences", test_preferences);
  ui_add ("/ui/strings/dialogs", test_dialogs);
  ui_add ("/ui/strings/search", test_search);
}
