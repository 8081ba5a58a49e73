/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-found.h"
#include "natter-ui-session.h"

G_BEGIN_DECLS

/* What somebody searches for, as they type: what is kept here first, then what the server finds. A GListModel of NatterUiFound, newest
 * first.
 *
 * Properties, readable and notified: "searching" (something is still awaited), "more" (the server has older ones: _load_more()),
 * "error-text" (nullable: a sentence), "n-elsewhere" (of those found, how many only the server knew). */

#define NATTER_UI_TYPE_SEARCH (natter_ui_search_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiSearch, natter_ui_search, NATTER_UI, SEARCH, GObject)

/* natter_ui_search_new: Returns: (transfer full). */
NatterUiSearch *natter_ui_search_new (NatterUiSession *session);

/* natter_ui_search_set_text: what is to be found, as /search takes it; begins when nobody has typed for a moment. "" finds nothing.
 * @room: (nullable): in this one alone. */
void natter_ui_search_set_text (NatterUiSearch *self, const char *text, NatterUiRoom *room);

/* natter_ui_search_load_more: older ones of the server are added. */
void natter_ui_search_load_more (NatterUiSearch *self);

gboolean natter_ui_search_get_searching (NatterUiSearch *self);
gboolean natter_ui_search_get_more (NatterUiSearch *self);
const char *natter_ui_search_get_error_text (NatterUiSearch *self);
guint natter_ui_search_get_n_elsewhere (NatterUiSearch *self);

/* A filter in what was typed: "from:bob". */
typedef struct
{
  char *word;   /* "from", "in", "before", "after", "has" */
  char *value;  /* as it was typed */
  guint start;  /* bytes: where it stands … */
  guint length; /* … and how long it is there */
} NatterUiChip;

/* natter_ui_search_parse_chips: Returns: (transfer full) (element-type NatterUiChip), from left to right. Pure. */
GPtrArray *natter_ui_search_parse_chips (const char *text);

G_END_DECLS
