/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "gui-client/model/natter-ui-person-private.h"
#include "gui-client/model/natter-ui-room-private.h"
#include "gui-client/model/natter-ui-room-settings.h"

#include "ui-support.h"

#define CROWD   5000
#define FRAMES  60
#define FREEZE  50  /* ms */

static GtkListBoxRow *
row_at (UiFixture *fixture,
        int n)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "people")), n);
}

static const char *
row_name (UiFixture *fixture,
          int n)
{
  return row_at (fixture, n) != NULL ? atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (row_at (fixture, n)))) : NULL;
}

/* The reader is @role here now, as if the server had said so. */
static void
become (UiFixture *fixture,
        NatterUiRole role)
{
  NatterUiRoomSettings settings = *natter_ui_room_get_settings (ui_room (fixture, "lobby"));

  settings.role = role;
  natter_ui_room_set_settings (ui_room (fixture, "lobby"), &settings);
}

static GtkWidget *
open_profile (UiFixture *fixture,
              int n)
{
  GtkWidget *popover;

  gtk_widget_activate (GTK_WIDGET (row_at (fixture, n)));
  ui_settle (GTK_WIDGET (fixture->window));
  popover = ui_get (fixture, "profile");
  return popover;
}

/* Activating someone tells who they are, and leads to a conversation; what one may not do is not offered. */
static void
test_profile (UiFixture *fixture)
{
  UiPeer *bob;
  GtkWidget *profile;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"away\",\"text\":\"lunch\"}");
  wait_until (g_strcmp0 (row_name (fixture, 1), "bob, away: lunch") == 0);
  become (fixture, NATTER_UI_ROLE_MEMBER);
  profile = open_profile (fixture, 1);
  g_assert_null (ui_find (profile, "profile-ban"));
  ui_picture (GTK_WIDGET (fixture->window), "profile");
  gtk_button_clicked (GTK_BUTTON (ui_find (profile, "profile-message")));
  g_assert_cmpstr (natter_ui_room_get_name (natter_ui_session_get_current_room (ui_session (fixture))), ==, "@bob");
  ui_peer_free (bob);
}

/* What is offered is by role: a moderator may mute, kick and ban; an owner may make moderators; nobody acts on their equals. */
static void
test_by_role (UiFixture *fixture)
{
  static const struct
  {
    NatterUiRole own, other;
    const char *offered;
    const char *kept_back;
  } rows[] = {
    { NATTER_UI_ROLE_MODERATOR, NATTER_UI_ROLE_MEMBER, "profile-mute", "profile-grant" },
    { NATTER_UI_ROLE_MODERATOR, NATTER_UI_ROLE_MUTED, "profile-unmute", "profile-mute" },
    { NATTER_UI_ROLE_MODERATOR, NATTER_UI_ROLE_MODERATOR, "profile-message", "profile-kick" },
    { NATTER_UI_ROLE_OWNER, NATTER_UI_ROLE_MEMBER, "profile-grant", "profile-revoke" },
    { NATTER_UI_ROLE_OWNER, NATTER_UI_ROLE_MODERATOR, "profile-revoke", "profile-grant" },
    { NATTER_UI_ROLE_OWNER, NATTER_UI_ROLE_OWNER, "profile-message", "profile-ban" },
  };
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  wait_until (row_name (fixture, 1) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      NatterUiPerson *person = natter_ui_person_list_find (natter_ui_room_get_members (ui_room (fixture, "lobby")), "bob");
      GtkWidget *profile;

      become (fixture, rows[i].own);
      natter_ui_person_set_role (person, rows[i].other);
      profile = open_profile (fixture, 1);
      g_assert_nonnull (ui_find (profile, rows[i].offered));
      g_assert_null (ui_find (profile, rows[i].kept_back));
      ui_picture (GTK_WIDGET (fixture->window), "profile-moderator");
      gtk_widget_destroy (profile);
    }
  ui_peer_free (bob);
}

/* The owner of a room mutes someone, and everyone is told. §4.32 */
static void
test_mute (UiFixture *fixture)
{
  UiPeer *bob;
  GtkWidget *profile;

  ui_log_in (fixture, "alice");
  g_assert_true (natter_ui_session_set_password (ui_session (fixture), NULL, "correct horse", NULL));
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (ui_room (fixture, "garden") != NULL);
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"join\",\"room\":\"garden\"}");
  wait_until (row_name (fixture, 1) != NULL);
  natter_ui_room_set_settings (ui_room (fixture, "garden"), &(NatterUiRoomSettings){ .role = NATTER_UI_ROLE_OWNER });
  profile = open_profile (fixture, 1);
  gtk_button_clicked (GTK_BUTTON (ui_find (profile, "profile-mute")));
  wait_until (ui_peer_count (bob, "\"act\":\"mute\"") == 1);
  wait_until (g_strcmp0 (row_name (fixture, 1), "bob, muted") == 0);
  ui_peer_free (bob);
}

static GPtrArray *
new_crowd (void)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_person_free);

  for (guint i = 0; i < CROWD; i++)
    {
      g_autofree char *name = g_strdup_printf ("person%04u", i);

      g_ptr_array_add (people, natter_person_new (name));
    }
  return people;
}

/* 5,000 people: the pane changes to rows of one height, and no frame of scrolling through them all takes long. */
static void
test_crowd (UiFixture *fixture)
{
  g_autoptr (GPtrArray) people = new_crowd ();
  g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();
  gint64 begin, longest = 0, filled;
  GtkAdjustment *adjustment;
  GtkWidget *tree;
  NatterUiRoom *room;

  ui_log_in (fixture, "alice");
  room = ui_room (fixture, "lobby");
  begin = g_get_monotonic_time ();
  natter_ui_room_set_n_people (room, CROWD); /* this is known first: §5.10 */
  natter_ui_person_list_replace (natter_ui_room_get_members (room), people, NULL);
  ui_settle (GTK_WIDGET (fixture->window));
  filled = g_get_monotonic_time () - begin;
  tree = ui_get (fixture, "people-tree");
  g_assert_true (gtk_widget_get_mapped (tree));
  g_assert_cmpstr (ui_label (ui_get (fixture, "people-heading")), ==, "In this room · 5000");
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (tree));
  for (guint i = 1; i <= FRAMES; i++)
    {
      begin = g_get_monotonic_time ();
      gtk_adjustment_set_value (adjustment, (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment)) * i / FRAMES);
      gtk_test_widget_wait_for_draw (tree);
      longest = MAX (longest, g_get_monotonic_time () - begin);
    }
  ui_picture (GTK_WIDGET (fixture->window), "crowd");
  g_test_message ("5000 people: shown after %.1f ms, longest frame of scrolling %.1f ms", (double) filled / 1000, (double) longest / 1000);
  if (g_test_perf ())
    g_assert_cmpint (longest / 1000, <, FREEZE);
  natter_ui_person_list_add (natter_ui_room_get_members (room), "aaa", FALSE);
  natter_ui_person_list_remove (natter_ui_room_get_members (room), "person0000");
  g_assert_cmpint (gtk_tree_model_iter_n_children (gtk_tree_view_get_model (GTK_TREE_VIEW (tree)), NULL), ==, CROWD);
  gtk_adjustment_set_value (adjustment, 0);
  ui_settle (GTK_WIDGET (fixture->window));
  gtk_tree_view_row_activated (GTK_TREE_VIEW (tree), first, gtk_tree_view_get_column (GTK_TREE_VIEW (tree), 0));
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_nonnull (ui_find_label (ui_get (fixture, "profile"), "aaa"));
  natter_ui_person_list_replace (natter_ui_room_get_members (room), NULL, NULL);
  natter_ui_room_set_n_people (room, 0);
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "people")));
}

static gboolean
shows_absent (UiFixture *fixture,
              const char *name)
{
  GtkListBox *box = GTK_LIST_BOX (ui_get (fixture, "absent"));
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (box, 0);

  if (row == NULL || !gtk_widget_get_mapped (GTK_WIDGET (box)))
    return name == NULL;
  return g_strcmp0 (name, atk_object_get_name (gtk_widget_get_accessible (GTK_WIDGET (row)))) == 0;
}

/* Who spoke lately and has gone stands below those who are here, also after a restart; the arrows lead there; one with an account can be
 * left word. Who comes back is here. */
static void
test_absent (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *profile;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  g_assert_true (natter_ui_session_set_password (ui_session (fixture), NULL, "correct horse", NULL));
  wait_until (natter_ui_session_is_account (ui_session (fixture)));
  g_assert_true (shows_absent (fixture, NULL));
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"register\",\"password\":\"battery staple\",\"id\":\"r\"}");
  wait_until (ui_peer_count (bob, "\"re\":\"r\"") == 1);
  ui_peer_free (bob);
  bob = ui_peer_new_with (&fixture->server, "bob", "battery staple");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"good night\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "good night"));
  ui_peer_do (bob, "{\"do\":\"logout\"}");
  wait_until (shows_absent (fixture, "bob, Not here now, just now"));
  gtk_widget_grab_focus (GTK_WIDGET (row_at (fixture, 0)));
  ui_key (window, GDK_KEY_Down, 0);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), ui_get (fixture, "absent")));
  ui_picture (window, "absent");
  ui_key (window, GDK_KEY_Return, 0);
  ui_settle (window);
  profile = ui_get (fixture, "profile");
  ui_picture (window, "absent-profile");
  g_assert_null (ui_find (profile, "profile-ban"));
  gtk_button_clicked (GTK_BUTTON (ui_find (profile, "profile-message")));
  g_assert_cmpstr (natter_ui_room_get_name (natter_ui_session_get_current_room (ui_session (fixture))), ==, "@bob");
  g_assert_true (shows_absent (fixture, NULL));
  ui_peer_free (bob);

  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  wait_until (shows_absent (fixture, "bob, Not here now, just now"));
  bob = ui_peer_new_with (&fixture->server, "bob", "battery staple");
  wait_until (shows_absent (fixture, NULL));
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/people/profile", test_profile);
  ui_add ("/ui/people/by-role", test_by_role);
  ui_add ("/ui/people/mute", test_mute);
  ui_add ("/ui/people/crowd", test_crowd);
  ui_add ("/ui/people/absent", test_absent);
  return g_test_run ();
}
