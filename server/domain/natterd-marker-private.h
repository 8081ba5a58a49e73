/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-call.h"

G_BEGIN_DECLS

/* What moves the markers of who has read what up to where: §4.38. */

/* natterd_marker_get: of @user in @room; -1: there is none. Never above the last message. */
gint64 natterd_marker_get (const NatterdHub *hub, const NatterdUser *user, const NatterdRoom *room);

/* natterd_marker_move: and all devices of @user but @but (nullable) are told. */
void natterd_marker_move (const NatterdCall *call, NatterdUser *user, NatterdRoom *room, guint64 seq, const NatterdSession *but);

/* natterd_marker_follow: @message was recorded: who said it has read up to there, and so has who reads text as it comes.
 * @call: with hub, time and effects only. */
void natterd_marker_follow (const NatterdCall *call, NatterdRoom *room, const NatterMessage *message);

/* natterd_marker_leave: one who reads text has read what was said in @room (nullable: in all of one's rooms) up to now.
 * @call: with hub, session, time and effects. */
void natterd_marker_leave (const NatterdCall *call, NatterdRoom *room);

/* natterd_marker_tell_missed: what an account has missed: §4.37. @call: with its session. */
void natterd_marker_tell_missed (const NatterdCall *call);

G_END_DECLS
