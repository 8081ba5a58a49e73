/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-pane.h"

struct _NatterUiPane
{
  GtkBox parent_instance;
};

G_DEFINE_TYPE (NatterUiPane, natter_ui_pane, GTK_TYPE_BOX)

static void
natter_ui_pane_get_preferred_width (GtkWidget *widget,
                                    int *minimum,
                                    int *natural)
{
  GTK_WIDGET_CLASS (natter_ui_pane_parent_class)->get_preferred_width (widget, minimum, natural);
  *natural = *minimum;
}

static void
natter_ui_pane_class_init (NatterUiPaneClass *klass)
{
  GTK_WIDGET_CLASS (klass)->get_preferred_width = natter_ui_pane_get_preferred_width;
}

static void
natter_ui_pane_init (NatterUiPane *self)
{
}
