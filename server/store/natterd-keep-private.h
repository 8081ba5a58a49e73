/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-sql-private.h"

G_BEGIN_DECLS

/* Rooms that keep what is said for a time of their own: NATTERD_STORE_FACT_KEEP. In a transaction of the writer's. */

/* natterd_keep_step: deletes a slice of what is too old at @wall (µs). *@more: (out): there was some, and there may be more. */
gboolean natterd_keep_step (sqlite3 *database, gint64 wall, gboolean *more, GError **error);

/* natterd_keep_put_right: among what would be deleted first, what was said after @future (by a clock that was wrong) was said at @wall (µs), so
 * that it does not stay for ever, and all that follows with it. @everywhere: not only in rooms with a time of their own. */
gboolean natterd_keep_put_right (sqlite3 *database, gint64 wall, gint64 future, gboolean everywhere, GError **error);

/* natterd_keep_find_last: *@time: (out): of the message that was recorded last; 0: there is none. */
gboolean natterd_keep_find_last (sqlite3 *database, gint64 *time, GError **error);

/* natterd_keep_get_pace: *@pace: (out): µs after which it is time to look again; G_MAXINT64: no room has a time of its own. */
gboolean natterd_keep_get_pace (sqlite3 *database, gint64 *pace, GError **error);

/* natterd_keep_choose_pace: for a time of @seconds. */
gint64 natterd_keep_choose_pace (gint64 seconds);

G_END_DECLS
