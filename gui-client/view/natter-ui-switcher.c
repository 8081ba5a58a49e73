/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-list-dialog.h"
#include "natter-ui-person-row.h"
#include "natter-ui-room-row.h"
#include "natter-ui-switcher.h"

/* A room that one is in, or a person whom one can see from there. */
static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return NATTER_UI_IS_ROOM (item) ? natter_ui_room_row_new (item) : natter_ui_person_row_new (item, NULL);
}

static gboolean
matches (gpointer item,
         const char *word)
{
  if (NATTER_UI_IS_ROOM (item))
    return natter_ui_rows_contains (natter_ui_room_get_title (item), word);
  return natter_ui_rows_contains (natter_ui_person_get_name (item), word[0] == '@' ? word + 1 : word);
}

/* Of @room, but oneself, those one talks with already (whose talk is a row), and those in @seen. */
static void
add_people (GListStore *store,
            NatterUiSession *session,
            NatterUiRoom *room,
            GHashTable *seen)
{
  GListModel *members = G_LIST_MODEL (natter_ui_room_get_members (room));

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (NatterUiPerson) person = g_list_model_get_item (members, i);
      g_autofree char *talk = g_strconcat ("@", natter_ui_person_get_name (person), NULL);

      if (!natter_ui_person_is_own (person) && natter_ui_room_list_find (natter_ui_session_get_rooms (session), talk) == NULL &&
          g_hash_table_add (seen, g_strdup (talk)))
        g_list_store_append (store, person);
    }
}

static GListModel *
new_list (NatterUiSession *session)
{
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  NatterUiRoomList *rooms = natter_ui_session_get_rooms (session);
  NatterUiRoom *room;

  for (guint i = 0; (room = natter_ui_room_list_get (rooms, i)) != NULL; i++)
    g_list_store_append (store, room);
  for (guint i = 0; (room = natter_ui_room_list_get (rooms, i)) != NULL; i++)
    add_people (store, session, room, seen);
  return G_LIST_MODEL (store);
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
  if (NATTER_UI_IS_ROOM_ROW (row))
    natter_ui_session_set_current_room (session, natter_ui_room_row_get_room (NATTER_UI_ROOM_ROW (row)));
  else
    natter_ui_session_open_direct (session, natter_ui_person_get_name (natter_ui_person_row_get_person (NATTER_UI_PERSON_ROW (row))), NULL);
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
  g_autoptr (GListModel) list = new_list (session);
  NatterUiListDialog *dialog =
    natter_ui_list_dialog_new (parent, _("Jump to"), _("A room, or @ and a person"), make_row, matches);

  gtk_widget_set_name (GTK_WIDGET (dialog), "switcher");
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen), session, 0);
  g_signal_connect_object (dialog, "typed", G_CALLBACK (on_typed), session, 0);
  natter_ui_list_dialog_set_note (dialog, _("You are in no such room. Press Enter to join it."));
  natter_ui_list_dialog_set_list (dialog, list);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
