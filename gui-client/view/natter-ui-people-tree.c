/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-people-tree.h"
#include "natter-ui-person-row.h"
#include "natter-ui-widgets.h"

enum
{
  COLUMN_PERSON,
  COLUMN_TEXT, /* what is read aloud */
  N_COLUMNS
};

struct _NatterUiPeopleTree
{
  GtkTreeView parent_instance;

  GListModel *list; /* (nullable) owned */
  gulong handler;
};

static guint activated_signal;

G_DEFINE_TYPE (NatterUiPeopleTree, natter_ui_people_tree, GTK_TYPE_TREE_VIEW)

static void
insert (NatterUiPeopleTree *self,
        GtkListStore *store,
        guint position)
{
  g_autoptr (NatterUiPerson) person = g_list_model_get_item (self->list, position);

  gtk_list_store_insert_with_values (store, NULL, (int) position, COLUMN_PERSON, person, COLUMN_TEXT,
                                     natter_ui_person_get_name (person), -1);
}

/* A new store, filled before it is shown: no row is laid out twice. */
static void
fill (NatterUiPeopleTree *self)
{
  g_autoptr (GtkListStore) store = gtk_list_store_new (N_COLUMNS, NATTER_UI_TYPE_PERSON, G_TYPE_STRING);
  guint n = self->list != NULL ? g_list_model_get_n_items (self->list) : 0;

  for (guint i = 0; i < n; i++)
    insert (self, store, i);
  gtk_tree_view_set_model (GTK_TREE_VIEW (self), GTK_TREE_MODEL (store));
}

static void
on_items_changed (NatterUiPeopleTree *self,
                  guint position,
                  guint removed,
                  guint added)
{
  GtkListStore *store = GTK_LIST_STORE (gtk_tree_view_get_model (GTK_TREE_VIEW (self)));
  GtkTreeIter iter;

  if (removed + added > 100)
    {
      fill (self);
      return;
    }
  while (removed-- > 0 && gtk_tree_model_iter_nth_child (GTK_TREE_MODEL (store), &iter, NULL, (int) position))
    gtk_list_store_remove (store, &iter);
  for (guint i = 0; i < added; i++)
    insert (self, store, position + i);
}

void
natter_ui_people_tree_set_list (NatterUiPeopleTree *self,
                                GListModel *list)
{
  if (list == self->list)
    return;
  if (self->list != NULL)
    g_clear_signal_handler (&self->handler, self->list);
  g_set_object (&self->list, list);
  if (list != NULL)
    self->handler = g_signal_connect_object (list, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  fill (self);
}

static void
natter_ui_people_tree_row_activated (GtkTreeView *view,
                                     GtkTreePath *path,
                                     GtkTreeViewColumn *column)
{
  GtkTreeModel *model = gtk_tree_view_get_model (view);
  g_autoptr (NatterUiPerson) person = NULL;
  GdkRectangle area;
  GtkTreeIter iter;

  if (!gtk_tree_model_get_iter (model, &iter, path))
    return;
  gtk_tree_model_get (model, &iter, COLUMN_PERSON, &person, -1);
  gtk_tree_view_get_cell_area (view, path, column, &area);
  gtk_tree_view_convert_bin_window_to_widget_coords (view, area.x, area.y, &area.x, &area.y);
  g_signal_emit (view, activated_signal, 0, person, &area);
}

/* Only for rows that are seen. */
static void
show_person (GtkTreeViewColumn *column,
             GtkCellRenderer *cell,
             GtkTreeModel *model,
             GtkTreeIter *iter,
             gpointer data)
{
  g_autoptr (NatterUiPerson) person = NULL;
  g_autofree char *name = NULL, *detail = NULL, *markup = NULL;

  gtk_tree_model_get (model, iter, COLUMN_PERSON, &person, -1);
  name = natter_ui_person_row_dup_name (person);
  detail = natter_ui_person_row_dup_detail (person);
  markup = g_markup_printf_escaped (detail[0] != '\0' ? "%s  <small>%s</small>" : "%s%s", name, detail);
  g_object_set (cell, "markup", markup, "sensitive", natter_ui_person_get_away (person) == NULL, NULL);
}

static void
natter_ui_people_tree_dispose (GObject *object)
{
  NatterUiPeopleTree *self = NATTER_UI_PEOPLE_TREE (object);

  if (self->list != NULL)
    g_clear_signal_handler (&self->handler, self->list);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (natter_ui_people_tree_parent_class)->dispose (object);
}

static void
natter_ui_people_tree_class_init (NatterUiPeopleTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_ui_people_tree_dispose;
  GTK_TREE_VIEW_CLASS (klass)->row_activated = natter_ui_people_tree_row_activated;
  activated_signal = g_signal_new ("person-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, NATTER_UI_TYPE_PERSON, GDK_TYPE_RECTANGLE);
}

static void
natter_ui_people_tree_init (NatterUiPeopleTree *self)
{
  GtkTreeView *view = GTK_TREE_VIEW (self);
  GtkTreeViewColumn *column = gtk_tree_view_column_new ();
  GtkCellRenderer *cell = gtk_cell_renderer_text_new ();

  gtk_tree_view_set_headers_visible (view, FALSE);
  gtk_tree_view_set_activate_on_single_click (view, TRUE);
  gtk_tree_view_set_enable_search (view, FALSE);
  g_object_set (cell, "ellipsize", PANGO_ELLIPSIZE_END, "xpad", 12, "ypad", 5, NULL);
  gtk_tree_view_column_set_sizing (column, GTK_TREE_VIEW_COLUMN_FIXED);
  gtk_tree_view_column_pack_start (column, cell, TRUE);
  gtk_tree_view_column_set_cell_data_func (column, cell, show_person, NULL, NULL);
  gtk_tree_view_append_column (view, column);
  gtk_tree_view_set_fixed_height_mode (view, TRUE);
  natter_ui_widget_set_class (GTK_WIDGET (self), "people-tree", TRUE);
  natter_ui_widget_name (GTK_WIDGET (self), _("People in this room"));
}

GtkWidget *
natter_ui_people_tree_new (void)
{
  return g_object_new (NATTER_UI_TYPE_PEOPLE_TREE, NULL);
}
