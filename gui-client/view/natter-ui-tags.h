/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/model/natter-ui-format.h"

#include "natter-ui-colours.h"
#include "natter-ui-render.h"

G_BEGIN_DECLS

/* The looks of a conversation's text: for natter-ui-render.c, which writes with them. Tags belong to the buffer's table. */

typedef struct
{
  GtkTextBuffer *buffer; /* borrowed */
  GtkTextTag *header;
  GtkTextTag *names[NATTER_UI_N_COLOURS];
  GtkTextTag *time;
  GtkTextTag *body;
  GtkTextTag *me;
  GtkTextTag *own;
  GtkTextTag *mention;
  GtkTextTag *notice;
  GtkTextTag *reply;
  GtkTextTag *error;
  GtkTextTag *day;
  GtkTextTag *fresh;
  GtkTextTag *pending;
  GtkTextTag *links[2]; /* in turns, so that neighbours are told apart */
  GtkTextTag *bold;
  GtkTextTag *italic;
  GtkTextTag *strike;
  GtkTextTag *code;
  GtkTextTag *block;
  GtkTextTag *quote;
  GtkTextTag *aside;
  GtkTextTag *indents[NATTER_UI_FORMAT_INDENT + 1]; /* the first is NULL */
  GtkTextTag *copy;
  GtkTextTag *jump;
  GtkTextTag *reaction;
  GtkTextTag *mine;         /* a reaction of the reader's */
  GtkTextTag *action;
  GtkTextTag *retry;
  GtkTextTag *discard;
  GtkTextTag *unfold;
  GtkTextTag *edit;
  GtkTextDirection direction;  /* of the window */
  GdkRGBA colours[NATTER_UI_LINE_REPLY + 1]; /* of rules and tints */
  GdkRGBA block_colour;
  GdkRGBA bar_colour;
} NatterUiTags;

/* natter_ui_tags_make: in @buffer, whose table owns them. */
void natter_ui_tags_make (NatterUiTags *self, GtkTextBuffer *buffer);

/* natter_ui_tags_set_look: see natter_ui_render_set_look(). */
void natter_ui_tags_set_look (NatterUiTags *self, const GdkRGBA *ink, const GdkRGBA *ground, GtkTextDirection direction);

/* natter_ui_tags_set_compact: less space between the lines. */
void natter_ui_tags_set_compact (NatterUiTags *self, gboolean compact);

/* natter_ui_tags_get_mark: the invisible character to put before @text, so that its line runs as the window does.
 * Returns: static (nullable): it does so by itself. */
const char *natter_ui_tags_get_mark (NatterUiTags *self, const char *text);

G_END_DECLS
