/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "gui-client/view/natter-ui-log-view.h"

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

/* Where the line that begins with @text stands below the upper edge. */
static int
get_y (GtkWidget *messages,
       const char *text)
{
  GdkRectangle visible, line;
  GtkTextIter where;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (messages)), &where);
  g_assert_true (gtk_text_iter_forward_search (&where, text, 0, &where, NULL, NULL));
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (messages), &visible);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (messages), &where, &line);
  return line.y - visible.y;
}

/* Where the desktop lets things glide, too, what is read at the very top stands still when older messages come above it. */
static void
test_still (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages;
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");
  GtkAdjustment *adjustment;
  int before;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  for (int i = 1; i <= 450; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %d\"}", i);
  wait_until (ui_peer_count (bob, "line 450") > 0);
  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (messages));
  wait_until (ui_shows (messages, "line 360\n"));
  ui_settle (window);
  ui_key (window, GDK_KEY_Page_Up, 0);
  gtk_adjustment_set_value (adjustment, 0);
  before = get_y (messages, "line 360\n");
  wait_until (ui_shows (messages, "line 330\n"));
  ui_settle (window);
  g_assert_cmpint (ABS (get_y (messages, "line 360\n") - before), <=, 2);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ui_peer_free (bob);
}

static gboolean
is_on_screen (GtkWidget *messages,
              const char *text)
{
  GdkRectangle visible, line;
  GtkTextIter where;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (messages)), &where);
  if (!gtk_text_iter_forward_search (&where, text, 0, &where, NULL, NULL))
    return FALSE;
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (messages), &visible);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (messages), &where, &line);
  return line.y >= visible.y && line.y + line.height <= visible.y + visible.height;
}

static gboolean
flashes (GtkWidget *messages)
{
  GtkTextIter start;

  return natter_ui_log_view_get_flash (NATTER_UI_LOG_VIEW (messages), &start);
}

/* A calendar leads to the first message of a day, however far above; scrolling down comes on, Escape leads to the newest. §4.17 */
static void
test_date (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages, *calendar;
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");
  NatterUiMessageList *list;

  for (int i = 1; i <= 900; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %d.\"}", i);
  wait_until (ui_peer_count (bob, "line 900.") > 0);
  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  list = natter_ui_room_get_messages (ui_room (fixture, "lobby"));
  wait_until (is_on_screen (messages, "line 900."));
  ui_key (window, GDK_KEY_j, GDK_CONTROL_MASK);
  wait_until ((calendar = ui_find (window, "calendar")) != NULL && gtk_widget_has_focus (calendar));
  ui_picture (window, "calendar");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (is_on_screen (messages, "line 1.") && flashes (messages));
  g_assert_true (natter_ui_message_list_get_newer (list));
  g_assert_true (gtk_widget_get_sensitive (ui_get (fixture, "to-the-end")));

  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"meanwhile\"}");
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) > 0);
  g_assert_true (is_on_screen (messages, "line 1."));
  while (!ui_shows (messages, "line 300."))
    {
      GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (messages));

      ui_key (window, GDK_KEY_Page_Down, 0);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
      ui_settle (window);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <=, NATTER_UI_MESSAGE_LIST_MOST + 200);

  ui_key (window, GDK_KEY_Escape, 0);
  wait_until (is_on_screen (messages, "meanwhile"));
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) == 0);
  g_assert_false (natter_ui_message_list_get_newer (list));
  g_assert_null (ui_find_label (window, "Nothing was said there."));
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"and on\"}");
  wait_until (is_on_screen (messages, "and on"));
  ui_peer_free (bob);
}

/* A quote of something far above leads there, too. §4.25 */
static void
test_far_quote (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages;
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");
  GtkTextBuffer *buffer;
  GtkTextIter where;

  for (int i = 1; i <= 700; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %d.\"}", i);
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"an answer\",\"reply\":5}");
  wait_until (ui_peer_count (bob, "an answer") > 0);
  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  wait_until (is_on_screen (messages, "an answer"));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (messages));
  gtk_text_buffer_get_end_iter (buffer, &where);
  g_assert_true (gtk_text_iter_backward_search (&where, "line 5.", 0, &where, NULL, NULL));
  gtk_text_buffer_place_cursor (buffer, &where);
  gtk_widget_grab_focus (messages);
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_shows (messages, "line 4.") && is_on_screen (messages, "line 5.") && flashes (messages));
  ui_peer_free (bob);
}

/* Ctrl+U leads to what was said first since one was here. */
static void
test_unread (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"seen\"}");
  wait_until (ui_shows (messages, "seen"));
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "garden"));
  for (int i = 1; i <= 150; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"unseen %d.\"}", i);
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) == 150);
  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  wait_until (is_on_screen (messages, "unseen 150."));
  ui_key (window, GDK_KEY_u, GDK_CONTROL_MASK);
  wait_until (is_on_screen (messages, "unseen 1.") && is_on_screen (messages, "New\n") && flashes (messages));
  ui_picture (window, "first-unread");
  ui_key (window, GDK_KEY_Escape, 0);
  wait_until (is_on_screen (messages, "unseen 150."));
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/past/beginning", test_beginning);
  ui_add ("/ui/past/older", test_older);
  ui_add ("/ui/past/still", test_still);
  ui_add ("/ui/past/date", test_date);
  ui_add ("/ui/past/far-quote", test_far_quote);
  ui_add ("/ui/past/unread", test_unread);
  return g_test_run ();
}
