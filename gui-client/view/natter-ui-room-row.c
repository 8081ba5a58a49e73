/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-picture.h"
#include "natter-ui-room-row.h"
#include "natter-ui-widgets.h"

#define UNREAD_MOST 999u

struct _NatterUiRoomRow
{
  GtkListBoxRow parent_instance;

  NatterUiRoom *room;
  GtkWidget *title_label;
  GtkWidget *draft_label;
  GtkWidget *badge;
};

G_DEFINE_TYPE (NatterUiRoomRow, natter_ui_room_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_badge (NatterUiRoomRow *self)
{
  guint unread = natter_ui_room_get_unread (self->room);
  gboolean mentioned = natter_ui_room_get_mentioned (self->room);
  gboolean at = mentioned && !natter_ui_room_is_direct (self->room);
  g_autofree char *text = unread > UNREAD_MOST ? g_strdup_printf ("%s%u+", at ? "@" : "", UNREAD_MOST)
                                               : g_strdup_printf ("%s%u", at ? "@" : "", unread);

  gtk_label_set_text (GTK_LABEL (self->badge), text);
  gtk_widget_set_visible (self->badge, unread > 0);
  natter_ui_widget_set_class (self->badge, "mention", mentioned);
  natter_ui_widget_set_class (GTK_WIDGET (self), "unread", unread > 0);
}

static void
show_spoken (NatterUiRoomRow *self)
{
  const char *title = natter_ui_room_get_title (self->room);
  guint unread = natter_ui_room_get_unread (self->room);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u unread message", "%u unread messages", unread), unread);
  g_autofree char *spoken = NULL;

  if (unread > 0 && natter_ui_room_get_mentioned (self->room) && !natter_ui_room_is_direct (self->room))
    /* Translators: read aloud of a room: its name, "3 unread messages", and that the reader is named in one of them. */
    spoken = g_strdup_printf (_("%s, %s, you are mentioned"), title, count);
  else if (unread > 0)
    spoken = g_strdup_printf ("%s, %s", title, count);
  else
    spoken = g_strdup (title);
  natter_ui_widget_name (GTK_WIDGET (self), spoken);
}

/* "#" stands in the place of the picture. */
static void
show_title (NatterUiRoomRow *self)
{
  const char *title = natter_ui_room_get_title (self->room);

  gtk_label_set_text (GTK_LABEL (self->title_label), title[0] == '#' && title[1] != '\0' ? title + 1 : title);
}

static void
show (NatterUiRoomRow *self,
      GParamSpec *changed)
{
  gtk_widget_set_visible (self->draft_label, natter_ui_room_get_draft (self->room)[0] != '\0');
  if (changed != NULL && g_str_equal (changed->name, "draft")) /* with each key */
    return;
  show_title (self);
  natter_ui_widget_set_class (GTK_WIDGET (self), "absent", !natter_ui_room_get_joined (self->room));
  show_badge (self);
  show_spoken (self);
}

static GtkWidget *
icon_new (NatterUiRoom *room)
{
  GtkWidget *icon;

  if (natter_ui_room_is_direct (room))
    return natter_ui_picture_new (natter_ui_room_get_title (room), NATTER_UI_ROOM_ROW_PICTURE);
  icon = gtk_label_new ("#");
  gtk_widget_set_size_request (icon, NATTER_UI_ROOM_ROW_PICTURE, -1);
  natter_ui_widget_set_class (icon, "hash", TRUE);
  return icon;
}

GtkWidget *
natter_ui_room_row_new (NatterUiRoom *room)
{
  NatterUiRoomRow *self = g_object_new (NATTER_UI_TYPE_ROOM_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->room = g_object_ref (room);
  self->title_label = gtk_label_new (NULL);
  /* Translators: beside a room for which something is written but not sent. */
  self->draft_label = gtk_label_new (_("draft"));
  self->badge = gtk_label_new (NULL);
  gtk_widget_set_name (self->title_label, "room-title");
  gtk_label_set_xalign (GTK_LABEL (self->title_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_no_show_all (self->draft_label, TRUE);
  gtk_widget_set_no_show_all (self->badge, TRUE);
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  gtk_widget_set_direction (self->badge, GTK_TEXT_DIR_LTR); /* "@3", whichever way one reads */
  natter_ui_widget_set_class (self->draft_label, "detail", TRUE);
  natter_ui_widget_set_class (self->draft_label, "draft", TRUE);
  natter_ui_widget_set_class (self->badge, "badge", TRUE);
  gtk_container_add (GTK_CONTAINER (box), icon_new (room));
  gtk_box_pack_start (GTK_BOX (box), self->title_label, TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (box), self->draft_label);
  gtk_container_add (GTK_CONTAINER (box), self->badge);
  natter_ui_widget_set_class (box, "row-box", TRUE);
  gtk_container_add (GTK_CONTAINER (self), box);
  g_signal_connect_object (room, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self, NULL);
  gtk_widget_show_all (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

NatterUiRoom *
natter_ui_room_row_get_room (NatterUiRoomRow *self)
{
  return self->room;
}

static void
natter_ui_room_row_finalize (GObject *object)
{
  g_clear_object (&NATTER_UI_ROOM_ROW (object)->room);
  G_OBJECT_CLASS (natter_ui_room_row_parent_class)->finalize (object);
}

static void
natter_ui_room_row_class_init (NatterUiRoomRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_room_row_finalize;
}

static void
natter_ui_room_row_init (NatterUiRoomRow *self)
{
}
