/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gui-client/model/natter-ui-recent.h"

#include "natter-ui-chat.h"
#include "natter-ui-welcome.h"
#include "natter-ui-window.h"

G_BEGIN_DECLS

struct _NatterUiWindow
{
  HdyApplicationWindow parent_instance;

  GtkWidget *stack;
  GtkWidget *welcome;
  GtkWidget *chat;

  NatterUiSession *session;
  NatterUiRecent *recent;      /* (nullable) until made */
  GSettings *settings;
  char *address;               /* (nullable) as typed for the last attempt */
  gboolean leaving;            /* the question about unsent messages was answered */
};

/* natter_ui_window_is_chatting: the chat page is shown. */
gboolean natter_ui_window_is_chatting (NatterUiWindow *self);

/* natter_ui_window_add_actions: natter-ui-window-actions.c. */
void natter_ui_window_add_actions (NatterUiWindow *self);

/* natter_ui_window_update_actions: which can be used now. */
void natter_ui_window_update_actions (NatterUiWindow *self);

/* natter_ui_window_ask_password: turns to the welcome page, where the password is asked for; rooms and what waits stay. */
void natter_ui_window_ask_password (NatterUiWindow *self);

/* natter_ui_window_ask_unsent: asks what becomes of messages that wait: natter-ui-window-leave.c. @quit: the program ends. */
void natter_ui_window_ask_unsent (NatterUiWindow *self, gboolean quit);

G_END_DECLS
