/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/natter-command.h"
#include "shared/natter-event.h"

#include "gui-client/model/natter-ui-format.h"

#include "natter-ui-preview.h"
#include "natter-ui-times.h"
#include "natter-ui-widgets.h"

#define MESSAGES 20
#define PAUSE    150 /* ms */

struct _NatterUiPreview
{
  GtkBox parent_instance;

  GtkWidget *label;
  NatterUiSession *session;
  GCancellable *cancellable; /* (nullable) of what is on its way */
  char *room;                /* (nullable) */
  guint timeout;
};

G_DEFINE_TYPE (NatterUiPreview, natter_ui_preview, GTK_TYPE_BOX)

static void
show_note (NatterUiPreview *self,
           const char *note)
{
  gtk_label_set_text (GTK_LABEL (self->label), note);
  natter_ui_widget_name (self->label, note);
}

static void
show_messages (NatterUiPreview *self,
               const GPtrArray *messages)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  gboolean twelve = !g_settings_get_boolean (settings, "clock-24h");

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const NatterMessage *message = g_ptr_array_index (messages, i);
      g_autofree char *clock = natter_ui_times_dup_clock (message->time, twelve);
      g_autofree char *text = NULL, *line = NULL;

      if (message->deleted || message->text == NULL || message->kind == NATTER_MESSAGE_TOPIC)
        continue;
      text = natter_ui_format_dup_text (message->text);
      line = g_markup_printf_escaped ("<b>%s</b> <small>%s</small>  %s", message->from, clock, text);
      g_string_append_printf (markup, "%s%s", markup->len > 0 ? "\n" : "", line);
    }
  if (markup->len == 0)
    show_note (self, _("Nothing has been said there yet."));
  else
    gtk_label_set_markup (GTK_LABEL (self->label), markup->str);
  natter_ui_widget_name (self->label, gtk_label_get_text (GTK_LABEL (self->label)));
}

static void
on_answer (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  g_autoptr (NatterUiPreview) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NatterEvent) event = natter_ui_session_ask_finish (NATTER_UI_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (event == NULL)
    show_note (self, error->message);
  else
    show_messages (self, event->messages);
}

static gboolean
on_timeout (gpointer data)
{
  NatterUiPreview *self = data;
  NatterCommand *command = natter_command_new (NATTER_COMMAND_HISTORY);

  self->timeout = 0;
  self->cancellable = g_cancellable_new ();
  command->room = g_strdup (self->room);
  command->count = MESSAGES;
  command->has_count = TRUE;
  natter_ui_session_ask_async (self->session, command, self->cancellable, on_answer, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
stop (NatterUiPreview *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
natter_ui_preview_show (NatterUiPreview *self,
                        const char *room)
{
  if (g_strcmp0 (room, self->room) == 0)
    return;
  stop (self);
  g_free (self->room);
  self->room = g_strdup (room);
  show_note (self, "");
  if (room != NULL)
    self->timeout = g_timeout_add (PAUSE, on_timeout, self);
}

static void
natter_ui_preview_dispose (GObject *object)
{
  NatterUiPreview *self = NATTER_UI_PREVIEW (object);

  stop (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->room, g_free);
  G_OBJECT_CLASS (natter_ui_preview_parent_class)->dispose (object);
}

static void
natter_ui_preview_class_init (NatterUiPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_ui_preview_dispose;
}

static void
natter_ui_preview_init (NatterUiPreview *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);

  self->label = gtk_label_new (NULL);
  gtk_widget_set_name (self->label, "preview");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_yalign (GTK_LABEL (self->label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  g_object_set (self->label, "margin", 12, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 150);
  gtk_widget_set_can_focus (scrolled, FALSE);
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_container_add (GTK_CONTAINER (scrolled), self->label);
  gtk_container_add (GTK_CONTAINER (self), scrolled);
  gtk_widget_show_all (scrolled);
}

GtkWidget *
natter_ui_preview_new (NatterUiSession *session)
{
  NatterUiPreview *self = g_object_new (NATTER_UI_TYPE_PREVIEW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
