/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-room-settings.h"

#define KEY "natter-ui-room-settings"

const NatterUiRoomSettings *
natter_ui_room_get_settings (NatterUiRoom *self)
{
  static const NatterUiRoomSettings usual = { .role = NATTER_UI_ROLE_MEMBER };
  const NatterUiRoomSettings *settings;

  g_return_val_if_fail (NATTER_UI_IS_ROOM (self), &usual);

  settings = g_object_get_data (G_OBJECT (self), KEY);
  return settings != NULL ? settings : &usual;
}

void
natter_ui_room_set_settings (NatterUiRoom *self, const NatterUiRoomSettings *settings)
{
  const NatterUiRoomSettings *old;

  g_return_if_fail (NATTER_UI_IS_ROOM (self));

  old = natter_ui_room_get_settings (self);
  if (old->role == settings->role && old->is_private == settings->is_private && old->readonly == settings->readonly &&
      old->slow == settings->slow && old->keep == settings->keep)
    return;

  g_object_set_data_full (G_OBJECT (self), KEY, g_memdup2 (settings, sizeof *settings), g_free);
  g_object_notify (G_OBJECT (self), "settings");
}

NatterUiRole
natter_ui_role_from_word (const char *word)
{
  if (g_strcmp0 (word, "owner") == 0 || g_strcmp0 (word, "admin") == 0)
    return NATTER_UI_ROLE_OWNER;
  if (g_strcmp0 (word, "moderator") == 0)
    return NATTER_UI_ROLE_MODERATOR;
  if (g_strcmp0 (word, "muted") == 0)
    return NATTER_UI_ROLE_MUTED;
  return NATTER_UI_ROLE_MEMBER;
}

char *
natter_ui_room_dup_span (guint seconds)
{
  static const struct
  {
    guint seconds;
    const char *unit;
  } units[] = { { 365 * 86400, "y" }, { 86400, "d" }, { 3600, "h" }, { 60, "m" } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (seconds >= units[i].seconds && seconds % units[i].seconds == 0)
        return g_strdup_printf ("%u%s", seconds / units[i].seconds, units[i].unit);
    }
  return g_strdup_printf ("%us", seconds);
}
