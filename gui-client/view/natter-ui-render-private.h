/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-render.h"
#include "natter-ui-tags.h"

G_BEGIN_DECLS

struct _NatterUiRender
{
  GtkTextBuffer *buffer; /* borrowed */
  NatterUiTags tags;
  gboolean twelve;       /* hours has the clock */
};

/* natter_ui_render_put: writes @text with up to two tags (nullable), and moves @where behind it. */
void natter_ui_render_put (NatterUiRender *self, GtkTextIter *where, const char *text, GtkTextTag *first, GtkTextTag *second);

/* natter_ui_render_put_action: the same, of something that is activated. */
void natter_ui_render_put_action (NatterUiRender *self, GtkTextIter *where, const char *text, GtkTextTag *style, GtkTextTag *place);

/* --- natter-ui-render-text.c --- */

/* natter_ui_render_put_text: what was said, folded where it is long. @style: of all of it. */
void natter_ui_render_put_text (NatterUiRender *self, GtkTextIter *where, const NatterUiRenderItem *item, GtkTextTag *style);

G_END_DECLS
