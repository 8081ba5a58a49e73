/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-format.h"

#include "natter-ui-conversation-private.h"

/* New messages are told to a screen reader, wherever the focus is, and without moving it. Newer ATK has a signal for it; where
 * there is none, a notification that shows is read aloud. */

#define SOON        300 /* milliseconds, in which more may come */
#define EACH_MOST   3   /* more at once are only counted */
#define LENGTH_MOST 300 /* characters */
#define RECENT      (5 * 60 * (gint64) G_USEC_PER_SEC)

static void
speak (NatterUiConversation *self,
       const char *text)
{
  AtkObject *announcer = gtk_widget_get_accessible (self->announcer);

  gtk_label_set_text (GTK_LABEL (self->announcer), text);
  atk_object_set_name (announcer, text);
  if (g_signal_lookup ("announcement", ATK_TYPE_OBJECT) != 0)
    {
      g_signal_emit_by_name (gtk_widget_get_accessible (self->view), "announcement", text);
      return;
    }
  atk_object_notify_state_change (announcer, ATK_STATE_SHOWING, FALSE);
  atk_object_notify_state_change (announcer, ATK_STATE_SHOWING, TRUE);
}

static void
speak_message (NatterUiConversation *self,
               NatterUiMessage *message)
{
  g_autoptr (NatterUiFormat) shown = natter_ui_format_new (natter_ui_message_get_text (message));
  g_autofree char *begin = g_utf8_substring (shown->text, 0, MIN (g_utf8_strlen (shown->text, -1), LENGTH_MOST));
  gboolean me = natter_ui_message_get_kind (message) == NATTER_UI_MESSAGE_ME;
  g_autofree char *text = g_strdup_printf (me ? "%s %s" : "%s: %s", natter_ui_message_get_from (message), begin);

  speak (self, text);
}

static gboolean
on_soon (gpointer data)
{
  NatterUiConversation *self = data;
  guint n = self->unsaid->len;

  self->announcing = 0;
  if (n > EACH_MOST)
    {
      /* Translators: read aloud. */
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u new message", "%u new messages", n), n);

      speak (self, text);
    }
  for (guint i = 0; i < n && n <= EACH_MOST; i++)
    speak_message (self, g_ptr_array_index (self->unsaid, i));
  g_ptr_array_set_size (self->unsaid, 0);
  return G_SOURCE_REMOVE;
}

static gboolean
is_heard (NatterUiMessage *message)
{
  NatterUiMessageKind kind = natter_ui_message_get_kind (message);

  return !natter_ui_message_is_own (message) && !natter_ui_message_is_deleted (message) &&
         (kind == NATTER_UI_MESSAGE_SAY || kind == NATTER_UI_MESSAGE_ME) &&
         g_get_real_time () - natter_ui_message_get_time (message) < RECENT;
}

/* What changes, comes above, or was said long ago, is not new. */
void
natter_ui_conversation_announce (NatterUiConversation *self,
                                 guint position,
                                 guint n)
{
  if (position + n < g_list_model_get_n_items (self->list))
    return;
  for (guint i = position; i < position + n; i++)
    {
      NatterUiMessage *message = natter_ui_message_list_get (NATTER_UI_MESSAGE_LIST (self->list), i);
      guint64 seq = natter_ui_message_get_seq (message);

      if (seq <= self->last_announced)
        continue;
      self->last_announced = seq;
      if (is_heard (message))
        g_ptr_array_add (self->unsaid, g_object_ref (message));
    }
  if (self->unsaid->len > 0 && self->announcing == 0)
    {
      self->announcing = g_timeout_add (SOON, on_soon, self);
      g_source_set_name_by_id (self->announcing, "natter-ui-conversation-announce");
    }
}

void
natter_ui_conversation_hush (NatterUiConversation *self)
{
  g_clear_handle_id (&self->announcing, g_source_remove);
  g_ptr_array_set_size (self->unsaid, 0);
  self->last_announced = self->room != NULL ? natter_ui_room_get_last_seq (self->room) : 0;
}
