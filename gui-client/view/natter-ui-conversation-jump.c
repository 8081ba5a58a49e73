/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-conversation-private.h"
#include "natter-ui-date-popover.h"
#include "natter-ui-log-view.h"

/* Going to a message that is far from what is shown. */

#define AROUND 100 /* messages written above and below it */

/* FALSE: it is not in the list. */
static gboolean
find_seq (NatterUiConversation *self,
          guint64 seq,
          guint *position)
{
  for (guint i = g_list_model_get_n_items (self->list); i > 0; i--)
    if (natter_ui_message_get_seq (natter_ui_message_list_get (NATTER_UI_MESSAGE_LIST (self->list), i - 1)) == seq)
      {
        *position = i - 1;
        return TRUE;
      }
  return FALSE;
}

static void
write_around (NatterUiConversation *self,
              guint position)
{
  guint first = natter_ui_log_get_first (self->log);

  if (position >= first && position < first + natter_ui_log_get_n (self->log))
    return;
  natter_ui_log_set_list (self->log, self->list, position > AROUND ? position - AROUND : 0);
  natter_ui_log_append (self->log, 2 * AROUND, 0);
}

void
natter_ui_conversation_show_position (NatterUiConversation *self,
                                      guint position)
{
  NatterUiMessage *message = natter_ui_message_list_get (NATTER_UI_MESSAGE_LIST (self->list), position);
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  g_autoptr (GtkTextMark) mark = NULL;
  GtkTextIter start, end;

  self->reader_until = 0;
  natter_ui_conversation_set_at_end (self, FALSE);
  write_around (self, position);
  if (!natter_ui_log_find (self->log, message, &start, &end))
    return;
  gtk_text_buffer_place_cursor (buffer, &start);
  mark = g_object_ref (gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE));
  gtk_text_view_scroll_to_mark (view, mark, 0, TRUE, 0, 0.3);
  gtk_text_buffer_delete_mark (buffer, mark);
  natter_ui_log_view_flash (NATTER_UI_LOG_VIEW (view), &start, &end);
  natter_ui_conversation_schedule (self);
}

static void
show_left (NatterUiConversation *self,
           guint position)
{
  NatterUiSpot place = self->left;

  self->reader_until = 0;
  place.message = natter_ui_message_list_get (NATTER_UI_MESSAGE_LIST (self->list), position);
  natter_ui_conversation_show_place (self, &place);
}

gboolean
natter_ui_conversation_jump (NatterUiConversation *self,
                             guint64 seq)
{
  guint position;

  if (self->list == NULL || seq == 0 || !find_seq (self, seq, &position))
    return FALSE;
  if (self->returning && seq == self->left_seq)
    show_left (self, position);
  else
    natter_ui_conversation_show_position (self, position);
  self->returning = FALSE;
  return TRUE;
}

void
natter_ui_conversation_leave_place (NatterUiConversation *self)
{
  g_auto (NatterUiSpot) spot = { 0 };

  self->left_seq = 0;
  self->returning = FALSE;
  if (self->at_end || !natter_ui_conversation_get_spot (self, &spot))
    return;
  self->left_seq = natter_ui_message_get_seq (spot.message);
  self->left = (NatterUiSpot){ NULL, spot.from_end, spot.below };
}

static gboolean
is_there (NatterUiConversation *self)
{
  g_auto (NatterUiSpot) spot = { 0 };

  return !self->at_end && natter_ui_conversation_get_spot (self, &spot) &&
         natter_ui_message_get_seq (spot.message) == self->left_seq && spot.from_end == self->left.from_end &&
         spot.below == self->left.below;
}

void
natter_ui_conversation_return (NatterUiConversation *self)
{
  guint position;

  if (self->room == NULL || is_there (self))
    return;
  if (self->left_seq == 0)
    natter_ui_conversation_scroll_to_end (self);
  else if (find_seq (self, self->left_seq, &position))
    show_left (self, position);
  else
    {
      self->returning = TRUE;
      natter_ui_conversation_ask_seq (self, self->left_seq);
    }
}

void
natter_ui_conversation_go_to_seq (NatterUiConversation *self,
                                  guint64 seq)
{
  if (self->room == NULL || seq == 0)
    return;
  if (!natter_ui_conversation_jump (self, seq))
    natter_ui_conversation_ask_seq (self, seq);
}

/* What was unread when one came is read by now; the line stays where it was. */
gboolean
natter_ui_conversation_go_to_unread (NatterUiConversation *self)
{
  guint64 after = natter_ui_log_get_unread_after (self->log);
  guint n = self->list != NULL ? g_list_model_get_n_items (self->list) : 0;

  if (after == 0 || self->room == NULL || after >= natter_ui_room_get_last_seq (self->room))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint64 seq = natter_ui_message_get_seq (natter_ui_message_list_get (NATTER_UI_MESSAGE_LIST (self->list), i));

      if (seq <= after)
        continue;
      if (i > 0 || seq == after + 1)
        natter_ui_conversation_show_position (self, i);
      else
        natter_ui_conversation_ask_seq (self, after + 1);
      return TRUE;
    }
  return FALSE;
}

static void
on_date_chosen (NatterUiConversation *self,
                gint64 time)
{
  if (self->room != NULL)
    natter_ui_conversation_ask_time (self, time);
}

static void
on_month_shown (NatterUiConversation *self,
                int year,
                int month)
{
  if (self->room != NULL)
    natter_ui_conversation_ask_days (self, year, month);
}

void
natter_ui_conversation_mark_days (NatterUiConversation *self,
                                  int year,
                                  int month,
                                  guint32 days)
{
  if (self->date != NULL)
    natter_ui_date_popover_mark (NATTER_UI_DATE_POPOVER (self->date), year, month, days);
}

void
natter_ui_conversation_choose_date_at (NatterUiConversation *self,
                                       NatterUiMessage *message,
                                       const GtkTextIter *where)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GdkRectangle place;

  if (self->date == NULL)
    {
      self->date = natter_ui_date_popover_new (self->view);
      g_signal_connect_object (self->date, "chosen", G_CALLBACK (on_date_chosen), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->date, "month-shown", G_CALLBACK (on_month_shown), self, G_CONNECT_SWAPPED);
    }
  gtk_text_view_get_iter_location (view, where, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x, &place.y);
  place.width = MAX (place.width, 1);
  natter_ui_date_popover_ask (NATTER_UI_DATE_POPOVER (self->date), &place, natter_ui_message_get_time (message), self->list);
}

/* With a key: at the top of what is read. */
void
natter_ui_conversation_choose_date (NatterUiConversation *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  NatterUiMessage *message;
  GdkRectangle visible;
  GtkTextIter where;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_iter_at_location (view, &where, visible.x + visible.width / 2, visible.y + 8);
  message = natter_ui_conversation_get_at (self, &where);
  if (message != NULL)
    natter_ui_conversation_choose_date_at (self, message, &where);
}
