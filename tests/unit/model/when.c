/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/model/natter-ui-absent.h"
#include "gui-client/model/natter-ui-cache.h"

#include "model-support.h"

/* Who spoke lately and is not here, and on which days something was said: from the copy on disk, the whole of it. */

#define HOUR G_TIME_SPAN_HOUR

static void
tell_said (World *world, guint seq, const char *from, gint64 ago)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc ((g_get_real_time () - ago) / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (when, "%Y-%m-%dT%H:%M:%S.000Z");
  g_autofree char *line =
    g_strdup_printf ("{'ev':'said','room':'lobby','seq':%u,'from':'%s','text':'m%u','time':'%s'}", seq, from, seq, time);

  world_tell (world, line);
}

static void
joined (World *world, const char *name)
{
  g_autofree char *line =
    g_strdup_printf ("{'ev':'joined','room':'lobby','from':'%s','time':'2026-01-02T03:04:05.678Z'}", name);

  world_tell (world, line);
}

static void
left (World *world, const char *name)
{
  g_autofree char *line =
    g_strdup_printf ("{'ev':'left','room':'lobby','from':'%s','reason':'left','time':'2026-01-02T03:04:05.678Z'}", name);

  world_tell (world, line);
}

static World *
start (const char *folder)
{
  World *world = world_new_in (folder);

  world->epoch = "E1";
  world_connect (world, 0);
  return world;
}

/* "carol dave ", who spoke last first. */
static char *
dup_names (NatterUiAbsent *absent)
{
  GListModel *people = natter_ui_absent_get_people (absent);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (NatterUiPerson) person = g_list_model_get_item (people, i);

      g_assert_cmpint (natter_ui_person_get_spoke (person), >, 0);
      g_string_append_printf (names, "%s ", natter_ui_person_get_name (person));
    }
  return g_string_free (names, FALSE);
}

static gboolean
are (NatterUiAbsent *absent, const char *expected)
{
  g_autofree char *names = dup_names (absent);

  return g_str_equal (names, expected);
}

/* Of those who spoke in the last 30 days: who is not here, who spoke last first. Who comes goes from it, who leaves comes to it. */
static void
test_absent (void)
{
  char *folder = world_make_folder ();
  {
    g_autoptr (World) world = start (folder);
    g_autoptr (GObject) carol = NULL, stayed = NULL;
    NatterUiAbsent *absent;

    tell_said (world, 1, "frank", 31 * 24 * HOUR);
    tell_said (world, 2, "dave", 29 * 24 * HOUR);
    tell_said (world, 3, "alice", 3 * HOUR);
    tell_said (world, 4, "carol", 2 * HOUR);
    tell_said (world, 5, "bob", HOUR);
    absent = natter_ui_absent_new (world->session, world_room (world, "lobby"));
    wait_for (are (absent, "carol dave "));

    joined (world, "dave");
    g_assert_true (are (absent, "carol "));
    left (world, "dave");
    left (world, "bob");
    carol = g_list_model_get_item (natter_ui_absent_get_people (absent), 0);
    wait_for (are (absent, "bob carol dave "));
    stayed = g_list_model_get_item (natter_ui_absent_get_people (absent), 1);
    g_assert_true (carol == stayed);

    /* she is here, under another name than the one she spoke under */
    joined (world, "carol");
    world_tell (world, "{'ev':'renamed','from':'carol','name':'caroline'}");
    g_assert_true (are (absent, "bob dave "));
    left (world, "dave");
    joined (world, "bob");
    g_assert_true (are (absent, "dave "));
    natter_ui_absent_free (absent);

    /* one that goes before it is answered */
    natter_ui_absent_free (natter_ui_absent_new (world->session, world_room (world, "lobby")));
  }
  world_remove_folder (folder);
}

/* Nobody looks for who is missing in a crowd. At most 50 are named. */
static void
test_absent_bounds (void)
{
  char *folder = world_make_folder ();
  {
    g_autoptr (World) world = start (folder);
    NatterUiRoom *lobby = world_room (world, "lobby");
    NatterUiAbsent *absent;
    GListModel *people;

    for (guint i = 1; i <= 60; i++)
      {
        g_autofree char *name = g_strdup_printf ("guest%u", i);

        tell_said (world, i, name, (100 - i) * G_USEC_PER_SEC);
      }
    absent = natter_ui_absent_new (world->session, lobby);
    people = natter_ui_absent_get_people (absent);
    wait_for (g_list_model_get_n_items (people) > 0);
    g_assert_cmpuint (g_list_model_get_n_items (people), ==, 50);
    for (guint i = 1; i <= 301; i++)
      {
        g_autofree char *name = g_strdup_printf ("crowd%u", i);

        joined (world, name);
      }
    wait_for (g_list_model_get_n_items (people) == 0);
    natter_ui_absent_free (absent);
  }
  world_remove_folder (folder);
}

static void
days_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gint64 *) user_data = natter_ui_session_find_days_finish (result);
}

static guint32
find_days (World *world, int year, int month)
{
  gint64 days = -1;

  natter_ui_session_find_days_async (world->session, world_room (world, "lobby"), year, month, days_cb, &days);
  wait_for (days >= 0);
  return (guint32) days;
}

/* The first and the last moment of a day belong to it; comings and goings are nothing that was said; each month has its own. */
static void
test_days (void)
{
  static const char *const times[] = { "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z", "2026-01-30T23:59:59.999Z", "2026-02-01T00:00:00.000Z" };
  char *folder = world_make_folder ();
  {
    g_autoptr (World) world = start (folder);

    for (guint i = 0; i < G_N_ELEMENTS (times); i++)
      {
        g_autofree char *line = g_strdup_printf ("{'ev':'said','room':'lobby','seq':%u,'from':'bob','text':'m','time':'%s'}", i + 1, times[i]);

        world_tell (world, line);
      }
    g_assert_cmphex (find_days (world, 2026, 1), ==, 1u << 0 | 1u << 29);
    g_assert_cmphex (find_days (world, 2025, 12), ==, 1u << 30);
    g_assert_cmphex (find_days (world, 2026, 2), ==, 1u << 0);
    g_assert_cmphex (find_days (world, 2026, 3), ==, 0);
    g_assert_cmphex (find_days (world, 2024, 1), ==, 0);
  }
  world_remove_folder (folder);
  {
    g_autoptr (World) world = world_new (); /* keeps nothing */

    world_connect (world, 0);
    g_assert_cmphex (find_days (world, 2026, 1), ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/when/absent", test_absent);
  g_test_add_func ("/model/when/absent-bounds", test_absent_bounds);
  g_test_add_func ("/model/when/days", test_days);
  return g_test_run ();
}
