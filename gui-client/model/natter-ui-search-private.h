/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-search.h"
#include "natter-ui-session-private.h"

G_BEGIN_DECLS

/* For the files of the search. */

struct _NatterUiSearch
{
  GObject parent_instance;

  NatterUiSession *session; /* owned */
  GListStore *found;        /* (element-type NatterUiFound) owned */
  char *text;
  char *room;                /* (nullable) the name of the one that is searched */
  guint generation;          /* another one with each text */
  GSource *timer;            /* (nullable) until it begins */
  GCancellable *cancellable; /* of what the server was asked */
  char *error_text;          /* (nullable) */
  guint n_elsewhere;
  gboolean searching;
  gboolean more;
};

/* natter_ui_search_add_hit: FALSE: was there. @room: a name. */
gboolean natter_ui_search_add_hit (NatterUiSearch *self, const NatterHit *hit, const char *room);

G_END_DECLS
