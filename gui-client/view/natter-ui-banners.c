/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-banners.h"

struct _NatterUiBanners
{
  GApplication *application; /* borrowed */
  guint watches[2];
  gboolean there[2];
};

/* GNotification speaks to one of these; GLib warns where it finds neither. */
static const char *const names[] = { "org.gtk.Notifications", "org.freedesktop.Notifications" };

static void
set_there (NatterUiBanners *self,
           const char *name,
           gboolean there)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      self->there[i] = there;
}

static void
on_appeared (GDBusConnection *connection,
             const char *name,
             const char *owner,
             gpointer data)
{
  set_there (data, name, TRUE);
}

static void
on_vanished (GDBusConnection *connection,
             const char *name,
             gpointer data)
{
  set_there (data, name, FALSE);
}

NatterUiBanners *
natter_ui_banners_new (GApplication *application)
{
  NatterUiBanners *self = g_new0 (NatterUiBanners, 1);
  GDBusConnection *bus = g_application_get_dbus_connection (application);

  self->application = application;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (bus != NULL)
      self->watches[i] = g_bus_watch_name_on_connection (bus, names[i], G_BUS_NAME_WATCHER_FLAGS_AUTO_START, on_appeared,
                                                         on_vanished, self, NULL);
  return self;
}

void
natter_ui_banners_free (NatterUiBanners *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_clear_handle_id (&self->watches[i], g_bus_unwatch_name);
  g_free (self);
}

gboolean
natter_ui_banners_is_there (NatterUiBanners *self)
{
  return self->there[0] || self->there[1];
}

gboolean
natter_ui_banners_send (NatterUiBanners *self,
                        const char *id,
                        GNotification *notification)
{
  if (!natter_ui_banners_is_there (self))
    return FALSE;
  g_application_send_notification (self->application, id, notification);
  return TRUE;
}

void
natter_ui_banners_withdraw (NatterUiBanners *self,
                            const char *id)
{
  if (natter_ui_banners_is_there (self))
    g_application_withdraw_notification (self->application, id);
}
