/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sqlite-support.h"

/* What the facts that the store heeds leave in its files: nothing. */

#define SECRET  "Wolfsmilch"
#define INDEXED "wolfsmilch" /* as the index spells it */
#define NAME    "Mnemosyne"
#define KEY     "mnemosyne"
#define AUTHOR  (-4711)

static void
set_fact (Files *files,
          const char *kind,
          const char *key,
          const char *value)
{
  g_autoptr (NatterFact) fact = natter_fact_new (kind, key, value);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  files->store->klass->set_fact (files->store, fact);
  test_store_commit (files->store, nothing, 1);
}

static void
say_much (Files *files,
          const char *room,
          const char *text,
          gint64 wall,
          guint n)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  for (guint i = 0; i < n; i++)
    {
      NatterMessage *message = natter_message_new (NATTER_MESSAGE_SAY, room, NAME, text, NULL);

      message->author = AUTHOR;
      g_ptr_array_add (all, message);
    }
  test_store_commit (files->store, all, wall);
}

/* The writer does it when nobody waits. */
static void
await_without (Files *files,
               const char *bytes)
{
  while (test_files_contain (files, bytes))
    test_store_assert_seqs (files->store, "nowhere", (NatterRange){ .count = 1 }, "");
}

/* Not in free pages, not in the log, not in the index of words: of that room, and of no other one. */
static void
test_keep_room (Files *files,
                gconstpointer data)
{
  gint64 now = g_get_real_time ();

  files->index_lag = 1;
  test_files_open (files, 0);
  say_much (files, "garden", SECRET, now - 3 * G_TIME_SPAN_HOUR, 700);
  say_much (files, "attic", "kept", now - 3 * G_TIME_SPAN_HOUR, 7);
  test_files_await_index (files->path);
  test_files_close (files);
  g_assert_true (test_files_contain (files, SECRET));
  g_assert_true (test_files_contain (files, INDEXED));

  test_files_open (files, 0);
  set_fact (files, NATTERD_STORE_FACT_KEEP, "garden", "{\"for\":\"7200\"}");
  test_files_close (files);
  test_files_open (files, 0);
  await_without (files, SECRET);
  await_without (files, INDEXED);
  test_store_assert_seqs (files->store, "attic", (NatterRange){ .count = 9 }, "1 2 3 4 5 6 7");
  g_assert_cmpuint (test_store_say (files->store, "garden", "a new one"), ==, 701);
}

/* §7.8: after a long rest, or with a clock that runs wild, nobody knows yet how old things are: what is too old by the last thing that was said goes, and
 * what would be too old only by that clock stays. */
static void
test_wild_clock (Files *files,
                 gconstpointer data)
{
  gint64 then = g_get_real_time () - 800 * G_TIME_SPAN_DAY;

  test_files_open (files, 0);
  say_much (files, "attic", SECRET, then - 2 * G_TIME_SPAN_DAY, 3);
  say_much (files, "garden", "kept", then, 3);
  set_fact (files, NATTERD_STORE_FACT_KEEP, "attic", "{\"for\":\"86400\"}");
  set_fact (files, NATTERD_STORE_FACT_KEEP, "garden", "{\"for\":\"31536000\"}");
  test_files_close (files);

  test_files_open (files, 0);
  await_without (files, SECRET);
  test_store_assert_seqs (files->store, "garden", (NatterRange){ .count = 9 }, "1 2 3");
  test_files_close (files);

  /* the same for what the server itself keeps */
  test_files_open (files, 365 * G_TIME_SPAN_DAY);
  say_much (files, "attic", SECRET, then - 2 * G_TIME_SPAN_DAY, 1);
  test_files_close (files);
  test_files_open (files, 365 * G_TIME_SPAN_DAY);
  await_without (files, SECRET);
  test_store_assert_seqs (files->store, "garden", (NatterRange){ .count = 9 }, "1 2 3");
}

/* §7.8: what was said by a clock that was ahead stays no longer for it than if it had been said now, and holds nothing up that follows. */
static void
test_from_the_future (Files *files,
                      gconstpointer data)
{
  gint64 now = g_get_real_time ();

  test_files_open (files, 0);
  say_much (files, "garden", "from the future", now + 3650 * G_TIME_SPAN_DAY, 70);
  say_much (files, "garden", SECRET, now - 3 * G_TIME_SPAN_HOUR, 5);
  say_much (files, "attic", "from the future", now + 3650 * G_TIME_SPAN_DAY, 70);
  set_fact (files, NATTERD_STORE_FACT_KEEP, "garden", "{\"for\":\"7200\"}");
  test_files_close (files);

  /* two hours later */
  test_files_open (files, 0);
  while (test_files_look_up (files->path, "SELECT count (*) FROM messages WHERE room = 1 AND time > 1000000 * (86400 + unixepoch ())") > 20)
    test_store_assert_seqs (files->store, "nowhere", (NatterRange){ .count = 1 }, "");
  test_files_close (files);
  for (guint i = 0; i < 2; i++)
    {
      test_files_execute (files->path, "UPDATE messages SET time = time - 7201000000 WHERE room = 1 AND time <= 1000000 * (86400 + unixepoch ())");
      test_files_open (files, 0);
      while (test_files_look_up (files->path, "SELECT count (*) FROM messages WHERE room = 1 AND time > 1000000 * (86400 + unixepoch ())") > 0)
        test_store_assert_seqs (files->store, "nowhere", (NatterRange){ .count = 1 }, "");
      test_files_close (files);
    }
  test_files_open (files, 0);
  await_without (files, SECRET);
  test_store_assert_seqs (files->store, "attic", (NatterRange){ .count = 3 }, "68 69 70 …");
  g_assert_cmpint (test_files_look_up (files->path, "SELECT count (*) FROM messages WHERE room = 2 AND time > 1000000 * (86400 + unixepoch ())"), ==, 70);
}

/* The name is gone from messages, reactions, the log of acts, and the list of senders; what was said stays. */
static void
test_forgotten (Files *files,
                gconstpointer data)
{
  test_files_open (files, 0);
  say_much (files, "garden", "something", 1, 2500);
  set_fact (files, "act", "1", "{\"act\":\"kick\",\"by\":\"" NAME "\",\"name\":\"bob\",\"room\":\"garden\"}");
  set_fact (files, "act", "2", "{\"act\":\"kick\",\"by\":\"bob\",\"name\":\"" NAME "\",\"key\":\"" KEY "\",\"room\":\"garden\"}");
  set_fact (files, NATTERD_STORE_FACT_FORGOTTEN, G_STRINGIFY (-4711), "{\"key\":\"" KEY "\"}");
  test_files_close (files);
  g_assert_true (test_files_contain (files, NAME));
  g_assert_true (test_files_contain (files, KEY));

  test_files_open (files, 0);
  await_without (files, NAME);
  await_without (files, KEY);
  test_store_assert_seqs (files->store, "garden", (NatterRange){ NATTER_RANGE_SINCE, 2, 2498, 0 }, "2499 2500");
  test_files_close (files);
  test_files_execute (files->path, "SELECT iif (count (*) = 2500, 1, abs (-9223372036854775808)) FROM messages WHERE name = 'forgotten' AND author = 0");
  test_files_execute (files->path, "SELECT iif (count (*) = 0, 1, abs (-9223372036854775808)) FROM facts WHERE kind = 'forgotten'");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_files_add ("/store-sqlite/heeded/keep-room", test_keep_room);
  test_files_add ("/store-sqlite/heeded/wild-clock", test_wild_clock);
  test_files_add ("/store-sqlite/heeded/from-the-future", test_from_the_future);
  test_files_add ("/store-sqlite/heeded/forgotten", test_forgotten);

  return g_test_run ();
}
