/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "gui-client/model/natter-ui-absent.h"
#include "gui-client/model/natter-ui-person-list.h"

#include "natter-ui-people-pane.h"
#include "natter-ui-people-tree.h"
#include "natter-ui-person-row.h"
#include "natter-ui-profile.h"
#include "natter-ui-rows.h"
#include "natter-ui-widgets.h"

#define MINUTE      60  /* s */
#define PEOPLE_MOST 300 /* rows; a list box is slow beyond it */

struct _NatterUiPeoplePane
{
  GtkBox parent_instance;

  GtkWidget *heading;
  GtkWidget *stack;
  GtkWidget *list_box;
  GtkWidget *absent_heading;
  GtkWidget *absent_box; /* below it, as long as anybody is missing */
  GtkWidget *tree; /* in its place where there is a crowd */

  NatterUiRows *rows;
  NatterUiRows *absent_rows;
  NatterUiAbsent *absent;   /* (nullable) owned */
  guint ticking;            /* a source, as long as anybody is missing */
  NatterUiRoom *room;       /* (nullable) */
  NatterUiSession *session; /* (nullable) until set */
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
  guint n = self->room != NULL ? natter_ui_room_get_n_people (self->room) : 0;
  g_autofree char *heading = NULL;

  if (self->room == NULL)
    heading = g_strdup ("");
  else if (natter_ui_room_is_direct (self->room))
    heading = g_strdup (_("In this conversation"));
  else
    /* Translators: above the people of a room; %u is how many. */
    heading = g_strdup_printf (_("In this room · %u"), n);
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
}

static gboolean
is_crowded (NatterUiPeoplePane *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "tree") == 0;
}

/* Which of the two shows them; the other has none. It does not go to and fro where people come and go. */
static void
choose (NatterUiPeoplePane *self)
{
  GListModel *list = self->room != NULL ? G_LIST_MODEL (natter_ui_room_get_members (self->room)) : NULL;
  guint n = list != NULL ? g_list_model_get_n_items (list) : 0;
  gboolean crowded = n > (is_crowded (self) ? PEOPLE_MOST / 2 : PEOPLE_MOST);

  natter_ui_rows_set_list (self->rows, crowded ? NULL : list);
  natter_ui_people_tree_set_list (NATTER_UI_PEOPLE_TREE (self->tree), crowded ? list : NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), crowded ? "tree" : "list");
}

/* "just now" is "a minute ago" by now. */
static gboolean
on_minute (gpointer data)
{
  NatterUiPeoplePane *self = data;
  GListModel *people = natter_ui_absent_get_people (self->absent);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (GObject) person = g_list_model_get_item (people, i);

      g_object_notify (person, "idle");
    }
  return G_SOURCE_CONTINUE;
}

static void
show_absent (NatterUiPeoplePane *self)
{
  gboolean any = natter_ui_rows_get_n (self->absent_rows) > 0;

  gtk_widget_set_visible (self->absent_heading, any);
  gtk_widget_set_visible (self->absent_box, any);
  if (!any)
    g_clear_handle_id (&self->ticking, g_source_remove);
  else if (self->ticking == 0)
    self->ticking = g_timeout_add_seconds (MINUTE, on_minute, self);
}

/* Nobody is missing in a conversation of two. */
static void
look_for_absent (NatterUiPeoplePane *self)
{
  natter_ui_rows_set_list (self->absent_rows, NULL);
  g_clear_pointer (&self->absent, natter_ui_absent_free);
  if (self->room != NULL && self->session != NULL && !natter_ui_room_is_direct (self->room))
    {
      self->absent = natter_ui_absent_new (self->session, self->room);
      natter_ui_rows_set_list (self->absent_rows, natter_ui_absent_get_people (self->absent));
      g_signal_connect_object (natter_ui_absent_get_people (self->absent), "items-changed", G_CALLBACK (show_absent), self,
                               G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  show_absent (self);
}

/* The two lists are one to the arrow keys. */
static gboolean
on_keynav_failed (NatterUiPeoplePane *self,
                  GtkDirectionType direction,
                  GtkWidget *list_box)
{
  GtkWidget *other = list_box == self->list_box ? self->absent_box : self->list_box;
  guint last = natter_ui_rows_get_n (self->rows);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (other), direction == GTK_DIR_DOWN || last == 0 ? 0 : (int) last - 1);

  if (direction != (list_box == self->list_box ? GTK_DIR_DOWN : GTK_DIR_UP) || row == NULL)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return TRUE;
}

void
natter_ui_people_pane_set_room (NatterUiPeoplePane *self,
                                NatterUiRoom *room)
{
  if (room == self->room)
    return;
  if (self->room != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->room, self);
      g_signal_handlers_disconnect_by_data (natter_ui_room_get_members (self->room), self);
    }
  g_set_object (&self->room, room);
  if (room != NULL)
    {
      /* Their number is known before all of them are. The first to hear of it: then those who show them need not make rows in vain. */
      g_signal_connect_object (natter_ui_room_get_members (room), "items-changed", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (room, "notify::n-people", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
    }
  choose (self);
  show_count (self);
  look_for_absent (self);
}

void
natter_ui_people_pane_focus (NatterUiPeoplePane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list_box), 0);

  if (is_crowded (self))
    gtk_widget_grab_focus (self->tree);
  else
    gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : self->list_box);
}

void
natter_ui_people_pane_set_session (NatterUiPeoplePane *self,
                                   NatterUiSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
}

static void
on_row_activated (NatterUiPeoplePane *self,
                  GtkListBoxRow *row)
{
  GtkAllocation where;

  gtk_widget_get_allocation (GTK_WIDGET (row), &where);
  natter_ui_profile_pop_up (gtk_widget_get_parent (GTK_WIDGET (row)), &where, self->session, self->room,
                            natter_ui_person_row_get_person (NATTER_UI_PERSON_ROW (row)));
}

static void
on_person_activated (NatterUiPeoplePane *self,
                     NatterUiPerson *person,
                     const GdkRectangle *where)
{
  natter_ui_profile_pop_up (self->tree, where, self->session, self->room, person);
}

static void
natter_ui_people_pane_dispose (GObject *object)
{
  NatterUiPeoplePane *self = NATTER_UI_PEOPLE_PANE (object);

  if (self->rows != NULL)
    natter_ui_rows_set_list (self->rows, NULL);
  g_clear_pointer (&self->rows, natter_ui_rows_free);
  if (self->absent_rows != NULL)
    natter_ui_rows_set_list (self->absent_rows, NULL);
  g_clear_pointer (&self->absent_rows, natter_ui_rows_free);
  g_clear_pointer (&self->absent, natter_ui_absent_free);
  g_clear_handle_id (&self->ticking, g_source_remove);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (natter_ui_people_pane_parent_class)->dispose (object);
}

static void
natter_ui_people_pane_class_init (NatterUiPeoplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_ui_people_pane_dispose;
  g_type_ensure (NATTER_UI_TYPE_PEOPLE_TREE);
  gtk_widget_class_set_template_from_resource (widget_class, NATTER_UI_RESOURCES "natter-ui-people-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, heading);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, list_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, absent_heading);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, absent_box);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterUiPeoplePane, tree);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_person_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_keynav_failed);
}

static void
natter_ui_people_pane_init (NatterUiPeoplePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = natter_ui_rows_new (GTK_LIST_BOX (self->list_box), PEOPLE_MOST, make_row, NULL);
  self->absent_rows = natter_ui_rows_new (GTK_LIST_BOX (self->absent_box), PEOPLE_MOST, make_row, NULL);
  show_count (self);
}
