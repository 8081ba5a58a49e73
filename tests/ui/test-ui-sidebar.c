/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-support.h"

static void
forget_favourites (void)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);

  g_settings_reset (settings, "favourites");
}

static void
join (UiFixture *fixture,
      const char *room)
{
  g_assert_true (natter_ui_session_join (ui_session (fixture), room, NULL));
  wait_until (ui_room (fixture, room) != NULL && natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, room));
}

/* The labels of the rows in @list, and their headings, in order: "[Rooms] lobby garden". (transfer full). */
static char *
dup_rows (UiFixture *fixture)
{
  GtkListBox *list = GTK_LIST_BOX (ui_get (fixture, "rooms"));
  GString *text = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    {
      GtkWidget *heading = gtk_list_box_row_get_header (row);

      if (heading != NULL)
        g_string_append_printf (text, "[%s] ", ui_label (heading));
      g_string_append_printf (text, "%s ", ui_label (ui_find (GTK_WIDGET (row), "room-title")));
    }
  return g_string_free (text, FALSE);
}

static void
assert_rows (UiFixture *fixture,
             const char *expected)
{
  g_autofree char *rows = dup_rows (fixture);

  g_assert_cmpstr (rows, ==, expected);
}

static const char *
get_current (UiFixture *fixture)
{
  return natter_ui_room_get_name (natter_ui_session_get_current_room (ui_session (fixture)));
}

/* Favourites stand first, and a digit with Alt leads to them; the other keys follow what one sees. */
static void
test_favourites (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_log_in (fixture, "alice");
  join (fixture, "garden");
  join (fixture, "kitchen");
  natter_ui_session_open_direct (ui_session (fixture), "bob", NULL);
  assert_rows (fixture, "[Rooms] lobby garden kitchen [People] bob ");
  ui_do_with (fixture, "toggle-favourite", "@bob");
  ui_do_with (fixture, "toggle-favourite", "garden");
  assert_rows (fixture, "[Favourites] bob garden [Rooms] lobby kitchen ");
  ui_picture (window, "favourites");
  ui_key (window, GDK_KEY_2, GDK_MOD1_MASK);
  g_assert_cmpstr (get_current (fixture), ==, "garden");
  ui_key (window, GDK_KEY_9, GDK_MOD1_MASK); /* there are not so many */
  g_assert_cmpstr (get_current (fixture), ==, "garden");
  ui_key (window, GDK_KEY_Down, GDK_MOD1_MASK);
  g_assert_cmpstr (get_current (fixture), ==, "lobby");
  ui_key (window, GDK_KEY_Up, GDK_MOD1_MASK);
  ui_key (window, GDK_KEY_Up, GDK_MOD1_MASK);
  g_assert_cmpstr (get_current (fixture), ==, "@bob");
  ui_key (window, GDK_KEY_Up, GDK_MOD1_MASK); /* round to the end */
  g_assert_cmpstr (get_current (fixture), ==, "kitchen");
  g_action_group_change_action_state (G_ACTION_GROUP (window), "favourite", g_variant_new_boolean (TRUE));
  assert_rows (fixture, "[Favourites] bob garden kitchen [Rooms] lobby ");
  ui_do_with (fixture, "toggle-favourite", "@bob");
  assert_rows (fixture, "[Favourites] garden kitchen [Rooms] lobby [People] bob ");
  forget_favourites ();
}

/* What comes elsewhere is counted on its row, and in the title; a mention has an @; the keys find it; a menu marks it. */
static void
test_unread (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  join (fixture, "garden");
  join (fixture, "kitchen");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"one\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice: two\"}");
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) == 2);
  wait_until (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (window)), "(2) "));
  g_assert_nonnull (ui_find_label (ui_get (fixture, "rooms"), "@2"));
  ui_do_with (fixture, "mark-read", "lobby");
  g_assert_cmpuint (natter_ui_room_get_unread (ui_room (fixture, "lobby")), ==, 0);
  g_assert_null (ui_find_label (ui_get (fixture, "rooms"), "@2"));
  ui_do_with (fixture, "mark-unread", "lobby");
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) > 0);
  ui_picture (window, "unread");
  ui_key (window, GDK_KEY_Down, GDK_MOD1_MASK | GDK_SHIFT_MASK);
  g_assert_cmpstr (get_current (fixture), ==, "lobby");
  ui_peer_free (bob);
}

/* What is written and not sent is told on the row. */
static void
test_draft (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_log_in (fixture, "alice");
  ui_type (window, "not yet");
  join (fixture, "garden");
  g_assert_nonnull (ui_find_label (ui_get (fixture, "rooms"), "draft"));
  ui_picture (window, "draft");
}

/* Menu key: the menu of the row with the focus; Enter on its first entry makes it a favourite. */
static void
test_menu (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *menu;
  g_autoptr (GList) items = NULL;

  ui_log_in (fixture, "alice");
  join (fixture, "garden");
  ui_key (window, GDK_KEY_F6, GDK_SHIFT_MASK); /* composer → messages */
  ui_key (window, GDK_KEY_F6, GDK_SHIFT_MASK); /* → sidebar */
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (GTK_WINDOW (window))));
  ui_key (window, GDK_KEY_F10, GDK_SHIFT_MASK);
  wait_until (GTK_IS_MENU (gtk_grab_get_current ()));
  menu = gtk_grab_get_current ();
  items = gtk_container_get_children (GTK_CONTAINER (menu));
  gtk_menu_shell_activate_item (GTK_MENU_SHELL (menu), items->data, TRUE);
  ui_settle (window);
  assert_rows (fixture, "[Favourites] garden [Rooms] lobby ");
  forget_favourites ();
}

/* Someone begins to talk with the reader: a row comes, and neither the focus nor the current room moves. */
static void
test_talk_begins (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *focus;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_key (window, GDK_KEY_F6, GDK_SHIFT_MASK);
  ui_key (window, GDK_KEY_F6, GDK_SHIFT_MASK);
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  ui_peer_do (bob, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"psst\"}");
  wait_until (ui_room (fixture, "@bob") != NULL);
  ui_settle (window);
  assert_rows (fixture, "[Rooms] lobby [People] bob ");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == focus);
  g_assert_cmpstr (get_current (fixture), ==, "lobby");
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/sidebar/favourites", test_favourites);
  ui_add ("/ui/sidebar/unread", test_unread);
  ui_add ("/ui/sidebar/draft", test_draft);
  ui_add ("/ui/sidebar/menu", test_menu);
  ui_add ("/ui/sidebar/talk-begins", test_talk_begins);
  return g_test_run ();
}
