/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/support/natterd-store-double.h"

/* The tests' double of a store does what tests of law 4 rely on: it waits, it fails, it keeps the order. */

typedef struct
{
  NatterdStore *store;
  GString *log;        /* what was answered, in order */
  GPtrArray *messages; /* of all that was said */
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->store = natterd_store_double_new (natterd_store_memory_new (10, 0));
  fixture->log = g_string_new (NULL);
  fixture->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  natterd_store_free (fixture->store);
  g_string_free (fixture->log, TRUE);
  g_ptr_array_unref (fixture->messages);
}

static void
on_committed (gpointer user_data,
              const GError *error)
{
  Fixture *fixture = user_data;

  if (error != NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_string_append_c (fixture->log, error != NULL ? 'x' : 'c');
}

static void
on_fetched (gpointer user_data,
            GPtrArray *messages,
            gboolean more,
            const GError *error)
{
  Fixture *fixture = user_data;

  g_assert_no_error (error);
  g_string_append_printf (fixture->log, "%u", messages->len);
}

/* Returns: (transfer none) */
static const NatterMessage *
say (Fixture *fixture)
{
  NatterMessage *message = natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", "hello", NULL);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (fixture->messages, message);
  g_ptr_array_add (one, message);
  fixture->store->klass->commit (fixture->store, one, 1, on_committed, fixture);
  return message;
}

static void
fetch (Fixture *fixture)
{
  const NatterRange range = { .kind = NATTER_RANGE_LAST, .count = 10 };

  fixture->store->klass->fetch (fixture->store, "lobby", &range, on_fetched, fixture);
}

static void
test_hold (Fixture *fixture,
           gconstpointer data)
{
  const NatterMessage *first;
  const NatterMessage *second;

  natterd_store_double_hold (fixture->store);
  first = say (fixture);
  fetch (fixture);
  second = say (fixture);

  g_assert_cmpstr (fixture->log->str, ==, "");
  g_assert_cmpuint (first->seq, ==, 0);
  g_assert_cmpuint (natterd_store_double_get_n_waiting (fixture->store), ==, 3);
  g_assert_cmpuint (natterd_store_double_get_n_commits (fixture->store), ==, 2);

  g_assert_true (natterd_store_double_release_one (fixture->store));
  g_assert_cmpstr (fixture->log->str, ==, "c");
  g_assert_cmpuint (first->seq, ==, 1);
  g_assert_cmpuint (second->seq, ==, 0);

  natterd_store_double_release (fixture->store);
  g_assert_cmpstr (fixture->log->str, ==, "c1c");
  g_assert_cmpuint (second->seq, ==, 2);
  g_assert_false (natterd_store_double_release_one (fixture->store));

  say (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "c1cc");
}

/* §3.6, §7.1: what failed was not recorded and left no gap */
static void
test_fail (Fixture *fixture,
           gconstpointer data)
{
  const NatterMessage *failed;
  const NatterMessage *after;

  natterd_store_double_fail (fixture->store, 2);
  say (fixture);
  failed = say (fixture);
  after = say (fixture);
  fetch (fixture);

  g_assert_cmpstr (fixture->log->str, ==, "cxc2");
  g_assert_cmpuint (failed->seq, ==, 0);
  g_assert_cmpint (failed->time, ==, 0);
  g_assert_cmpuint (after->seq, ==, 2);
}

static void
test_fail_in_turn (Fixture *fixture,
                   gconstpointer data)
{
  natterd_store_double_hold (fixture->store);
  natterd_store_double_fail (fixture->store, 2);
  say (fixture);
  say (fixture);
  say (fixture);
  g_assert_cmpstr (fixture->log->str, ==, "");

  natterd_store_double_release (fixture->store);
  g_assert_cmpstr (fixture->log->str, ==, "cxc");
}

static void
test_forget_waits (Fixture *fixture,
                   gconstpointer data)
{
  say (fixture);
  natterd_store_double_hold (fixture->store);
  fetch (fixture);
  fixture->store->klass->forget (fixture->store, "lobby");
  fetch (fixture);

  natterd_store_double_release (fixture->store);
  g_assert_cmpstr (fixture->log->str, ==, "c10");
}

static void
test_free_while_waiting (Fixture *fixture,
                         gconstpointer data)
{
  natterd_store_double_hold (fixture->store);
  say (fixture);
  fetch (fixture);
  g_clear_pointer (&fixture->store, natterd_store_free);

  g_assert_cmpstr (fixture->log->str, ==, "");
}

static void
add (const char *path,
     void (*function) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, function, tear_down);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/store-double/hold", test_hold);
  add ("/store-double/fail", test_fail);
  add ("/store-double/fail-in-turn", test_fail_in_turn);
  add ("/store-double/forget-waits", test_forget_waits);
  add ("/store-double/free-while-waiting", test_free_while_waiting);

  return g_test_run ();
}
