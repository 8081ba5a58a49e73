/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natter-ui-session.h"

G_BEGIN_DECLS

/* Decides what deserves a notification: what others say just now, where the reader is not looking, as each room is set; never what
 * comes again after a break, and nothing in the quiet hours. There is one a room: the next takes its place.
 *
 * Signals:
 * "notify-about" (NatterUiRoom *room, NatterUiMessage *message, const char *id): is to be shown, under @id, in the place of what is shown
 *   under it. A click leads to natter_ui_session_go_to() with the message's sequence.
 * "withdrawn" (const char *id): was read, here or on another device, or the room is gone. */

#define NATTER_UI_TYPE_NOTIFIER (natter_ui_notifier_get_type ())
G_DECLARE_FINAL_TYPE (NatterUiNotifier, natter_ui_notifier, NATTER_UI, NOTIFIER, GObject)

/* natter_ui_notifier_new: @session: a reference is taken. Returns: (transfer full). */
NatterUiNotifier *natter_ui_notifier_new (NatterUiSession *session);

/* natter_ui_notifier_set_level: for rooms that have none of their own. MENTIONS at first. */
void natter_ui_notifier_set_level (NatterUiNotifier *self, NatterUiLevel level);

/* natter_ui_notifier_set_room_level: of one room (a name as "lobby", "@bob"); DEFAULT: as all. _get: what is set. */
void natter_ui_notifier_set_room_level (NatterUiNotifier *self, const char *room, NatterUiLevel level);
NatterUiLevel natter_ui_notifier_get_room_level (NatterUiNotifier *self, const char *room);

/* natter_ui_notifier_set_quiet: nothing is shown from @from to @to, minutes since midnight, also over it. The same: no quiet hours. */
void natter_ui_notifier_set_quiet (NatterUiNotifier *self, guint from, guint to);

/* natter_ui_notifier_set_minute: the minute of the day that it is, for a test; G_MAXUINT: the clock's. */
void natter_ui_notifier_set_minute (NatterUiNotifier *self, guint minute);

G_END_DECLS
