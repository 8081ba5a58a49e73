/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-directory.h"
#include "natter-ui-list-dialog.h"
#include "natter-ui-preview.h"
#include "natter-ui-times.h"
#include "natter-ui-widgets.h"

static GtkWidget *
label_new (const char *text,
           const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    natter_ui_widget_set_class (label, class, TRUE);
  return label;
}

static char *
dup_facts (NatterUiRoomInfo *info)
{
  guint people = natter_ui_room_info_get_people (info);
  gint64 active = natter_ui_room_info_get_active (info);
  /* Translators: how many people are in a room. */
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u person", "%u people", people), people);
  g_autofree char *ago = active > 0 ? natter_ui_times_dup_ago (active, g_get_real_time ()) : NULL;

  return ago != NULL ? g_strdup_printf ("%s · %s", count, ago) : g_steal_pointer (&count);
}

static GtkWidget *
mark_new (const char *icon,
          const char *meaning)
{
  GtkWidget *mark = gtk_image_new_from_icon_name (icon, GTK_ICON_SIZE_MENU);

  gtk_widget_set_tooltip_text (mark, meaning);
  natter_ui_widget_name (mark, meaning);
  return mark;
}

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  GtkWidget *row = gtk_list_box_row_new (), *grid = gtk_grid_new (), *title, *facts, *topic;
  g_autofree char *name = g_strconcat ("#", natter_ui_room_info_get_name (item), NULL), *said = dup_facts (item);
  const char *about = natter_ui_room_info_get_topic (item);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", name, said, about);

  title = label_new (name, "heading");
  facts = label_new (said, "detail");
  gtk_grid_attach (GTK_GRID (grid), title, 0, 0, 1, 1);
  if (natter_ui_room_info_is_member (item))
    gtk_grid_attach (GTK_GRID (grid), mark_new ("emblem-ok-symbolic", _("You are in this room")), 1, 0, 1, 1);
  if (natter_ui_room_info_is_private (item))
    gtk_grid_attach (GTK_GRID (grid), mark_new ("changes-prevent-symbolic", _("Private: only those who are invited come in")), 2, 0, 1, 1);
  if (natter_ui_room_info_is_readonly (item))
    gtk_grid_attach (GTK_GRID (grid), mark_new ("view-reveal-symbolic", _("Only moderators and owners speak")), 3, 0, 1, 1);
  gtk_widget_set_hexpand (facts, TRUE);
  gtk_widget_set_halign (facts, GTK_ALIGN_END);
  gtk_grid_attach (GTK_GRID (grid), facts, 4, 0, 1, 1);
  topic = label_new (about, "detail");
  gtk_widget_set_no_show_all (topic, about[0] == '\0');
  gtk_grid_attach (GTK_GRID (grid), topic, 0, 1, 5, 1);
  g_object_set (grid, "margin", 8, "margin-start", 12, "margin-end", 12, "column-spacing", 8, NULL);
  gtk_container_add (GTK_CONTAINER (row), grid);
  g_object_set_data_full (G_OBJECT (row), "info", g_object_ref (item), g_object_unref);
  natter_ui_widget_name (row, spoken);
  gtk_widget_show_all (row);
  return row;
}

static gboolean
matches (gpointer item,
         const char *word)
{
  g_autofree char *name = g_strconcat ("#", natter_ui_room_info_get_name (item), NULL);

  return natter_ui_rows_contains (name, word) || natter_ui_rows_contains (natter_ui_room_info_get_topic (item), word);
}

static void
join (NatterUiListDialog *dialog,
      const char *room)
{
  NatterUiSession *session = g_object_get_data (G_OBJECT (dialog), "session");
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  g_autoptr (GError) error = NULL;

  if (!natter_ui_session_join (session, room, &error))
    {
      natter_ui_list_dialog_show_error (dialog, error->message);
      return;
    }
  g_action_group_activate_action (G_ACTION_GROUP (parent), "show-room", NULL);
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
on_chosen (NatterUiListDialog *dialog,
           GtkListBoxRow *row)
{
  join (dialog, natter_ui_room_info_get_name (g_object_get_data (G_OBJECT (row), "info")));
}

static void
on_moved (NatterUiPreview *preview,
          GtkListBoxRow *row)
{
  NatterUiRoomInfo *info = row != NULL ? g_object_get_data (G_OBJECT (row), "info") : NULL;

  natter_ui_preview_show (preview, info != NULL ? natter_ui_room_info_get_name (info) : NULL);
}

static void
on_new_room (NatterUiListDialog *dialog)
{
  g_autofree char *word = natter_ui_list_dialog_dup_word (dialog);

  if (word[0] != '\0')
    join (dialog, word);
  else
    natter_ui_list_dialog_show_error (dialog, _("Type a name for the new room first, such as garden."));
}

static void
on_answer (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  g_autoptr (NatterUiListDialog) dialog = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) rooms = natter_ui_session_list_rooms_finish (NATTER_UI_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (natter_ui_list_dialog_get_cancellable (dialog)))
    return;
  if (rooms == NULL)
    {
      natter_ui_list_dialog_set_note (dialog, error->message);
      return;
    }
  natter_ui_list_dialog_set_note (dialog, _("There is no such room yet. Press Enter to open it."));
  natter_ui_list_dialog_set_list (dialog, rooms);
}

GtkWidget *
natter_ui_directory_open (GtkWindow *parent,
                          NatterUiSession *session)
{
  NatterUiListDialog *dialog =
    natter_ui_list_dialog_new (parent, _("Rooms"), _("Find a room, or name a new one"), make_row, matches);
  GtkWidget *button, *preview = natter_ui_preview_new (session);

  gtk_widget_set_name (GTK_WIDGET (dialog), "directory");
  natter_ui_list_dialog_add_below (dialog, preview);
  g_signal_connect_object (dialog, "moved", G_CALLBACK (on_moved), preview, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (dialog), "session", g_object_ref (session), g_object_unref);
  /* Translators: a button: opens a room that is not there yet. */
  button = natter_ui_list_dialog_add_button (dialog, _("_New room"));
  gtk_widget_set_name (button, "new-room");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_new_room), dialog, G_CONNECT_SWAPPED);
  g_signal_connect (dialog, "chosen", G_CALLBACK (on_chosen), NULL);
  g_signal_connect (dialog, "typed", G_CALLBACK (join), NULL);
  natter_ui_list_dialog_set_note (dialog, _("Asking the server…"));
  natter_ui_list_dialog_set_list (dialog, NULL);
  natter_ui_session_list_rooms_async (session, natter_ui_list_dialog_get_cancellable (dialog), on_answer,
                                      g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WIDGET (dialog);
}
