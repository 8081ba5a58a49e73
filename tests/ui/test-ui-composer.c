/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <string.h>

#include "gui-client/view/natter-ui-composer.h"

#include "ui-support.h"

/* Where one writes. */

static GtkTextBuffer *
get_buffer (UiFixture *fixture)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_get (fixture, "composer")));
}

static void
assert_text (UiFixture *fixture,
             const char *text)
{
  g_autofree char *there = ui_dup_text (ui_get (fixture, "composer"));

  g_assert_cmpstr (there, ==, text);
}

static void
paste (UiFixture *fixture,
       const char *text)
{
  GtkWidget *composer = ui_get (fixture, "composer");

  gtk_clipboard_set_text (gtk_widget_get_clipboard (composer, GDK_SELECTION_CLIPBOARD), text, -1);
  g_signal_emit_by_name (composer, "paste-clipboard");
}

static gboolean
is_guarded (UiFixture *fixture)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (ui_get (fixture, "paste-guard")));
}

/* Much that is pasted waits for a word: as it is, as code, or not yet. */
static void
test_paste (UiFixture *fixture)
{
  static const char code[] = "a\n  b *c*\nd\n```\ne\nf\n";
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  paste (fixture, "only\ntwo lines");
  wait_until (ui_shows (ui_get (fixture, "composer"), "two lines"));
  g_assert_false (is_guarded (fixture));
  gtk_text_buffer_set_text (get_buffer (fixture), "", 0);

  paste (fixture, code);
  wait_until (is_guarded (fixture));
  g_assert_cmpstr (ui_label (ui_get (fixture, "paste-label")), ==, "You pasted 7 lines.");
  ui_picture (GTK_WIDGET (fixture->window), "paste-guard");
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "paste-keep")));
  g_assert_false (is_guarded (fixture));
  assert_text (fixture, code);
  gtk_text_buffer_set_text (get_buffer (fixture), "", 0);

  paste (fixture, code);
  wait_until (is_guarded (fixture));
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "paste-code")));
  wait_until (ui_peer_count (bob, "\"text\":\"````\\na\\n  b *c*\\nd\\n```\\ne\\nf\\n````\"") == 1);
  g_assert_false (is_guarded (fixture));
  assert_text (fixture, "");

  paste (fixture, code);
  wait_until (is_guarded (fixture));
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "paste-message")));
  wait_until (ui_peer_count (bob, "\"text\":\"a\\n  b *c*\\nd\\n```\\ne\\nf\"") == 1);
  ui_peer_free (bob);
}

/* Up in an empty composer edits what one said last; Escape leaves it, and what stood there before is there again. §4.23 */
static void
test_edit_last (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_key (window, GDK_KEY_Up, 0); /* nothing yet */
  assert_text (fixture, "");
  ui_type (window, "lunch at one");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_peer_count (bob, "\"text\":\"lunch at one\"") == 1);
  wait_until (natter_ui_session_get_n_waiting (ui_session (fixture)) == 0);
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"fine\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "fine"));
  ui_key (window, GDK_KEY_Up, 0);
  assert_text (fixture, "lunch at one");
  g_assert_cmpstr (natter_ui_room_get_draft (ui_room (fixture, "lobby")), ==, "");
  ui_key (window, GDK_KEY_Escape, 0);
  assert_text (fixture, "");
  ui_key (window, GDK_KEY_Up, 0);
  ui_type (window, "?");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_peer_count (bob, "\"ev\":\"edited\"") == 1 && ui_peer_count (bob, "lunch at one?") == 1);
  assert_text (fixture, "");
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (ui_get (fixture, "strip"))));
  ui_peer_free (bob);
}

/* ":" and a name: Tab offers, and takes, an emoji. */
static void
test_emoji (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  ui_log_in (fixture, "alice");
  ui_type (window, "well done :tad");
  ui_key (window, GDK_KEY_Tab, 0);
  assert_text (fixture, "well done 🎉");
  ui_type (window, " :thu");
  ui_key (window, GDK_KEY_Tab, 0);
  ui_picture (window, "emoji-completion");
  ui_key (window, GDK_KEY_Escape, 0); /* the list goes, the text stays */
  assert_text (fixture, "well done 🎉 :thu");
  ui_key (window, GDK_KEY_Tab, 0);
  ui_key (window, GDK_KEY_Return, 0);
  g_assert_true (ui_shows (ui_get (fixture, "composer"), "well done 🎉 👎") || ui_shows (ui_get (fixture, "composer"), "well done 🎉 👍"));
  gtk_text_buffer_set_text (get_buffer (fixture), "", 0);
  ui_type (window, "it is 10:30");
  ui_key (window, GDK_KEY_Tab, 0);
  assert_text (fixture, "it is 10:30");
}

/* The list of emoji stands above the button that one pressed. */
static void
test_emoji_button (UiFixture *fixture)
{
  GtkWidget *view, *chooser, *button;

  ui_log_in (fixture, "alice");
  view = ui_get (fixture, "composer");
  button = ui_get (fixture, "emoji-button");
  gtk_button_clicked (GTK_BUTTON (button));
  chooser = g_object_get_data (G_OBJECT (view), "gtk-emoji-chooser");
  wait_until (chooser != NULL && gtk_widget_get_mapped (chooser));
  ui_settle (GTK_WIDGET (fixture->window));
  ui_picture (GTK_WIDGET (fixture->window), "emoji-button");
  g_assert_true (gtk_popover_get_relative_to (GTK_POPOVER (chooser)) == button);
  gtk_widget_hide (chooser);
  ui_do (fixture, "emoji");
  wait_until (gtk_widget_get_mapped (chooser));
  g_assert_true (gtk_popover_get_relative_to (GTK_POPOVER (chooser)) == view);
  gtk_widget_hide (chooser);
}

/* It grows with what is written, up to eight lines. */
static void
test_grows (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *composer, *scrolled;
  int one, three, twenty;

  ui_log_in (fixture, "alice");
  composer = ui_get (fixture, "composer");
  scrolled = gtk_widget_get_parent (composer);
  ui_type (window, "x");
  ui_settle (window);
  one = gtk_widget_get_allocated_height (scrolled);
  for (int i = 0; i < 2; i++)
    ui_key (window, GDK_KEY_Return, GDK_SHIFT_MASK);
  ui_settle (window);
  three = gtk_widget_get_allocated_height (scrolled);
  for (int i = 0; i < 17; i++)
    ui_key (window, GDK_KEY_Return, GDK_SHIFT_MASK);
  ui_settle (window);
  twenty = gtk_widget_get_allocated_height (scrolled);
  g_assert_cmpint (three, >=, one + 2 * 12);
  g_assert_cmpint (twenty, >, one + 6 * 12);
  g_assert_cmpint (twenty, <, one + 8 * 24);
  ui_picture (window, "eight-lines");
}

/* The countdown stays while one writes, until the server takes messages again. §5.7, §6.3 */
static void
test_slow_down (UiFixture *fixture)
{
  NatterUiComposer *composer;
  GtkWidget *revealer;

  ui_log_in (fixture, "alice");
  composer = NATTER_UI_COMPOSER (gtk_widget_get_ancestor (ui_get (fixture, "composer"), NATTER_UI_TYPE_COMPOSER));
  revealer = gtk_widget_get_ancestor (ui_get (fixture, "slow-down"), GTK_TYPE_REVEALER);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  natter_ui_composer_set_slow_down (composer, 3);
  ui_type (GTK_WIDGET (fixture->window), "meanwhile");
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_assert_cmpstr (ui_label (ui_get (fixture, "slow-down")), ==, "A little slower, please: your messages go on in 3 seconds.");
  ui_picture (GTK_WIDGET (fixture->window), "slow-down");
  natter_ui_composer_set_slow_down (composer, 0);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/composer/paste", test_paste);
  ui_add ("/ui/composer/edit-last", test_edit_last);
  ui_add ("/ui/composer/emoji", test_emoji);
  ui_add ("/ui/composer/emoji-button", test_emoji_button);
  ui_add ("/ui/composer/grows", test_grows);
  ui_add ("/ui/composer/slow-down", test_slow_down);
  return g_test_run ();
}
