/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-application.h"
#include "natter-ui-window-private.h"

/* Before one goes while messages are still here: nothing that was typed is lost without a question. */

enum
{
  KEEP = 1,
  DISCARD
};

static void
on_answer (GtkDialog *dialog,
           int response,
           gpointer data)
{
  NatterUiWindow *self = data;
  gboolean quit = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "quit"));

  gtk_widget_destroy (GTK_WIDGET (dialog));
  if (response != KEEP && response != DISCARD)
    {
      self->quitting = FALSE;
      return;
    }
  if (response == DISCARD)
    natter_ui_session_discard_waiting (self->session);
  if (quit)
    {
      self->leaving = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
  else
    natter_ui_session_log_out (self->session);
}

void
natter_ui_window_ask_unsent (NatterUiWindow *self,
                             gboolean quit)
{
  guint n = natter_ui_session_get_n_waiting (self->session);
  GtkWidget *dialog = gtk_message_dialog_new (GTK_WINDOW (self), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                              GTK_MESSAGE_QUESTION, GTK_BUTTONS_NONE,
                                              g_dngettext (GETTEXT_PACKAGE, "%u message is not sent yet", "%u messages are not sent yet", n), n);

  gtk_widget_set_name (dialog, "unsent");
  g_object_set_data (G_OBJECT (dialog), "quit", GINT_TO_POINTER (quit));
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s",
                                            quit ? _("If you quit now, what you wrote is gone. Wait for the connection to have it sent.")
                                                 : _("Kept messages are sent when you log in here again, as long as Natter is open."));
  gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Stay"), GTK_RESPONSE_CANCEL);
  if (!quit)
    gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Keep and Log Out"), KEEP);
  gtk_dialog_add_button (GTK_DIALOG (dialog), quit ? _("_Quit Anyway") : _("_Discard and Log Out"), DISCARD);
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answer), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The first time one is told that Natter is still there, and how to end it. */
static void
tell (NatterUiWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr (GNotification) notification = NULL;

  if (g_settings_get_boolean (self->settings, "background-told"))
    return;
  notification = g_notification_new (_("Natter is still running"));
  g_notification_set_body (notification, _("Messages go on reaching you. To end it: open it again, and press Ctrl+Q."));
  if (natter_ui_banners_send (natter_ui_application_get_banners (NATTER_UI_APPLICATION (application)), "background", notification))
    g_settings_set_boolean (self->settings, "background-told", TRUE);
}

gboolean
natter_ui_window_hide_away (NatterUiWindow *self)
{
  if (!natter_ui_window_is_chatting (self) || natter_ui_session_get_state (self->session) == NATTER_UI_STATE_OFFLINE ||
      !g_settings_get_boolean (self->settings, "run-in-background"))
    return FALSE;
  gtk_widget_hide (GTK_WIDGET (self));
  tell (self);
  return TRUE;
}

void
natter_ui_window_part (NatterUiWindow *self)
{
  if (natter_ui_session_get_state (self->session) == NATTER_UI_STATE_OFFLINE)
    return;
  if (natter_ui_session_is_account (self->session) && g_settings_get_boolean (self->settings, "stay-signed-in"))
    natter_ui_session_close (self->session);
  else
    natter_ui_session_log_out (self->session);
}
