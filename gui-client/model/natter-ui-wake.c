/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-ui-session.h"
#include "natter-ui-wake.h"

/* A network that comes up tells so several times in a moment. */
#define SETTLE_MS 300

struct _NatterUiWake
{
  GWeakRef session;
  GNetworkMonitor *monitor;
  GCancellable *cancellable;
  GDBusConnection *bus; /* (nullable) */
  guint subscription;
  GSource *settler; /* (nullable) */
};

static gboolean
settle_cb (gpointer user_data)
{
  NatterUiWake *self = user_data;
  g_autoptr (NatterUiSession) session = g_weak_ref_get (&self->session);

  g_clear_pointer (&self->settler, g_source_unref);
  if (session != NULL)
    natter_ui_session_network_changed (session);
  return G_SOURCE_REMOVE;
}

static void
tell_soon (NatterUiWake *self)
{
  if (self->settler != NULL)
    return;

  self->settler = g_timeout_source_new (SETTLE_MS);
  g_source_set_static_name (self->settler, "natter: network changed");
  g_source_set_callback (self->settler, settle_cb, self, NULL);
  g_source_attach (self->settler, g_main_context_get_thread_default ());
}

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, NatterUiWake *self)
{
  tell_soon (self);
}

/* (b): TRUE: about to sleep */
static void
slept_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal,
          GVariant *parameters, gpointer user_data)
{
  gboolean going = TRUE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &going);
  if (!going)
    tell_soon (user_data);
}

static void
got_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);
  NatterUiWake *self = user_data;

  if (bus == NULL)
    return;

  self->bus = bus;
  self->subscription = g_dbus_connection_signal_subscribe (bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
                                                           "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, slept_cb, self, NULL);
}

NatterUiWake *
natter_ui_wake_new (NatterUiSession *session)
{
  NatterUiWake *self = g_new0 (NatterUiWake, 1);

  g_weak_ref_init (&self->session, session);
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self);
  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, got_bus_cb, self);
  return self;
}

void
natter_ui_wake_free (NatterUiWake *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_object_unref (self->monitor);
  if (self->bus != NULL)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  g_clear_object (&self->bus);
  if (self->settler != NULL)
    g_source_destroy (self->settler);
  g_clear_pointer (&self->settler, g_source_unref);
  g_weak_ref_clear (&self->session);
  g_free (self);
}
