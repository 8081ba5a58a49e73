/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "natter-ui-log-view-private.h"
#include "natter-ui-picture.h"

/* What is painted below, beside and above the text. */

static void
draw_picture (NatterUiLogView *self,
              cairo_t *cr,
              const char *name,
              const GdkRectangle *line)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double edge = PICTURE_GAP + PICTURE / 2.0;
  double x = rtl ? gtk_widget_get_allocated_width (GTK_WIDGET (self)) - edge : edge;

  natter_ui_picture_draw (GTK_WIDGET (self), cr, name, x, line->y + PICTURE_BELOW + PICTURE / 2.0, PICTURE);
}

/* From where to where the text of the line at @start goes, whichever way it runs. */
static void
measure_line (NatterUiLogView *self,
              const GtkTextIter *start,
              GdkRectangle *extents)
{
  GtkTextIter at = *start;

  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), start, extents);
  for (; !gtk_text_iter_ends_line (&at); gtk_text_iter_forward_char (&at))
    {
      GdkRectangle one;

      gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &at, &one);
      one.x += MIN (one.width, 0); /* from right to left */
      one.width = ABS (one.width);
      if (gtk_text_iter_equal (&at, start))
        *extents = one;
      gdk_rectangle_union (extents, &one, extents);
    }
}

static void
draw_rule (NatterUiLogView *self,
           cairo_t *cr,
           const GtkTextIter *start)
{
  GdkRectangle text;
  double width = gtk_widget_get_allocated_width (GTK_WIDGET (self)), y;

  measure_line (self, start, &text);
  y = text.y + floor (text.height / 2.0) + 0.5;
  cairo_move_to (cr, RULE_GAP, y);
  cairo_line_to (cr, text.x - RULE_GAP, y);
  cairo_move_to (cr, text.x + text.width + RULE_GAP, y);
  cairo_line_to (cr, width - RULE_GAP, y);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* What is behind or beside the text of one line, in the whole width. */
static void
draw_ground (NatterUiLogView *self,
             cairo_t *cr,
             const GtkTextIter *start,
             const GdkRectangle *line)
{
  GdkRGBA colour;
  NatterUiLine kind = natter_ui_render_get_line (self->render, start, &colour);

  if (kind == NATTER_UI_LINE_PLAIN)
    return;
  gdk_cairo_set_source_rgba (cr, &colour);
  if (kind == NATTER_UI_LINE_DAY || kind == NATTER_UI_LINE_NEW)
    {
      draw_rule (self, cr, start);
      return;
    }
  cairo_rectangle (cr, 0, line->y, gtk_widget_get_allocated_width (GTK_WIDGET (self)), line->height);
  cairo_fill (cr);
}

static void
draw_code (NatterUiLogView *self,
           cairo_t *cr,
           const GtkTextIter *start,
           const GdkRectangle *line)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int left = rtl ? PICTURE_GAP : NATTER_UI_RENDER_MARGIN, right = rtl ? NATTER_UI_RENDER_MARGIN : PICTURE_GAP;
  GdkRGBA colour;

  if (!natter_ui_render_is_code (self->render, start, &colour))
    return;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_rectangle (cr, left, line->y, gtk_widget_get_allocated_width (GTK_WIDGET (self)) - left - right, line->height);
  cairo_fill (cr);
}

/* At the side where the paragraph begins. */
static void
draw_bars (NatterUiLogView *self,
           cairo_t *cr,
           const GtkTextIter *start,
           const GdkRectangle *line)
{
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  GdkRectangle begin;
  GdkRGBA colour;
  guint n = natter_ui_render_get_quote (self->render, start, &colour);

  if (n == 0)
    return;
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), start, &begin);
  gdk_cairo_set_source_rgba (cr, &colour);
  for (guint i = 1; i <= n; i++)
    {
      int in = (int) i * NATTER_UI_RENDER_INDENT - 2;

      cairo_rectangle (cr, begin.x > width / 2 ? begin.x + in - 3 : begin.x - in, line->y, 3, line->height);
      cairo_fill (cr);
    }
}

/* FALSE: it is nowhere. */
static gboolean
get_part (NatterUiLogView *self,
          const NatterUiLogPart *part,
          GdkRectangle *area)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;
  int y, height;

  if (part->start == NULL)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (buffer, &start, part->start);
  gtk_text_buffer_get_iter_at_mark (buffer, &end, part->end);
  if (gtk_text_iter_compare (&start, &end) >= 0)
    return FALSE;
  gtk_text_iter_backward_char (&end);
  gtk_text_view_get_line_yrange (view, &start, &area->y, &area->height);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  area->x = 0;
  area->width = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  area->height = y + height - area->y;
  return TRUE;
}

/* What one was led to shines, and fades. */
static void
draw_flash (NatterUiLogView *self,
            cairo_t *cr)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  GdkRectangle area;
  double left;

  if (!get_part (self, &self->flash, &area) || clock == NULL)
    return;
  left = 1 - (double) (gdk_frame_clock_get_frame_time (clock) - self->flash_began) / NATTER_UI_LOG_VIEW_FLASH;
  cairo_set_source_rgba (cr, 0.98, 0.75, 0.1, 0.45 * CLAMP (left, 0, 1));
  gdk_cairo_rectangle (cr, &area);
  cairo_fill (cr);
}

/* The message that keys act on has a bar at its side. */
static void
draw_chosen (NatterUiLogView *self,
             cairo_t *cr)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRectangle area;
  GdkRGBA colour;

  if (!get_part (self, &self->chosen, &area) ||
      !gtk_style_context_lookup_color (context, "theme_selected_bg_color", &colour))
    return;
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_rectangle (cr, rtl ? area.width - 4 : 0, area.y, 4, area.height);
  cairo_fill (cr);
}

static void
draw_sender (NatterUiLogView *self,
             cairo_t *cr,
             const GtkTextIter *start,
             const GdkRectangle *line)
{
  g_autofree char *sender = natter_ui_render_get_sender (self->render, start);

  if (sender != NULL)
    draw_picture (self, cr, sender, line);
}

/* In the margin above the text, where there is something to scroll. It is no message, and stays in the size of the window's
 * other words. */
static void
draw_note (NatterUiLogView *self,
           cairo_t *cr)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr (PangoLayout) layout = NULL;
  GdkRGBA colour;

  if (self->note == NULL || gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment))
    return;
  layout = gtk_widget_create_pango_layout (gtk_widget_get_parent (GTK_WIDGET (self)), self->note);
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (gtk_widget_get_allocated_width (GTK_WIDGET (self)) - 2 * RULE_GAP) * PANGO_SCALE);
  natter_ui_render_get_dim (self->render, &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_move_to (cr, RULE_GAP, -NOTE_HEIGHT);
  pango_cairo_show_layout (cr, layout);
}

/* In buffer coordinates. GTK paints more than is on the screen, to have it at hand when one scrolls: so what is painted counts, not what is seen. */
void
natter_ui_log_view_draw (GtkTextView *view,
                         GtkTextViewLayer layer,
                         cairo_t *cr)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (view);
  GdkRectangle painted, line = { 0 };
  GtkTextIter iter;

  if ((layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT && layer != GTK_TEXT_VIEW_LAYER_ABOVE_TEXT) || !gdk_cairo_get_clip_rectangle (cr, &painted))
    return;
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT && painted.y < 0)
    draw_note (self, cr);
  if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    draw_chosen (self, cr);
  gtk_text_view_get_line_at_y (view, &iter, painted.y - PICTURE, NULL);
  do
    {
      gtk_text_view_get_line_yrange (view, &iter, &line.y, &line.height);
      if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
        {
          draw_ground (self, cr, &iter, &line);
          draw_code (self, cr, &iter, &line);
          draw_bars (self, cr, &iter, &line);
        }
      else
        draw_sender (self, cr, &iter, &line);
    }
  while (line.y <= painted.y + painted.height && gtk_text_iter_forward_line (&iter));
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    draw_flash (self, cr);
}
