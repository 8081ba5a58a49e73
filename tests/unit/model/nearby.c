/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "gui-client/model/natter-ui-nearby-list.h"
#include "gui-client/model/natter-ui-nearby-private.h"

/* §11.4: what strangers say of servers on the network; the second half with an Avahi of the test's own, on a bus of its own. */

#define PREFIX   "mIfCY2yvfqIWmxux"
#define BROWSER  "/asked/browser"
#define RESOLVER "/asked/resolver"

/* One text; \1 parts it. */
static GVariant *
make_texts (const char *texts)
{
  g_auto (GStrv) parts = g_strsplit (texts, "\1", -1);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));

  for (guint i = 0; texts[0] != '\0' && parts[i] != NULL; i++)
    g_variant_builder_add_value (&builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, parts[i], strlen (parts[i]), 1));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static const struct
{
  NatterUiSighting sighting;
  const char *texts;
  const char *title; /* NULL: nobody could go there */
  const char *host, *address, *prefix;
  int people;
  gboolean accounts;
} rows[] = {
  { { "Workshop chat", "workshop.local", "192.168.1.7", 2, 5005 }, "v=1\1people=7\1guests=yes\1tls=yes\1key=" PREFIX, "Workshop chat", "workshop.local", "192.168.1.7", PREFIX, 7 },
  { { "a", "", "2001:db8::7", 2, 7000 }, "", "a", "", "[2001:db8::7]:7000", NULL, -1 },
  { { "a", "h", "fe80::1", 2, 7000 }, "guests=no", "a", "h", "[fe80::1%2]:7000", NULL, -1, TRUE },
  { { "a", "h", "10.0.0.1", 2, 7000 }, "people=1\1people=2\1PEOPLE=3", "a", "h", "10.0.0.1:7000", NULL, 1 },
  { { "a", "h", "10.0.0.1", 2, 7000 }, "PEOPLE=3\1key=short", "a", "h", "10.0.0.1:7000", NULL, 3 },
  { { "a", "h", "10.0.0.1", 2, 7000 }, "people=1000000\1key=" PREFIX "x", "a", "h", "10.0.0.1:7000", NULL, -1 },
  { { "a", "h", "10.0.0.1", 2, 7000 }, "people=-1\1key=mIfCY2yvfqIWmxu!", "a", "h", "10.0.0.1:7000", NULL, -1 },
  { { "a", "h", "10.0.0.1", 2, 7000 }, "people=7x\1people=7", "a", "h", "10.0.0.1:7000", NULL, -1 },
  { { "a", "h", "10.0.0.1", 2, 7000 }, "people\1=\1\1guests", "a", "h", "10.0.0.1:7000", NULL, -1 },
  { { " \u202eevil\u2066\x1b[31m\n red ", "h\u200e\x07", "10.0.0.1", 2, 7000 }, "", "evil  red", "h", "10.0.0.1:7000", NULL, -1 },
  { { "\u200b\u200d \u2060", "h", "10.0.0.1", 2, 7000 }, "", "10.0.0.1:7000", "h", "10.0.0.1:7000", NULL, -1 },
  { { "\xff\xfe", "\xff", "10.0.0.1", 2, 7000 }, "", "\ufffd\ufffd", "\ufffd", "10.0.0.1:7000", NULL, -1 },
  /* nowhere to go, or to one's own machine */
  { { "a", "h", "10.0.0.1", 2, 0 }, "" },
  { { "a", "h", "127.0.0.1", 2, 7000 }, "" },
  { { "a", "h", "127.7.7.7", 2, 7000 }, "" },
  { { "a", "h", "::1", 2, 7000 }, "" },
  { { "a", "h", "0.0.0.0", 2, 7000 }, "" },
  { { "a", "h", "::", 2, 7000 }, "" },
  { { "a", "h", "::ffff:127.0.0.1", 2, 7000 }, "" },
  { { "a", "h", "224.0.0.1", 2, 7000 }, "" },
  { { "a", "h", "fe80::1", -1, 7000 }, "" },
  { { "a", "h", "evil.example", 2, 7000 }, "" },
  { { "a", "h", "", 2, 7000 }, "" },
};

static void
test_seen (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NatterUiNearby) nearby = natter_ui_nearby_new ();
      g_autoptr (GVariant) texts = make_texts (rows[i].texts);
      NatterUiSighting sighting = rows[i].sighting;

      g_test_message ("%u", i);
      sighting.text = texts;
      g_assert_cmpint (natter_ui_nearby_see (nearby, &sighting), ==, rows[i].title != NULL);
      if (rows[i].title == NULL)
        continue;
      g_assert_cmpstr (natter_ui_nearby_get_title (nearby), ==, rows[i].title);
      g_assert_cmpstr (natter_ui_nearby_get_host (nearby), ==, rows[i].host);
      g_assert_cmpstr (natter_ui_nearby_get_address (nearby), ==, rows[i].address);
      g_assert_cmpstr (natter_ui_nearby_get_key_prefix (nearby), ==, rows[i].prefix);
      g_assert_cmpint (natter_ui_nearby_get_people (nearby), ==, rows[i].people);
      g_assert_cmpint (natter_ui_nearby_get_guests (nearby), ==, !rows[i].accounts);
    }
}

/* Bytes of any kind, and more of them than one reads. */
static void
test_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (NatterUiNearby) nearby = natter_ui_nearby_new ();
      g_autoptr (GVariant) texts = NULL;
      GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));
      NatterUiSighting sighting = { .name = "a", .host = "h", .address = "10.0.0.1", .interface = 1, .port = 1 };
      guint8 bytes[400];

      for (gint n = g_rand_int_range (rand, 0, 60); n > 0; n--)
        {
          gsize size = (gsize) g_rand_int_range (rand, 0, sizeof bytes);

          for (gsize j = 0; j < size; j++)
            bytes[j] = (guint8) g_rand_int_range (rand, 0, 256);
          memcpy (bytes, n % 2 == 0 ? "people=" : "key=", n % 2 == 0 ? 7 : 4);
          g_variant_builder_add_value (&builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, size, 1));
        }
      texts = g_variant_ref_sink (g_variant_builder_end (&builder));
      sighting.text = texts;
      g_assert_true (natter_ui_nearby_see (nearby, &sighting));
      g_assert_cmpint (natter_ui_nearby_get_people (nearby), <=, 999999);
      g_assert_cmpint (natter_ui_nearby_get_people (nearby), >=, -1);
    }
}

/* An Avahi of our own */

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
  guint owned;
  NatterUiNearbyList *list;
  guint n_resolvers; /* that were asked for */
  guint n_freed;
  guint n_answers;
  gboolean browsing;
  GPtrArray *names; /* by the resolver's number */
  const char *address;
} Fixture;

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
emit (Fixture *fixture, const char *path, const char *interface, const char *signal, GVariant *parameters)
{
  g_autofree char *whole = g_strconcat ("org.freedesktop.Avahi.", interface, NULL);

  g_assert_true (g_dbus_connection_emit_signal (fixture->connection, NULL, path, whole, signal, parameters, NULL));
}

static void
tell (Fixture *fixture, const char *signal, const char *name, gint32 interface, gint32 protocol)
{
  emit (fixture, BROWSER, "ServiceBrowser", signal, g_variant_new ("(iisssu)", interface, protocol, name, "_natter._tcp", "local", 0));
}

static void
answer (Fixture *fixture, const char *path)
{
  guint number = (guint) g_ascii_strtoull (path + strlen (RESOLVER), NULL, 10);
  const char *name = g_ptr_array_index (fixture->names, number);

  fixture->n_answers++;
  if (g_str_has_prefix (name, "mute"))
    emit (fixture, path, "ServiceResolver", "Failure", g_variant_new ("(s)", "timeout"));
  else if (g_str_has_prefix (name, "odd"))
    emit (fixture, path, "ServiceResolver", "Found", g_variant_new ("(s)", "?"));
  else
    emit (fixture, path, "ServiceResolver", "Found",
          g_variant_new ("(iissssisq@aayu)", 2, 0, name, "_natter._tcp", "local", "workshop.local", 0, fixture->address, 5005,
                         g_variant_new_array (G_VARIANT_TYPE ("ay"), NULL, 0), 0));
}

static void
called_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
           GDBusMethodInvocation *invocation, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *resolver = NULL;
  const char *name;

  if (g_str_equal (method, "ServiceBrowserPrepare"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", BROWSER));
      return;
    }
  if (g_str_equal (method, "ServiceResolverPrepare"))
    {
      resolver = g_strdup_printf (RESOLVER "%u", fixture->n_resolvers++);
      g_variant_get_child (parameters, 2, "&s", &name);
      g_ptr_array_add (fixture->names, g_strdup (name));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", resolver));
      return;
    }

  if (g_str_equal (method, "Free"))
    fixture->n_freed++;
  else if (g_str_equal (path, BROWSER))
    fixture->browsing = TRUE;
  else
    answer (fixture, path);
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

static void
start_avahi (Fixture *fixture)
{
  static const GDBusSubtreeVTable subtree = { enumerate_cb, introspect_cb, dispatch_cb };
  const char *address = g_test_dbus_get_bus_address (fixture->bus);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interfaces, NULL);

  fixture->connection = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);
  g_assert_nonnull (fixture->connection);
  g_assert_cmpuint (g_dbus_connection_register_object (fixture->connection, "/", info->interfaces[0], &vtable, fixture, NULL, NULL), >, 0);
  g_assert_cmpuint (g_dbus_connection_register_subtree (fixture->connection, "/asked", &subtree, G_DBUS_SUBTREE_FLAGS_DISPATCH_TO_UNENUMERATED_NODES,
                                                        fixture, NULL, NULL),
                    >, 0);
  fixture->owned = g_bus_own_name_on_connection (fixture->connection, "org.freedesktop.Avahi", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (fixture->bus), TRUE);
  fixture->names = g_ptr_array_new_with_free_func (g_free);
  fixture->address = "10.0.0.1";
  fixture->list = natter_ui_nearby_list_new ();
  start_avahi (fixture);
}

static void
end_avahi (Fixture *fixture)
{
  g_bus_unown_name (fixture->owned);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->list);
  if (fixture->connection != NULL)
    end_avahi (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
  g_ptr_array_unref (fixture->names);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

#define wait_until(CONDITION) \
  while (!(CONDITION))        \
  g_main_context_iteration (NULL, TRUE)

static void
begin (Fixture *fixture)
{
  natter_ui_nearby_list_set_looking (fixture->list, TRUE);
  wait_until (fixture->browsing);
}

static void
test_come_and_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NatterUiNearby) first = NULL;

  begin (fixture);
  tell (fixture, "ItemNew", "one", 2, 1);
  tell (fixture, "ItemNew", "mute", 2, 0);
  tell (fixture, "ItemNew", "odd", 2, 0);
  tell (fixture, "ItemNew", "two", 2, 0);
  wait_until (count (fixture) == 2);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_cmpstr (natter_ui_nearby_get_title (first), ==, "one");

  /* by IPv4 too: it is asked there, and it is still one */
  tell (fixture, "ItemNew", "one", 2, 0);
  wait_until (fixture->n_resolvers == 5 && fixture->n_freed == 1);
  tell (fixture, "ItemRemove", "one", 2, 1);
  tell (fixture, "ItemRemove", "two", 2, 0);
  wait_until (count (fixture) == 1);
  tell (fixture, "ItemRemove", "never", 2, 0);
  tell (fixture, "ItemRemove", "one", 2, 0);
  wait_until (count (fixture) == 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 0));
}

/* Nobody answers by one way: the other one is asked. */
static void
test_ways (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  tell (fixture, "ItemNew", "mute", 2, 0);
  tell (fixture, "ItemNew", "mute", 3, 0);
  wait_until (fixture->n_resolvers == 2);
  tell (fixture, "ItemNew", "last", 2, 0);
  wait_until (count (fixture) == 1);
  g_assert_cmpuint (fixture->n_resolvers, ==, 3); /* and not for ever */
}

/* To this machine: never. */
static void
test_own (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  fixture->address = "127.0.0.1";
  tell (fixture, "ItemNew", "one", 2, 0);
  wait_until (fixture->n_answers == 1);
  fixture->address = "10.0.0.1";
  tell (fixture, "ItemNew", "two", 2, 0);
  wait_until (count (fixture) == 1);
  tell (fixture, "ItemRemove", "two", 2, 0);
  wait_until (count (fixture) == 0);
}

/* 10,000 of them: few are asked, and the loop turns. */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *name = g_strdup_printf ("server %u", i);

      tell (fixture, "ItemNew", name, 2, 0);
    }
  wait_until (count (fixture) == NATTER_UI_NEARBY_MOST);
  tell (fixture, "ItemRemove", "server 0", 2, 0);
  wait_until (count (fixture) == NATTER_UI_NEARBY_MOST - 1); /* all before it was heard */
  g_assert_cmpuint (fixture->n_resolvers, ==, NATTER_UI_NEARBY_MOST);
}

static void
test_avahi_ends (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  tell (fixture, "ItemNew", "one", 2, 0);
  wait_until (count (fixture) == 1);
  end_avahi (fixture);
  wait_until (count (fixture) == 0);
  fixture->browsing = FALSE;
  start_avahi (fixture);
  wait_until (fixture->browsing);
  tell (fixture, "ItemNew", "one", 2, 0);
  wait_until (count (fixture) == 1);

  natter_ui_nearby_list_set_looking (fixture->list, FALSE);
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* No bus at all. */
static void
test_no_bus (void)
{
  g_autoptr (NatterUiNearbyList) list = natter_ui_nearby_list_new ();

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  natter_ui_nearby_list_set_looking (list, TRUE);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/nearby/seen", test_seen);
  g_test_add_func ("/model/nearby/bytes", test_bytes);
  g_test_add_func ("/model/nearby/no-bus", test_no_bus);
  if (daemon != NULL)
    {
      g_test_add ("/model/nearby/come-and-go", Fixture, NULL, set_up, test_come_and_go, tear_down);
      g_test_add ("/model/nearby/ways", Fixture, NULL, set_up, test_ways, tear_down);
      g_test_add ("/model/nearby/own", Fixture, NULL, set_up, test_own, tear_down);
      g_test_add ("/model/nearby/flood", Fixture, NULL, set_up, test_flood, tear_down);
      g_test_add ("/model/nearby/avahi-ends", Fixture, NULL, set_up, test_avahi_ends, tear_down);
    }
  return g_test_run ();
}
