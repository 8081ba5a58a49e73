/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-colours.h"
#include "gui-client/model/natter-ui-links.h"
#include "natter-ui-log-view-private.h"
#include "natter-ui-widgets.h"

enum
{
  ACTIVATED,
  MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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
  NatterUiPlace place = natter_ui_render_get_place (self->render, iter);

  if (place == NATTER_UI_PLACE_NOTHING)
    return FALSE;
  g_signal_emit (self, signals[ACTIVATED], 0, gtk_text_iter_get_offset (iter), place);
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

static void
get_cursor (NatterUiLogView *self,
            GtkTextIter *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_get_iter_at_mark (buffer, iter, gtk_text_buffer_get_insert (buffer));
}

static gboolean
natter_ui_log_view_key_press (GtkWidget *widget,
                              GdkEventKey *event)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (widget);
  GtkTextIter iter;

  get_cursor (self, &iter);
  if ((event->keyval == GDK_KEY_Return || event->keyval == GDK_KEY_KP_Enter) && activate (self, &iter))
    return GDK_EVENT_STOP;
  return GTK_WIDGET_CLASS (natter_ui_log_view_parent_class)->key_press_event (widget, event);
}

/* The menu is one of the message, rather than of a text. */
static gboolean
natter_ui_log_view_button_press (GtkWidget *widget,
                                 GdkEventButton *event)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (widget);
  gboolean done = FALSE;
  GtkTextIter iter;

  natter_ui_log_view_choose (self, NULL, NULL);
  if (gdk_event_triggers_context_menu ((GdkEvent *) event))
    {
      get_iter_at (self, event->x, event->y, &iter);
      g_signal_emit (self, signals[MENU], 0, gtk_text_iter_get_offset (&iter), event, &done);
    }
  return done || GTK_WIDGET_CLASS (natter_ui_log_view_parent_class)->button_press_event (widget, event);
}

static gboolean
natter_ui_log_view_popup_menu (GtkWidget *widget)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (widget);
  gboolean done = FALSE;
  GtkTextIter iter;

  get_cursor (self, &iter);
  g_signal_emit (self, signals[MENU], 0, gtk_text_iter_get_offset (&iter), NULL, &done);
  return done;
}

static gboolean
natter_ui_log_view_motion (GtkWidget *widget,
                           GdkEventMotion *event)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (widget);
  GtkTextIter iter;
  gboolean over = get_iter_at (self, event->x, event->y, &iter) &&
                  natter_ui_render_get_place (self->render, &iter) != NATTER_UI_PLACE_NOTHING;
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

  natter_ui_log_view_clear_parts (self);
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
  widget_class->button_press_event = natter_ui_log_view_button_press;
  widget_class->popup_menu = natter_ui_log_view_popup_menu;
  widget_class->motion_notify_event = natter_ui_log_view_motion;
  GTK_TEXT_VIEW_CLASS (klass)->draw_layer = natter_ui_log_view_draw;
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL,
                                NULL, G_TYPE_BOOLEAN, 2, G_TYPE_INT, GDK_TYPE_EVENT | G_SIGNAL_TYPE_STATIC_SCOPE);
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
