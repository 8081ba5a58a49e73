/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-missed-panel.h"
#include "natter-ui-people-pane.h"
#include "natter-ui-search-panel.h"
#include "natter-ui-side.h"

struct _NatterUiSide
{
  GtkStack parent_instance;

  GtkWidget *pages[NATTER_UI_SIDE_MISSED + 1];
};

enum
{
  CHOSEN,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (NatterUiSide, natter_ui_side, GTK_TYPE_STACK)

void
natter_ui_side_set_session (NatterUiSide *self,
                            NatterUiSession *session)
{
  natter_ui_people_pane_set_session (NATTER_UI_PEOPLE_PANE (self->pages[NATTER_UI_SIDE_PEOPLE]), session);
  natter_ui_search_panel_set_session (NATTER_UI_SEARCH_PANEL (self->pages[NATTER_UI_SIDE_SEARCH]), session);
  natter_ui_missed_panel_set_session (NATTER_UI_MISSED_PANEL (self->pages[NATTER_UI_SIDE_MISSED]), session);
}

void
natter_ui_side_set_room (NatterUiSide *self,
                         NatterUiRoom *room)
{
  natter_ui_people_pane_set_room (NATTER_UI_PEOPLE_PANE (self->pages[NATTER_UI_SIDE_PEOPLE]), room);
}

NatterUiSidePage
natter_ui_side_get_page (NatterUiSide *self)
{
  GtkWidget *shown = gtk_stack_get_visible_child (GTK_STACK (self));
  NatterUiSidePage page = NATTER_UI_SIDE_PEOPLE;

  while (page < NATTER_UI_SIDE_MISSED && self->pages[page] != shown)
    page++;
  return page;
}

void
natter_ui_side_turn_to (NatterUiSide *self,
                        NatterUiSidePage page)
{
  gtk_stack_set_visible_child (GTK_STACK (self), self->pages[page]);
  if (page != NATTER_UI_SIDE_PEOPLE)
    natter_ui_side_focus (self);
}

void
natter_ui_side_focus (NatterUiSide *self)
{
  switch (natter_ui_side_get_page (self))
    {
    case NATTER_UI_SIDE_SEARCH:
      natter_ui_search_panel_begin (NATTER_UI_SEARCH_PANEL (self->pages[NATTER_UI_SIDE_SEARCH]));
      break;
    case NATTER_UI_SIDE_MISSED:
      natter_ui_missed_panel_begin (NATTER_UI_MISSED_PANEL (self->pages[NATTER_UI_SIDE_MISSED]));
      break;
    case NATTER_UI_SIDE_PEOPLE:
    default:
      natter_ui_people_pane_focus (NATTER_UI_PEOPLE_PANE (self->pages[NATTER_UI_SIDE_PEOPLE]));
      break;
    }
}

static void
on_chosen (NatterUiSide *self,
           const char *room,
           guint64 seq)
{
  g_signal_emit (self, signals[CHOSEN], 0, room, seq);
}

static void
on_closed (NatterUiSide *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
natter_ui_side_class_init (NatterUiSideClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_UINT64);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_ui_side_init (NatterUiSide *self)
{
  const GType types[] = { NATTER_UI_TYPE_PEOPLE_PANE, NATTER_UI_TYPE_SEARCH_PANEL, NATTER_UI_TYPE_MISSED_PANEL };

  gtk_stack_set_hhomogeneous (GTK_STACK (self), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      self->pages[i] = g_object_new (types[i], NULL);
      gtk_widget_show (self->pages[i]);
      gtk_container_add (GTK_CONTAINER (self), self->pages[i]);
      if (i == NATTER_UI_SIDE_PEOPLE)
        continue;
      g_signal_connect_object (self->pages[i], "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->pages[i], "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
    }
}
