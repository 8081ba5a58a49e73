/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-support.h"

/* What holds for the memory store alone: all rooms together take no more than they may (store.memory). */

#define BYTES (64 * 1024)

static guint
count_kept (NatterdStore *store,
            const char *room)
{
  gboolean more;
  g_autoptr (GPtrArray) messages =
    test_store_fetch (store, room, (NatterRange){ .kind = NATTER_RANGE_LAST, .count = 10000 }, &more);

  return messages->len;
}

/* Whoever says much in many rooms pushes out the oldest messages, wherever those are; sequences go on, and the latest are there. */
static void
test_oldest_go_first (void)
{
  g_autoptr (NatterdStore) store = natterd_store_memory_new (10000, BYTES);
  g_autofree char *text = g_strnfill (1000, 'x');
  guint kept = 0;

  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (test_store_say (store, "old", "hello"), ==, i + 1);
  g_assert_cmpuint (count_kept (store, "old"), ==, 10);

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *room = g_strdup_printf ("room%u", i % 20);

      g_assert_cmpuint (test_store_say (store, room, text), ==, i / 20 + 1);
    }
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *room = g_strdup_printf ("room%u", i);

      kept += count_kept (store, room);
    }
  g_assert_cmpuint (count_kept (store, "old"), ==, 0);
  g_assert_cmpuint (kept, <=, BYTES / 1000);
  g_assert_cmpuint (kept, >=, BYTES / 1000 / 2);
  g_assert_cmpuint (count_kept (store, "room19"), >, 0);
  g_assert_cmpuint (test_store_say (store, "old", "again"), ==, 11);
  g_assert_cmpuint (count_kept (store, "old"), ==, 1);
}

/* What is forgotten makes space. */
static void
test_forgotten_makes_space (void)
{
  g_autoptr (NatterdStore) store = natterd_store_memory_new (10000, BYTES);
  g_autofree char *text = g_strnfill (1000, 'x');

  test_store_say (store, "lobby", "first");
  for (guint round = 0; round < 20; round++)
    {
      for (guint i = 0; i < 30; i++)
        test_store_say (store, "@talk", text);
      store->klass->forget (store, "@talk");
    }
  g_assert_cmpuint (count_kept (store, "lobby"), ==, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/memory/oldest-go-first", test_oldest_go_first);
  g_test_add_func ("/store/memory/forgotten-makes-space", test_forgotten_makes_space);
  return g_test_run ();
}
