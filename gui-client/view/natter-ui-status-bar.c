/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-status-bar.h"
#include "natter-ui-widgets.h"

#define LINES_MOST 4 /* of what a server says */

struct _NatterUiStatusBar
{
  GtkBin parent_instance;

  GtkWidget *bar;
  GtkWidget *label;
  GtkWidget *try_button;
  GtkWidget *name_button;
  GtkWidget *log_in_button;
  NatterUiSession *session; /* (nullable) until set */
};

G_DEFINE_TYPE (NatterUiStatusBar, natter_ui_status_bar, GTK_TYPE_BIN)

static char *
dup_line (NatterUiSession *session)
{
  const GError *error = natter_ui_session_get_error (session);
  NatterUiState state = natter_ui_session_get_state (session);

  if (error != NULL && (state == NATTER_UI_STATE_OFFLINE || state == NATTER_UI_STATE_LOGIN))
    return g_strdup (error->message);
  return g_strdup (natter_ui_session_get_status_text (session));
}

static void
show (NatterUiStatusBar *self)
{
  NatterUiState state = natter_ui_session_get_state (self->session);
  const GError *error = natter_ui_session_get_error (self->session);
  gboolean refused = state == NATTER_UI_STATE_LOGIN && error != NULL;
  gboolean needs_password = natter_ui_session_needs_password (self->session);
  g_autofree char *line = dup_line (self->session);

  if (g_strcmp0 (line, gtk_label_get_text (GTK_LABEL (self->label))) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), line);
  gtk_widget_set_tooltip_text (self->label, error != NULL ? error->message : NULL);
  gtk_widget_set_visible (self->try_button, state == NATTER_UI_STATE_WAITING ||
                                              (state == NATTER_UI_STATE_OFFLINE && !needs_password));
  gtk_widget_set_visible (self->name_button, refused);
  gtk_widget_set_visible (self->log_in_button, needs_password);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (self->bar), refused ? GTK_MESSAGE_WARNING : GTK_MESSAGE_INFO);
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->bar), state != NATTER_UI_STATE_ONLINE);
}

void
natter_ui_status_bar_set_session (NatterUiStatusBar *self,
                                  NatterUiSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::status-text", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::error-text", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static GtkWidget *
add_button (NatterUiStatusBar *self,
            const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_container_add (GTK_CONTAINER (gtk_info_bar_get_action_area (GTK_INFO_BAR (self->bar))), button);
  return button;
}

static void
natter_ui_status_bar_finalize (GObject *object)
{
  g_clear_object (&NATTER_UI_STATUS_BAR (object)->session);
  G_OBJECT_CLASS (natter_ui_status_bar_parent_class)->finalize (object);
}

static void
natter_ui_status_bar_class_init (NatterUiStatusBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_status_bar_finalize;
}

static void
natter_ui_status_bar_init (NatterUiStatusBar *self)
{
  self->bar = gtk_info_bar_new ();
  self->label = gtk_label_new (NULL);
  gtk_widget_set_name (self->label, "status-line");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (self->label), LINES_MOST);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_container_add (GTK_CONTAINER (gtk_info_bar_get_content_area (GTK_INFO_BAR (self->bar))), self->label);
  self->try_button = add_button (self, _("_Try now"), "win.try-now");
  self->name_button = add_button (self, _("Change _name"), "win.change-name");
  self->log_in_button = add_button (self, _("_Log in"), "win.log-in");
  gtk_widget_set_name (self->try_button, "try-now");
  gtk_widget_set_name (self->log_in_button, "log-in");
  gtk_info_bar_set_revealed (GTK_INFO_BAR (self->bar), FALSE);
  gtk_widget_show (self->label);
  gtk_widget_show (self->bar);
  gtk_container_add (GTK_CONTAINER (self), self->bar);
}
