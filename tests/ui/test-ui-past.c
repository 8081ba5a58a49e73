/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-support.h"

static gboolean
shows_beginning (UiFixture *fixture)
{
  return gtk_widget_get_mapped (ui_get (fixture, "beginning"));
}

static const char *
get_description (GtkWidget *widget)
{
  return atk_object_get_description (gtk_widget_get_accessible (widget));
}

/* An empty room says so, beside the text and not in it, until the first message. */
static void
test_beginning (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages;
  g_autofree char *text = NULL;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  wait_until (shows_beginning (fixture));
  g_assert_cmpstr (ui_label (ui_get (fixture, "beginning-label")), ==, "This is the beginning of #lobby.");
  g_assert_cmpstr (get_description (messages), ==, "This is the beginning of #lobby.");
  text = ui_dup_text (messages);
  g_assert_cmpstr (text, ==, "");
  ui_picture (window, "beginning");
  bob = ui_peer_new (&fixture->server, "bob");
  wait_until (ui_shows (messages, "bob has joined"));
  g_assert_true (shows_beginning (fixture));

  natter_ui_session_open_direct (ui_session (fixture), "bob", NULL);
  wait_until (shows_beginning (fixture));
  g_assert_cmpstr (ui_label (ui_get (fixture, "beginning-label")), ==, "This is the beginning of your conversation with bob.");
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  g_assert_true (shows_beginning (fixture));
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"hello\"}");
  wait_until (ui_shows (messages, "hello"));
  g_assert_false (shows_beginning (fixture));
  ui_peer_free (bob);
}

/* The first line on the screen. */
static char *
dup_top (GtkWidget *messages)
{
  GdkRectangle visible;
  GtkTextIter start, end;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (messages), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (messages), &start, visible.y + 40, NULL);
  end = start;
  gtk_text_iter_forward_to_line_end (&end);
  return gtk_text_iter_get_text (&start, &end);
}

/* One scrolls to the top: older messages come, what is read stays, and in the end it is said that there are no more. §4.17 */
static void
test_older (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages;
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");
  GtkAdjustment *adjustment;
  g_autofree char *before = NULL, *after = NULL;
  NatterUiRoom *lobby;

  for (int i = 1; i <= 450; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %d\"}", i);
  wait_until (ui_peer_count (bob, "line 450") > 0);
  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (messages));
  lobby = ui_room (fixture, "lobby");
  wait_until (ui_shows (messages, "line 351"));
  ui_settle (window);
  g_assert_false (ui_shows (messages, "line 350"));
  g_assert_cmpint (natter_ui_room_get_past (lobby), ==, NATTER_UI_PAST_OPEN);

  ui_key (window, GDK_KEY_Page_Up, 0); /* the reader's doing, from here on */
  gtk_adjustment_set_value (adjustment, 60);
  ui_settle (window);
  before = dup_top (messages);
  g_assert_true (g_str_has_prefix (before, "line 35"));
  wait_until (ui_shows (messages, "line 350"));
  ui_settle (window);
  after = dup_top (messages);
  g_assert_cmpstr (after, ==, before);

  wait_until (natter_ui_room_get_past (lobby) == NATTER_UI_PAST_OPEN);
  while (natter_ui_room_get_past (lobby) != NATTER_UI_PAST_WHOLE || !ui_shows (messages, "line 1\n"))
    {
      ui_key (window, GDK_KEY_Page_Up, 0);
      gtk_adjustment_set_value (adjustment, 0);
      ui_settle (window);
    }
  g_assert_cmpuint (ui_count_shown (messages, "line 200\n"), ==, 1);
  g_assert_cmpuint (ui_count_shown (messages, "line 351\n"), ==, 1);
  g_assert_cmpstr (get_description (messages), ==, "Nothing older is kept.");
  gtk_adjustment_set_value (adjustment, 0);
  ui_picture (window, "nothing-older");
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/past/beginning", test_beginning);
  ui_add ("/ui/past/older", test_older);
  return g_test_run ();
}
