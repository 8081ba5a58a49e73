/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-prompt.h"
#include "natter-ui-widgets.h"

struct _NatterUiPrompt
{
  GtkDialog parent_instance;

  GtkWidget *label;
  GtkWidget *entry;
  GtkWidget *error_revealer;
  GtkWidget *error_label;
};

static guint accepted_signal;

G_DEFINE_TYPE (NatterUiPrompt, natter_ui_prompt, GTK_TYPE_DIALOG)

NatterUiPrompt *
natter_ui_prompt_open (GtkWindow *parent,
                       const char *title,
                       const char *label,
                       const char *text,
                       const char *accept)
{
  NatterUiPrompt *self =
    g_object_new (NATTER_UI_TYPE_PROMPT, "transient-for", parent, "title", title, "use-header-bar", 1, NULL);
  GtkDialog *dialog = GTK_DIALOG (self);

  gtk_label_set_text (GTK_LABEL (self->label), label);
  natter_ui_widget_name (self->entry, label);
  gtk_entry_set_text (GTK_ENTRY (self->entry), text);
  gtk_dialog_add_button (dialog, _("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_dialog_add_button (dialog, accept, GTK_RESPONSE_ACCEPT);
  gtk_dialog_set_default_response (dialog, GTK_RESPONSE_ACCEPT);
  gtk_header_bar_set_show_close_button (GTK_HEADER_BAR (gtk_dialog_get_header_bar (dialog)), FALSE);
  natter_ui_widget_set_class (gtk_dialog_get_widget_for_response (dialog, GTK_RESPONSE_ACCEPT), "suggested-action", TRUE);
  gtk_widget_grab_focus (self->entry);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
natter_ui_prompt_show_error (NatterUiPrompt *self,
                             const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->error_label), sentence);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->error_revealer), TRUE);
  natter_ui_widget_describe (self->entry, sentence);
}

static void
on_entry_changed (NatterUiPrompt *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->error_revealer), FALSE);
}

static void
natter_ui_prompt_response (GtkDialog *dialog,
                           int response)
{
  NatterUiPrompt *self = NATTER_UI_PROMPT (dialog);
  g_autofree char *text = g_strstrip (g_strdup (gtk_entry_get_text (GTK_ENTRY (self->entry))));

  if (response == GTK_RESPONSE_ACCEPT)
    g_signal_emit (self, accepted_signal, 0, text);
  else
    gtk_widget_destroy (GTK_WIDGET (self));
}

static void
natter_ui_prompt_class_init (NatterUiPromptClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_DIALOG_CLASS (klass)->response = natter_ui_prompt_response;
  accepted_signal = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-prompt.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiPrompt, label);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPrompt, entry);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPrompt, error_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPrompt, error_label);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
}

static void
natter_ui_prompt_init (NatterUiPrompt *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
