/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "gui-client/model/natter-ui-recent.h"
#include "tests/support/fake-avahi.h"

#include "ui-support.h"

/* "On this network", with an Avahi of the test's own. A real one: tests/integration/found_on_the_lan.py. */

static guint
count_rows (UiFixture *fixture)
{
  g_autoptr (GList) rows = gtk_container_get_children (GTK_CONTAINER (ui_get (fixture, "nearby-list")));

  return g_list_length (rows);
}

static GtkWidget *
get_row (UiFixture *fixture,
         int position)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "nearby-list")), position));
}

static GtkWidget *
get_focus (UiFixture *fixture)
{
  return gtk_window_get_focus (GTK_WINDOW (fixture->window));
}

static FakeAvahi *
open_with_avahi (UiFixture *fixture)
{
  FakeAvahi *avahi = fake_avahi_new ();

  if (avahi == NULL)
    {
      g_test_skip ("dbus-daemon is not here");
      return NULL;
    }
  ui_close_window (fixture);
  ui_open_window (fixture);
  wait_until (avahi->browsing);
  return avahi;
}

static void
close_with_avahi (UiFixture *fixture,
                  FakeAvahi *avahi)
{
  ui_close_window (fixture);
  fake_avahi_free (avahi);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  ui_open_window (fixture);
}

/* Nobody to ask: one grey line. */
static void
test_nothing (UiFixture *fixture)
{
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "nearby-nothing")));
  g_assert_false (gtk_widget_get_visible (ui_get (fixture, "nearby-list")));
}

/* The first time: the first server that is found has the focus, what it says changes while one looks, and Enter goes there. */
static void
test_found (UiFixture *fixture)
{
  FakeAvahi *avahi = open_with_avahi (fixture);
  GtkWidget *window;

  if (avahi == NULL)
    return;
  window = GTK_WIDGET (fixture->window);
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), "alice");
  g_assert_true (get_focus (fixture) == ui_get (fixture, "address-entry"));
  fake_avahi_tell (avahi, "ItemNew", "Workshop chat", 2, 0);
  wait_until (count_rows (fixture) == 1);
  g_assert_true (get_focus (fixture) == get_row (fixture, 0));
  fake_avahi_tell (avahi, "ItemNew", "A kitchen with a rather long name of its own", 2, 0);
  wait_until (count_rows (fixture) == 2);
  g_assert_true (get_focus (fixture) == get_row (fixture, 0));
  wait_until (ui_find_label (window, "workshop.local") != NULL);
  avahi->people = 7;
  fake_avahi_answer (avahi, "Workshop chat");
  wait_until (ui_find_label (window, "workshop.local · 7 people") != NULL);
  g_assert_true (get_focus (fixture) == get_row (fixture, 0));
  ui_picture (window, "nearby");

  fake_avahi_tell (avahi, "ItemRemove", "A kitchen with a rather long name of its own", 2, 0);
  wait_until (count_rows (fixture) == 1);
  ui_key (window, GDK_KEY_Return, 0);
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (ui_get (fixture, "address-entry"))), ==, "10.0.0.1");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "cancel-button")));
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "cancel-button")));
  close_with_avahi (fixture, avahi);
}

static gboolean
is_in_window (UiFixture *fixture,
              const char *name)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *widget = ui_get (fixture, name);
  int y;

  gtk_widget_translate_coordinates (widget, window, 0, 0, NULL, &y);
  return y + gtk_widget_get_allocated_height (widget) <= gtk_widget_get_allocated_height (window);
}

/* However many there are, and however small the window: Join stays in sight. What encrypts has a lock. */
static void
test_many (UiFixture *fixture)
{
  FakeAvahi *avahi = open_with_avahi (fixture);
  GtkWidget *window;

  if (avahi == NULL)
    return;
  window = GTK_WIDGET (fixture->window);
  fake_avahi_tell (avahi, "ItemNew", "Attic", 2, 0);
  wait_until (count_rows (fixture) == 1);
  g_assert_false (gtk_widget_get_mapped (ui_find (get_row (fixture, 0), "encrypted")));
  avahi->key = "AAAAAAAAAAAAAAAA";
  for (guint i = 1; i < 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("Server %u", i);

      fake_avahi_tell (avahi, "ItemNew", name, 2, 0);
      wait_until (count_rows (fixture) == i + 1);
    }
  wait_until (gtk_widget_get_mapped (ui_find (get_row (fixture, 8), "encrypted")));
  gtk_window_resize (GTK_WINDOW (window), 360, 640);
  wait_until (gtk_widget_get_allocated_height (window) < 700);
  wait_until (is_in_window (fixture, "join-button"));
  ui_settle (window);
  g_assert_true (is_in_window (fixture, "join-button"));
  ui_picture (window, "nearby-many-narrow");
  gtk_window_resize (GTK_WINDOW (window), 1000, 700);
  wait_until (gtk_widget_get_allocated_width (window) > 900);
  ui_settle (window);
  g_assert_true (is_in_window (fixture, "join-button"));
  ui_picture (window, "nearby-many");
  close_with_avahi (fixture, avahi);
}

/* Who has begun to do something keeps the focus, and so does who was somewhere before. */
static void
test_focus_stays (UiFixture *fixture)
{
  FakeAvahi *avahi = open_with_avahi (fixture);
  GtkWidget *window;

  if (avahi == NULL)
    return;
  window = GTK_WIDGET (fixture->window);
  ui_type (window, "h");
  fake_avahi_tell (avahi, "ItemNew", "Workshop chat", 2, 0);
  wait_until (count_rows (fixture) == 1);
  g_assert_true (get_focus (fixture) == ui_get (fixture, "address-entry"));
  g_assert_cmpstr (gtk_entry_get_text (GTK_ENTRY (ui_get (fixture, "address-entry"))), ==, "h");
  close_with_avahi (fixture, avahi);

  natter_ui_recent_note (fixture->recent, "chat.example.org", "Example", "alice", 1);
  avahi = open_with_avahi (fixture);
  fake_avahi_tell (avahi, "ItemNew", "Workshop chat", 2, 0);
  wait_until (count_rows (fixture) == 1);
  g_assert_true (gtk_widget_is_ancestor (get_focus (fixture), ui_get (fixture, "recent-list")));
  ui_picture (GTK_WIDGET (fixture->window), "nearby-and-recent");
  close_with_avahi (fixture, avahi);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/nearby/nothing", test_nothing);
  ui_add ("/ui/nearby/found", test_found);
  ui_add ("/ui/nearby/many", test_many);
  ui_add ("/ui/nearby/focus-stays", test_focus_stays);
  return g_test_run ();
}
