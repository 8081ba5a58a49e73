/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-list-dialog.h"
#include "natter-ui-person-row.h"
#include "natter-ui-who.h"

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return natter_ui_person_row_new (item, "dialog.message");
}

static gboolean
matches (gpointer item,
         const char *word)
{
  const char *const *rooms = natter_ui_person_get_rooms (item);

  if (natter_ui_rows_contains (natter_ui_person_get_name (item), word))
    return TRUE;
  for (guint i = 0; rooms != NULL && rooms[i] != NULL; i++)
    {
      g_autofree char *title = g_strconcat ("#", rooms[i], NULL);

      if (natter_ui_rows_contains (title, word))
        return TRUE;
    }
  return FALSE;
}

static void
message (NatterUiListDialog *dialog,
         const char *name)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  g_action_group_activate_action (G_ACTION_GROUP (parent), "message", g_variant_new_string (name));
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
on_chosen (NatterUiListDialog *dialog,
           GtkListBoxRow *row)
{
  NatterUiPerson *person = natter_ui_person_row_get_person (NATTER_UI_PERSON_ROW (row));

  if (!natter_ui_person_is_own (person))
    message (dialog, natter_ui_person_get_name (person));
}

static void
on_message (GSimpleAction *action,
            GVariant *parameter,
            gpointer data)
{
  message (data, g_variant_get_string (parameter, NULL));
}

static void
on_answer (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  g_autoptr (NatterUiListDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) people = natter_ui_session_who_finish (NATTER_UI_SESSION (source), result, &error);
  g_autofree char *title = NULL;

  if (g_cancellable_is_cancelled (natter_ui_list_dialog_get_cancellable (dialog)))
    return;
  if (people == NULL)
    {
      natter_ui_list_dialog_set_note (dialog, error->message);
      return;
    }
  /* Translators: the heading of a list; %u people are on the server. */
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Who is online · %u", "Who is online · %u", g_list_model_get_n_items (people)),
                           g_list_model_get_n_items (people));
  gtk_window_set_title (GTK_WINDOW (dialog), title);
  natter_ui_list_dialog_set_note (dialog, _("Nobody of that name is online."));
  natter_ui_list_dialog_set_list (dialog, people);
}

static const GActionEntry action_entries[] = {
  { .name = "message", .activate = on_message, .parameter_type = "s" },
};

GtkWidget *
natter_ui_who_open (GtkWindow *parent,
                    NatterUiSession *session)
{
  NatterUiListDialog *dialog =
    natter_ui_list_dialog_new (parent, _("Who is online"), _("Find a person or a room"), make_row, matches);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  gtk_widget_set_name (GTK_WIDGET (dialog), "who");
  g_action_map_add_action_entries (G_ACTION_MAP (actions), action_entries, G_N_ELEMENTS (action_entries), dialog);
  gtk_widget_insert_action_group (GTK_WIDGET (dialog), "dialog", G_ACTION_GROUP (actions));
  g_signal_connect (dialog, "chosen", G_CALLBACK (on_chosen), NULL);
  natter_ui_list_dialog_set_note (dialog, _("Asking the server…"));
  natter_ui_list_dialog_set_list (dialog, NULL);
  natter_ui_session_who_async (session, natter_ui_list_dialog_get_cancellable (dialog), on_answer,
                               g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
