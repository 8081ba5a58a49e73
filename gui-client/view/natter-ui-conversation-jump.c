/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-conversation-private.h"
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

gboolean
natter_ui_conversation_jump (NatterUiConversation *self,
                             guint64 seq)
{
  guint position;

  if (self->list == NULL || seq == 0 || !find_seq (self, seq, &position))
    return FALSE;
  natter_ui_conversation_show_position (self, position);
  return TRUE;
}
