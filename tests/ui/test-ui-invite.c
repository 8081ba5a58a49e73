/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "gui-client/model/natter-ui-room-settings.h"
#include "gui-client/view/natter-ui-invite-dialog.h"
#include "gui-client/view/natter-ui-qr.h"

#include "ui-support.h"

/* A link that invites, also as a QR code: §12.3. */

#define LINK "natter://chat.example.org/garden?code=7K2M-Q4TX-9WBD-HN5C&key=mIfCY2yvfqIWmxuxfqzDp0gSDAXzCtQPnZi0PEc5-_0"

static GtkWidget *
setting (const char *name)
{
  g_autofree char *whole = g_strconcat ("preference-", name, NULL);

  return ui_find (ui_dialog ("room-settings"), whole);
}

/* A pixel of @widget, as 0xRRGGBB. */
static guint
get_pixel (GtkWidget *widget,
           int x,
           int y)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, gtk_widget_get_allocated_width (widget), gtk_widget_get_allocated_height (widget));
  cairo_t *cr = cairo_create (surface);
  guint pixel;

  gtk_widget_draw (widget, cr);
  cairo_surface_flush (surface);
  pixel = *(guint32 *) (void *) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + x * 4) & 0xffffff;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixel;
}

static char *
dup_clipboard (GtkWidget *widget)
{
  return gtk_clipboard_wait_for_text (gtk_widget_get_clipboard (widget, GDK_SELECTION_CLIPBOARD));
}

/* Of a server that knows its address: a new code is shown at once, with its link. */
static void
test_new_code (UiFixture *fixture)
{
  g_autofree char *copied = NULL;
  GtkWidget *dialog;

  ui_server_kill (&fixture->server);
  fixture->server.setting = "server.address=chat.example.org";
  ui_server_start (&fixture->server);
  ui_log_in (fixture, "alice");
  natter_ui_session_set_password (ui_session (fixture), NULL, "correct horse", NULL);
  natter_ui_session_join (ui_session (fixture), "garden", NULL);
  wait_until (ui_room (fixture, "garden") != NULL);
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "garden"));
  wait_until (natter_ui_room_get_settings (ui_room (fixture, "garden"))->role == NATTER_UI_ROLE_OWNER);
  ui_do (fixture, "room-settings");
  wait_until (ui_dialog ("room-settings") != NULL);
  gtk_button_clicked (GTK_BUTTON (setting ("new-code")));
  wait_until (ui_dialog ("invite-dialog") != NULL && setting ("code") != NULL);
  dialog = ui_dialog ("invite-dialog");
  g_assert_true (g_str_has_prefix (ui_label (ui_find (dialog, "invite-link")), "natter://chat.example.org/garden?code="));
  g_assert_true (g_str_has_prefix (ui_label (ui_find (dialog, "invite-facts")), "for 1 person · "));
  gtk_button_clicked (GTK_BUTTON (ui_find (dialog, "invite-copy")));
  copied = dup_clipboard (dialog);
  g_assert_cmpstr (copied, ==, ui_label (ui_find (dialog, "invite-link")));
  g_assert_cmpstr (ui_label (ui_find (dialog, "invite-note")), ==, "Copied");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until (ui_dialog ("invite-dialog") == NULL);
  ui_picture (ui_dialog ("room-settings"), "room-settings-with-link");
  gtk_window_close (GTK_WINDOW (ui_dialog ("room-settings")));
  wait_until (ui_dialog ("room-settings") == NULL);
}

static GtkWidget *
open_dialog (UiFixture *fixture)
{
  GtkWidget *dialog = natter_ui_invite_dialog_open (GTK_WINDOW (fixture->window), "#garden", LINK, "for 1 person · until Monday, 09:00");

  ui_settle (dialog);
  return dialog;
}

/* Dark on light in any theme, and around it nothing. */
static void
test_colours (UiFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *dialog, *qr;
      int middle, left;

      g_settings_set_string (settings, "color-scheme", i == 0 ? "light" : "dark");
      dialog = open_dialog (fixture);
      qr = ui_find (dialog, "qr");
      if (qr == NULL)
        {
          g_test_skip ("built without libqrencode");
          gtk_widget_destroy (dialog);
          return;
        }
      ui_picture (dialog, i == 0 ? "invite" : "invite-dark");
      middle = gtk_widget_get_allocated_width (qr) / 2;
      for (left = middle; left > 0 && get_pixel (qr, left, 1) == 0xffffff; left--)
        ; /* the edge of what is light, where the dialog is wider than that */
      g_assert_cmpint (left, <, middle - 50);
      for (int x = left + 2; x < middle; x++)
        g_assert_cmphex (get_pixel (qr, x, 4), ==, 0xffffff);
      g_assert_cmphex (get_pixel (qr, left + 1 + 4 * 4 + 1, 4 * 4 + 1), ==, 0x000000); /* the corner of its eye */
      gtk_widget_destroy (dialog);
    }
  g_settings_reset (settings, "color-scheme");
}

static void
test_saved (UiFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "natter.png", NULL);
  g_autoptr (GtkWidget) qr = natter_ui_qr_new (LINK);
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GError) error = NULL;

  if (qr == NULL)
    {
      g_test_skip ("built without libqrencode");
      return;
    }
  g_object_ref_sink (qr);
  g_assert_true (natter_ui_qr_save (qr, path, &error));
  g_assert_no_error (error);
  picture = gdk_pixbuf_new_from_file (path, NULL);
  g_assert_nonnull (picture);
  g_assert_cmpint (gdk_pixbuf_get_width (picture), ==, gdk_pixbuf_get_height (picture));
  g_assert_cmpint (gdk_pixbuf_get_width (picture) % 8, ==, 0);
  g_remove (path);

  g_assert_false (natter_ui_qr_save (qr, "/nonexistent/natter.png", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/invite/new-code", test_new_code);
  ui_add ("/ui/invite/colours", test_colours);
  ui_add ("/ui/invite/saved", test_saved);
  return g_test_run ();
}
