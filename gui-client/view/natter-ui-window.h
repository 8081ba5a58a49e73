/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <handy.h>

#include "gui-client/model/natter-ui-session.h"
#include "shared/natter-link.h"

#include "natter-ui-notices.h"

G_BEGIN_DECLS

/* The window: one session, on its welcome page, on its chat page, or before a question about the server. What it can do are its actions (win.*):
 *
 * who, rooms, switcher, preferences, shortcuts, change-name, set-password, devices, away, back, log-out, try-now, topic, leave, people (a state), message (with a name),
 * favourite, notify-level (states of the current room), favourite-n, toggle-favourite, mark-read, mark-unread, leave-room (of a room), previous-room, next-room, previous-unread, next-unread, show-room, show-rooms, next-pane, previous-pane, to-the-end, zoom-in, zoom-out,
 * zoom-reset, close. */

#define NATTER_UI_TYPE_WINDOW (natter_ui_window_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiWindow, natter_ui_window, NATTER_UI, WINDOW, HdyApplicationWindow)

/* natter_ui_window_new: @recent: the servers to offer. @drafts: what was written and not sent. */
NatterUiWindow *natter_ui_window_new (GtkApplication *application, NatterUiRecent *recent, NatterUiDrafts *drafts);

/* natter_ui_window_go: as if @address and @name (both nullable) had been typed, and, with an address, Join been pressed. @room:
 * (nullable): on the wire: shown then. Where the window is at @address already, only that is done. */
void natter_ui_window_go (NatterUiWindow *self, const char *address, const char *name, const char *room);

/* natter_ui_window_follow_link: what the link says that the next natter_ui_window_go() comes from: the key of the server, the code for the room.
 * @link: (transfer full) (nullable). */
void natter_ui_window_follow_link (NatterUiWindow *self, NatterLink *link);

/* natter_ui_window_show_message: the message @seq of the room @room (as on the wire) is shown, if one is in. */
void natter_ui_window_show_message (NatterUiWindow *self, const char *room, guint64 seq);

/* natter_ui_window_get_notices: what notifies of others' messages. Returns: (transfer none). */
NatterUiNotices *natter_ui_window_get_notices (NatterUiWindow *self);
/* natter_ui_window_go_to_message: to the message @seq of @room, where that is shown. 0: nowhere. */
void natter_ui_window_go_to_message (NatterUiWindow *self, const char *room, guint64 seq);

/* natter_ui_window_quit: closes it for good, unless the person wants to stay after all; closing it else may only hide it. */
void natter_ui_window_quit (NatterUiWindow *self);

/* natter_ui_window_get_session: Returns: (transfer none). */
NatterUiSession *natter_ui_window_get_session (NatterUiWindow *self);

G_END_DECLS
