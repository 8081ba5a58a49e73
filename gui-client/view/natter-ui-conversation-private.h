/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-conversation.h"
#include "natter-ui-log.h"

G_BEGIN_DECLS

#define NATTER_UI_CONVERSATION_SKIP_TO 200 /* of a flood, only so many are written at first */

struct _NatterUiConversation
{
  GtkOverlay parent_instance;

  GtkWidget *scrolled;
  GtkWidget *view;             /* NatterUiLogView */
  GtkWidget *end_revealer;
  GtkWidget *end_label;
  GtkWidget *end_button;

  GtkAdjustment *adjustment;
  NatterUiLog *log;
  NatterUiRoom *room;          /* (nullable) */
  GListModel *list;            /* (nullable) its messages; borrowed from it */
  gulong list_handler;
  GHashTable *places;          /* NatterUiRoom → Place */
  gboolean at_end;
  guint n_below;
  gint64 reader_until;         /* monotonic */
  gboolean pinning;
  double last_value;           /* of the adjustment */
  double last_upper;
  guint tick;
  NatterUiMessage *kept;       /* (nullable) owned: at the top of the screen while the text changes its size */
  int kept_offset;
};

/* --- natter-ui-conversation.c --- */

/* natter_ui_conversation_set_at_end: whether the end is shown, and stays shown. */
void natter_ui_conversation_set_at_end (NatterUiConversation *self, gboolean at_end);

/* --- natter-ui-conversation-scroll.c --- */

/* natter_ui_conversation_watch_scrolling: once, when the widgets are there. */
void natter_ui_conversation_watch_scrolling (NatterUiConversation *self);

/* natter_ui_conversation_pin: the end is shown: it stays shown, whatever became higher or lower. */
void natter_ui_conversation_pin (NatterUiConversation *self);

/* natter_ui_conversation_schedule: writes what is to be written with the next frame. */
void natter_ui_conversation_schedule (NatterUiConversation *self);

/* natter_ui_conversation_follow: the newest are shown: what came is written, what is far above is let go. @deadline: as
 * for natter_ui_log_append(). */
void natter_ui_conversation_follow (NatterUiConversation *self, gint64 deadline);

/* natter_ui_conversation_get_top: the message at the top of the screen, and how many pixels of it are above.
 * Returns: (transfer none) (nullable). */
NatterUiMessage *natter_ui_conversation_get_top (NatterUiConversation *self, int *offset);

/* natter_ui_conversation_scroll_to: @message, which is written, to the top of the screen, @offset pixels above it. */
void natter_ui_conversation_scroll_to (NatterUiConversation *self, NatterUiMessage *message, int offset);

G_END_DECLS
