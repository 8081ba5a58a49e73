/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-fit.h"

#define CONTENT "natter-fit-content" /* data of the scrolled window */
#define LEAST   "natter-fit-least"
#define HEIGHT  "natter-fit-height" /* of what can be hidden, in pixels, while it is */

static int
measure (GtkWidget *widget,
         int width)
{
  int natural;

  gtk_widget_get_preferred_height_for_width (widget, width, NULL, &natural);
  return natural;
}

/* The same answer whether it is hidden or not, so that nothing flickers. */
static gboolean
fits (GtkWidget *scrolled,
      GtkWidget *least)
{
  GtkWidget *content = g_object_get_data (G_OBJECT (scrolled), CONTENT);
  int width = gtk_widget_get_allocated_width (content), height = measure (content, width);

  if (!gtk_widget_get_visible (least))
    height += GPOINTER_TO_INT (g_object_get_data (G_OBJECT (scrolled), HEIGHT));
  return height <= gtk_widget_get_allocated_height (scrolled);
}

static gboolean
on_tick (GtkWidget *scrolled,
         GdkFrameClock *clock,
         gpointer data)
{
  GtkWidget *least = g_object_get_data (G_OBJECT (scrolled), LEAST), *content = g_object_get_data (G_OBJECT (scrolled), CONTENT);
  gboolean shown = fits (scrolled, least);

  if (shown == gtk_widget_get_visible (least))
    return G_SOURCE_REMOVE;
  if (!shown)
    {
      int width = gtk_widget_get_allocated_width (content), whole = measure (content, width);

      gtk_widget_hide (least);
      g_object_set_data (G_OBJECT (scrolled), HEIGHT, GINT_TO_POINTER (whole - measure (content, width)));
    }
  gtk_widget_set_visible (least, shown);
  return G_SOURCE_REMOVE;
}

/* Not while sizes are given out. */
static void
on_size_allocate (GtkWidget *scrolled)
{
  if (fits (scrolled, g_object_get_data (G_OBJECT (scrolled), LEAST)) != gtk_widget_get_visible (g_object_get_data (G_OBJECT (scrolled), LEAST)))
    gtk_widget_add_tick_callback (scrolled, on_tick, NULL, NULL);
}

void
natter_ui_fit_watch (GtkWidget *scrolled,
                     GtkWidget *content,
                     GtkWidget *least)
{
  g_object_set_data (G_OBJECT (scrolled), CONTENT, content);
  g_object_set_data (G_OBJECT (scrolled), LEAST, least);
  g_signal_connect_after (scrolled, "size-allocate", G_CALLBACK (on_size_allocate), NULL);
}
