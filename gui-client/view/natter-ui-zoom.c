/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "natter-ui-zoom.h"

#define KEY   "zoom"
#define LEAST 0.5
#define MOST  3.0

static void
on_zoom_changed (GtkCssProvider *provider,
                 const char *key,
                 GSettings *settings)
{
  /* In whole per cents: no language's decimal point gets in. */
  g_autofree char *style = g_strdup_printf ("textview.conversation, textview.composer-text, label.placeholder { font-size: %d%%; }",
                                            (int) lround (g_settings_get_double (settings, KEY) * 100));

  gtk_css_provider_load_from_data (provider, style, -1, NULL);
}

void
natter_ui_zoom_follow (GtkCssProvider *provider,
                       GSettings *settings)
{
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (on_zoom_changed), provider, G_CONNECT_SWAPPED);
  on_zoom_changed (provider, KEY, settings);
}

void
natter_ui_zoom_step (GSettings *settings,
                     int steps)
{
  double zoom = steps != 0 ? (round (g_settings_get_double (settings, KEY) * 10) + steps) / 10 : 1.0;

  g_settings_set_double (settings, KEY, CLAMP (zoom, LEAST, MOST));
}
