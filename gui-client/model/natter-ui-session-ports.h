/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/natter-command.h"
#include "shared/natter-event.h"

#include "natter-ui-session.h"
#include "natter-ui-trust.h"

G_BEGIN_DECLS

/* A session is a reducer: facts go in, commands come out. What it needs of the world are its ports: real ones with a socket
 * and a clock (natter_ui_session_new()), or those of a test. A fuzz target needs no more than take_event. */

typedef struct
{
  gint64 (*get_time) (gpointer data);      /* microseconds, monotonic */
  gint64 (*get_real_time) (gpointer data); /* microseconds since 1970, UTC */
  guint32 (*get_random) (gpointer data);

  /* dial: begins to connect; then _take_met() (or _take_opened(), where nobody has to be trusted) or _take_closed() follows, never before it returns. A connection that there
   * was is dropped. */
  void (*dial) (gpointer data, const char *host, guint16 port, NatterUiWay way);

  /* send: FALSE: there is no connection, or too much is waiting to be written; @command was not taken. */
  gboolean (*send) (gpointer data, const NatterCommand *command);

  /* hang_up: drops the connection, if there is one; no fact follows. @gently: what was sent is still written, and read. */
  void (*hang_up) (gpointer data, gboolean gently);

  /* wake_at: natter_ui_session_tick() is wanted at @time; takes the place of an earlier wish. 0: not at all. */
  void (*wake_at) (gpointer data, gint64 time);

  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
} NatterUiPorts;

/* natter_ui_session_new_with_ports: @ports: copied. Returns: (transfer full). */
NatterUiSession *natter_ui_session_new_with_ports (const NatterUiPorts *ports);

/* Facts. */

/* natter_ui_session_take_reached: somebody is there, and it is being agreed with them how to encrypt. */
void natter_ui_session_take_reached (NatterUiSession *self);

/* natter_ui_session_take_met: the connection is there: nothing is sent on it if the server is not trusted. */
void natter_ui_session_take_met (NatterUiSession *self, const NatterUiMeeting *meeting);
void natter_ui_session_take_opened (NatterUiSession *self);
void natter_ui_session_take_closed (NatterUiSession *self, const GError *error);

/* natter_ui_session_take_event: any event, in any state, in any order: what cannot be is ignored. */
void natter_ui_session_take_event (NatterUiSession *self, const NatterEvent *event);

/* natter_ui_session_reduce: the same, but what it brought is shown only by natter_ui_session_settle(), once for many. */
void natter_ui_session_reduce (NatterUiSession *self, const NatterEvent *event);
void natter_ui_session_settle (NatterUiSession *self);

/* natter_ui_session_tick: the time that was wanted has come, or any other. */
void natter_ui_session_tick (NatterUiSession *self);

G_END_DECLS
