/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "ui-support.h"

/* A desktop of the test's own: it keeps what it is told to show. */
typedef struct
{
  guint name;
  guint object;
  GHashTable *shown; /* id → a{sv} */
  guint n_added;
} Desktop;

static const char introspection[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/></method>"
  "</interface></node>";

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  Desktop *desktop = data;
  const char *id;

  g_variant_get_child (parameters, 1, "&s", &id);
  if (g_str_equal (method, "AddNotification"))
    {
      g_hash_table_replace (desktop->shown, g_strdup (id), g_variant_get_child_value (parameters, 2));
      desktop->n_added++;
    }
  else
    g_hash_table_remove (desktop->shown, id);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
desktop_start (UiFixture *fixture,
               Desktop *desktop)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  desktop->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  desktop->object = g_dbus_connection_register_object (bus, "/org/gtk/Notifications", node->interfaces[0], &vtable, desktop, NULL, NULL);
  desktop->name = g_bus_own_name_on_connection (bus, "org.gtk.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
  wait_until (natter_ui_banners_is_there (natter_ui_application_get_banners (fixture->application)));
}

static void
desktop_stop (UiFixture *fixture,
              Desktop *desktop)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  g_bus_unown_name (desktop->name);
  g_dbus_connection_unregister_object (bus, desktop->object);
  wait_until (!natter_ui_banners_is_there (natter_ui_application_get_banners (fixture->application)));
  g_hash_table_unref (desktop->shown);
}

/* The only one that is shown. */
static GVariant *
get_one (Desktop *desktop)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, desktop->shown);
  g_hash_table_iter_next (&iter, NULL, &value);
  return value;
}

static void
click (UiFixture *fixture,
       GVariant *notification)
{
  const char *action = NULL;
  g_autoptr (GVariant) target = g_variant_lookup_value (notification, "default-action-target", NULL);

  g_assert_true (g_variant_lookup (notification, "default-action", "&s", &action));
  g_assert_true (g_str_has_prefix (action, "app."));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), action + strlen ("app."), target);
}

static void
enter_kitchen (UiFixture *fixture)
{
  natter_ui_session_join (ui_session (fixture), "kitchen", NULL);
  wait_until (ui_room (fixture, "kitchen") != NULL && natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "kitchen"));
}

/* A mention is told, a word to everyone is not; a click leads to the message; what is read goes away. */
static void
test_mention (UiFixture *fixture)
{
  Desktop desktop = { 0 };
  const char *title = NULL, *body = NULL;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  desktop_start (fixture, &desktop);
  enter_kitchen (fixture);
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"anyone?\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice, tea?\"}");
  wait_until (g_hash_table_size (desktop.shown) == 1);
  g_assert_cmpuint (desktop.n_added, ==, 1);
  g_assert_true (g_variant_lookup (get_one (&desktop), "title", "&s", &title));
  g_assert_true (g_variant_lookup (get_one (&desktop), "body", "&s", &body));
  g_assert_cmpstr (title, ==, "bob in #lobby");
  g_assert_cmpstr (body, ==, "alice, tea?");
  click (fixture, get_one (&desktop));
  wait_until (natter_ui_session_get_current_room (ui_session (fixture)) == ui_room (fixture, "lobby"));
  wait_until (ui_shows (ui_get (fixture, "messages"), "alice, tea?"));
  ui_do_with (fixture, "mark-read", "lobby");
  wait_until (g_hash_table_size (desktop.shown) == 0);
  ui_peer_free (bob);
  desktop_stop (fixture, &desktop);
}

/* What is said to one alone is told, also a second time, in the same place; without its text where one wants that. */
static void
test_direct (UiFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  Desktop desktop = { 0 };
  const char *body = NULL;
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  desktop_start (fixture, &desktop);
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"psst\"}");
  wait_until (desktop.n_added == 1);
  g_settings_set_boolean (settings, "notify-text", FALSE);
  ui_peer_do (bob, "{\"do\":\"tell\",\"name\":\"alice\",\"text\":\"secret\"}");
  wait_until (desktop.n_added == 2);
  g_assert_cmpuint (g_hash_table_size (desktop.shown), ==, 1);
  g_assert_true (g_variant_lookup (get_one (&desktop), "body", "&s", &body));
  g_assert_null (strstr (body, "secret"));
  g_settings_reset (settings, "notify-text");
  ui_peer_free (bob);
  desktop_stop (fixture, &desktop);
}

/* Levels, words, and quiet hours: as they are set, at once. */
static void
test_settings (UiFixture *fixture)
{
  g_autoptr (GSettings) settings = g_settings_new (NATTER_APP_ID);
  const char *const words[] = { "tea", NULL };
  Desktop desktop = { 0 };
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  desktop_start (fixture, &desktop);
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "notify-level", g_variant_new_string ("all"));
  enter_kitchen (fixture);
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"to all\"}");
  wait_until (desktop.n_added == 1);
  g_settings_reset (settings, "notify-rooms");
  g_settings_set_strv (settings, "keywords", words);
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"nothing\"}");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"Tea is ready\"}");
  wait_until (desktop.n_added == 2);
  natter_ui_notifier_set_minute (natter_ui_notices_get_notifier (natter_ui_window_get_notices (fixture->window)), 3 * 60);
  g_settings_set_boolean (settings, "quiet-hours", TRUE);
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice, tea at night\",\"id\":\"n\"}");
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) == 4);
  g_settings_set_boolean (settings, "quiet-hours", FALSE);
  g_settings_set_string (settings, "notify", "none");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice, once more\"}");
  wait_until (natter_ui_room_get_unread (ui_room (fixture, "lobby")) == 5);
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (desktop.n_added, ==, 2);
  g_settings_reset (settings, "notify");
  g_settings_reset (settings, "keywords");
  g_settings_reset (settings, "quiet-hours");
  ui_peer_free (bob);
  desktop_stop (fixture, &desktop);
}

/* After a break nothing is told again. */
static void
test_never_replayed (UiFixture *fixture)
{
  Desktop desktop = { 0 };
  UiPeer *bob;

  ui_log_in (fixture, "alice");
  desktop_start (fixture, &desktop);
  enter_kitchen (fixture);
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice, tea?\"}");
  wait_until (desktop.n_added == 1);
  ui_peer_free (bob);
  ui_server_kill (&fixture->server);
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_WAITING);
  ui_server_start (&fixture->server);
  ui_do (fixture, "try-now");
  wait_until (natter_ui_session_get_state (ui_session (fixture)) == NATTER_UI_STATE_ONLINE);
  ui_settle (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (desktop.n_added, ==, 1);
  desktop_stop (fixture, &desktop);
}

/* What is read on another device goes from this desktop. */
static void
test_read_elsewhere (UiFixture *fixture)
{
  Desktop desktop = { 0 };
  UiPeer *bob, *other;

  ui_log_in (fixture, "alice");
  g_assert_true (natter_ui_session_set_password (ui_session (fixture), NULL, "correct horse", NULL));
  wait_until (natter_ui_session_is_account (ui_session (fixture)));
  desktop_start (fixture, &desktop);
  enter_kitchen (fixture);
  other = ui_peer_new_with (&fixture->server, "alice", "correct horse");
  bob = ui_peer_new (&fixture->server, "bob");
  ui_peer_do (bob, "{\"do\":\"say\",\"text\":\"alice, tea?\"}");
  wait_until (g_hash_table_size (desktop.shown) == 1);
  wait_until (ui_peer_count (other, "alice, tea?") == 1);
  ui_peer_do (other, "{\"do\":\"read\",\"room\":\"lobby\",\"target\":%" G_GUINT64_FORMAT "}",
              natter_ui_room_get_last_seq (ui_room (fixture, "lobby")));
  wait_until (g_hash_table_size (desktop.shown) == 0);
  ui_peer_free (bob);
  ui_peer_free (other);
  desktop_stop (fixture, &desktop);
}

int
main (int argc,
      char **argv)
{
  ui_init (&argc, &argv);
  ui_add ("/ui/notices/mention", test_mention);
  ui_add ("/ui/notices/direct", test_direct);
  ui_add ("/ui/notices/settings", test_settings);
  ui_add ("/ui/notices/never-replayed", test_never_replayed);
  ui_add ("/ui/notices/read-elsewhere", test_read_elsewhere);
  return g_test_run ();
}
