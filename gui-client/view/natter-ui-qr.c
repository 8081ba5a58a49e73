/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-qr.h"
#include "natter-ui-widgets.h"

#if HAVE_QRENCODE

#include <qrencode.h>

#include <string.h>

#define QUIET    4 /* modules */
#define SMALLEST 4 /* pixels of a module on the screen … */
#define SAVED    8 /* … and in a picture that is saved */
#define CODE     "natter-ui-qr"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

/* @scale: pixels a module. */
static void
paint (const QRcode *code,
       cairo_t *cr,
       int scale)
{
  int size = code->width + 2 * QUIET;

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0, 0, size * scale, size * scale);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int i = 0; i < code->width * code->width; i++)
    if (code->data[i] & 1)
      cairo_rectangle (cr, (i % code->width + QUIET) * scale, (i / code->width + QUIET) * scale, scale, scale);
  cairo_fill (cr);
}

static gboolean
on_draw (GtkWidget *widget,
         cairo_t *cr)
{
  const QRcode *code = g_object_get_data (G_OBJECT (widget), CODE);
  int width = gtk_widget_get_allocated_width (widget), height = gtk_widget_get_allocated_height (widget);
  int modules = code->width + 2 * QUIET;
  int scale = MAX (MIN (width, height) / modules, 1);

  cairo_translate (cr, (width - modules * scale) / 2, (height - modules * scale) / 2);
  paint (code, cr, scale);
  return GDK_EVENT_STOP;
}

GtkWidget *
natter_ui_qr_new (const char *text)
{
  g_autoptr (QRcode) code = QRcode_encodeData ((int) strlen (text), (const unsigned char *) text, 0, QR_ECLEVEL_M);
  GtkWidget *area;
  int size;

  if (code == NULL)
    return NULL;

  area = gtk_drawing_area_new ();
  size = (code->width + 2 * QUIET) * SMALLEST;
  gtk_widget_set_size_request (area, size, size);
  gtk_widget_set_name (area, "qr");
  atk_object_set_role (gtk_widget_get_accessible (area), ATK_ROLE_IMAGE);
  natter_ui_widget_name (area, _ ("The link as a QR code"));
  g_signal_connect (area, "draw", G_CALLBACK (on_draw), NULL);
  g_object_set_data_full (G_OBJECT (area), CODE, g_steal_pointer (&code), (GDestroyNotify) QRcode_free);
  return area;
}

gboolean
natter_ui_qr_save (GtkWidget *widget,
                   const char *path,
                   GError **error)
{
  const QRcode *code = g_object_get_data (G_OBJECT (widget), CODE);
  int size = (code->width + 2 * QUIET) * SAVED;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size, size);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  paint (code, cr, SAVED);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The picture could not be saved: %s"), cairo_status_to_string (status));
  return FALSE;
}

#else

GtkWidget *
natter_ui_qr_new (const char *text)
{
  return NULL;
}

gboolean
natter_ui_qr_save (GtkWidget *widget,
                   const char *path,
                   GError **error)
{
  g_return_val_if_reached (FALSE);
}

#endif
