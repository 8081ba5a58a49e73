/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/gdkkeysyms.h>
#include <handy.h>

#include "gui-client/view/natter-ui-tags.h"

#include <string.h>

#include "ui-support.h"

static UiPeer *
fill (UiFixture *fixture)
{
  UiPeer *bob = ui_peer_new (&fixture->server, "bob");

  ui_peer_do (bob, "{\"do\":\"topic\",\"text\":\"Tea at four. Bring your own cup.\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"Good morning, alice! The notes: https://example.org/notes\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"مرحبا بالجميع، كيف حالكم اليوم؟\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"שלום לכולם\"}");
  ui_peer_do (bob, "{\"do\":\"me\",\"text\":\"puts the kettle on\"}");
  natter_ui_session_submit (ui_session (fixture), ui_room (fixture, "lobby"), "a message of my own", NULL);
  wait_until (ui_shows (ui_get (fixture, "messages"), "of my own"));
  wait_until (ui_shows (ui_get (fixture, "messages"), "kettle"));
  return bob;
}

/* On 360 pixels one pane is shown, and one gets to the other and back. */
static void
test_narrow (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *back;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  gtk_window_resize (GTK_WINDOW (window), 360, 640);
  back = ui_get (fixture, "back-button");
  wait_until (gtk_widget_get_allocated_width (window) <= 420 && gtk_widget_get_mapped (back));
  bob = fill (fixture);
  g_assert_true (gtk_widget_get_mapped (ui_get (fixture, "composer")));
  ui_picture (window, "narrow");
  gtk_button_clicked (GTK_BUTTON (back));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "rooms")) && !gtk_widget_get_mapped (ui_get (fixture, "composer")));
  ui_picture (window, "narrow-rooms");
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (ui_get (fixture, "rooms")), 0)));
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "composer")));
  ui_do (fixture, "log-out");
  wait_until (gtk_widget_get_mapped (ui_get (fixture, "join-button")));
  ui_picture (window, "narrow-welcome");
  g_assert_cmpint (gtk_widget_get_allocated_width (window), <=, 420);
  ui_peer_free (bob);
}

/* Dark: the colours of the text follow. */
static void
test_dark (UiFixture *fixture)
{
  HdyStyleManager *style = hdy_style_manager_get_default ();
  GtkTextTagTable *tags;
  g_autoptr (GdkRGBA) light = NULL, dark = NULL;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  tags = gtk_text_buffer_get_tag_table (gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_get (fixture, "messages"))));
  bob = fill (fixture);
  g_object_get (gtk_text_tag_table_lookup (tags, "link"), "foreground-rgba", &light, NULL);
  ui_picture (GTK_WIDGET (fixture->window), "light");
  hdy_style_manager_set_color_scheme (style, HDY_COLOR_SCHEME_FORCE_DARK);
  ui_settle (GTK_WIDGET (fixture->window));
  g_object_get (gtk_text_tag_table_lookup (tags, "link"), "foreground-rgba", &dark, NULL);
  ui_picture (GTK_WIDGET (fixture->window), "dark");
  g_assert_false (gdk_rgba_equal (light, dark));
  hdy_style_manager_set_color_scheme (style, HDY_COLOR_SCHEME_PREFER_LIGHT);
  ui_peer_free (bob);
}

/* Right to left: the window is mirrored, and each message runs in its own direction. */
static void
test_right_to_left (UiFixture *fixture)
{
  GtkWidget *people, *rooms;
  UiPeer *bob;
  int x, y;

  ui_close_window (fixture);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  ui_open_window (fixture);
  ui_log_in (fixture, "alice");
  bob = fill (fixture);
  ui_picture (GTK_WIDGET (fixture->window), "right-to-left");
  people = ui_get (fixture, "people");
  rooms = ui_get (fixture, "rooms");
  gtk_widget_translate_coordinates (people, rooms, 0, 0, &x, &y);
  g_assert_cmpint (x, <, 0);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  ui_peer_free (bob);
}

static int
get_line_height (GtkWidget *view)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (view, "X");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

/* Ctrl and plus, minus, 0: the text becomes larger and smaller, what is read stays, and it is kept. */
static void
test_zoom (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window), *messages, *composer;
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  UiPeer *bob;
  GdkRectangle visible;
  GtkTextIter before, after;
  int usual;

  ui_log_in (fixture, "alice");
  messages = ui_get (fixture, "messages");
  composer = ui_get (fixture, "composer");
  usual = get_line_height (messages);
  bob = ui_peer_new (&fixture->server, "bob");
  for (int i = 0; i < 80; i++)
    ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"line %d\"}", i);
  wait_until (ui_shows (messages, "line 79"));
  ui_settle (window);
  ui_key (window, GDK_KEY_Page_Up, 0);
  ui_settle (window);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (messages), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (messages), &before, visible.y + usual, NULL);

  for (int i = 0; i < 5; i++)
    ui_key (window, GDK_KEY_plus, GDK_CONTROL_MASK);
  ui_settle (window);
  g_assert_cmpfloat_with_epsilon (g_settings_get_double (settings, "zoom"), 1.5, 0.01);
  g_assert_cmpint (get_line_height (messages), >, usual * 13 / 10);
  g_assert_cmpint (get_line_height (composer), ==, get_line_height (messages));
  g_assert_cmpint (get_line_height (ui_get (fixture, "people")), ==, usual);
  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (messages), &visible);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (messages), &after, visible.y + usual, NULL);
  g_assert_cmpint (gtk_text_iter_get_line (&after), ==, gtk_text_iter_get_line (&before));
  ui_picture (window, "zoomed");

  ui_key (window, GDK_KEY_minus, GDK_CONTROL_MASK);
  ui_settle (window);
  g_assert_cmpfloat_with_epsilon (g_settings_get_double (settings, "zoom"), 1.4, 0.01);
  for (int i = 0; i < 30; i++)
    ui_key (window, GDK_KEY_minus, GDK_CONTROL_MASK);
  g_assert_cmpfloat_with_epsilon (g_settings_get_double (settings, "zoom"), 0.5, 0.01);
  ui_key (window, GDK_KEY_0, GDK_CONTROL_MASK);
  ui_settle (window);
  g_assert_cmpint (get_line_height (messages), ==, usual);
  ui_peer_free (bob);
}

static gboolean
is_narrow (UiFixture *fixture)
{
  return gtk_widget_get_mapped (ui_get (fixture, "back-button"));
}

/* What others write, topics and names, does not change how the window is laid out; nor what they write in how headings run. */
static void
test_long_words (UiFixture *fixture)
{
  g_autofree char *topic = g_strnfill (500, 'T'), *name = g_strnfill (32, 'W');
  GtkTextBuffer *buffer;
  UiPeer *long_one, *fox;
  GtkTextIter where;

  ui_log_in (fixture, "alice");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (ui_get (fixture, "messages")));
  long_one = ui_peer_new (&fixture->server, name);
  fox = ui_peer_new (&fixture->server, "🦊");
  ui_peer_do (long_one, "{\"do\":\"topic\",\"text\":\"%s\"}", topic);
  ui_peer_do (long_one, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"psst\"}");
  ui_peer_do (long_one, "{\"do\":\"say\",\"text\":\"مرحبا\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "مرحبا"));
  ui_peer_do (fox, "{\"do\":\"say\",\"text\":\"yip\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "yip"));
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_cmpint (gtk_widget_get_allocated_width (GTK_WIDGET (fixture->window)), <=, 1040);
  g_assert_false (is_narrow (fixture));
  ui_picture (GTK_WIDGET (fixture->window), "long-words");

  gtk_text_buffer_get_end_iter (buffer, &where);
  g_assert_true (gtk_text_iter_backward_search (&where, "🦊", 0, &where, NULL, NULL));
  gtk_text_iter_set_line_offset (&where, 0);
  g_assert_cmphex (gtk_text_iter_get_char (&where), ==, 0x200e);
  ui_peer_free (long_one);
  ui_peer_free (fox);
}

/* A dialog is no wider than the narrow window it belongs to. */
static void
test_narrow_dialogs (UiFixture *fixture)
{
  const char *const actions[] = { "who", "rooms", "switcher" }, *const dialogs[] = { "who", "directory", "switcher" };

  ui_log_in (fixture, "alice");
  gtk_window_resize (GTK_WINDOW (fixture->window), 360, 640);
  wait_until (is_narrow (fixture));
  ui_settle (GTK_WIDGET (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWidget *dialog;
      int width;

      ui_do (fixture, actions[i]);
      dialog = ui_dialog (dialogs[i]);
      ui_settle (dialog);
      gtk_window_get_size (GTK_WINDOW (dialog), &width, NULL);
      g_assert_cmpint (width, <=, 360);
      gtk_window_close (GTK_WINDOW (dialog));
      wait_until (ui_dialog (dialogs[i]) == NULL);
    }
}

/* The help on keys is there. */
static void
test_shortcuts (UiFixture *fixture)
{
  ui_do (fixture, "shortcuts");
  wait_until (ui_dialog ("shortcuts") != NULL && gtk_widget_get_mapped (ui_dialog ("shortcuts")));
  ui_picture (ui_dialog ("shortcuts"), "shortcuts");
  gtk_window_close (GTK_WINDOW (ui_dialog ("shortcuts")));
  wait_until (ui_dialog ("shortcuts") == NULL);
}

static void
assert_read (GtkTextTag *tag,
             const GdkRGBA *ground)
{
  g_autoptr (GdkRGBA) ink = NULL;

  g_object_get (tag, "foreground-rgba", &ink, NULL);
  g_assert_cmpfloat (natter_ui_colour_contrast (ink, ground), >=, 4.5);
}

/* Names, links, times and quotes can be read on every ground that a message may have: light, dark and in high contrast. */
static void
test_tints (void)
{
  static const struct
  {
    GdkRGBA ink;
    GdkRGBA ground;
  } themes[] = {
    { { 0.18, 0.20, 0.21, 1 }, { 1, 1, 1, 1 } },
    { { 0.93, 0.93, 0.93, 1 }, { 0.18, 0.18, 0.18, 1 } },
    { { 0, 0, 0, 1 }, { 1, 1, 1, 1 } },
    { { 1, 1, 1, 1 }, { 0, 0, 0, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
      NatterUiTags tags = { 0 };

      natter_ui_tags_make (&tags, buffer);
      natter_ui_tags_set_look (&tags, &themes[i].ink, &themes[i].ground, GTK_TEXT_DIR_LTR);
      {
        const GdkRGBA grounds[] = { themes[i].ground, tags.colours[NATTER_UI_LINE_OWN], tags.colours[NATTER_UI_LINE_MENTION],
                                    tags.colours[NATTER_UI_LINE_REPLY], tags.block_colour };
        GtkTextTag *inks[] = { tags.time, tags.notice, tags.pending, tags.aside, tags.quote, tags.links[0], tags.action, tags.error };

        for (guint ground = 0; ground < G_N_ELEMENTS (grounds); ground++)
          {
            g_test_message ("theme %u, ground %u", i, ground);
            for (guint k = 0; k < G_N_ELEMENTS (inks); k++)
              assert_read (inks[k], &grounds[ground]);
            for (guint k = 0; k < NATTER_UI_N_COLOURS; k++)
              assert_read (tags.names[k], &grounds[ground]);
          }
      }
    }
}

static void
find_text (GtkWidget *widget,
           gpointer data)
{
  const char **found = data;

  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget))
    *found = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_text, data);
}

/* What is said of the place that reads @text when the pointer rests there; NULL: nothing. GTK's tooltip is a window of its own. */
static char *
dup_tooltip (UiFixture *fixture,
             const char *text)
{
  GtkTextView *view = GTK_TEXT_VIEW (ui_get (fixture, "messages"));
  GList *before = gtk_window_list_toplevels (), *after;
  GtkTooltip *tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  const char *found = NULL;
  char *copy;
  gboolean is_shown = FALSE;
  GdkRectangle place;
  GtkTextIter where;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (view), &where);
  g_assert_true (gtk_text_iter_forward_search (&where, text, 0, &where, NULL, NULL));
  gtk_text_view_get_iter_location (view, &where, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x + 1, place.y + place.height / 2, &place.x, &place.y);
  g_signal_emit_by_name (view, "query-tooltip", place.x, place.y, FALSE, tooltip, &is_shown);
  after = gtk_window_list_toplevels ();
  for (GList *one = after; one != NULL; one = one->next)
    if (g_list_find (before, one->data) == NULL)
      find_text (one->data, &found);
  copy = is_shown ? g_strdup (found) : NULL;
  g_list_free (before);
  g_list_free (after);
  g_object_unref (tooltip);
  return copy;
}

/* Where the pointer rests: when it was said, exactly; where a link leads, whatever it reads; who reacted. */
static void
test_tooltips (UiFixture *fixture)
{
  UiPeer *bob, *carol;
  g_autofree char *when = NULL, *left = NULL, *link = NULL, *who = NULL, *day = NULL;

  ui_log_in (fixture, "alice");
  bob = ui_peer_new (&fixture->server, "bob");
  carol = ui_peer_new (&fixture->server, "carol");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"plain and [words](https://e.org/x)\"}");
  ui_peer_do (bob, "{\"do\":\"react\",\"target\":1,\"reaction\":\"🎉\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "🎉 1"));
  ui_peer_do (carol, "{\"do\":\"react\",\"target\":1,\"reaction\":\"🎉\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "🎉 2"));
  ui_settle (GTK_WIDGET (fixture->window));
  when = dup_tooltip (fixture, "plain");
  g_assert_nonnull (when);
  g_assert_true (g_str_has_suffix (when, " (just now)"));
  link = dup_tooltip (fixture, "words");
  g_assert_cmpstr (link, ==, "https://e.org/x");
  who = dup_tooltip (fixture, "🎉");
  g_assert_cmpstr (who, ==, "bob, carol");
  ui_peer_do (bob, "{\"do\":\"unreact\",\"target\":1,\"reaction\":\"🎉\"}");
  wait_until (ui_shows (ui_get (fixture, "messages"), "🎉 1"));
  ui_settle (GTK_WIDGET (fixture->window));
  left = dup_tooltip (fixture, "🎉");
  g_assert_cmpstr (left, ==, "carol");
  day = dup_tooltip (fixture, "Today");
  g_assert_cmpstr (day, ==, "Go to another day");
  ui_peer_free (bob);
  ui_peer_free (carol);
}

/* Beside the line at @y of the buffer there is something to see where pictures of people are. */
static gboolean
has_picture (GtkTextView *view,
             int y)
{
  GdkWindow *window = gtk_text_view_get_window (view, GTK_TEXT_WINDOW_TEXT);
  g_autoptr (GdkPixbuf) strip = NULL;
  const guint8 *pixels;
  int at;

  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_TEXT, 0, y, NULL, &at);
  strip = gdk_pixbuf_get_from_window (window, 28, at, 1, 32);
  pixels = gdk_pixbuf_get_pixels (strip);
  for (int i = 0; i < 32; i++)
    if (memcmp (pixels + i * gdk_pixbuf_get_rowstride (strip), "\xff\xff\xff", 3) != 0)
      return TRUE;
  return FALSE;
}

/* A little further up, by and by, as with a wheel: what comes into sight has its picture. GTK has painted more than was to be seen. */
static void
test_pictures_above (UiFixture *fixture)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkTextView *view;
  GtkAdjustment *adjustment;
  UiPeer *peers[2];
  guint seen = 0;

  ui_log_in (fixture, "alice");
  view = GTK_TEXT_VIEW (ui_get (fixture, "messages"));
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  for (guint i = 0; i < 2; i++)
    peers[i] = ui_peer_new (&fixture->server, i == 0 ? "bob" : "carol");
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);

      ui_peer_do (peers[i % 2], "{\"do\":\"say\",\"text\":\"%s\"}", text);
      wait_until (ui_shows (GTK_WIDGET (view), text));
    }
  ui_settle (window);
  for (guint step = 0; step < 6; step++)
    {
      g_autoptr (GdkEvent) wheel = gdk_event_new (GDK_SCROLL);
      gboolean done;

      g_signal_emit_by_name (view, "event", wheel, &done);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 60);
      for (guint i = 0; i < 2; i++)
        gtk_test_widget_wait_for_draw (window); /* as it is: to ask for it would paint all of it anew */
    }
  for (int y = (int) gtk_adjustment_get_value (adjustment) + 10, end = y + 300; y < end;)
    {
      GtkTextIter line;
      int top, height;

      gtk_text_view_get_line_at_y (view, &line, y, NULL);
      gtk_text_view_get_line_yrange (view, &line, &top, &height);
      if (top >= y && (gtk_text_iter_get_char (&line) == 'b' || gtk_text_iter_get_char (&line) == 'c'))
        {
          g_assert_true (has_picture (view, top));
          seen++;
        }
      y = top + height;
    }
  g_assert_cmpuint (seen, >, 3);
  ui_peer_free (peers[0]);
  ui_peer_free (peers[1]);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/looks/narrow", test_narrow);
  ui_add ("/ui/looks/dark", test_dark);
  ui_add ("/ui/looks/right-to-left", test_right_to_left);
  ui_add ("/ui/looks/zoom", test_zoom);
  ui_add ("/ui/looks/long-words", test_long_words);
  ui_add ("/ui/looks/narrow-dialogs", test_narrow_dialogs);
  ui_add ("/ui/looks/shortcuts", test_shortcuts);
  g_test_add_func ("/ui/looks/tints", test_tints);
  ui_add ("/ui/looks/tooltips", test_tooltips);
  ui_add ("/ui/looks/pictures-above", test_pictures_above);
  return g_test_run ();
}
