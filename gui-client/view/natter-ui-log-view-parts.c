/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-log-view-private.h"

/* What is set apart: a message that one was led to, and the one that keys act on. */

static void
clear (NatterUiLogPart *part)
{
  if (part->start != NULL && gtk_text_mark_get_buffer (part->start) != NULL)
    {
      gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (part->start), part->start);
      gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (part->end), part->end);
    }
  g_clear_object (&part->start);
  g_clear_object (&part->end);
}

static void
set (NatterUiLogView *self,
     NatterUiLogPart *part,
     const GtkTextIter *start,
     const GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  clear (part);
  if (start != NULL)
    {
      part->start = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, start, FALSE));
      part->end = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, end, TRUE));
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
end_flash (NatterUiLogView *self)
{
  if (self->flash_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->flash_tick);
  self->flash_tick = 0;
  set (self, &self->flash, NULL, NULL);
}

static gboolean
on_flash_tick (GtkWidget *widget,
               GdkFrameClock *clock,
               gpointer data)
{
  NatterUiLogView *self = NATTER_UI_LOG_VIEW (widget);

  if (gdk_frame_clock_get_frame_time (clock) - self->flash_began >= NATTER_UI_LOG_VIEW_FLASH)
    {
      self->flash_tick = 0;
      end_flash (self);
      return G_SOURCE_REMOVE;
    }
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

void
natter_ui_log_view_flash (NatterUiLogView *self,
                          const GtkTextIter *start,
                          const GtkTextIter *end)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  end_flash (self);
  if (clock == NULL)
    return;
  set (self, &self->flash, start, end);
  self->flash_began = gdk_frame_clock_get_frame_time (clock);
  self->flash_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_flash_tick, NULL, NULL);
}

gboolean
natter_ui_log_view_get_flash (NatterUiLogView *self,
                              GtkTextIter *start)
{
  if (self->flash.start == NULL)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), start, self->flash.start);
  return TRUE;
}

void
natter_ui_log_view_choose (NatterUiLogView *self,
                           const GtkTextIter *start,
                           const GtkTextIter *end)
{
  if (start != NULL || self->chosen.start != NULL)
    set (self, &self->chosen, start, end);
}

gboolean
natter_ui_log_view_has_chosen (NatterUiLogView *self)
{
  return self->chosen.start != NULL;
}

void
natter_ui_log_view_clear_parts (NatterUiLogView *self)
{
  clear (&self->flash);
  clear (&self->chosen);
}
