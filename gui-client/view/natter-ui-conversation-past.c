/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-conversation-private.h"
#include "natter-ui-log-view.h"
#include "natter-ui-widgets.h"

/* What was before the oldest message: it is asked for, or it is said that there is none. */

#define FEW_NOTICES 5  /* of comings and goings, which leave the middle of the screen free */
#define FEW         10 /* messages that do not fill the screen: older ones are asked for without scrolling */

/* Nothing was said yet; others may have come and gone. */
static gboolean
is_beginning (NatterUiConversation *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (self->list) : 0;

  if (self->room == NULL || n > FEW_NOTICES || natter_ui_room_get_past (self->room) != NATTER_UI_PAST_WHOLE)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (natter_ui_message_get_kind (natter_ui_message_list_get (NATTER_UI_MESSAGE_LIST (self->list), i)) !=
        NATTER_UI_MESSAGE_NOTICE)
      return FALSE;
  return TRUE;
}

static char *
dup_beginning (NatterUiRoom *room)
{
  if (natter_ui_room_is_direct (room))
    /* Translators: in an empty conversation; %s is the other person. */
    return g_strdup_printf (_ ("This is the beginning of your conversation with %s."), natter_ui_room_get_title (room));
  /* Translators: in an empty room; %s is the room, as #lobby. */
  return g_strdup_printf (_ ("This is the beginning of %s."), natter_ui_room_get_title (room));
}

/* Returns: (nullable). */
static const char *
get_note (NatterUiRoom *room)
{
  switch (natter_ui_room_get_past (room))
    {
    case NATTER_UI_PAST_ASKED:
      return _ ("Asking for older messages…");
    case NATTER_UI_PAST_WHOLE:
      return _ ("Nothing older is kept.");
    case NATTER_UI_PAST_LIMIT:
      return _ ("Older messages cannot be shown here.");
    case NATTER_UI_PAST_OPEN:
    default:
      return NULL;
    }
}

void
natter_ui_conversation_show_past (NatterUiConversation *self)
{
  gboolean beginning = is_beginning (self);
  const char *note = self->room != NULL ? get_note (self->room) : NULL;
  g_autofree char *sentence = beginning ? dup_beginning (self->room) : NULL;

  if (beginning)
    gtk_label_set_text (GTK_LABEL (self->beginning_label), sentence);
  gtk_widget_set_visible (self->beginning, beginning);
  natter_ui_log_view_set_note (NATTER_UI_LOG_VIEW (self->view), note);
  natter_ui_widget_describe (self->view, beginning ? sentence : note);
}

gboolean
natter_ui_conversation_wants_older (NatterUiConversation *self)
{
  gboolean near;

  if (self->room == NULL || natter_ui_log_get_first (self->log) > 0 || !natter_ui_room_get_joined (self->room) ||
      natter_ui_room_get_past (self->room) != NATTER_UI_PAST_OPEN)
    return FALSE;
  near = gtk_adjustment_get_value (self->adjustment) < gtk_adjustment_get_page_size (self->adjustment) / 2;
  return self->at_end ? natter_ui_log_get_n (self->log) < FEW : near;
}
