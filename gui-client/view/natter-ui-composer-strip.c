/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-ui-composer-private.h"
#include "natter-ui-widgets.h"

/* The strip above the text: what is answered, or edited. Escape, and its button, take it away. */

#define QUOTE 200 /* characters; the label cuts them to what fits */

static void
show_strip (NatterUiComposer *self,
            const char *title)
{
  const char *text = natter_ui_message_get_text (self->target);
  g_autofree char *begin = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), QUOTE));
  g_autofree char *spoken = NULL;

  g_strdelimit (begin, "\n", ' ');
  spoken = g_strdup_printf ("%s %s", title, begin);
  gtk_label_set_text (GTK_LABEL (self->strip_title), title);
  gtk_label_set_text (GTK_LABEL (self->strip_quote), begin);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->strip_revealer), TRUE);
  natter_ui_widget_describe (self->view, spoken);
  gtk_widget_grab_focus (self->view);
}

static void
replace_text (NatterUiComposer *self,
              const char *text)
{
  GtkTextIter end;

  self->turning = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->turning = FALSE;
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
}

void
natter_ui_composer_end_strip (NatterUiComposer *self)
{
  if (self->target == NULL)
    return;
  g_clear_object (&self->target);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->strip_revealer), FALSE);
  natter_ui_widget_describe (self->view, NULL);
  if (!self->editing)
    return;
  replace_text (self, self->before);
  self->editing = FALSE;
  g_clear_pointer (&self->before, g_free);
}

void
natter_ui_composer_reply (NatterUiComposer *self,
                          NatterUiMessage *message)
{
  g_autofree char *title = NULL;

  natter_ui_composer_end_strip (self);
  self->target = g_object_ref (message);
  /* Translators: above where one writes; %s is a person whose message is answered, which follows. */
  title = g_strdup_printf (_("Reply to %s:"), natter_ui_message_get_from (message));
  show_strip (self, title);
}

void
natter_ui_composer_edit (NatterUiComposer *self,
                         NatterUiMessage *message)
{
  natter_ui_composer_end_strip (self);
  self->before = natter_ui_composer_dup_text (self);
  self->editing = TRUE;
  self->target = g_object_ref (message);
  replace_text (self, natter_ui_message_get_text (message));
  /* Translators: above where one writes; one's own message follows, which is changed. */
  show_strip (self, _("Edit your message:"));
}

static gboolean
is_own_talk (NatterUiMessage *message)
{
  NatterUiMessageKind kind = natter_ui_message_get_kind (message);

  return natter_ui_message_is_own (message) && !natter_ui_message_is_deleted (message) &&
         (kind == NATTER_UI_MESSAGE_SAY || kind == NATTER_UI_MESSAGE_ME);
}

/* What is not sent yet is taken back; what is on its way is not there yet. */
static gboolean
take_back (NatterUiComposer *self,
           NatterUiMessage *message)
{
  g_autofree char *text = natter_ui_session_take_back (self->session, message);

  if (text == NULL)
    return FALSE;
  natter_ui_composer_put (self, text);
  return TRUE;
}

gboolean
natter_ui_composer_edit_last (NatterUiComposer *self)
{
  NatterUiMessageList *list = self->room != NULL ? natter_ui_room_get_messages (self->room) : NULL;
  guint n = list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (NatterUiMessage) message = g_list_model_get_item (G_LIST_MODEL (list), i - 1);

      if (!is_own_talk (message))
        continue;
      if (natter_ui_message_get_seq (message) == 0)
        return take_back (self, message);
      natter_ui_composer_edit (self, message);
      return TRUE;
    }
  return FALSE;
}
