/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-password-dialog.h"
#include "natter-ui-widgets.h"

typedef struct
{
  NatterUiSession *session;
  GtkWidget *old_entry;
  GtkWidget *new_entry;
  GtkWidget *note;
} Fields;

static void
free_fields (Fields *fields)
{
  g_object_unref (fields->session);
  g_free (fields);
}

static GtkWidget *
entry_new (GtkWidget *box,
           const char *name,
           const char *title)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (title), *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), entry);
  gtk_entry_set_visibility (GTK_ENTRY (entry), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_PASSWORD);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_name (entry, name);
  natter_ui_widget_name (entry, gtk_label_get_text (GTK_LABEL (label)));
  gtk_container_add (GTK_CONTAINER (box), label);
  gtk_container_add (GTK_CONTAINER (box), entry);
  return entry;
}

static void
on_response (GtkDialog *dialog,
             int response,
             Fields *fields)
{
  const char *old_password = gtk_entry_get_text (GTK_ENTRY (fields->old_entry));
  const char *new_password = gtk_entry_get_text (GTK_ENTRY (fields->new_entry));
  g_autoptr (GError) error = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    {
      gtk_widget_destroy (GTK_WIDGET (dialog));
      return;
    }
  if (natter_ui_session_set_password (fields->session, old_password[0] != '\0' ? old_password : NULL, new_password, &error))
    {
      gtk_widget_destroy (GTK_WIDGET (dialog));
      return;
    }
  gtk_label_set_text (GTK_LABEL (fields->note), error->message);
  natter_ui_widget_set_class (fields->note, "error", TRUE);
}

GtkWidget *
natter_ui_password_dialog_open (GtkWindow *parent,
                                NatterUiSession *session)
{
  GtkWidget *dialog = gtk_dialog_new_with_buttons (_("Password"), parent, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT | GTK_DIALOG_USE_HEADER_BAR,
                                                   _("_Cancel"), GTK_RESPONSE_CANCEL, _("_Set"), GTK_RESPONSE_ACCEPT, NULL);
  GtkWidget *box = gtk_dialog_get_content_area (GTK_DIALOG (dialog));
  Fields *fields = g_new0 (Fields, 1);

  fields->session = g_object_ref (session);
  gtk_widget_set_name (dialog, "password-dialog");
  g_object_set (box, "spacing", 6, "margin", 18, NULL);
  fields->old_entry = entry_new (box, "old-password", _("_Old password (empty if you have none yet)"));
  fields->new_entry = entry_new (box, "new-password", _("_New password"));
  fields->note = gtk_label_new (_("With a password your name is yours: only you can log in with it."));
  gtk_label_set_line_wrap (GTK_LABEL (fields->note), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (fields->note), 34);
  gtk_label_set_xalign (GTK_LABEL (fields->note), 0);
  natter_ui_widget_set_class (fields->note, "detail", TRUE);
  gtk_container_add (GTK_CONTAINER (box), fields->note);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  gtk_header_bar_set_show_close_button (GTK_HEADER_BAR (gtk_dialog_get_header_bar (GTK_DIALOG (dialog))), FALSE);
  natter_ui_widget_set_class (gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT), "suggested-action", TRUE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), fields, (GClosureNotify) (void (*) (void)) free_fields, 0);
  gtk_widget_show_all (dialog);
  gtk_widget_grab_focus (fields->old_entry);
  return dialog;
}
