/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-widgets.h"

void
natter_ui_widget_set_class (GtkWidget *widget,
                            const char *name,
                            gboolean on)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (on)
    gtk_style_context_add_class (context, name);
  else
    gtk_style_context_remove_class (context, name);
}

void
natter_ui_widget_name (GtkWidget *widget,
                       const char *name)
{
  AtkObject *accessible = gtk_widget_get_accessible (widget);

  if (g_strcmp0 (atk_object_get_name (accessible), name) != 0)
    atk_object_set_name (accessible, name);
}

void
natter_ui_widget_describe (GtkWidget *widget,
                           const char *text)
{
  atk_object_set_description (gtk_widget_get_accessible (widget), text != NULL ? text : "");
}

void
natter_ui_widget_empty (GtkContainer *container)
{
  g_autoptr (GList) children = gtk_container_get_children (container);

  for (GList *l = children; l != NULL; l = l->next)
    gtk_widget_destroy (l->data);
}
