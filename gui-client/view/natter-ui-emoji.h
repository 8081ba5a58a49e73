/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names of emoji: those of GTK's own list ("party_popper"), and the short ones that people know from elsewhere (":tada:", ":+1:"). Without
 * that list there are only the latter. */

/* natter_ui_emoji_complete: at most @most whose name has a word that begins with @word, the short names first; each as "🎉 :tada:". @word may begin
 * with a colon. Returns: (transfer full) (array zero-terminated=1): perhaps empty. */
GStrv natter_ui_emoji_complete (const char *word, guint most);

/* natter_ui_emoji_dup_exact: what ":tada:" means. Returns: (transfer full) (nullable). */
char *natter_ui_emoji_dup_exact (const char *name);

/* natter_ui_emoji_dup_name: "party popper" for "🎉". Returns: (transfer full) (nullable). */
char *natter_ui_emoji_dup_name (const char *emoji);

G_END_DECLS
