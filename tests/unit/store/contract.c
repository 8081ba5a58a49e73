/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-support.h"

/* What every store keeps to: recording, forgetting, order, a new start. */

/* §3.6: from 1, one more for each, in each room by itself */
static void
test_sequences (Fixture *fixture,
                gconstpointer data)
{
  NatterdStore *store = fixture->store;

  g_assert_cmpuint (test_store_say (store, "lobby", "a"), ==, 1);
  g_assert_cmpuint (test_store_say (store, "lobby", "b"), ==, 2);
  g_assert_cmpuint (test_store_say (store, "garden", "c"), ==, 1);
  g_assert_cmpuint (test_store_say (store, "lobby", "d"), ==, 3);
}

/* Many messages of several rooms in one commit: in order, all with the time of the commit */
static void
test_group (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  const guint64 expected[] = { 1, 2, 1, 3 };

  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", "a", NULL));
  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_SAY, "lobby", "bob", "b", NULL));
  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_SAY, "garden", "alice", "c", NULL));
  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", "d", NULL));
  test_store_commit (store, group, 1234567);

  for (guint i = 0; i < group->len; i++)
    {
      const NatterMessage *message = group->pdata[i];

      g_assert_cmpuint (message->seq, ==, expected[i]);
      g_assert_cmpint (message->time, ==, 1234567);
    }
  test_store_assert_texts (store, "lobby", 10, "a b d");
  test_store_assert_texts (store, "garden", 10, "c");
}

static void
test_empty_commit (Fixture *fixture,
                   gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  test_store_commit (store, nothing, 1);
  g_assert_cmpuint (test_store_say (store, "lobby", "a"), ==, 1);
}

/* Everything that was given comes back, as it was */
static void
test_fields (Fixture *fixture,
             gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  g_autoptr (GPtrArray) fetched = NULL;
  gboolean more;

  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_ME, "lobby", "Zoë", "waves 👋", "id-1"));
  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_TOPIC, "lobby", "bob", "", NULL));
  test_store_commit (store, group, G_GINT64_CONSTANT (1767323045678901));
  fetched = test_store_fetch (store, "lobby", (NatterRange){ .kind = NATTER_RANGE_LAST, .count = 2 }, &more);

  g_assert_cmpuint (fetched->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const NatterMessage *given = group->pdata[i];
      const NatterMessage *got = fetched->pdata[i];

      g_assert_cmpint (got->kind, ==, given->kind);
      g_assert_cmpuint (got->seq, ==, i + 1);
      g_assert_cmpint (got->time, ==, G_GINT64_CONSTANT (1767323045678901));
      g_assert_cmpstr (got->room, ==, "lobby");
      g_assert_cmpstr (got->from, ==, given->from);
      g_assert_cmpstr (got->text, ==, given->text);
      g_assert_cmpstr (got->id, ==, given->id);
    }
}

/* §4.17: the last N, oldest first; fewer where there are fewer */
static void
test_fetch (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;

  test_store_assert_texts (store, "lobby", 3, "");
  test_store_say (store, "lobby", "a");
  test_store_say (store, "lobby", "b");
  test_store_say (store, "lobby", "c");
  test_store_assert_texts (store, "lobby", 0, "");
  test_store_assert_texts (store, "lobby", 1, "c");
  test_store_assert_texts (store, "lobby", 2, "b c");
  test_store_assert_texts (store, "lobby", 3, "a b c");
  test_store_assert_texts (store, "lobby", 500, "a b c");
  test_store_assert_texts (store, "nowhere", 3, "");
}

/* The last KEEP stay whatever comes, and numbers go on although the first messages went */
static void
test_many (Fixture *fixture,
           gconstpointer data)
{
  NatterdStore *store = fixture->store;

  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_assert_cmpuint (test_store_say (store, "lobby", text), ==, i);
    }

  test_store_assert_texts (store, "lobby", KEEP, "96 97 98 99 100");
  test_store_assert_texts (store, "lobby", 2, "99 100");
  if (!fixture->kind->keeps_all)
    test_store_assert_texts (store, "lobby", 100, "96 97 98 99 100");
}

/* §3.4: nothing of a forgotten room is left, nor of its numbers; other rooms keep theirs */
static void
test_forget (Fixture *fixture,
             gconstpointer data)
{
  NatterdStore *store = fixture->store;

  test_store_say (store, "@alice bob", "a");
  test_store_say (store, "lobby", "b");
  store->klass->forget (store, "@alice bob");
  store->klass->forget (store, "nowhere");

  test_store_assert_texts (store, "@alice bob", 10, "");
  test_store_assert_texts (store, "lobby", 10, "b");
  g_assert_cmpuint (test_store_say (store, "@alice bob", "c"), ==, 1);
  g_assert_cmpuint (test_store_say (store, "lobby", "d"), ==, 2);
}

/* Commits are answered in the order in which they were asked for */
typedef struct
{
  GString *log;
  const char *name;
} Link;

static void
on_link (gpointer user_data,
         const GError *error)
{
  Link *link = user_data;

  g_assert_no_error (error);
  g_string_append (link->log, link->name);
}

static void
test_order (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (GString) log = g_string_new (NULL);
  Link links[] = { { log, "a" }, { log, "b" }, { log, "c" } };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      /* the array goes away before the answer may have come */
      g_autoptr (GPtrArray) messages = test_store_one_said ("lobby", links[i].name);

      store->klass->commit (store, messages, 1, on_link, &links[i]);
    }
  while (log->len < G_N_ELEMENTS (links))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (log->str, ==, "abc");
  test_store_assert_texts (store, "lobby", 10, "a b c");
}

/* A new start */

static void
on_room (gpointer user_data,
         const NatterdStoreRoom *room)
{
  g_string_append_printf (user_data, "%s=%s %s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                          room->key, room->name != NULL ? room->name : "-",
                          room->topic != NULL ? room->topic : "-", room->last_seq, room->active);
}

static void
assert_rooms (NatterdStore *store,
              const char *expected)
{
  g_autoptr (GString) rooms = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  store->klass->list_rooms (store, on_room, rooms, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rooms->str, ==, expected);
}

static void
test_start_again (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) topic = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  g_autofree char *epoch = NULL;

  if (!fixture->kind->survives)
    {
      g_test_skip ("it keeps nothing");
      return;
    }

  assert_rooms (fixture->store, "");
  epoch = g_strdup (fixture->store->klass->get_epoch (fixture->store));
  fixture->store->klass->name_room (fixture->store, "garden", "Garden");
  fixture->store->klass->name_room (fixture->store, "empty", "Empty");
  test_store_say (fixture->store, "garden", "a");
  test_store_say (fixture->store, "@1.2", "a secret");
  g_ptr_array_add (topic, natter_message_new (NATTER_MESSAGE_TOPIC, "garden", "alice", "Roses", NULL));
  test_store_commit (fixture->store, topic, 1234);

  test_store_reopen (fixture);
  assert_rooms (fixture->store, "garden=Garden Roses 2 1234\n"
                                "@1.2=- - 1 1000\n");
  test_store_assert_texts (fixture->store, "garden", 9, "a Roses");
  test_store_assert_texts (fixture->store, "@1.2", 9, "a secret");
  g_assert_cmpstr (fixture->store->klass->get_epoch (fixture->store), ==, epoch);
  g_assert_cmpuint (test_store_say (fixture->store, "garden", "b"), ==, 3);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_store_add ("sequences", test_sequences);
  test_store_add ("group", test_group);
  test_store_add ("empty-commit", test_empty_commit);
  test_store_add ("fields", test_fields);
  test_store_add ("fetch", test_fetch);
  test_store_add ("many", test_many);
  test_store_add ("forget", test_forget);
  test_store_add ("order", test_order);
  test_store_add ("start-again", test_start_again);
  test_contract_add_changes ();
  test_contract_add_facts ();
  test_contract_add_heeded ();
  test_contract_add_pages ();
  test_contract_add_retries ();
  test_contract_add_search ();

  return g_test_run ();
}
