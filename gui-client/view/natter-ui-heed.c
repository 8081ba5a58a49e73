/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-favourites.h"
#include "natter-ui-heed.h"

gboolean
natter_ui_heed_is_quiet (GSettings *settings,
                         gint minute)
{
  gint from = g_settings_get_int (settings, "quiet-from"), until = g_settings_get_int (settings, "quiet-until");

  if (!g_settings_get_boolean (settings, "quiet-hours"))
    return FALSE;
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}

gboolean
natter_ui_heed (GSettings *settings,
                const char *address,
                const char *room,
                const NatterUiHeedFacts *facts)
{
  g_autofree char *own = natter_ui_favourites_dup_level (settings, address, room);
  g_autofree char *usual = g_settings_get_string (settings, "notify");
  const char *level = g_str_equal (own, "default") ? usual : own;

  if (natter_ui_heed_is_quiet (settings, facts->minute) || g_str_equal (level, "none"))
    return FALSE;
  return g_str_equal (level, "all") || facts->direct || facts->mention;
}
