/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-conversation.h"
#include "natter-ui-log.h"

G_BEGIN_DECLS

#define NATTER_UI_CONVERSATION_SKIP_TO 200 /* of a flood, only so many are written at first */

/* A place in a message, and where on the screen it is. */
typedef struct
{
  NatterUiMessage *message;    /* (nullable) owned */
  int from_end;                /* characters before the end of what is written of it */
  int below;                   /* pixels below the top of the screen */
} NatterUiSpot;

void natter_ui_spot_clear (NatterUiSpot *spot);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NatterUiSpot, natter_ui_spot_clear)

struct _NatterUiConversation
{
  GtkOverlay parent_instance;

  GtkWidget *scrolled;
  GtkWidget *view;             /* NatterUiLogView */
  GtkWidget *end_revealer;
  GtkWidget *end_label;
  GtkWidget *end_button;
  GtkWidget *announcer;        /* nothing to see: what a screen reader says */
  GtkWidget *beginning;        /* what stands in an empty room */
  GtkWidget *beginning_label;

  GtkAdjustment *adjustment;
  NatterUiLog *log;
  NatterUiRoom *room;          /* (nullable) */
  GListModel *list;            /* (nullable) its messages; borrowed from it */
  gulong list_handler;
  GHashTable *places;          /* NatterUiRoom → NatterUiSpot */
  gboolean at_end;
  gboolean wants_end;          /* as soon as the list has the newest messages */
  guint n_below;
  gint64 reader_until;         /* monotonic */
  gboolean pinning;
  double last_value;           /* of the adjustment */
  double last_upper;
  guint tick;
  NatterUiSpot kept;           /* what is at the top while the text changes its size */
  NatterUiSpot going;          /* where the text view is on its way to */
  NatterUiSpot left;           /* where one was before one was led away, without its message: */
  guint64 left_seq;            /* that; 0: at the end */
  gboolean returning;          /* there, as soon as the list has it */
  GSettings *settings;
  guint midnight;              /* a source */
  gint day;                    /* that the lines of the days are of */
  GPtrArray *unsaid;           /* (element-type NatterUiMessage) came, and was not announced yet */
  guint announcing;            /* a source */
  guint64 last_announced;      /* a sequence; 0: none yet */
  NatterUiMessage *acted;      /* (nullable) owned: what the menu, or the list of reactions, is about */
  GSimpleActionGroup *actions;
  GtkWidget *reactions;        /* (nullable) a popover */
  GtkWidget *date;             /* (nullable) a popover */
};

/* --- natter-ui-conversation.c --- */

/* natter_ui_conversation_set_at_end: whether the end is shown, and stays shown. */
void natter_ui_conversation_set_at_end (NatterUiConversation *self, gboolean at_end);

/* natter_ui_conversation_show_place: @place: (nullable): the end. */
void natter_ui_conversation_show_place (NatterUiConversation *self, const NatterUiSpot *place);

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

/* natter_ui_conversation_get_spot: what is at the top of the screen. FALSE: nothing. */
gboolean natter_ui_conversation_get_spot (NatterUiConversation *self, NatterUiSpot *spot);

/* natter_ui_conversation_go_to: so that @spot, if it is written, is on the screen where it was. */
void natter_ui_conversation_go_to (NatterUiConversation *self, const NatterUiSpot *spot);

/* --- natter-ui-conversation-past.c --- */

/* natter_ui_conversation_show_past: what there is above the oldest message, and whether there is any. */
void natter_ui_conversation_show_past (NatterUiConversation *self);

/* natter_ui_conversation_wants_older: one is at the oldest message, and there may be older ones. */
gboolean natter_ui_conversation_wants_older (NatterUiConversation *self);

/* natter_ui_conversation_ask_older, …: emit "older", "newer", "go-to", "go-to-time" and "days". */
void natter_ui_conversation_ask_older (NatterUiConversation *self);
void natter_ui_conversation_ask_newer (NatterUiConversation *self);
void natter_ui_conversation_ask_seq (NatterUiConversation *self, guint64 seq);
void natter_ui_conversation_ask_time (NatterUiConversation *self, gint64 time);
void natter_ui_conversation_ask_days (NatterUiConversation *self, int year, int month);

/* natter_ui_conversation_has_newer: the list ends before the newest messages. */
gboolean natter_ui_conversation_has_newer (NatterUiConversation *self);

/* --- natter-ui-conversation-acts.c: what is done to messages --- */

/* natter_ui_conversation_watch_acts: once, when the widgets are there. */
void natter_ui_conversation_watch_acts (NatterUiConversation *self);
void natter_ui_conversation_forget_acts (NatterUiConversation *self);

typedef enum
{
  NATTER_UI_ACT_REPLY,
  NATTER_UI_ACT_EDIT,
  NATTER_UI_ACT_DELETE,
  NATTER_UI_ACT_RETRY,
  NATTER_UI_ACT_DISCARD,
  NATTER_UI_ACT_TAKE_BACK,
  NATTER_UI_ACT_COPY_LINK,
  NATTER_UI_ACT_MARK_UNREAD,
  NATTER_UI_N_ACTS
} NatterUiAct;

/* natter_ui_conversation_emit: the signal of @act. */
void natter_ui_conversation_emit (NatterUiConversation *self, NatterUiAct act, NatterUiMessage *message);
void natter_ui_conversation_emit_react (NatterUiConversation *self, NatterUiMessage *message, const char *reaction, gboolean on);

/* natter_ui_conversation_get_at: Returns: (transfer none) (nullable). */
NatterUiMessage *natter_ui_conversation_get_at (NatterUiConversation *self, const GtkTextIter *where);

/* --- natter-ui-conversation-looks.c: what is said about a place, and the looks that one may choose --- */

/* natter_ui_conversation_watch_looks: once, when the widgets are there. */
void natter_ui_conversation_watch_looks (NatterUiConversation *self);

/* --- natter-ui-conversation-announce.c: what a screen reader says --- */

/* natter_ui_conversation_announce: of @n messages from @position on, those of others that came just now. */
void natter_ui_conversation_announce (NatterUiConversation *self, guint position, guint n);

/* natter_ui_conversation_hush: what was not announced yet will not be. */
void natter_ui_conversation_hush (NatterUiConversation *self);

/* --- natter-ui-conversation-jump.c --- */

/* natter_ui_conversation_show_position: message number @position of the list is written, in the middle of the screen, and shines. */
void natter_ui_conversation_show_position (NatterUiConversation *self, guint position);

/* natter_ui_conversation_choose_date_at: opens a calendar there, at the day of @message. */
void natter_ui_conversation_choose_date_at (NatterUiConversation *self, NatterUiMessage *message, const GtkTextIter *where);

G_END_DECLS
