/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-ui-candidates.h"
#include "natter-ui-widgets.h"

struct _NatterUiCandidates
{
  GtkPopover parent_instance;

  GtkWidget *list;
  GStrv candidates; /* (nullable) */
};

static guint chosen_signal;

G_DEFINE_TYPE (NatterUiCandidates, natter_ui_candidates, GTK_TYPE_POPOVER)

GtkWidget *
natter_ui_candidates_new (GtkWidget *relative_to)
{
  return g_object_new (NATTER_UI_TYPE_CANDIDATES, "relative-to", relative_to, "modal", FALSE, "position", GTK_POS_TOP,
                       "transitions-enabled", FALSE, NULL);
}

static GtkWidget *
row_new (const char *candidate)
{
  g_autofree char *shown = g_strchomp (g_strdup (candidate));
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  g_object_set (label, "margin", 6, NULL);
  gtk_container_add (GTK_CONTAINER (row), label);
  gtk_widget_set_can_focus (row, FALSE);
  natter_ui_widget_name (row, shown);
  gtk_widget_show_all (row);
  return row;
}

void
natter_ui_candidates_show (NatterUiCandidates *self,
                           const char *const *candidates,
                           const GdkRectangle *where)
{
  natter_ui_widget_empty (GTK_CONTAINER (self->list));
  g_strfreev (self->candidates);
  self->candidates = g_strdupv ((GStrv) candidates);
  for (guint i = 0; i < NATTER_UI_CANDIDATES_MOST && candidates[i] != NULL; i++)
    gtk_container_add (GTK_CONTAINER (self->list), row_new (candidates[i]));
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  gtk_popover_set_pointing_to (GTK_POPOVER (self), where);
  gtk_popover_popup (GTK_POPOVER (self));
}

static int
get_index (NatterUiCandidates *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  return row != NULL ? gtk_list_box_row_get_index (row) : 0;
}

void
natter_ui_candidates_move (NatterUiCandidates *self,
                           int step)
{
  int n = MIN ((int) g_strv_length (self->candidates), NATTER_UI_CANDIDATES_MOST);
  int index = (get_index (self) + step + n) % n;

  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index));
}

const char *
natter_ui_candidates_get_chosen (NatterUiCandidates *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || self->candidates == NULL)
    return NULL;
  return self->candidates[get_index (self)];
}

void
natter_ui_candidates_hide (NatterUiCandidates *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_row_activated (NatterUiCandidates *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, chosen_signal, 0, self->candidates[gtk_list_box_row_get_index (row)]);
}

static void
natter_ui_candidates_finalize (GObject *object)
{
  g_strfreev (NATTER_UI_CANDIDATES (object)->candidates);
  G_OBJECT_CLASS (natter_ui_candidates_parent_class)->finalize (object);
}

static void
natter_ui_candidates_class_init (NatterUiCandidatesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_candidates_finalize;
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
natter_ui_candidates_init (NatterUiCandidates *self)
{
  self->list = gtk_list_box_new ();
  gtk_widget_set_can_focus (self->list, FALSE);
  natter_ui_widget_name (self->list, _("Completions"));
  natter_ui_widget_name (GTK_WIDGET (self), _("Completions"));
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  gtk_widget_show (self->list);
  gtk_container_add (GTK_CONTAINER (self), self->list);
}
