/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <handy.h>

#include "natter-ui-appearance.h"
#include "natter-ui-widgets.h"
#include "natter-ui-zoom.h"

#define COMPACT_STYLE ".row-box { margin: 0 8px; } .section { padding: 6px 14px 2px; }"

static void
on_scheme (GSettings *settings)
{
  static const HdyColorScheme schemes[] = { HDY_COLOR_SCHEME_PREFER_LIGHT, HDY_COLOR_SCHEME_FORCE_LIGHT, HDY_COLOR_SCHEME_FORCE_DARK };
  int scheme = g_settings_get_enum (settings, "color-scheme");

  hdy_style_manager_set_color_scheme (hdy_style_manager_get_default (), schemes[CLAMP (scheme, 0, 2)]);
}

static void
on_compact (GtkCssProvider *provider,
            const char *key,
            GSettings *settings)
{
  gtk_css_provider_load_from_data (provider, g_settings_get_boolean (settings, "compact") ? COMPACT_STYLE : "", -1, NULL);
}

static void
add_provider (GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (), GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
natter_ui_appearance_follow (GSettings *settings)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new (), zoom = gtk_css_provider_new (), compact = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, NATTER_UI_RESOURCES "style.css");
  add_provider (style);
  natter_ui_zoom_follow (zoom, settings);
  add_provider (zoom);
  g_signal_connect_object (settings, "changed::compact", G_CALLBACK (on_compact), compact, G_CONNECT_SWAPPED);
  on_compact (compact, NULL, settings);
  add_provider (compact);
  g_signal_connect (settings, "changed::color-scheme", G_CALLBACK (on_scheme), NULL);
  on_scheme (settings);
}
