/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-failed-bar.h"
#include "natter-ui-widgets.h"

#define LINES_MOST 4 /* of what a server says */
#define LOOK_BACK  64 /* what failed stands at the end of the list */

struct _NatterUiFailedBar
{
  GtkBin parent_instance;

  GtkWidget *bar;
  GtkWidget *label;
  NatterUiSession *session;  /* (nullable) until set */
  NatterUiMessageList *list; /* (nullable) */
  NatterUiMessage *failed;   /* (nullable) the one that is shown */
};

G_DEFINE_TYPE (NatterUiFailedBar, natter_ui_failed_bar, GTK_TYPE_BIN)

/* The oldest that failed. Returns: (transfer none) (nullable). */
static NatterUiMessage *
find_failed (NatterUiFailedBar *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  NatterUiMessage *found = NULL;

  for (guint i = n; i > 0 && n - i < LOOK_BACK; i--)
    {
      NatterUiMessage *message = natter_ui_message_list_get (self->list, i - 1);

      if (natter_ui_message_get_delivery (message) == NATTER_UI_DELIVERY_FAILED)
        found = message;
    }
  return found;
}

static void
show (NatterUiFailedBar *self)
{
  NatterUiMessage *failed = find_failed (self);
  const char *reason;

  if (g_set_object (&self->failed, failed) && failed != NULL)
    {
      g_autofree char *line = NULL;

      reason = natter_ui_message_get_reason (failed);
      /* Translators: %s is the whole sentence that says why a message was refused. */
      line = g_strdup_printf (_("Not sent: %s"), reason != NULL ? reason : "");
      gtk_label_set_text (GTK_LABEL (self->label), line);
      gtk_widget_set_tooltip_text (self->label, line);
    }
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->bar), failed != NULL);
}

void
natter_ui_failed_bar_set_session (NatterUiFailedBar *self,
                                  NatterUiSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
}

void
natter_ui_failed_bar_set_room (NatterUiFailedBar *self,
                               NatterUiRoom *room)
{
  NatterUiMessageList *list = room != NULL ? natter_ui_room_get_messages (room) : NULL;

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  if (self->list != NULL)
    g_signal_connect_object (self->list, "items-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
on_retry (NatterUiFailedBar *self)
{
  if (self->failed != NULL)
    natter_ui_session_retry (self->session, self->failed);
}

static void
on_discard (NatterUiFailedBar *self)
{
  if (self->failed != NULL)
    natter_ui_session_discard (self->session, self->failed);
}

static void
add_button (NatterUiFailedBar *self,
            const char *label,
            const char *name,
            void (*clicked) (NatterUiFailedBar *))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_name (button, name);
  gtk_container_add (GTK_CONTAINER (gtk_info_bar_get_action_area (GTK_INFO_BAR (self->bar))), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), self, G_CONNECT_SWAPPED);
  gtk_widget_show (button);
}

static void
natter_ui_failed_bar_dispose (GObject *object)
{
  NatterUiFailedBar *self = NATTER_UI_FAILED_BAR (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->failed);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (natter_ui_failed_bar_parent_class)->dispose (object);
}

static void
natter_ui_failed_bar_class_init (NatterUiFailedBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_ui_failed_bar_dispose;
}

static void
natter_ui_failed_bar_init (NatterUiFailedBar *self)
{
  self->bar = gtk_info_bar_new ();
  gtk_info_bar_set_message_type (GTK_INFO_BAR (self->bar), GTK_MESSAGE_WARNING);
  self->label = gtk_label_new (NULL);
  gtk_widget_set_name (self->label, "failed-line");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->label), LINES_MOST);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_container_add (GTK_CONTAINER (gtk_info_bar_get_content_area (GTK_INFO_BAR (self->bar))), self->label);
  add_button (self, _("_Retry"), "retry", on_retry);
  add_button (self, _("_Discard"), "discard", on_discard);
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->bar), FALSE);
  gtk_widget_show (self->label);
  gtk_widget_show (self->bar);
  gtk_container_add (GTK_CONTAINER (self), self->bar);
}
