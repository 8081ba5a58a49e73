/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-list-dialog.h"
#include "natter-ui-room-row.h"
#include "natter-ui-switcher.h"

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return natter_ui_room_row_new (item);
}

static gboolean
matches (gpointer item,
         const char *word)
{
  return natter_ui_rows_contains (natter_ui_room_get_title (item), word);
}

static void
go (NatterUiListDialog *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  g_action_group_activate_action (G_ACTION_GROUP (parent), "show-room", NULL);
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
on_chosen (NatterUiListDialog *dialog,
           GtkListBoxRow *row,
           NatterUiSession *session)
{
  natter_ui_session_set_current_room (session, natter_ui_room_row_get_room (NATTER_UI_ROOM_ROW (row)));
  go (dialog);
}

static void
on_typed (NatterUiListDialog *dialog,
          const char *word,
          NatterUiSession *session)
{
  g_autoptr (GError) error = NULL;
  gboolean done = word[0] == '@' ? natter_ui_session_open_direct (session, word + 1, &error) != NULL
                                 : natter_ui_session_join (session, word, &error);

  if (done)
    go (dialog);
  else
    natter_ui_list_dialog_show_error (dialog, error->message);
}

GtkWidget *
natter_ui_switcher_open (GtkWindow *parent,
                         NatterUiSession *session)
{
  NatterUiListDialog *dialog =
    natter_ui_list_dialog_new (parent, _("Jump to"), _("A room, or @ and a person"), make_row, matches);

  gtk_widget_set_name (GTK_WIDGET (dialog), "switcher");
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen), session, 0);
  g_signal_connect_object (dialog, "typed", G_CALLBACK (on_typed), session, 0);
  natter_ui_list_dialog_set_note (dialog, _("You are in no such room. Press Enter to join it."));
  natter_ui_list_dialog_set_list (dialog, G_LIST_MODEL (natter_ui_session_get_rooms (session)));
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
