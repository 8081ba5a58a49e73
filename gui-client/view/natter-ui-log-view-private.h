/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-log-view.h"

G_BEGIN_DECLS

#define PICTURE       32 /* pixels across */
#define PICTURE_GAP   NATTER_UI_RENDER_GAP
#define PICTURE_BELOW 14 /* the top of the heading */
#define RULE_GAP      12
#define NOTE_GAP      10
#define NOTE_HEIGHT   18

/* A part of the text that is set apart; it moves with it. */
typedef struct
{
  GtkTextMark *start; /* (nullable) owned */
  GtkTextMark *end;   /* (nullable) owned */
} NatterUiLogPart;

struct _NatterUiLogView
{
  GtkTextView parent_instance;

  NatterUiRender *render;
  GtkGesture *click;
  char *note;             /* (nullable) above the text */
  gboolean over_place;    /* the pointer is over something that can be activated */
  NatterUiLogPart flash;  /* what one was led to */
  gint64 flash_began;     /* of the frame clock */
  guint flash_tick;
  NatterUiLogPart chosen; /* the message that keys act on */
};

/* natter_ui_log_view_draw: in buffer coordinates. */
void natter_ui_log_view_draw (GtkTextView *view, GtkTextViewLayer layer, cairo_t *cr);

/* natter_ui_log_view_clear_parts: nothing is set apart any more. */
void natter_ui_log_view_clear_parts (NatterUiLogView *self);

G_END_DECLS
