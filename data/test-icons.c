/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>

/* Loads each SVG named on the command line as a desktop would, at small and large sizes, and looks whether
 * something was drawn and the corners left clear. Exit 77 (skip) without a loader for SVG. */

#define EXIT_SKIP 77

static gboolean
can_load_svg (void)
{
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *l = formats; l != NULL; l = l->next)
    {
      g_autofree char *name = gdk_pixbuf_format_get_name (l->data);

      if (g_str_equal (name, "svg"))
        return TRUE;
    }
  return FALSE;
}

static guint8
alpha_at (GdkPixbuf *pixbuf,
          int x,
          int y)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);

  return pixels[y * gdk_pixbuf_get_rowstride (pixbuf) + x * 4 + 3];
}

static void
check_icon (const char *path,
            int size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_size (path, size, size, &error);
  int drawn = 0;

  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, size);
  g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, size);
  g_assert_true (gdk_pixbuf_get_has_alpha (pixbuf));
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      drawn += alpha_at (pixbuf, x, y) > 127;
  g_assert_cmpint (drawn, >, size * size / 4);
  g_assert_cmpint (alpha_at (pixbuf, 0, 0), ==, 0);
  g_assert_cmpint (alpha_at (pixbuf, size - 1, size - 1), ==, 0);
}

int
main (int argc,
      char **argv)
{
  static const int sizes[] = { 16, 48, 128, 512 };

  g_assert_cmpint (argc, >, 1);
  if (!can_load_svg ())
    {
      g_printerr ("no loader for SVG (librsvg2-common)\n");
      return EXIT_SKIP;
    }
  for (int i = 1; i < argc; i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      check_icon (argv[i], sizes[j]);
  return EXIT_SUCCESS;
}
