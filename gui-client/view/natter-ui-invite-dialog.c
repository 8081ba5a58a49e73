/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-invite.h"

#include "natter-ui-invite-dialog.h"
#include "natter-ui-qr.h"
#include "natter-ui-widgets.h"

#define LINK "link" /* data of the dialog */
#define NOTE "note"
#define QR   "qr"

static void
say (GtkWidget *dialog,
     const char *sentence)
{
  gtk_label_set_text (g_object_get_data (G_OBJECT (dialog), NOTE), sentence);
}

static void
on_copy (GtkWidget *dialog)
{
  gtk_clipboard_set_text (gtk_widget_get_clipboard (dialog, GDK_SELECTION_CLIPBOARD), g_object_get_data (G_OBJECT (dialog), LINK), -1);
  say (dialog, _ ("Copied"));
}

static void
on_chosen (GtkNativeDialog *chooser,
           int response,
           GtkWidget *dialog)
{
  g_autofree char *path = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autoptr (GError) error = NULL;

  if (path != NULL)
    say (dialog, natter_ui_qr_save (g_object_get_data (G_OBJECT (dialog), QR), path, &error) ? _ ("Saved") : error->message);
  g_object_unref (chooser);
}

static void
on_save (GtkWidget *dialog)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Save picture"), GTK_WINDOW (dialog), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "natter.png");
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_chosen), dialog, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static GtkWidget *
label_new (const char *text,
           const char *name,
           gboolean is_small)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_name (label, name);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  natter_ui_widget_set_class (label, "detail", is_small);
  return label;
}

static GtkWidget *
button_new (GtkWidget *dialog,
            GtkWidget *buttons,
            const char *label,
            void (*clicked) (GtkWidget *))
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked), dialog, G_CONNECT_SWAPPED);
  gtk_container_add (GTK_CONTAINER (buttons), button);
  return button;
}

/* What is written from left to right, whoever reads it. */
static GtkWidget *
link_new (const char *link)
{
  GtkWidget *label = label_new (link, "invite-link", FALSE);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  natter_ui_widget_set_class (label, "link-text", TRUE);
  return label;
}

static void
fill (GtkWidget *dialog,
      const char *link,
      const char *facts)
{
  GtkWidget *box = gtk_dialog_get_content_area (GTK_DIALOG (dialog)), *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *qr = natter_ui_qr_new (link), *note = label_new (NULL, "invite-note", TRUE), *copy;

  g_object_set (box, "spacing", 12, "margin", 18, NULL);
  g_object_set_data (G_OBJECT (dialog), QR, qr);
  g_object_set_data (G_OBJECT (dialog), NOTE, note);
  if (qr != NULL)
    gtk_container_add (GTK_CONTAINER (box), qr);
  gtk_container_add (GTK_CONTAINER (box), link_new (link));
  gtk_container_add (GTK_CONTAINER (box), label_new (facts, "invite-facts", TRUE));
  if (natter_ui_invite_has_key (link))
    gtk_container_add (GTK_CONTAINER (box), label_new (_ ("Who follows it will know that it is this server."), "invite-key", TRUE));
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  copy = button_new (dialog, buttons, _ ("_Copy link"), on_copy);
  gtk_widget_set_name (copy, "invite-copy");
  natter_ui_widget_set_class (copy, "suggested-action", TRUE);
  if (qr != NULL)
    gtk_widget_set_name (button_new (dialog, buttons, _ ("_Save picture…"), on_save), "invite-save");
  gtk_container_add (GTK_CONTAINER (box), buttons);
  gtk_container_add (GTK_CONTAINER (box), note);
  gtk_widget_show_all (dialog);
  gtk_widget_grab_focus (copy);
}

GtkWidget *
natter_ui_invite_dialog_open (GtkWindow *parent,
                              const char *room,
                              const char *link,
                              const char *facts)
{
  /* Translators: the title of a dialog: %s is a room, as #garden. */
  g_autofree char *title = g_strdup_printf (_ ("Invite to %s"), room);
  GtkWidget *dialog = gtk_dialog_new_with_buttons (title, parent, GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT | GTK_DIALOG_USE_HEADER_BAR,
                                                   NULL, NULL);

  gtk_widget_set_name (dialog, "invite-dialog");
  g_object_set_data_full (G_OBJECT (dialog), LINK, g_strdup (link), g_free);
  fill (dialog, link, facts);
  return dialog;
}
