/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-chat.h"

G_BEGIN_DECLS

struct _NatterUiChat
{
  GtkBin parent_instance;

  GtkWidget *leaflet;
  GtkWidget *sidebar;
  GtkWidget *content;
  GtkWidget *back_button;
  GtkWidget *title_button;
  GtkWidget *title_label;
  GtkWidget *topic_label;
  GtkWidget *facts_label;
  GtkWidget *lock;
  GtkWidget *people_button;
  GtkWidget *search_button;
  GtkWidget *count_label;
  GtkWidget *status_bar;
  GtkWidget *flap;
  GtkWidget *conversation;
  GtkWidget *failed_bar;
  GtkWidget *find_bar;
  GtkWidget *composer;
  GtkWidget *side;

  NatterUiSession *session; /* (nullable) until set */
  NatterUiRoom *room;       /* (nullable) */
  gboolean people_shown;    /* before something took their place */
  NatterUiRoom *came_from;  /* (nullable) owned: where one was before one went to what was found */
};

/* natter-ui-chat-side.c: what is found and chosen, and the end of it. */
void natter_ui_chat_on_chosen (NatterUiChat *self, const char *name, guint64 seq);
void natter_ui_chat_on_find_closed (NatterUiChat *self);
void natter_ui_chat_on_side_closed (NatterUiChat *self);

G_END_DECLS
