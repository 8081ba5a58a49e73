/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "natter-ui-colours.h"
#include "natter-ui-picture.h"

/* The first character as one sees it: with its marks. */
static char *
dup_initial (const char *name)
{
  const char *end = name;

  if (*end != '\0')
    end = g_utf8_next_char (end);
  while (*end != '\0' && g_unichar_ismark (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  return g_utf8_strup (name, end - name);
}

void
natter_ui_picture_draw (GtkWidget *widget,
                        cairo_t *cr,
                        const char *name,
                        double x,
                        double y,
                        int size)
{
  g_autofree char *initial = dup_initial (name);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, initial);
  PangoFontDescription *font = pango_font_description_new ();
  GdkRGBA fill = natter_ui_colour_get (natter_ui_colour_of_name (name), FALSE);
  PangoRectangle box;

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, size * 0.45 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_extents (layout, NULL, &box);

  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, size / 2.0, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &fill);
  cairo_fill (cr);
  cairo_move_to (cr, round (x - box.x - box.width / 2.0), round (y - box.y - box.height / 2.0));
  cairo_set_source_rgb (cr, 1, 1, 1);
  pango_cairo_show_layout (cr, layout);
}

static gboolean
on_draw (GtkWidget *area,
         cairo_t *cr,
         gpointer data)
{
  int width = gtk_widget_get_allocated_width (area), height = gtk_widget_get_allocated_height (area);

  natter_ui_picture_draw (area, cr, data, width / 2.0, height / 2.0, MIN (width, height));
  return FALSE;
}

GtkWidget *
natter_ui_picture_new (const char *name,
                       int size)
{
  GtkWidget *area = gtk_drawing_area_new ();

  gtk_widget_set_size_request (area, size, size);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  g_signal_connect_data (area, "draw", G_CALLBACK (on_draw), g_strdup (name), (GClosureNotify) (void (*) (void)) g_free, 0);
  return area;
}
