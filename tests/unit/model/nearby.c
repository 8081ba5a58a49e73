/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "gui-client/model/natter-ui-nearby-list.h"
#include "gui-client/model/natter-ui-nearby-private.h"
#include "tests/support/fake-avahi.h"

/* §11.4: what strangers say of servers on the network; the second half with an Avahi of the test's own, on a bus of its own. */

#define PREFIX "mIfCY2yvfqIWmxux"

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

/* With an Avahi of our own */

typedef struct
{
  FakeAvahi *avahi;
  NatterUiNearbyList *list;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->avahi = fake_avahi_new ();
  fixture->list = natter_ui_nearby_list_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->list);
  fake_avahi_free (fixture->avahi);
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
  wait_until (fixture->avahi->browsing);
}

static void
test_come_and_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (NatterUiNearby) first = NULL;

  begin (fixture);
  fake_avahi_tell (fixture->avahi, "ItemNew", "one", 2, 1);
  fake_avahi_tell (fixture->avahi, "ItemNew", "mute", 2, 0);
  fake_avahi_tell (fixture->avahi, "ItemNew", "odd", 2, 0);
  fake_avahi_tell (fixture->avahi, "ItemNew", "two", 2, 0);
  wait_until (count (fixture) == 2);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_cmpstr (natter_ui_nearby_get_title (first), ==, "one");

  /* by IPv4 too: it is asked there, and it is still one */
  fake_avahi_tell (fixture->avahi, "ItemNew", "one", 2, 0);
  wait_until (fixture->avahi->n_resolvers == 5 && fixture->avahi->n_freed == 1);
  fake_avahi_tell (fixture->avahi, "ItemRemove", "one", 2, 1);
  fake_avahi_tell (fixture->avahi, "ItemRemove", "two", 2, 0);
  wait_until (count (fixture) == 1);
  fake_avahi_tell (fixture->avahi, "ItemRemove", "never", 2, 0);
  fake_avahi_tell (fixture->avahi, "ItemRemove", "one", 2, 0);
  wait_until (count (fixture) == 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->list), 0));
}

/* Nobody answers by one way: the other one is asked. */
static void
test_ways (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  fake_avahi_tell (fixture->avahi, "ItemNew", "mute", 2, 0);
  fake_avahi_tell (fixture->avahi, "ItemNew", "mute", 3, 0);
  wait_until (fixture->avahi->n_resolvers == 2);
  fake_avahi_tell (fixture->avahi, "ItemNew", "last", 2, 0);
  wait_until (count (fixture) == 1);
  g_assert_cmpuint (fixture->avahi->n_resolvers, ==, 3); /* and not for ever */
}

/* To this machine: never. */
static void
test_own (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  fixture->avahi->address = "127.0.0.1";
  fake_avahi_tell (fixture->avahi, "ItemNew", "one", 2, 0);
  wait_until (fixture->avahi->n_answers == 1);
  fixture->avahi->address = "10.0.0.1";
  fake_avahi_tell (fixture->avahi, "ItemNew", "two", 2, 0);
  wait_until (count (fixture) == 1);
  fake_avahi_tell (fixture->avahi, "ItemRemove", "two", 2, 0);
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

      fake_avahi_tell (fixture->avahi, "ItemNew", name, 2, 0);
    }
  wait_until (count (fixture) == NATTER_UI_NEARBY_MOST);
  fake_avahi_tell (fixture->avahi, "ItemRemove", "server 0", 2, 0);
  wait_until (count (fixture) == NATTER_UI_NEARBY_MOST - 1); /* all before it was heard */
  g_assert_cmpuint (fixture->avahi->n_resolvers, ==, NATTER_UI_NEARBY_MOST);
}

static void
test_avahi_ends (Fixture *fixture, gconstpointer data)
{
  begin (fixture);
  fake_avahi_tell (fixture->avahi, "ItemNew", "one", 2, 0);
  wait_until (count (fixture) == 1);
  fake_avahi_end (fixture->avahi);
  wait_until (count (fixture) == 0);
  fake_avahi_start (fixture->avahi);
  wait_until (fixture->avahi->browsing);
  fake_avahi_tell (fixture->avahi, "ItemNew", "one", 2, 0);
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
