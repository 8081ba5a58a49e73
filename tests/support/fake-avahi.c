/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-avahi.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#define BROWSER  "/asked/browser"
#define RESOLVER "/asked/resolver"

static const char interfaces[] =
  "<node>"
  "<interface name='org.freedesktop.Avahi.Server2'>"
  "<method name='ServiceBrowserPrepare'><arg type='i'/><arg type='i'/><arg type='s'/><arg type='s'/><arg type='u'/><arg type='o' direction='out'/></method>"
  "<method name='ServiceResolverPrepare'><arg type='i'/><arg type='i'/><arg type='s'/><arg type='s'/><arg type='s'/><arg type='i'/><arg type='u'/>"
  "<arg type='o' direction='out'/></method>"
  "</interface>"
  "<interface name='org.freedesktop.Avahi.ServiceBrowser'><method name='Start'/><method name='Free'/></interface>"
  "<interface name='org.freedesktop.Avahi.ServiceResolver'><method name='Start'/><method name='Free'/></interface>"
  "</node>";

static void
emit (FakeAvahi *self, const char *path, const char *interface, const char *signal, GVariant *parameters)
{
  g_autofree char *whole = g_strconcat ("org.freedesktop.Avahi.", interface, NULL);

  g_assert_true (g_dbus_connection_emit_signal (self->connection, NULL, path, whole, signal, parameters, NULL));
}

void
fake_avahi_tell (FakeAvahi *self, const char *signal, const char *name, gint32 interface, gint32 protocol)
{
  emit (self, BROWSER, "ServiceBrowser", signal, g_variant_new ("(iisssu)", interface, protocol, name, "_natter._tcp", "local", 0));
}

static GVariant *
make_texts (const FakeAvahi *self)
{
  g_autofree char *people = g_strdup_printf ("people=%u", self->people);
  g_autofree char *key = self->key != NULL ? g_strconcat ("key=", self->key, NULL) : NULL;
  GVariant *texts[] = { g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, people, strlen (people), 1), NULL };

  if (key != NULL)
    texts[1] = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, key, strlen (key), 1);
  return g_variant_new_array (G_VARIANT_TYPE ("ay"), texts, key != NULL ? 2 : 1);
}

static void
answer (FakeAvahi *self, const char *path)
{
  guint number = (guint) g_ascii_strtoull (path + strlen (RESOLVER), NULL, 10);
  const char *name = g_ptr_array_index (self->names, number);

  self->n_answers++;
  if (g_str_has_prefix (name, "mute"))
    emit (self, path, "ServiceResolver", "Failure", g_variant_new ("(s)", "timeout"));
  else if (g_str_has_prefix (name, "odd"))
    emit (self, path, "ServiceResolver", "Found", g_variant_new ("(s)", "?"));
  else
    emit (self, path, "ServiceResolver", "Found",
          g_variant_new ("(iissssisq@aayu)", 2, 0, name, "_natter._tcp", "local", "workshop.local", 0, self->address, 5005,
                         make_texts (self), 0));
}

static void
called_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
           GDBusMethodInvocation *invocation, gpointer user_data)
{
  FakeAvahi *self = user_data;
  g_autofree char *resolver = NULL;
  const char *name;

  if (g_str_equal (method, "ServiceBrowserPrepare"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", BROWSER));
      return;
    }
  if (g_str_equal (method, "ServiceResolverPrepare"))
    {
      resolver = g_strdup_printf (RESOLVER "%u", self->n_resolvers++);
      g_variant_get_child (parameters, 2, "&s", &name);
      g_ptr_array_add (self->names, g_strdup (name));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", resolver));
      return;
    }

  if (g_str_equal (method, "Free"))
    self->n_freed++;
  else if (g_str_equal (path, BROWSER))
    self->browsing = TRUE;
  else
    answer (self, path);
  g_dbus_method_invocation_return_value (invocation, NULL); /* and with it goes all of the above */
}

static const GDBusInterfaceVTable vtable = { .method_call = called_cb };

/* Resolvers are many, and made as they are asked for. */
static char **
enumerate_cb (GDBusConnection *connection, const char *sender, const char *path, gpointer user_data)
{
  return g_new0 (char *, 1);
}

static GDBusInterfaceInfo **
introspect_cb (GDBusConnection *connection, const char *sender, const char *path, const char *node, gpointer user_data)
{
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interfaces, NULL);
  GDBusInterfaceInfo **list = g_new0 (GDBusInterfaceInfo *, 4);

  for (guint i = 0; i < 3; i++)
    list[i] = g_dbus_interface_info_ref (info->interfaces[i]);
  return list;
}

static const GDBusInterfaceVTable *
dispatch_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *node, gpointer *data,
             gpointer user_data)
{
  *data = user_data;
  return &vtable;
}

void
fake_avahi_start (FakeAvahi *self)
{
  static const GDBusSubtreeVTable subtree = { enumerate_cb, introspect_cb, dispatch_cb };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interfaces, NULL);

  self->connection = g_dbus_connection_new_for_address_sync (
    self->bus_address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
  g_assert_nonnull (self->connection);
  g_assert_cmpuint (g_dbus_connection_register_object (self->connection, "/", info->interfaces[0], &vtable, self, NULL, NULL), >, 0);
  g_assert_cmpuint (g_dbus_connection_register_subtree (self->connection, "/asked", &subtree, G_DBUS_SUBTREE_FLAGS_DISPATCH_TO_UNENUMERATED_NODES,
                                                        self, NULL, NULL),
                    >, 0);
  self->owned = g_bus_own_name_on_connection (self->connection, "org.freedesktop.Avahi", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

void
fake_avahi_end (FakeAvahi *self)
{
  g_bus_unown_name (self->owned);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  self->browsing = FALSE;
}

void
fake_avahi_answer (FakeAvahi *self, const char *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (g_ptr_array_index (self->names, i), name))
      {
        g_autofree char *path = g_strdup_printf (RESOLVER "%u", i);

        answer (self, path);
      }
}

static void
end_with_us_cb (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* Not GTestDBus: that would be the session's bus, too. */
static void
start_bus (FakeAvahi *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDataInputStream) said = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_us_cb, NULL, NULL);
  self->bus = g_subprocess_launcher_spawn (launcher, NULL, "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address", NULL);
  g_assert_nonnull (self->bus);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->bus));
  self->bus_address = g_data_input_stream_read_line (said, NULL, NULL, NULL);
  g_assert_nonnull (self->bus_address);
}

FakeAvahi *
fake_avahi_new (void)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  FakeAvahi *self;

  if (daemon == NULL)
    return NULL;

  self = g_new0 (FakeAvahi, 1);
  start_bus (self);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", self->bus_address, TRUE);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->address = "10.0.0.1";
  fake_avahi_start (self);
  return self;
}

void
fake_avahi_free (FakeAvahi *self)
{
  if (self->connection != NULL)
    fake_avahi_end (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_subprocess_force_exit (self->bus);
  g_subprocess_wait (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_free (self->bus_address);
  g_ptr_array_unref (self->names);
  g_free (self);
}
