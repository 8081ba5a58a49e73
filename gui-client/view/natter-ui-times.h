/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times as people read them, in the local time zone. All take microseconds since 1970 and return (transfer full). */

/* natter_ui_times_dup_clock: "08:18", or with @twelve hours "8:18 AM". */
char *natter_ui_times_dup_clock (gint64 time, gboolean twelve);

/* natter_ui_times_dup_exact: "Monday, 3 June 2024, 08:18:05". */
char *natter_ui_times_dup_exact (gint64 time);

/* natter_ui_times_dup_day: "Today", "Yesterday", "Monday, 3 June", with the year where it is another one. */
char *natter_ui_times_dup_day (gint64 time, gint64 now);

/* natter_ui_times_dup_ago: "just now", "5 minutes ago", "yesterday", "3 June 2024". */
char *natter_ui_times_dup_ago (gint64 time, gint64 now);

/* natter_ui_times_dup_span: how long someone is idle: "5 min", "2 h"; "" below a minute. @seconds. */
char *natter_ui_times_dup_span (gint64 seconds);

/* natter_ui_times_get_day: a number that is the same for all times of one local day. */
gint natter_ui_times_get_day (gint64 time);

G_END_DECLS
