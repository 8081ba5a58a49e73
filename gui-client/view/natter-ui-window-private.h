/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/model/natter-ui-recent.h"
#include "gui-client/model/natter-ui-wake.h"
#include "shared/natter-link.h"

#include "natter-ui-chat.h"
#include "natter-ui-welcome.h"
#include "natter-ui-window.h"

G_BEGIN_DECLS

struct _NatterUiWindow
{
  HdyApplicationWindow parent_instance;

  GtkWidget *stack;
  GtkWidget *welcome;
  GtkWidget *trust;
  GtkWidget *chat;

  NatterUiSession *session;
  NatterUiWake *wake;          /* (nullable) until made */
  NatterUiNotices *notices;    /* (nullable) until made */
  NatterUiRecent *recent;      /* (nullable) until made */
  GSettings *settings;
  char *address;               /* (nullable) as typed for the last attempt */
  char *goal;                  /* (nullable) the room to go to once one is in */
  NatterLink *link;            /* (nullable) that leads to the address */
  char *password;              /* (nullable) as typed, until it proved right */
  gboolean remember;           /* then it goes into the keyring */
  gboolean again;              /* the session waits for another name or password, and need not be opened */
  gboolean looked_up;          /* the keyring was asked for this name here already */
  gboolean quitting;           /* closing it does not only hide it */
  gboolean leaving;            /* the question about unsent messages was answered */
};

/* natter_ui_window_is_chatting: the chat page is shown. */
gboolean natter_ui_window_is_chatting (NatterUiWindow *self);

/* natter_ui_window_add_actions: natter-ui-window-actions.c. */
void natter_ui_window_add_actions (NatterUiWindow *self);

/* natter-ui-window-rooms.c. _update_room_states: what the current room's menu shows. */
void natter_ui_window_add_room_actions (NatterUiWindow *self);
void natter_ui_window_update_room_states (NatterUiWindow *self);

/* natter_ui_window_update_actions: which can be used now. */
void natter_ui_window_update_actions (NatterUiWindow *self);

/* natter_ui_window_ask_password: turns to the welcome page, where the password is asked for; rooms and what waits stay. */
void natter_ui_window_ask_password (NatterUiWindow *self);

/* natter_ui_window_ask_unsent: asks what becomes of messages that wait: natter-ui-window-leave.c. @quit: the program ends. */
void natter_ui_window_ask_unsent (NatterUiWindow *self, gboolean quit);

/* natter_ui_window_go_to_room: once one is online. @room: on the wire. */
void natter_ui_window_go_to_room (NatterUiWindow *self, const char *room);

/* natter_ui_window_show_page: one of the stack; it has the focus then. */
void natter_ui_window_show_page (NatterUiWindow *self, GtkWidget *page);

/* natter_ui_window_show_connecting: on the welcome page. */
void natter_ui_window_show_connecting (NatterUiWindow *self);

/* --- natter-ui-window-trust.c --- */

/* natter_ui_window_follow_trust: the session knows what the application knows of servers; once. */
void natter_ui_window_follow_trust (NatterUiWindow *self);

/* natter_ui_window_ask_trust: FALSE: there is nothing to ask. */
gboolean natter_ui_window_ask_trust (NatterUiWindow *self);

/* Of the page that asks. */
void natter_ui_window_on_accepted (NatterUiWindow *self);
void natter_ui_window_on_left (NatterUiWindow *self);

/* natter_ui_window_take_typed: @typed: an address or an invite link. Returns: (transfer full): the address. The session is told which key to
 * expect there; where to go then is kept. */
char *natter_ui_window_take_typed (NatterUiWindow *self, const char *typed);

/* natter_ui_window_get_code: what lets one into @room (nullable), by the link. Returns: (nullable). */
const char *natter_ui_window_get_code (NatterUiWindow *self, const char *room);

/* --- natter-ui-window-secrets.c --- */

/* natter_ui_window_forget_typed: the password that was typed is wiped. */
void natter_ui_window_forget_typed (NatterUiWindow *self);

/* natter_ui_window_keep_typed: it proved right, and is remembered. */
void natter_ui_window_keep_typed (NatterUiWindow *self);

/* natter_ui_window_look_up: whether the keyring is asked for the password that the server wants; then the answer is tried, or the
 * error shown. */
gboolean natter_ui_window_look_up (NatterUiWindow *self);

/* natter_ui_window_follow_secrets: the session's key is kept from now on; once. */
void natter_ui_window_follow_secrets (NatterUiWindow *self);

/* natter_ui_window_look_up_token: whether @name at @address is where one stays signed in; then its key is looked up, and
 * natter_ui_window_open_session() follows. */
gboolean natter_ui_window_look_up_token (NatterUiWindow *self, const char *address, const char *name);

/* natter_ui_window_open_session: goes there; @password, @token: (nullable). */
void natter_ui_window_open_session (NatterUiWindow *self, const char *address, const char *name, const char *password, const char *token);

/* natter_ui_window_show_session_error: what keeps the session from being online, where it belongs. */
void natter_ui_window_show_session_error (NatterUiWindow *self);

/* natter_ui_window_part: the end of the window: one with an account who stays signed in comes back as if nothing had been; others say goodbye. */
void natter_ui_window_part (NatterUiWindow *self);

/* natter_ui_window_hide_away: instead of closing it: the connection stays. FALSE: that is not wished, or there is none. */
gboolean natter_ui_window_hide_away (NatterUiWindow *self);

G_END_DECLS
