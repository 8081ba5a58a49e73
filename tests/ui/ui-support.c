/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gui-client/model/natter-ui-drafts.h"
#include "gui-client/model/natter-ui-recent.h"

#include "ui-support.h"

#define PATIENCE 60 /* seconds; a sanitized build on a busy machine needs a third of it */

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

guint
ui_start_timeout (gboolean *timed_out)
{
  return g_timeout_add_seconds (PATIENCE, on_timeout, timed_out);
}

void
ui_settle (GtkWidget *widget)
{
  gtk_test_widget_wait_for_draw (widget);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_widget_queue_draw (widget);
  gtk_test_widget_wait_for_draw (widget);
}

/* --- The window --- */

void
ui_open_window (UiFixture *fixture)
{
  fixture->window = natter_ui_window_new (GTK_APPLICATION (fixture->application), fixture->recent, fixture->drafts);
  natter_ui_window_go (fixture->window, NULL, NULL, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_settle (GTK_WIDGET (fixture->window));
}

gboolean
ui_is_gone (GWeakRef *window)
{
  g_autoptr (GObject) object = g_weak_ref_get (window);

  return object == NULL;
}

void
ui_close_window (UiFixture *fixture)
{
  GWeakRef window;

  g_weak_ref_init (&window, fixture->window);
  gtk_widget_destroy (GTK_WIDGET (fixture->window));
  fixture->window = NULL;
  wait_until (ui_is_gone (&window));
  g_weak_ref_clear (&window);
}

static void
set_up (UiFixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *drafts = NULL;

  fixture->folder = g_dir_make_tmp ("natter-ui-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "recent", NULL);
  ui_server_start (&fixture->server);
  fixture->application = NATTER_UI_APPLICATION (g_application_get_default ());
  fixture->recent = natter_ui_recent_new (path);
  drafts = g_build_filename (fixture->folder, "drafts", NULL);
  fixture->drafts = natter_ui_drafts_new (drafts);
  ui_open_window (fixture);
}

static void
tear_down (UiFixture *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "recent", NULL);
  g_autofree char *drafts = g_build_filename (fixture->folder, "drafts", NULL);

  if (fixture->window != NULL)
    ui_close_window (fixture);
  ui_server_kill (&fixture->server);
  g_clear_object (&fixture->recent);
  g_clear_object (&fixture->drafts);
  g_remove (drafts);
  g_remove (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
run (UiFixture *fixture,
     gconstpointer data)
{
  void (*test) (UiFixture *) = data;

  test (fixture);
}

void
ui_add (const char *path,
        void (*test) (UiFixture *))
{
  g_test_add (path, UiFixture, (gconstpointer) test, set_up, run, tear_down);
}

void
ui_init (int *argc,
         char ***argv)
{
  NatterUiApplication *application;
  g_autoptr (GError) error = NULL;

  gtk_test_init (argc, argv, NULL);
  application = natter_ui_application_new (G_APPLICATION_NON_UNIQUE); /* one for all: it is the default from now on */
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
}

void
ui_log_in (UiFixture *fixture,
           const char *name)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->server.port);

  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "name-entry")), name);
  gtk_entry_set_text (GTK_ENTRY (ui_get (fixture, "address-entry")), address);
  gtk_button_clicked (GTK_BUTTON (ui_get (fixture, "join-button")));
  /* what is kept of a room is there before the server is */
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE &&
              natter_ui_session_get_current_room (ui_session (fixture)) != NULL);
  ui_settle (GTK_WIDGET (fixture->window));
}

NatterUiSession *
ui_session (UiFixture *fixture)
{
  return natter_ui_window_get_session (fixture->window);
}

NatterUiRoom *
ui_room (UiFixture *fixture,
         const char *name)
{
  return natter_ui_room_list_find (natter_ui_session_get_rooms (ui_session (fixture)), name);
}

typedef struct
{
  const char *name;
  GtkWidget *found;
} Search;

static void
search (GtkWidget *widget,
        gpointer data)
{
  Search *wanted = data;

  if (wanted->found != NULL)
    return;
  if (g_strcmp0 (gtk_widget_get_name (widget), wanted->name) == 0)
    wanted->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search, wanted);
}

GtkWidget *
ui_find (GtkWidget *root,
         const char *name)
{
  Search wanted = { .name = name };

  search (root, &wanted);
  return wanted.found;
}

static void
search_label (GtkWidget *widget,
              gpointer data)
{
  Search *wanted = data;

  if (wanted->found != NULL || !gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), wanted->name))
    wanted->found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), search_label, wanted);
}

GtkWidget *
ui_find_label (GtkWidget *root,
               const char *text)
{
  Search wanted = { .name = text };

  search_label (root, &wanted);
  return wanted.found;
}

void
ui_do_with (UiFixture *fixture,
            const char *action,
            const char *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, g_variant_new_string (parameter));
}

GtkWidget *
ui_get (UiFixture *fixture,
        const char *name)
{
  GtkWidget *widget = ui_find (GTK_WIDGET (fixture->window), name);

  if (widget == NULL)
    g_error ("there is no widget %s", name);
  return widget;
}

GtkWidget *
ui_dialog (const char *name)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_strcmp0 (gtk_widget_get_name (l->data), name) == 0 && gtk_widget_get_visible (l->data))
      return l->data;
  return NULL;
}

const char *
ui_label (GtkWidget *label)
{
  return gtk_label_get_text (GTK_LABEL (label));
}

char *
ui_dup_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

guint
ui_count_shown (GtkWidget *view,
                const char *part)
{
  g_autofree char *text = ui_dup_text (view);
  guint n = 0;

  for (const char *p = text; (p = strstr (p, part)) != NULL; p += strlen (part))
    n++;
  return n;
}

gboolean
ui_shows (GtkWidget *view,
          const char *part)
{
  return ui_count_shown (view, part) > 0;
}

static void
put_key_event (GtkWidget *window,
               GdkEventType type,
               guint keyval,
               GdkModifierType state)
{
  GdkDisplay *display = gtk_widget_get_display (window);
  g_autofree GdkKeymapKey *keys = NULL;
  GdkEvent *event = gdk_event_new (type);
  int n = 0;

  event->key.window = g_object_ref (gtk_widget_get_window (window));
  event->key.time = GDK_CURRENT_TIME;
  event->key.keyval = keyval;
  event->key.state = state;
  if (gdk_keymap_get_entries_for_keyval (gdk_keymap_get_for_display (display), keyval, &keys, &n))
    {
      event->key.hardware_keycode = (guint16) keys[0].keycode;
      event->key.group = (guint8) keys[0].group;
    }
  gdk_event_set_device (event, gdk_seat_get_keyboard (gdk_display_get_default_seat (display)));
  gtk_main_do_event (event);
  gdk_event_free (event);
}

void
ui_key (GtkWidget *window,
        guint keyval,
        GdkModifierType state)
{
  g_autoptr (GtkWidget) kept = g_object_ref (window);

  put_key_event (window, GDK_KEY_PRESS, keyval, state);
  if (gtk_widget_get_realized (window)) /* it may have closed it */
    put_key_event (window, GDK_KEY_RELEASE, keyval, state);
}

void
ui_type (GtkWidget *window,
         const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    ui_key (window, gdk_unicode_to_keyval (g_utf8_get_char (p)), 0);
}

void
ui_do (UiFixture *fixture,
       const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
}

void
ui_picture (GtkWidget *window,
            const char *name)
{
  const char *folder = g_getenv ("UI_PICTURES");
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder != NULL ? folder : ".", name);
  int scale = gtk_widget_get_scale_factor (window), width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  ui_settle (window);
  gtk_container_check_resize (GTK_CONTAINER (window)); /* idle work may have asked for a new layout */
  width = gtk_widget_get_allocated_width (window);
  height = gtk_widget_get_allocated_height (window);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  gtk_widget_draw (window, cr);
  cairo_destroy (cr);
  if (folder != NULL)
    g_mkdir_with_parents (folder, 0777);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}
