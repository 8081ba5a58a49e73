/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-favourites.h"

#define ROOMS_KEY  "favourites"
#define LEVELS_KEY "notify-rooms"
#define DEFAULT    "default"

GStrv
natter_ui_favourites_dup (GSettings *settings,
                          const char *address)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, ROOMS_KEY);
  GStrv rooms = NULL;

  if (g_variant_lookup (all, address, "^as", &rooms))
    return rooms;
  return g_new0 (char *, 1);
}

gboolean
natter_ui_favourites_has (GSettings *settings,
                          const char *address,
                          const char *room)
{
  g_auto (GStrv) rooms = natter_ui_favourites_dup (settings, address);

  return g_strv_contains ((const char *const *) rooms, room);
}

/* @key has @value (transfer floating, nullable: none) for @address from now on. */
static void
put (GSettings *settings,
     const char *key,
     const char *address,
     GVariant *value)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, key);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other;
  GVariant *kept;

  g_variant_builder_init (&builder, g_variant_get_type (all));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_loop (&iter, "{&s@*}", &other, &kept))
    if (!g_str_equal (other, address))
      g_variant_builder_add (&builder, "{s@*}", other, kept);
  if (value != NULL)
    g_variant_builder_add (&builder, "{s@*}", address, value);
  g_settings_set_value (settings, key, g_variant_builder_end (&builder));
}

void
natter_ui_favourites_set (GSettings *settings,
                          const char *address,
                          const char *room,
                          gboolean favourite)
{
  g_auto (GStrv) rooms = natter_ui_favourites_dup (settings, address);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) changed = NULL;

  for (guint i = 0; rooms[i] != NULL; i++)
    if (!g_str_equal (rooms[i], room))
      g_strv_builder_add (builder, rooms[i]);
  if (favourite)
    g_strv_builder_add (builder, room);
  changed = g_strv_builder_end (builder);
  put (settings, ROOMS_KEY, address, changed[0] != NULL ? g_variant_new_strv ((const char *const *) changed, -1) : NULL);
}

/* The levels of rooms at @address, room → level. Returns: (transfer full) (nullable). */
static GVariant *
get_levels (GSettings *settings,
            const char *address)
{
  g_autoptr (GVariant) all = g_settings_get_value (settings, LEVELS_KEY);

  return g_variant_lookup_value (all, address, G_VARIANT_TYPE ("a{ss}"));
}

char *
natter_ui_favourites_dup_level (GSettings *settings,
                                const char *address,
                                const char *room)
{
  g_autoptr (GVariant) levels = get_levels (settings, address);
  const char *level = DEFAULT;

  if (levels != NULL)
    g_variant_lookup (levels, room, "&s", &level);
  return g_strdup (level);
}

void
natter_ui_favourites_set_level (GSettings *settings,
                                const char *address,
                                const char *room,
                                const char *level)
{
  g_autoptr (GVariant) levels = get_levels (settings, address);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *other, *kept;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  if (levels != NULL)
    {
      g_variant_iter_init (&iter, levels);
      while (g_variant_iter_next (&iter, "{&s&s}", &other, &kept))
        if (!g_str_equal (other, room))
          g_variant_builder_add (&builder, "{ss}", other, kept);
    }
  if (!g_str_equal (level, DEFAULT))
    g_variant_builder_add (&builder, "{ss}", room, level);
  put (settings, LEVELS_KEY, address, g_variant_builder_end (&builder));
}
