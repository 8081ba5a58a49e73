/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "ui-support.h"

static GtkWidget *
messages (UiFixture *fixture)
{
  return ui_get (fixture, "messages");
}

static void
say (UiFixture *fixture,
     const char *text)
{
  ui_type (GTK_WIDGET (fixture->window), text);
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
}

/* What one types is said to the room, once, and stands in one's own window, with one's own name. §5.9 */
static void
test_say (UiFixture *fixture)
{
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  say (fixture, "good morning");
  wait_until (ui_peer_count (bob, "\"text\":\"good morning\"") == 1);
  wait_until (ui_shows (messages (fixture), "good morning"));
  g_assert_cmpuint (ui_count_shown (messages (fixture), "good morning"), ==, 1);
  g_assert_true (ui_shows (messages (fixture), "alice"));
  g_assert_cmpint (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_get (fixture, "composer")))),
                   ==, 0);
  ui_peer_free (bob);
}

/* What others say is read; of one person's messages in a row only the first has a heading. */
static void
test_read (UiFixture *fixture)
{
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"first, see https://example.org/a_(b).\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"second\"}");
  ui_peer_do (bob, "{\"do\":\"me\",\"text\":\"waves to alice\"}");
  wait_until (ui_shows (messages (fixture), "waves to alice"));
  g_assert_true (ui_shows (messages (fixture), "Today\n"));
  g_assert_cmpuint (ui_count_shown (messages (fixture), "\nbob  "), ==, 1);
  g_assert_true (ui_shows (messages (fixture), "bob waves to alice"));
  ui_picture (GTK_WIDGET (fixture->window), "conversation");
  ui_peer_free (bob);
}

/* Lines written together are one message. §3.5a */
static void
test_several_lines (UiFixture *fixture)
{
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_type (GTK_WIDGET (fixture->window), "one");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, GDK_SHIFT_MASK);
  ui_type (GTK_WIDGET (fixture->window), "two");
  ui_picture (GTK_WIDGET (fixture->window), "two-lines");
  g_assert_cmpuint (ui_peer_count (bob, "one"), ==, 0);
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
  wait_until (ui_peer_count (bob, "\"text\":\"one\\ntwo\"") == 1);
  wait_until (ui_shows (messages (fixture), "one\ntwo\n"));
  ui_peer_free (bob);
}

/* /help is answered for the reader only; a typing mistake keeps the text and names the nearest word. */
static void
test_commands (UiFixture *fixture)
{
  UiPeer *bob;
  g_autofree char *kept = NULL;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  say (fixture, "/help");
  wait_until (ui_shows (messages (fixture), "/tell"));
  ui_picture (GTK_WIDGET (fixture->window), "help");
  say (fixture, "/topci Cake at four");
  g_assert_nonnull (g_strrstr (ui_label (ui_get (fixture, "composer-error")), "topic"));
  kept = ui_dup_text (ui_get (fixture, "composer"));
  g_assert_cmpstr (kept, ==, "/topci Cake at four");
  ui_picture (GTK_WIDGET (fixture->window), "unknown-command");
  g_assert_cmpuint (ui_peer_count (bob, "Cake"), ==, 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_get (fixture, "composer"))), "", 0);
  say (fixture, "//etc/hosts");
  wait_until (ui_peer_count (bob, "\"text\":\"/etc/hosts\"") == 1);
  ui_peer_free (bob);
}

/* Tab: one candidate is taken, several are offered, and the focus stays where one writes. */
static void
test_completion (UiFixture *fixture)
{
  UiPeer *bob, *bobby;
  GtkWidget *window = GTK_WIDGET (fixture->window), *composer;

  ui_log_in (fixture, "alice");
  composer = ui_get (fixture, "composer");
  bob = ui_peer_new (&fixture->server, "bob");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_members (ui_room (fixture, "lobby")))) == 2);
  ui_type (window, "bo");
  ui_key (window, GDK_KEY_Tab, 0);
  g_assert_true (ui_shows (composer, "bob: "));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (composer)), "", 0);

  bobby = ui_peer_new (&fixture->server, "bobby");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (natter_ui_room_get_members (ui_room (fixture, "lobby")))) == 3);
  ui_type (window, "hi bo");
  ui_key (window, GDK_KEY_Tab, 0);
  ui_picture (window, "completion");
  g_assert_true (ui_shows (composer, "hi bo"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == composer);
  ui_key (window, GDK_KEY_Tab, 0);
  ui_key (window, GDK_KEY_Return, 0);
  g_assert_true (ui_shows (composer, "hi bobby ") || ui_shows (composer, "hi bob "));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (composer)), "", 0);

  ui_type (window, "/swi");
  ui_key (window, GDK_KEY_Tab, 0);
  g_assert_true (ui_shows (composer, "/switch "));
  ui_type (window, "zzz");
  ui_key (window, GDK_KEY_Tab, 0); /* nothing to complete: on to the next widget, nobody is caught here */
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) != composer);
  ui_peer_free (bob);
  ui_peer_free (bobby);
}

static gboolean
has_link (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  return gtk_text_iter_forward_to_tag_toggle (
    &iter, gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "link"));
}

/* A very long message is folded, and shown whole when one asks for it with the keyboard. */
static void
test_long_message (UiFixture *fixture)
{
  UiPeer *bob;
  g_autofree char *run = g_strnfill (6000, 'x');
  GtkTextBuffer *buffer;
  GtkTextIter where;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"https://example.org/%s\"}", run);
  wait_until (ui_shows (messages (fixture), "Show all"));
  g_assert_false (has_link (messages (fixture))); /* half an address is none */
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"%s end\"}", run);
  wait_until (ui_count_shown (messages (fixture), "Show all") == 2);
  g_assert_false (ui_shows (messages (fixture), "x end"));
  ui_picture (GTK_WIDGET (fixture->window), "folded");

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (messages (fixture)));
  gtk_text_buffer_get_end_iter (buffer, &where);
  gtk_text_iter_backward_search (&where, "all", 0, &where, NULL, NULL);
  gtk_text_buffer_place_cursor (buffer, &where);
  gtk_widget_grab_focus (messages (fixture));
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
  wait_until (ui_shows (messages (fixture), "x end"));
  ui_peer_free (bob);
}

/* A message that the server refuses stays, with the reason, to be tried again or thrown away. §4.13 */
static void
test_refused (UiFixture *fixture)
{
  GtkInfoBar *bar;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bar = GTK_INFO_BAR (gtk_widget_get_ancestor (ui_get (fixture, "failed-line"), GTK_TYPE_INFO_BAR));
  natter_ui_session_open_direct (ui_session (fixture), "bob", NULL);
  say (fixture, "are you there");
  wait_until (gtk_info_bar_get_revealed (bar));
  wait_until (ui_shows (messages (fixture), "Not sent: "));
  g_assert_true (ui_shows (messages (fixture), "Retry"));
  ui_picture (GTK_WIDGET (fixture->window), "refused");
  bob = ui_peer_new (&fixture->server, "bob");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "retry")));
  wait_until (ui_peer_count (bob, "are you there") == 1);
  wait_until (!gtk_info_bar_get_revealed (bar) && !ui_shows (messages (fixture), "Not sent: "));
  wait_until (ui_shows (messages (fixture), "are you there"));
  g_assert_cmpuint (ui_count_shown (messages (fixture), "are you there"), ==, 1);
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/talk/say", test_say);
  ui_add ("/ui/talk/read", test_read);
  ui_add ("/ui/talk/several-lines", test_several_lines);
  ui_add ("/ui/talk/commands", test_commands);
  ui_add ("/ui/talk/completion", test_completion);
  ui_add ("/ui/talk/long-message", test_long_message);
  ui_add ("/ui/talk/refused", test_refused);
  return g_test_run ();
}
