/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "natter-ui-colours.h"
#include "gui-client/model/natter-ui-links.h"
#include "natter-ui-log-view.h"
#include "natter-ui-picture.h"
#include "natter-ui-widgets.h"

#define PICTURE       32 /* pixels across */
#define PICTURE_GAP   12
#define PICTURE_BELOW 14 /* the top of the heading */
#define RULE_GAP      12
#define NOTE_GAP      10
#define NOTE_HEIGHT   18

struct _NatterUiLogView
{
  GtkTextView parent_instance;

  NatterUiRender *render;
  GtkGesture *click;
  char *note;          /* (nullable) above the text */
  gboolean over_place; /* the pointer is over something that can be activated */
};

static guint activated_signal;

G_DEFINE_TYPE (NatterUiLogView, natter_ui_log_view, GTK_TYPE_TEXT_VIEW)

NatterUiRender *
natter_ui_log_view_get_render (NatterUiLogView *self)
{
  return self->render;
}

static gboolean
is_dark (GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  const GdkRGBA black = { 0, 0, 0, 1 };
  GdkRGBA ink;

  gtk_style_context_get_color (context, gtk_style_context_get_state (context), &ink);
  return natter_ui_colour_contrast (&ink, &black) > 8;
}

static void
on_look_changed (GtkWidget *widget)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (widget);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  const GdkRGBA white = { 1, 1, 1, 1 }, night = { 0.18, 0.18, 0.18, 1 };
  GdkRGBA ink, ground;

  gtk_style_context_get_color (context, gtk_style_context_get_state (context), &ink);
  if (!gtk_style_context_lookup_color (context, "theme_base_color", &ground))
    ground = is_dark (widget) ? night : white;
  natter_ui_render_set_look (self->render, &ink, &ground, gtk_widget_get_direction (widget));
}

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

static void
draw_rule (NatterUiLogView *self,
           cairo_t *cr,
           const GtkTextIter *start)
{
  GdkRectangle first, last;
  GtkTextIter end = *start;
  double width = gtk_widget_get_allocated_width (GTK_WIDGET (self)), y, left, right;

  gtk_text_iter_forward_to_line_end (&end);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), start, &first);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &end, &last);
  y = first.y + floor (first.height / 2.0) + 0.5;
  left = MIN (first.x, last.x) - RULE_GAP;
  right = MAX (first.x + first.width, last.x + last.width) + RULE_GAP;
  cairo_move_to (cr, RULE_GAP, y);
  cairo_line_to (cr, left, y);
  cairo_move_to (cr, right, y);
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

void
natter_ui_log_view_set_note (NatterUiLogView *self,
                             const char *note)
{
  if (g_strcmp0 (note, self->note) == 0)
    return;
  g_free (self->note);
  self->note = g_strdup (note);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* In buffer coordinates; only lines on the screen are looked at. */
static void
natter_ui_log_view_draw_layer (GtkTextView *view,
                               GtkTextViewLayer layer,
                               cairo_t *cr)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (view);
  GdkRectangle visible, line = { 0 };
  GtkTextIter iter;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT && layer != GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    return;
  gtk_text_view_get_visible_rect (view, &visible);
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT && visible.y < 0)
    draw_note (self, cr);
  gtk_text_view_get_line_at_y (view, &iter, visible.y - PICTURE, NULL);
  do
    {
      gtk_text_view_get_line_yrange (view, &iter, &line.y, &line.height);
      if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
        draw_ground (self, cr, &iter, &line);
      else
        draw_sender (self, cr, &iter, &line);
    }
  while (line.y <= visible.y + visible.height && gtk_text_iter_forward_line (&iter));
}

static gboolean
get_iter_at (NatterUiLogView *self,
             double x,
             double y,
             GtkTextIter *iter)
{
  int bx, by;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &bx, &by);
  return gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), iter, bx, by);
}

static gboolean
activate (NatterUiLogView *self,
          const GtkTextIter *iter)
{
  g_autofree char *uri = NULL;
  NatterUiPlace place = natter_ui_render_get_place (self->render, iter, &uri);

  if (place == NATTER_UI_PLACE_NOTHING)
    return FALSE;
  if (place == NATTER_UI_PLACE_LINK)
    {
      GtkWidget *top = gtk_widget_get_toplevel (GTK_WIDGET (self));

      if (natter_ui_link_is_safe (uri))
        gtk_show_uri_on_window (GTK_WINDOW (top), uri, gtk_get_current_event_time (), NULL);
    }
  else
    g_signal_emit (self, activated_signal, 0, gtk_text_iter_get_line (iter), place);
  return TRUE;
}

static void
on_click_released (NatterUiLogView *self,
                   int n_press,
                   double x,
                   double y)
{
  GtkTextIter iter;

  if (n_press == 1 && !gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))) &&
      get_iter_at (self, x, y, &iter))
    activate (self, &iter);
}

static gboolean
natter_ui_log_view_key_press (GtkWidget *widget,
                              GdkEventKey *event)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (widget);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter iter;

  if (event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter)
    {
      gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
      if (activate (self, &iter))
        return GDK_EVENT_STOP;
    }
  return GTK_WIDGET_CLASS (natter_ui_log_view_parent_class)->key_press_event (widget, event);
}

static gboolean
natter_ui_log_view_motion (GtkWidget *widget,
                           GdkEventMotion *event)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (widget);
  GtkTextIter iter;
  g_autofree char *uri = NULL;
  gboolean over = get_iter_at (self, event->x, event->y, &iter) &&
                  natter_ui_render_get_place (self->render, &iter, &uri) != NATTER_UI_PLACE_NOTHING;
  gboolean result = GTK_WIDGET_CLASS (natter_ui_log_view_parent_class)->motion_notify_event (widget, event);

  if (over != self->over_place)
    {
      g_autoptr (GdkCursor) cursor =
        gdk_cursor_new_from_name (gtk_widget_get_display (widget), over ? "pointer" : "text");

      self->over_place = over;
      gdk_window_set_cursor (gtk_text_view_get_window (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_TEXT), cursor);
    }
  return result;
}

static void
natter_ui_log_view_style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (natter_ui_log_view_parent_class)->style_updated (widget);
  if (NATTER_UI_LOG_VIEW (widget)->render != NULL)
    on_look_changed (widget);
}

static void
set_margins (NatterUiLogView *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), rtl ? PICTURE_GAP : NATTER_UI_RENDER_MARGIN);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self), rtl ? NATTER_UI_RENDER_MARGIN : PICTURE_GAP);
}

static void
natter_ui_log_view_direction_changed (GtkWidget *widget,
                                      GtkTextDirection before)
{
  GTK_WIDGET_CLASS (natter_ui_log_view_parent_class)->direction_changed (widget, before);
  set_margins (NATTER_UI_LOG_VIEW (widget));
  on_look_changed (widget);
}

/* A word that cannot be broken must not make the window wider: polari met the same. */
static void
natter_ui_log_view_get_preferred_width (GtkWidget *widget,
                                        int *minimum,
                                        int *natural)
{
  GTK_WIDGET_CLASS (natter_ui_log_view_parent_class)->get_preferred_width (widget, minimum, natural);
  *minimum = MIN (*minimum, 120);
  *natural = MIN (*natural, 400);
}

static void
natter_ui_log_view_finalize (GObject *object)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (object);

  g_clear_object (&self->click);
  g_free (self->note);
  g_clear_pointer (&self->render, natter_ui_render_free);
  G_OBJECT_CLASS (natter_ui_log_view_parent_class)->finalize (object);
}

static void
natter_ui_log_view_class_init (NatterUiLogViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = natter_ui_log_view_finalize;
  widget_class->style_updated = natter_ui_log_view_style_updated;
  widget_class->direction_changed = natter_ui_log_view_direction_changed;
  widget_class->get_preferred_width = natter_ui_log_view_get_preferred_width;
  widget_class->key_press_event = natter_ui_log_view_key_press;
  widget_class->motion_notify_event = natter_ui_log_view_motion;
  GTK_TEXT_VIEW_CLASS (klass)->draw_layer = natter_ui_log_view_draw_layer;
  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
}

static void
natter_ui_log_view_init (NatterUiLogView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_cursor_visible (view, TRUE); /* a screen reader follows it */
  gtk_text_view_set_top_margin (view, NOTE_GAP + NOTE_HEIGHT);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  self->render = natter_ui_render_new (gtk_text_view_get_buffer (view));
  set_margins (self);
  on_look_changed (GTK_WIDGET (self));
  self->click = gtk_gesture_multi_press_new (GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->click), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->click, "released", G_CALLBACK (on_click_released), self, G_CONNECT_SWAPPED);
  natter_ui_widget_name (GTK_WIDGET (self), _ ("Messages"));
}
