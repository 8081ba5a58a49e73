/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "gui-client/model/natter-ui-message.h"

G_BEGIN_DECLS

/* How messages are written into a text buffer: words and tags, no widgets. Each message takes whole lines, so that
 * it can be taken away again by counting lines. */

#define NATTER_UI_RENDER_MARGIN  56   /* pixels beside the text, where the sender's picture is drawn */
#define NATTER_UI_RENDER_GAP     12   /* pixels beside it on the other side */
#define NATTER_UI_RENDER_INDENT  16   /* pixels a quote or a list is further in */
#define NATTER_UI_RENDER_PADDING 8    /* pixels around a block of code */
#define NATTER_UI_RENDER_FOLD    2000 /* bytes of a long text that are shown before it is unfolded */

typedef struct _NatterUiRender NatterUiRender;

typedef enum                   /* what a place in the text does when it is activated */
{
  NATTER_UI_PLACE_NOTHING,
  NATTER_UI_PLACE_LINK,
  NATTER_UI_PLACE_RETRY,
  NATTER_UI_PLACE_DISCARD,
  NATTER_UI_PLACE_UNFOLD,
  NATTER_UI_PLACE_EDIT,        /* of what was not sent */
  NATTER_UI_PLACE_COPY,        /* of a block of code */
  NATTER_UI_PLACE_REACTION,
  NATTER_UI_PLACE_QUOTE,       /* of what is answered */
  NATTER_UI_PLACE_DAY
} NatterUiPlace;

typedef struct
{
  NatterUiMessage *message;
  NatterUiMessage *before;     /* (nullable) the one above: same sender and time are not told twice */
  guint64 unread_after;        /* the line "New" stands below this sequence; 0: nowhere */
  gboolean unfolded;           /* long texts are shown whole */
  gint64 now;                  /* microseconds since 1970 */
} NatterUiRenderItem;

/* natter_ui_render_new: @buffer: empty, borrowed, must outlive it. (transfer full). */
NatterUiRender *natter_ui_render_new (GtkTextBuffer *buffer);
void natter_ui_render_free (NatterUiRender *self);

/* natter_ui_render_set_look: colours for a ground and the direction of the headings. @ink, @ground: opaque. */
void natter_ui_render_set_look (NatterUiRender *self, const GdkRGBA *ink, const GdkRGBA *ground,
                                GtkTextDirection direction);

/* natter_ui_render_set_compact: less space between the lines. */
void natter_ui_render_set_compact (NatterUiRender *self, gboolean compact);

/* natter_ui_render_set_twelve: whether the clock has twelve hours, in what is written from now on. */
void natter_ui_render_set_twelve (NatterUiRender *self, gboolean twelve);

/* natter_ui_render_get_dim: the colour of what stands back, as times and notices. */
void natter_ui_render_get_dim (NatterUiRender *self, GdkRGBA *colour);

/* natter_ui_render_insert: writes @item at @where, the beginning of a line, and moves @where behind it.
 * Returns: the number of lines. */
guint natter_ui_render_insert (NatterUiRender *self, GtkTextIter *where, const NatterUiRenderItem *item);

/* natter_ui_render_get_place: what is at @where. */
NatterUiPlace natter_ui_render_get_place (NatterUiRender *self, const GtkTextIter *where);

/* natter_ui_render_dup_detail: where the link at @where leads, the code to copy, or the reaction. @start: where @message, which @where is in, begins.
 * Returns: (transfer full) (nullable). */
char *natter_ui_render_dup_detail (NatterUiRender *self, const GtkTextIter *start, const GtkTextIter *where,
                                   NatterUiMessage *message);

/* natter_ui_render_get_sender: the one whose heading the line of @where is.
 * Returns: (transfer full) (nullable): NULL: it is no heading. */
char *natter_ui_render_get_sender (NatterUiRender *self, const GtkTextIter *where);

typedef enum                   /* what is painted behind or beside a line */
{
  NATTER_UI_LINE_PLAIN,
  NATTER_UI_LINE_DAY,          /* a rule */
  NATTER_UI_LINE_NEW,          /* a rule in a colour that is seen */
  NATTER_UI_LINE_OWN,          /* a tint */
  NATTER_UI_LINE_MENTION,      /* a tint */
  NATTER_UI_LINE_REPLY         /* a tint */
} NatterUiLine;

/* natter_ui_render_get_line: what the line of @where is. @colour: (out): of its rule or tint. */
NatterUiLine natter_ui_render_get_line (NatterUiRender *self, const GtkTextIter *where, GdkRGBA *colour);

/* natter_ui_render_is_code: whether the line of @where belongs to a block of code. @colour: (out): of its ground. */
gboolean natter_ui_render_is_code (NatterUiRender *self, const GtkTextIter *where, GdkRGBA *colour);

/* natter_ui_render_get_quote: how many bars stand beside the line of @where. @colour: (out): of them. */
guint natter_ui_render_get_quote (NatterUiRender *self, const GtkTextIter *where, GdkRGBA *colour);

G_END_DECLS
