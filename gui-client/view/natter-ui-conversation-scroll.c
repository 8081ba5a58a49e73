/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-conversation-private.h"

/* Where one is in the conversation: at its end, which then stays in sight, or further up, where nothing moves. */

#define BATCH       100  /* messages written in one frame at most */
#define FRAME_SHARE 6000 /* microseconds of a frame that writing may take */
#define PAGE        50   /* messages written above or below when one scrolls there */
#define TRIM_SLACK  50
#define READER_TIME (G_USEC_PER_SEC) /* what scrolls within this after the reader moved is the reader's doing */

static double
get_end (NatterUiConversation *self)
{
  return gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment);
}

/* The end is shown: it stays shown, whatever became higher or lower. */
void
natter_ui_conversation_pin (NatterUiConversation *self)
{
  if (!self->at_end || self->pinning)
    return;
  self->pinning = TRUE;
  gtk_adjustment_set_value (self->adjustment, get_end (self));
  self->pinning = FALSE;
}

/* The reader moves: up, away from the end, or down, perhaps to it. A layout that becomes lower moves the value too, but then
 * the height changes with it. */
static void
follow_reader (NatterUiConversation *self,
               double value,
               double end)
{
  double upper = gtk_adjustment_get_upper (self->adjustment);

  if (value >= end - 2)
    natter_ui_conversation_set_at_end (self, natter_ui_log_get_n_after (self->log) == 0 && !natter_ui_conversation_has_newer (self));
  else if (value < self->last_value && upper >= self->last_upper)
    natter_ui_conversation_set_at_end (self, FALSE);
  else
    natter_ui_conversation_pin (self);
}

static void
on_value_changed (NatterUiConversation *self)
{
  double value = gtk_adjustment_get_value (self->adjustment), end = get_end (self);
  double page = gtk_adjustment_get_page_size (self->adjustment);

  natter_ui_spot_clear (&self->going);
  if (!self->pinning && g_get_monotonic_time () < self->reader_until)
    follow_reader (self, value, end);
  else if (!self->pinning)
    natter_ui_conversation_pin (self);
  self->last_value = gtk_adjustment_get_value (self->adjustment);
  self->last_upper = gtk_adjustment_get_upper (self->adjustment);
  if (!self->at_end && ((value < page && natter_ui_log_get_first (self->log) > 0) ||
                        (value > end - page && (natter_ui_log_get_n_after (self->log) > 0 || natter_ui_conversation_has_newer (self))) ||
                        natter_ui_conversation_wants_older (self)))
    natter_ui_conversation_schedule (self);
}

static gboolean
on_reader_event (NatterUiConversation *self,
                 GdkEvent *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_SCROLL:
    case GDK_BUTTON_PRESS:
    case GDK_BUTTON_RELEASE:
    case GDK_KEY_PRESS:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_TOUCH_END:
      self->reader_until = g_get_monotonic_time () + READER_TIME;
      break;
    case GDK_MOTION_NOTIFY:
      if (event->motion.state & GDK_BUTTON1_MASK)
        self->reader_until = g_get_monotonic_time () + READER_TIME;
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

void
natter_ui_spot_clear (NatterUiSpot *spot)
{
  g_clear_object (&spot->message);
}

/* The last line of what is written of a message, if all of it is on the screen: the day and the heading above it may come
 * and go. */
static void
prefer_last_line (GtkTextView *view,
                  const GdkRectangle *visible,
                  const GtkTextIter *end,
                  GtkTextIter *iter)
{
  GtkTextIter last = *end;
  GdkRectangle line;

  gtk_text_iter_backward_char (&last);
  gtk_text_iter_set_line_offset (&last, 0);
  gtk_text_view_get_iter_location (view, &last, &line);
  if (gtk_text_iter_compare (&last, iter) > 0 && line.y + line.height <= visible->y + visible->height)
    *iter = last;
}

static void
copy_spot (NatterUiSpot *to,
           const NatterUiSpot *from)
{
  g_set_object (&to->message, from->message);
  to->from_end = from->from_end;
  to->below = from->below;
}

/* The text view is on its way: it has not laid out what was written above, and what is at its top now is no place where one is. */
static gboolean
is_going (NatterUiConversation *self)
{
  GtkTextIter start, end;

  return self->going.message != NULL && natter_ui_log_find (self->log, self->going.message, &start, &end);
}

gboolean
natter_ui_conversation_get_spot (NatterUiConversation *self,
                                 NatterUiSpot *spot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GdkRectangle visible, line;
  GtkTextIter iter, start, end;
  NatterUiMessage *message;

  if (is_going (self))
    {
      copy_spot (spot, &self->going);
      return TRUE;
    }
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_iter_at_location (view, &iter, 0, visible.y);
  gtk_text_view_get_iter_location (view, &iter, &line);
  if (line.y < visible.y)
    gtk_text_view_forward_display_line (view, &iter);
  message = natter_ui_log_get_at_line (self->log, gtk_text_iter_get_line (&iter));
  if (message == NULL || !natter_ui_log_find (self->log, message, &start, &end))
    return FALSE;
  prefer_last_line (view, &visible, &end, &iter);
  gtk_text_view_get_iter_location (view, &iter, &line);
  g_set_object (&spot->message, message);
  spot->from_end = gtk_text_iter_get_offset (&end) - gtk_text_iter_get_offset (&iter);
  spot->below = line.y - visible.y;
  return TRUE;
}

/* As a share of the screen: the text view keeps to it until it has laid out what is above. */
void
natter_ui_conversation_go_to (NatterUiConversation *self,
                              const NatterUiSpot *spot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autoptr (GtkTextMark) mark = NULL;
  GdkRectangle visible, line;
  GtkTextIter iter, start, end;
  double share;

  if (!natter_ui_log_find (self->log, spot->message, &start, &end))
    return;
  iter = end;
  gtk_text_iter_backward_chars (&iter, MIN (spot->from_end, gtk_text_iter_get_offset (&end) - gtk_text_iter_get_offset (&start)));
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_iter_location (view, &iter, &line);
  share = (double) spot->below / MAX (visible.height - line.height, 1);
  mark = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &iter, TRUE));
  copy_spot (&self->going, spot);
  gtk_text_view_scroll_to_mark (view, mark, 0, TRUE, 0, CLAMP (share, 0, 1));
  gtk_text_buffer_delete_mark (buffer, mark);
}

/* One reads in the middle: more above or below where one comes near it, without what is read moving. */
static void
extend (NatterUiConversation *self)
{
  double value = gtk_adjustment_get_value (self->adjustment), page = gtk_adjustment_get_page_size (self->adjustment);
  g_auto (NatterUiSpot) spot = { 0 };
  gboolean keep = natter_ui_conversation_get_spot (self, &spot);

  if (value < page && natter_ui_log_get_first (self->log) > 0)
    {
      natter_ui_log_prepend (self->log, PAGE);
      natter_ui_log_trim_bottom (self->log, 2 * NATTER_UI_CONVERSATION_WINDOW);
    }
  else if (value > get_end (self) - page && natter_ui_log_get_n_after (self->log) > 0)
    {
      natter_ui_log_append (self->log, PAGE, 0);
      natter_ui_log_trim_top (self->log, 2 * NATTER_UI_CONVERSATION_WINDOW);
    }
  else
    {
      if (value > get_end (self) - page && natter_ui_conversation_has_newer (self))
        natter_ui_conversation_ask_newer (self);
      return;
    }
  if (keep)
    natter_ui_conversation_go_to (self, &spot);
}

/* The newest are shown: what came is written, what is far above is let go. */
void
natter_ui_conversation_follow (NatterUiConversation *self,
                               gint64 deadline)
{
  if (natter_ui_log_get_n_after (self->log) > NATTER_UI_CONVERSATION_WINDOW)
    natter_ui_log_set_list (self->log, self->list, g_list_model_get_n_items (self->list) - NATTER_UI_CONVERSATION_SKIP_TO);
  natter_ui_log_append (self->log, BATCH, deadline);
  if (natter_ui_log_get_n_after (self->log) == 0 && natter_ui_log_get_n (self->log) < NATTER_UI_CONVERSATION_SKIP_TO)
    natter_ui_log_prepend (self->log, NATTER_UI_CONVERSATION_SKIP_TO - natter_ui_log_get_n (self->log));
  if (natter_ui_log_get_n (self->log) > NATTER_UI_CONVERSATION_WINDOW + TRIM_SLACK)
    natter_ui_log_trim_top (self->log, NATTER_UI_CONVERSATION_WINDOW);
  natter_ui_conversation_pin (self);
}

/* More can be written below without letting go of anything above. */
static gboolean
has_room (NatterUiConversation *self)
{
  return natter_ui_log_get_n (self->log) < NATTER_UI_CONVERSATION_WINDOW;
}

static gboolean
on_tick (GtkWidget *widget,
         GdkFrameClock *clock,
         gpointer data)
{
  NatterUiConversation *self = NATTER_UI_CONVERSATION (widget);

  if (self->at_end)
    natter_ui_conversation_follow (self, g_get_monotonic_time () + FRAME_SHARE);
  else if (has_room (self))
    natter_ui_log_append (self->log, BATCH, g_get_monotonic_time () + FRAME_SHARE);
  if (!self->at_end)
    extend (self);
  if (natter_ui_log_get_n_after (self->log) > 0 && (self->at_end || has_room (self)))
    return G_SOURCE_CONTINUE;
  if (natter_ui_conversation_wants_older (self))
    natter_ui_conversation_ask_older (self);
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

void
natter_ui_conversation_schedule (NatterUiConversation *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

void
natter_ui_conversation_scroll_pages (NatterUiConversation *self,
                                     int pages)
{
  double step = 0.9 * gtk_adjustment_get_page_size (self->adjustment);

  self->reader_until = g_get_monotonic_time () + READER_TIME;
  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + pages * step);
}

void
natter_ui_conversation_keep_place (NatterUiConversation *self)
{
  natter_ui_spot_clear (&self->kept);
  if (!self->at_end)
    natter_ui_conversation_get_spot (self, &self->kept);
}

/* The text has become larger or smaller. */
static void
on_style_updated (NatterUiConversation *self)
{
  if (self->kept.message != NULL)
    natter_ui_conversation_go_to (self, &self->kept);
  natter_ui_spot_clear (&self->kept);
}

/* What is read stays where it is at once, and does not glide there from where it never was. A scrolled window lets its adjustment glide
 * whenever it is shown, and no one else may forbid it than another scrolled window, when it gives the adjustment away. */
static void
stop_gliding (NatterUiConversation *self)
{
  GtkAdjustment *none = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  GtkWidget *other = g_object_ref_sink (gtk_scrolled_window_new (NULL, self->adjustment));

  gtk_scrolled_window_set_vadjustment (GTK_SCROLLED_WINDOW (other), none);
  gtk_widget_destroy (other);
  g_object_unref (other);
}

void
natter_ui_conversation_watch_scrolling (NatterUiConversation *self)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (self->scrolled);
  GObject *sources[] = { G_OBJECT (scrolled), G_OBJECT (self->view),
                         G_OBJECT (gtk_scrolled_window_get_vscrollbar (scrolled)) };

  self->adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (natter_ui_conversation_pin), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (on_value_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "style-updated", G_CALLBACK (on_style_updated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scrolled, "map", G_CALLBACK (stop_gliding), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-enable-animations", G_CALLBACK (stop_gliding), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_signal_connect_object (sources[i], "event", G_CALLBACK (on_reader_event), self, G_CONNECT_SWAPPED);
}
