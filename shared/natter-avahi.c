/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-avahi.h"

#include <string.h>

#define BUS_NAME  "org.freedesktop.Avahi"
#define RETRY     30          /* seconds until the bus is looked for again */
#define CALL_MOST (10 * 1000) /* milliseconds */

struct _NatterAvahi
{
  NatterAvahiChanged changed;
  gpointer user_data;
  GCancellable *connecting;
  GDBusConnection *connection; /* (nullable) */
  gulong on_closed;
  guint watch, retry;
  char *owner;           /* (nullable) Avahi's unique name on the bus, while it is there */
  GCancellable *calling; /* of all calls until Avahi is gone */
  GArray *subscriptions; /* guint: likewise */
};

static void connect_to_bus (NatterAvahi *self);

/* What was asked of an Avahi that is gone. */
static void
forget (NatterAvahi *self)
{
  g_cancellable_cancel (self->calling);
  g_clear_object (&self->calling);
  for (guint i = 0; i < self->subscriptions->len; i++)
    g_dbus_connection_signal_unsubscribe (self->connection, g_array_index (self->subscriptions, guint, i));
  g_array_set_size (self->subscriptions, 0);
  g_clear_pointer (&self->owner, g_free);
}

static void
disconnect (NatterAvahi *self)
{
  forget (self);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  if (self->connection != NULL)
    g_clear_signal_handler (&self->on_closed, self->connection);
  g_clear_object (&self->connection);
}

static gboolean
on_retry (gpointer user_data)
{
  NatterAvahi *self = user_data;

  self->retry = 0;
  connect_to_bus (self);
  return G_SOURCE_REMOVE;
}

static void
try_later (NatterAvahi *self)
{
  self->retry = g_timeout_add_seconds (RETRY, on_retry, self);
}

static void
on_appeared (GDBusConnection *connection,
             const char *name,
             const char *owner,
             gpointer user_data)
{
  NatterAvahi *self = user_data;

  if (self->owner != NULL) /* another one, at once */
    {
      forget (self);
      self->changed (self->user_data, FALSE);
    }
  self->owner = g_strdup (owner);
  self->calling = g_cancellable_new ();
  self->changed (self->user_data, TRUE);
}

static void
on_vanished (GDBusConnection *connection,
             const char *name,
             gpointer user_data)
{
  NatterAvahi *self = user_data;

  if (self->owner == NULL)
    return;
  forget (self);
  self->changed (self->user_data, FALSE);
}

/* The bus ends, or restarts. */
static void
on_closed (NatterAvahi *self)
{
  gboolean was_there = self->owner != NULL;

  disconnect (self);
  try_later (self);
  if (was_there)
    self->changed (self->user_data, FALSE);
}

static void
on_connected (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_for_address_finish (result, &error);
  NatterAvahi *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* @self is gone */

  if (connection == NULL)
    {
      g_debug ("no system bus, and so no Avahi: %s", error->message);
      try_later (self);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  self->on_closed = g_signal_connect_swapped (self->connection, "closed", G_CALLBACK (on_closed), self);
  self->watch = g_bus_watch_name_on_connection (self->connection, BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared, on_vanished, self, NULL);
}

/* A connection of our own: GLib's shared one could be anybody's to close. */
static void
connect_to_bus (NatterAvahi *self)
{
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL); /* looks into the environment only */

  if (address == NULL)
    {
      try_later (self);
      return;
    }
  g_dbus_connection_new_for_address (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->connecting, on_connected, self);
}

NatterAvahi *
natter_avahi_new (NatterAvahiChanged changed,
                  gpointer user_data)
{
  NatterAvahi *self = g_new0 (NatterAvahi, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->connecting = g_cancellable_new ();
  self->subscriptions = g_array_new (FALSE, FALSE, sizeof (guint));
  connect_to_bus (self);
  return self;
}

void
natter_avahi_free (NatterAvahi *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->connecting);
  g_object_unref (self->connecting);
  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->connection != NULL)
    g_dbus_connection_close (self->connection, NULL, NULL, NULL);
  disconnect (self);
  g_array_unref (self->subscriptions);
  g_free (self);
}

static void
on_answered (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autofree NatterAvahiCall *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (call->answer != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    call->answer (call->user_data, answer, error);
  if (call->destroy != NULL)
    call->destroy (call->user_data);
}

void
natter_avahi_call (NatterAvahi *self,
                   const NatterAvahiCall *call)
{
  const char *dot = strrchr (call->method, '.');
  g_autofree char *interface = g_strndup (call->method, (gsize) (dot - call->method));

  g_return_if_fail (self->owner != NULL);
  g_dbus_connection_call (self->connection, self->owner, call->path, interface, dot + 1, call->parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          CALL_MOST, self->calling, on_answered, g_memdup2 (call, sizeof *call));
}

void
natter_avahi_subscribe (NatterAvahi *self,
                        const char *path,
                        const char *interface,
                        GDBusSignalCallback heard,
                        gpointer user_data)
{
  guint id;

  g_return_if_fail (self->owner != NULL);
  id = g_dbus_connection_signal_subscribe (self->connection, self->owner, interface, NULL, path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, heard, user_data, NULL);
  g_array_append_val (self->subscriptions, id);
}
