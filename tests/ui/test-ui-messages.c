/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>

#include "gui-client/model/natter-ui-room-settings.h"
#include "gui-client/view/natter-ui-log-view.h"

#include "ui-support.h"

/* What messages look like, and what one does with them. */

static GtkWidget *
messages (UiFixture *fixture)
{
  return ui_get (fixture, "messages");
}

static GtkTextBuffer *
get_buffer (UiFixture *fixture)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (messages (fixture)));
}

/* The cursor stands in the first or last place that reads @text. */
static void
go_to (UiFixture *fixture,
       const char *text,
       gboolean last)
{
  GtkTextIter where, end;

  if (last)
    {
      gtk_text_buffer_get_end_iter (get_buffer (fixture), &where);
      g_assert_true (gtk_text_iter_backward_search (&where, text, 0, &where, &end, NULL));
    }
  else
    {
      gtk_text_buffer_get_start_iter (get_buffer (fixture), &where);
      g_assert_true (gtk_text_iter_forward_search (&where, text, 0, &where, &end, NULL));
    }
  gtk_text_buffer_place_cursor (get_buffer (fixture), &where);
}

/* Activates it with the keyboard. */
static void
activate (UiFixture *fixture,
          const char *text)
{
  go_to (fixture, text, TRUE);
  gtk_widget_grab_focus (messages (fixture));
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Return, 0);
}

static gboolean
has_tag (UiFixture *fixture,
         const char *text,
         const char *tag)
{
  GtkTextIter where;

  go_to (fixture, text, TRUE);
  gtk_text_buffer_get_iter_at_mark (get_buffer (fixture), &where, gtk_text_buffer_get_insert (get_buffer (fixture)));
  return gtk_text_iter_has_tag (&where, gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (get_buffer (fixture)), tag));
}

static char *
dup_clipboard (UiFixture *fixture)
{
  return gtk_clipboard_wait_for_text (gtk_widget_get_clipboard (messages (fixture), GDK_SELECTION_CLIPBOARD));
}

/* Markup is looks; what was not meant as markup stays; the code of a block is copied as it is. */
static void
test_formatting (UiFixture *fixture)
{
  UiPeer *bob;
  g_autofree char *copied = NULL;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"a **bold** and _slanted_ ~~struck~~ `coded` snake_case 2*3*4\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"> quoted\\nsee\\n- [words](https://e.org/x)\\n```\\nint *a;\\n  b_c\\n```\\nend\"}");
  wait_until (ui_shows (messages (fixture), "end"));
  g_assert_true (ui_shows (messages (fixture), "a bold and slanted struck coded snake_case 2*3*4\n"));
  g_assert_true (ui_shows (messages (fixture), "• words (e.org)\n"));
  g_assert_true (has_tag (fixture, "bold", "bold") && !has_tag (fixture, "and", "bold"));
  g_assert_true (has_tag (fixture, "slanted", "italic") && has_tag (fixture, "struck", "strike") && has_tag (fixture, "coded", "code"));
  g_assert_true (has_tag (fixture, "quoted", "quote") && has_tag (fixture, "int", "block") && !has_tag (fixture, "end", "block"));
  activate (fixture, "Copy");
  copied = dup_clipboard (fixture);
  g_assert_cmpstr (copied, ==, "int *a;\n  b_c");
  ui_picture (GTK_WIDGET (fixture->window), "formatting");
  ui_peer_free (bob);
}

/* Of a long message the first twenty lines are shown, until one asks for all. */
static void
test_fold (UiFixture *fixture)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  UiPeer *bob;

  for (int i = 1; i <= 30; i++)
    g_string_append_printf (lines, "line %d.\\n", i);
  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"%s\"}", lines->str);
  wait_until (ui_shows (messages (fixture), "Show all"));
  g_assert_true (ui_shows (messages (fixture), "line 20.") && !ui_shows (messages (fixture), "line 21."));
  activate (fixture, "Show all");
  wait_until (ui_shows (messages (fixture), "line 30."));
  ui_peer_free (bob);
}

/* F6 leads to the messages; R answers the one at the cursor, D deletes, E edits. §4.23 to §4.25 */
static void
test_keys (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *dialog;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_type (window, "my own words");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_peer_count (bob, "my own words") == 1);
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"lunch at one?\"}");
  wait_until (ui_shows (messages (fixture), "lunch at one?"));
  ui_do (fixture, "previous-pane");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == messages (fixture));
  g_assert_true (natter_ui_log_view_has_chosen (NATTER_UI_LOG_VIEW (messages (fixture))));
  ui_picture (window, "chosen");
  ui_key (window, GDK_KEY_r, 0);
  g_assert_cmpstr (ui_label (ui_get (fixture, "strip-title")), ==, "Reply to bob:");
  g_assert_cmpstr (ui_label (ui_get (fixture, "strip-quote")), ==, "lunch at one?");
  ui_type (window, "gladly");
  ui_picture (window, "reply");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_peer_count (bob, "\"reply\":2") == 1);
  wait_until (ui_shows (messages (fixture), "↪ bob: lunch at one?\ngladly"));

  go_to (fixture, "my own words", TRUE);
  ui_do (fixture, "previous-pane");
  ui_key (window, GDK_KEY_e, 0);
  g_assert_true (ui_shows (ui_get (fixture, "composer"), "my own words"));
  ui_type (window, "!");
  ui_picture (window, "edit");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_peer_count (bob, "my own words!") == 1);
  wait_until (ui_shows (messages (fixture), "my own words!  (edited)"));

  go_to (fixture, "my own words!", TRUE);
  ui_do (fixture, "previous-pane");
  ui_key (window, GDK_KEY_d, 0);
  wait_until ((dialog = ui_dialog ("delete-message")) != NULL);
  ui_picture (dialog, "delete");
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  wait_until (ui_peer_count (bob, "\"ev\":\"deleted\"") == 1);
  wait_until (ui_shows (messages (fixture), "Message deleted"));
  ui_peer_free (bob);
}

static void
press_delete_at (UiFixture *fixture,
                 const char *text)
{
  gtk_widget_grab_focus (ui_get (fixture, "composer"));
  go_to (fixture, text, TRUE);
  ui_do (fixture, "previous-pane");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_d, 0);
}

/* The menu is opened as by a click there, which no pointer made. */
static gboolean
is_delete_offered (UiFixture *fixture)
{
  GActionGroup *actions = gtk_widget_get_action_group (messages (fixture), "message");
  GdkEvent *event = gdk_event_new (GDK_BUTTON_PRESS);
  gboolean handled = FALSE, offered;
  GtkTextIter where;

  event->button.window = g_object_ref (gtk_widget_get_window (messages (fixture)));
  gdk_event_set_device (event, gdk_seat_get_pointer (gdk_display_get_default_seat (gdk_display_get_default ())));
  gtk_text_buffer_get_iter_at_mark (get_buffer (fixture), &where, gtk_text_buffer_get_insert (get_buffer (fixture)));
  g_signal_emit_by_name (messages (fixture), "menu", gtk_text_iter_get_offset (&where), event, &handled);
  g_assert_true (handled);
  offered = g_action_group_get_action_enabled (actions, "delete");
  gtk_menu_shell_deactivate (GTK_MENU_SHELL (gtk_menu_get_for_attach_widget (messages (fixture))->data));
  gdk_event_free (event);
  return offered;
}

/* What others said is deleted only by those who moderate the room; others are not even asked. §4.24 */
static void
test_delete_of_others (UiFixture *fixture)
{
  NatterUiRoomSettings settings;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"lunch at one?\"}");
  wait_until (ui_shows (messages (fixture), "lunch at one?"));
  press_delete_at (fixture, "lunch");
  g_assert_null (ui_dialog ("delete-message"));
  g_assert_false (is_delete_offered (fixture));

  settings = *natter_ui_room_get_settings (ui_room (fixture, "lobby"));
  settings.role = NATTER_UI_ROLE_MODERATOR;
  natter_ui_room_set_settings (ui_room (fixture, "lobby"), &settings);
  g_assert_true (is_delete_offered (fixture));
  press_delete_at (fixture, "lunch");
  wait_until (ui_dialog ("delete-message") != NULL);
  gtk_widget_destroy (ui_dialog ("delete-message"));
  ui_peer_free (bob);
}

/* A letter typed where no message is chosen is a letter. */
static void
test_letters (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"hello\"}");
  wait_until (ui_shows (messages (fixture), "hello"));
  gtk_widget_grab_focus (messages (fixture));
  ui_type (window, "really");
  g_assert_true (ui_shows (ui_get (fixture, "composer"), "really"));
  ui_peer_free (bob);
}

/* A click on a reaction gives it, and takes it back; + offers them. §4.26 */
static void
test_reactions (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *popover;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"cake!\"}");
  ui_peer_do (bob, "{\"do\":\"react\",\"target\":1,\"reaction\":\"🎉\"}");
  wait_until (ui_shows (messages (fixture), "🎉 1"));
  activate (fixture, "🎉 1");
  wait_until (ui_shows (messages (fixture), "🎉 2"));
  g_assert_true (has_tag (fixture, "🎉 2", "mine"));
  activate (fixture, "🎉 2");
  wait_until (ui_shows (messages (fixture), "🎉 1"));

  go_to (fixture, "cake!", TRUE);
  gtk_widget_grab_focus (ui_get (fixture, "composer"));
  ui_do (fixture, "previous-pane");
  ui_key (window, GDK_KEY_plus, 0);
  popover = ui_get (fixture, "reactions");
  wait_until (gtk_widget_get_visible (popover));
  ui_picture (window, "reactions");
  gtk_entry_set_text (GTK_ENTRY (ui_find (popover, "reaction-entry")), ":rocket:");
  wait_until (ui_shows (messages (fixture), "🚀 1"));
  g_assert_cmpuint (ui_peer_count (bob, "🚀"), ==, 1);
  ui_peer_free (bob);
}

static gboolean
flashes_at (UiFixture *fixture,
            const char *text)
{
  GtkTextIter start, end;
  g_autofree char *there = NULL;

  if (!natter_ui_log_view_get_flash (NATTER_UI_LOG_VIEW (messages (fixture)), &start))
    return FALSE;
  end = start;
  gtk_text_iter_forward_lines (&end, 4);
  there = gtk_text_buffer_get_text (get_buffer (fixture), &start, &end, FALSE);
  return g_strstr_len (there, -1, text) != NULL;
}

static gboolean
is_on_screen (UiFixture *fixture,
              const char *text)
{
  GdkRectangle visible, line;
  GtkTextIter where;

  gtk_text_buffer_get_start_iter (get_buffer (fixture), &where);
  if (!gtk_text_iter_forward_search (&where, text, 0, &where, NULL, NULL))
    return FALSE;
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (messages (fixture)), &visible);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (messages (fixture)), &where, &line);
  return line.y >= visible.y && line.y + line.height <= visible.y + visible.height;
}

/* A quote leads to what it quotes, which shines; Escape leads back. §4.25 */
static void
test_quote_jumps (UiFixture *fixture)
{
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"the very first\"}");
  for (int i = 0; i < 400; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"filler %d.\"}", i);
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"an answer\",\"reply\":1}");
  wait_until (ui_shows (messages (fixture), "an answer"));
  ui_settle (GTK_WIDGET (fixture->window));
  activate (fixture, "↪ bob: the very first");
  wait_until (flashes_at (fixture, "the very first") && is_on_screen (fixture, "the very first"));
  ui_picture (GTK_WIDGET (fixture->window), "quote-jump");
  ui_key (GTK_WIDGET (fixture->window), GDK_KEY_Escape, 0);
  wait_until (is_on_screen (fixture, "an answer"));
  ui_peer_free (bob);
}

/* A link to a room of the same server leads into it, in this window; one to a message to that. */
static void
test_room_link (UiFixture *fixture)
{
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"come to [the garden](natter://127.0.0.1:%u/garden)\"}", fixture->server.port);
  wait_until (ui_shows (messages (fixture), "the garden"));
  activate (fixture, "the garden");
  wait_until (ui_room (fixture, "garden") != NULL &&
              natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "garden"));

  natter_ui_session_set_current_room (ui_session (fixture), ui_room (fixture, "lobby"));
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"as I said: natter://127.0.0.1:%u/lobby#1\"}", fixture->server.port);
  wait_until (ui_shows (messages (fixture), "as I said"));
  activate (fixture, "natter://");
  wait_until (flashes_at (fixture, "come to"));
  ui_peer_free (bob);
}

static void
enabled (UiFixture *fixture,
         const char *action,
         gboolean is)
{
  GActionGroup *group = gtk_widget_get_action_group (messages (fixture), "message");

  g_assert_cmpint (g_action_group_get_action_enabled (group, action), ==, is);
}

/* The menu offers what is possible with that message; it copies the text, and a link to it. */
static void
test_menu (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autofree char *text = NULL, *link = NULL, *expected = g_strdup_printf ("natter://127.0.0.1:%u/lobby#1", fixture->server.port);
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"copy **me**\"}");
  wait_until (ui_shows (messages (fixture), "copy me"));
  go_to (fixture, "copy me", TRUE);
  gtk_widget_grab_focus (messages (fixture));
  ui_key (window, GDK_KEY_Menu, 0);
  wait_until (gtk_menu_get_for_attach_widget (messages (fixture)) != NULL);
  enabled (fixture, "reply", TRUE);
  enabled (fixture, "edit", FALSE);
  enabled (fixture, "copy-link", TRUE);
  ui_settle (window);
  g_action_group_activate_action (gtk_widget_get_action_group (messages (fixture), "message"), "copy", NULL);
  text = dup_clipboard (fixture);
  g_assert_cmpstr (text, ==, "copy **me**");
  g_action_group_activate_action (gtk_widget_get_action_group (messages (fixture), "message"), "copy-link", NULL);
  link = dup_clipboard (fixture);
  g_assert_cmpstr (link, ==, expected);
  for (GList *l = gtk_menu_get_for_attach_widget (messages (fixture)); l != NULL; l = gtk_menu_get_for_attach_widget (messages (fixture)))
    gtk_menu_shell_cancel (GTK_MENU_SHELL (l->data));
  ui_peer_free (bob);
}

static gboolean
is_announced (UiFixture *fixture,
              const char *text)
{
  const char *name = atk_object_get_name (gtk_widget_get_accessible (ui_get (fixture, "announcer")));

  return g_strcmp0 (name, text) == 0;
}

static void
on_announcement (AtkObject *object,
                 const char *text,
                 guint *n)
{
  (*n)++;
}

/* What others say is told to a screen reader, much of it at once only counted, and the focus stays. */
static void
test_announced (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *focus;
  gboolean signals = g_signal_lookup ("announcement", ATK_TYPE_OBJECT) != 0;
  guint n = 0;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  if (signals)
    g_signal_connect (gtk_widget_get_accessible (messages (fixture)), "announcement", G_CALLBACK (on_announcement), &n);
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"is **anybody** here?\"}");
  wait_until (is_announced (fixture, "bob: is anybody here?"));
  ui_type (window, "I am");
  ui_key (window, GDK_KEY_Return, 0);
  wait_until (ui_peer_count (bob, "I am") == 1);
  ui_peer_do (bob, "{\"do\":\"me\",\"text\":\"waves\"}");
  wait_until (is_announced (fixture, "bob waves"));
  for (int i = 0; i < 10; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"burst %d\"}", i);
  wait_until (is_announced (fixture, "10 new messages"));
  g_assert_cmpuint (n, ==, signals ? 3 : 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == focus);
  ui_peer_free (bob);
}

/* Rows closer together, and a clock of twelve hours, at once when one wants them. */
static void
test_chosen_looks (UiFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  GtkAdjustment *adjustment;
  double height;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  for (int i = 0; i < 60; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %d.\"}", i);
  wait_until (ui_shows (messages (fixture), "line 59."));
  ui_settle (GTK_WIDGET (fixture->window));
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (messages (fixture)));
  height = gtk_adjustment_get_upper (adjustment);
  g_settings_set_boolean (settings, "compact", TRUE);
  wait_until (gtk_adjustment_get_upper (adjustment) < height - 60);
  g_settings_set_boolean (settings, "clock-24h", FALSE);
  wait_until (ui_shows (messages (fixture), "AM\n") || ui_shows (messages (fixture), "PM\n"));
  wait_until (is_on_screen (fixture, "line 59."));
  ui_picture (GTK_WIDGET (fixture->window), "compact");
  g_settings_reset (settings, "compact");
  g_settings_reset (settings, "clock-24h");
  ui_peer_free (bob);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/messages/formatting", test_formatting);
  ui_add ("/ui/messages/fold", test_fold);
  ui_add ("/ui/messages/keys", test_keys);
  ui_add ("/ui/messages/delete-of-others", test_delete_of_others);
  ui_add ("/ui/messages/letters", test_letters);
  ui_add ("/ui/messages/reactions", test_reactions);
  ui_add ("/ui/messages/quote-jumps", test_quote_jumps);
  ui_add ("/ui/messages/room-link", test_room_link);
  ui_add ("/ui/messages/menu", test_menu);
  ui_add ("/ui/messages/announced", test_announced);
  ui_add ("/ui/messages/chosen-looks", test_chosen_looks);
  return g_test_run ();
}
