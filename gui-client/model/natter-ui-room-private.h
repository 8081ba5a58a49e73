/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-event.h"

#include "natter-ui-room-info.h"
#include "natter-ui-room-list.h"
#include "natter-ui-room.h"

G_BEGIN_DECLS

/* For the session, which alone changes rooms. */

/* natter_ui_room_new: @name: "lobby", "@bob". Returns: (transfer full). */
NatterUiRoom *natter_ui_room_new (const char *name);

/* natter_ui_room_get_key: what tells rooms apart: PROTOCOL.md §3.2, §3.3, §3.4. */
const char *natter_ui_room_get_key (NatterUiRoom *self);
char *natter_ui_room_dup_key (const char *name);

void natter_ui_room_set_name (NatterUiRoom *self, const char *name);
void natter_ui_room_set_topic (NatterUiRoom *self, const char *topic); /* (nullable) */
void natter_ui_room_set_joined (NatterUiRoom *self, gboolean joined);
void natter_ui_room_set_n_people (NatterUiRoom *self, guint n);

void natter_ui_room_set_past (NatterUiRoom *self, NatterUiPast past);

/* natter_ui_room_add_unread: one more, not read. @seq: its. */
void natter_ui_room_add_unread (NatterUiRoom *self, guint64 seq, gboolean mention);
void natter_ui_room_set_unread (NatterUiRoom *self, guint unread, guint mentions, guint64 first);
void natter_ui_room_set_read_seq (NatterUiRoom *self, guint64 seq);

/* natter_ui_room_mark_read: nothing is unread. @move: the line "New" goes to the end too. */
void natter_ui_room_mark_read (NatterUiRoom *self, gboolean move);

/* What happened to someone, folded into one notice with what happened just before. */
typedef enum
{
  NATTER_UI_HAPPENING_JOINED,
  NATTER_UI_HAPPENING_LEFT,
  NATTER_UI_HAPPENING_RENAMED,
  NATTER_UI_HAPPENING_CROWD_JOINED, /* the name is "alice, bob and 7 others" */
  NATTER_UI_HAPPENING_CROWD_LEFT
} NatterUiHappening;

/* natter_ui_room_note: @detail: (nullable) why they left; the new name. @time: wall clock. */
void natter_ui_room_note (NatterUiRoom *self, NatterUiHappening happening, const char *name, const char *detail,
                          gint64 time);

/* What the session knows of a room's place in the sequence. */
typedef struct
{
  guint64 last_seq;    /* of the newest message known; 0: none */
  gint64 last_time;    /* its time: tells whether a sequence is still the same one */
  guint64 entered_seq; /* the server's last one when we came in */
  guint64 anchor_seq;  /* last_seq and last_time when we came in */
  gint64 anchor_time;
  gboolean needs_join;    /* we want to be in it, and are not (any more) */
  gboolean led_in;        /* and need not ask: after a login the server leads us into the first one by itself */
  gboolean needs_history; /* what was said before we came in is not fetched yet */
  gint64 older_at;        /* the server was asked too often for older ones: not before */
  gboolean catching_up;   /* one was in it before: what history brings is new */
  gboolean exact;         /* the sequence is the same one as before: what came after it is asked for, in so many pages: */
  guint n_pages;
  guint64 known_seq; /* up to here all is known; 0: nobody knows */
  guint64 live_seq;  /* up to here all was told since we came in, or before that */
  gint64 marker;     /* up to here it was read, on whatever device; -1: nobody knows */
  gint64 hold_until; /* slow mode: nothing of ours is taken before; 0: none */
  gboolean told_waiting; /* that they are not here, and what is said waits */
  gboolean kept_unread; /* the reader wants it so, until they leave and come back */
  gboolean untold;      /* the server does not know the marker yet */
  gint64 told_at;
  guint64 away_seq;  /* up to here the reader was there; 0: nobody knows */
  guint window;      /* the list's: another one with each jump */
  gboolean asked[3]; /* a page is on its way: NatterUiMove */
  gboolean lasting;  /* a talk that the server keeps */
  gboolean met;      /* the server has told us of it, or thrown us out, since we came in */
} NatterUiRoomSync;

/* natter_ui_room_get_sync: Returns: (transfer none), to be changed in place. */
NatterUiRoomSync *natter_ui_room_get_sync (NatterUiRoom *self);

/* natter_ui_room_see: a message with this sequence is known. */
void natter_ui_room_see (NatterUiRoom *self, guint64 seq, gint64 time);

/* natter_ui_room_begin_epoch: the server counts anew. @at_mark: as natter_ui_message_list_begin_epoch(). */
void natter_ui_room_begin_epoch (NatterUiRoom *self, gboolean at_mark);

NatterUiRoomList *natter_ui_room_list_new (void);
void natter_ui_room_list_add (NatterUiRoomList *self, NatterUiRoom *room);
void natter_ui_room_list_remove (NatterUiRoomList *self, NatterUiRoom *room);
void natter_ui_room_list_clear (NatterUiRoomList *self);

/* natter_ui_room_info_new: Returns: (transfer full). */
NatterUiRoomInfo *natter_ui_room_info_new (const NatterRoomInfo *info);

G_END_DECLS
