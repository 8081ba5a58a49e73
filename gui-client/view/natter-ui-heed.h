/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of what one is notified: pure, so that it can be tried. */

typedef struct
{
  gboolean direct;  /* said to the reader alone */
  gboolean mention; /* names them, or has one of their words */
  gint minute;      /* of the day, when it came */
} NatterUiHeedFacts;

/* natter_ui_heed: whether to notify of a message with these facts in @room at @address, by what @settings say. */
gboolean natter_ui_heed (GSettings *settings, const char *address, const char *room, const NatterUiHeedFacts *facts);

/* natter_ui_heed_is_quiet: whether @minute of the day lies in the quiet hours, which may go past midnight. */
gboolean natter_ui_heed_is_quiet (GSettings *settings, gint minute);

G_END_DECLS
