/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-room-info.h"

#include "natter-ui-list-dialog.h"
#include "natter-ui-person-row.h"
#include "natter-ui-room-row.h"
#include "natter-ui-switcher.h"
#include "natter-ui-widgets.h"

#define LIST "natter-list" /* of the dialog: what can be gone to */
#define SEEN "natter-seen" /* of the dialog: "@bob" for each person in it */
#define INFO "natter-info" /* of the row of a room that one is not in */

/* Rooms that one is in, the people there, and, once the server has told them, the other rooms and people. */

static GtkWidget *
make_other_row (NatterUiRoomInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *hash = gtk_label_new ("#"), *title = gtk_label_new (natter_ui_room_info_get_name (info));
  guint people = natter_ui_room_info_get_people (info);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", people), people);
  g_autofree char *spoken = g_strdup_printf ("#%s, %s", natter_ui_room_info_get_name (info), count);
  GtkWidget *facts = gtk_label_new (count);

  gtk_widget_set_size_request (hash, NATTER_UI_ROOM_ROW_PICTURE, -1);
  natter_ui_widget_set_class (hash, "hash", TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  natter_ui_widget_set_class (facts, "detail", TRUE);
  gtk_container_add (GTK_CONTAINER (box), hash);
  gtk_box_pack_start (GTK_BOX (box), title, TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (box), facts);
  natter_ui_widget_set_class (box, "row-box", TRUE);
  gtk_container_add (GTK_CONTAINER (row), box);
  g_object_set_data_full (G_OBJECT (row), INFO, g_object_ref (info), g_object_unref);
  natter_ui_widget_name (row, spoken);
  gtk_widget_show_all (row);
  return row;
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  if (NATTER_UI_IS_ROOM_INFO (item))
    return make_other_row (item);
  return NATTER_UI_IS_ROOM (item) ? natter_ui_room_row_new (item) : natter_ui_person_row_new (item, NULL);
}

static gboolean
matches (gpointer item,
         const char *word)
{
  if (NATTER_UI_IS_ROOM_INFO (item))
    return natter_ui_rows_contains (natter_ui_room_info_get_name (item), word[0] == '#' ? word + 1 : word);
  if (NATTER_UI_IS_ROOM (item))
    return natter_ui_rows_contains (natter_ui_room_get_title (item), word);
  return natter_ui_rows_contains (natter_ui_person_get_name (item), word[0] == '@' ? word + 1 : word);
}

/* But oneself, those one talks with already (whose talk is a row), and those in @seen. */
static void
add_people (GListStore *store,
            NatterUiSession *session,
            GListModel *people,
            GHashTable *seen)
{
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (NatterUiPerson) person = g_list_model_get_item (people, i);
      g_autofree char *talk = g_strconcat ("@", natter_ui_person_get_name (person), NULL);

      if (!natter_ui_person_is_own (person) && natter_ui_room_list_find (natter_ui_session_get_rooms (session), talk) == NULL &&
          g_hash_table_add (seen, g_strdup (talk)))
        g_list_store_append (store, person);
    }
}

static void
fill (GListStore *store,
      NatterUiSession *session,
      GHashTable *seen)
{
  NatterUiRoomList *rooms = natter_ui_session_get_rooms (session);
  NatterUiRoom *room;

  for (guint i = 0; (room = natter_ui_room_list_get (rooms, i)) != NULL; i++)
    g_list_store_append (store, room);
  for (guint i = 0; (room = natter_ui_room_list_get (rooms, i)) != NULL; i++)
    add_people (store, session, G_LIST_MODEL (natter_ui_room_get_members (room)), seen);
}

/* Where the server does not answer there is still what one knows. */
static void
on_rooms (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  g_autoptr (NatterUiListDialog) dialog = data;
  NatterUiSession *session = NATTER_UI_SESSION (source);
  g_autoptr (GListModel) rooms = natter_ui_session_list_rooms_finish (session, result, NULL);
  GListStore *store = g_object_get_data (G_OBJECT (dialog), LIST);

  if (rooms == NULL || g_cancellable_is_cancelled (natter_ui_list_dialog_get_cancellable (dialog)))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (NatterUiRoomInfo) info = g_list_model_get_item (rooms, i);

      if (natter_ui_room_list_find (natter_ui_session_get_rooms (session), natter_ui_room_info_get_name (info)) == NULL)
        g_list_store_append (store, info);
    }
  natter_ui_list_dialog_set_note (dialog, _("There is no such room yet. Press Enter to open it."));
  natter_ui_list_dialog_set_list (dialog, G_LIST_MODEL (store));
}

static void
on_people (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  g_autoptr (NatterUiListDialog) dialog = data;
  g_autoptr (GListModel) people = natter_ui_session_who_finish (NATTER_UI_SESSION (source), result, NULL);
  GListStore *store = g_object_get_data (G_OBJECT (dialog), LIST);

  if (people == NULL || g_cancellable_is_cancelled (natter_ui_list_dialog_get_cancellable (dialog)))
    return;
  add_people (store, NATTER_UI_SESSION (source), people, g_object_get_data (G_OBJECT (dialog), SEEN));
  natter_ui_list_dialog_set_list (dialog, G_LIST_MODEL (store));
}

static void
go (NatterUiListDialog *dialog)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  g_action_group_activate_action (G_ACTION_GROUP (parent), "show-room", NULL);
  gtk_widget_destroy (GTK_WIDGET (dialog));
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

static void
on_chosen (NatterUiListDialog *dialog,
           GtkListBoxRow *row,
           NatterUiSession *session)
{
  NatterUiRoomInfo *other = g_object_get_data (G_OBJECT (row), INFO);

  if (other != NULL)
    {
      on_typed (dialog, natter_ui_room_info_get_name (other), session);
      return;
    }
  if (NATTER_UI_IS_ROOM_ROW (row))
    natter_ui_session_set_current_room (session, natter_ui_room_row_get_room (NATTER_UI_ROOM_ROW (row)));
  else
    natter_ui_session_open_direct (session, natter_ui_person_get_name (natter_ui_person_row_get_person (NATTER_UI_PERSON_ROW (row))), NULL);
  go (dialog);
}

GtkWidget *
natter_ui_switcher_open (GtkWindow *parent,
                         NatterUiSession *session)
{
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_OBJECT);
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  NatterUiListDialog *dialog =
    natter_ui_list_dialog_new (parent, _("Jump to"), _("A room, or @ and a person"), make_row, matches);

  gtk_widget_set_name (GTK_WIDGET (dialog), "switcher");
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_chosen), session, 0);
  g_signal_connect_object (dialog, "typed", G_CALLBACK (on_typed), session, 0);
  natter_ui_list_dialog_set_note (dialog, _("You are in no such room. Press Enter to join it."));
  fill (list, session, seen);
  g_object_set_data_full (G_OBJECT (dialog), SEEN, seen, (GDestroyNotify) g_hash_table_unref);
  g_object_set_data_full (G_OBJECT (dialog), LIST, g_object_ref (list), g_object_unref);
  natter_ui_list_dialog_set_list (dialog, G_LIST_MODEL (list));
  natter_ui_session_list_rooms_async (session, natter_ui_list_dialog_get_cancellable (dialog), on_rooms, g_object_ref (dialog));
  natter_ui_session_who_async (session, natter_ui_list_dialog_get_cancellable (dialog), on_people, g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
