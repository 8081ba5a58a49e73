/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-person-list.h"

#include "natter-ui-people-pane.h"
#include "natter-ui-person-row.h"
#include "natter-ui-rows.h"
#include "natter-ui-widgets.h"

#define PEOPLE_MOST 300 /* rows; a list box is slow beyond it */

struct _NatterUiPeoplePane
{
  GtkBox parent_instance;

  GtkWidget *heading;
  GtkWidget *list_box;
  GtkWidget *more_label;

  NatterUiRows *rows;
  NatterUiRoom *room; /* (nullable) */
};

G_DEFINE_TYPE (NatterUiPeoplePane, natter_ui_people_pane, GTK_TYPE_BOX)

static GtkWidget *
make_row (gpointer item,
          gpointer data)
{
  return natter_ui_person_row_new (item, NULL);
}

static void
show_count (NatterUiPeoplePane *self)
{
  guint n = self->room != NULL ? natter_ui_room_get_n_people (self->room) : 0, rows = natter_ui_rows_get_n (self->rows);
  g_autofree char *heading = NULL, *more = NULL;

  if (self->room == NULL || natter_ui_room_is_direct (self->room))
    heading = g_strdup (_("In this conversation"));
  else
    /* Translators: above the people of a room; %u is how many. */
    heading = g_strdup_printf (_("In this room · %u"), n);
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  if (n > rows && rows > 0)
    more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", n - rows), n - rows);
  gtk_label_set_text (GTK_LABEL (self->more_label), more != NULL ? more : "");
  gtk_widget_set_visible (self->more_label, more != NULL);
}

void
natter_ui_people_pane_set_room (NatterUiPeoplePane *self,
                                NatterUiRoom *room)
{
  if (room == self->room)
    return;
  if (self->room != NULL)
    g_signal_handlers_disconnect_by_data (self->room, self);
  g_set_object (&self->room, room);
  natter_ui_rows_set_list (self->rows, room != NULL ? G_LIST_MODEL (natter_ui_room_get_members (room)) : NULL);
  if (room != NULL)
    g_signal_connect_object (room, "notify::n-people", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  show_count (self);
}

void
natter_ui_people_pane_focus (NatterUiPeoplePane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list_box), 0);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->list_box);
}

static void
on_row_activated (NatterUiPeoplePane *self,
                  GtkListBoxRow *row)
{
  NatterUiPerson *person = natter_ui_person_row_get_person (NATTER_UI_PERSON_ROW (row));
  GtkWidget *window = gtk_widget_get_toplevel (GTK_WIDGET (self));

  if (!natter_ui_person_is_own (person))
    g_action_group_activate_action (G_ACTION_GROUP (window), "message",
                                    g_variant_new_string (natter_ui_person_get_name (person)));
}

static void
natter_ui_people_pane_dispose (GObject *object)
{
  NatterUiPeoplePane *self = NATTER_UI_PEOPLE_PANE (object);

  if (self->rows != NULL)
    natter_ui_rows_set_list (self->rows, NULL);
  g_clear_pointer (&self->rows, natter_ui_rows_free);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (natter_ui_people_pane_parent_class)->dispose (object);
}

static void
natter_ui_people_pane_class_init (NatterUiPeoplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_people_pane_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-people-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, heading);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, list_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, more_label);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
natter_ui_people_pane_init (NatterUiPeoplePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = natter_ui_rows_new (GTK_LIST_BOX (self->list_box), PEOPLE_MOST, make_row, NULL);
  show_count (self);
}
