/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/support/natterd-store-double.h"

/* What every store keeps to: the same tests for each. A new store is one row of `stores`. */

#define KEEP 5 /* messages of a room that the stores under test hold at the least */

typedef struct
{
  const char *name;
  NatterdStore *(*make) (void);
  gboolean keeps_all; /* else exactly the last KEEP */
} Kind;

static NatterdStore *
make_memory (void)
{
  return natterd_store_memory_new (KEEP);
}

static NatterdStore *
make_double (void)
{
  return natterd_store_double_new (make_memory ());
}

static const Kind stores[] = {
  { "memory", make_memory, FALSE },
  { "double", make_double, FALSE },
};

/* Waiting for answers */

typedef struct
{
  guint n_answers;
  GPtrArray *messages;
} Answer;

static void
on_committed (gpointer user_data,
              const GError *error)
{
  g_assert_no_error (error);
  ((Answer *) user_data)->n_answers++;
}

static void
on_fetched (gpointer user_data,
            GPtrArray *messages,
            const GError *error)
{
  Answer *answer = user_data;

  g_assert_no_error (error);
  answer->n_answers++;
  answer->messages = g_ptr_array_ref (messages);
}

static void
await (const Answer *answer)
{
  while (answer->n_answers == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (answer->n_answers, ==, 1);
}

static GPtrArray *
one_said (const char *room,
          const char *text)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  g_ptr_array_add (messages, natter_message_new (NATTER_MESSAGE_SAY, room, "alice", text, NULL));
  return messages;
}

static void
commit (NatterdStore *store,
        GPtrArray *messages,
        gint64 wall)
{
  Answer answer = { 0 };

  store->klass->commit (store, messages, wall, on_committed, &answer);
  await (&answer);
}

static guint64
say (NatterdStore *store,
     const char *room,
     const char *text)
{
  g_autoptr (GPtrArray) messages = one_said (room, text);

  commit (store, messages, 1000);
  return ((NatterMessage *) messages->pdata[0])->seq;
}

static GPtrArray *
fetch (NatterdStore *store,
       const char *room,
       guint count)
{
  Answer answer = { 0 };

  store->klass->fetch_last (store, room, count, on_fetched, &answer);
  await (&answer);
  return answer.messages;
}

static void
assert_texts (NatterdStore *store,
              const char *room,
              guint count,
              const char *expected)
{
  g_autoptr (GPtrArray) messages = fetch (store, room, count);
  g_autoptr (GString) texts = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (texts, "%s%s", i > 0 ? " " : "", ((NatterMessage *) messages->pdata[i])->text);
  g_assert_cmpstr (texts->str, ==, expected);
}

/* §3.6: from 1, one more for each, in each room by itself */
static void
test_sequences (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NatterdStore) store = kind->make ();

  g_assert_cmpuint (say (store, "lobby", "a"), ==, 1);
  g_assert_cmpuint (say (store, "lobby", "b"), ==, 2);
  g_assert_cmpuint (say (store, "garden", "c"), ==, 1);
  g_assert_cmpuint (say (store, "lobby", "d"), ==, 3);
}

/* Many messages of several rooms in one commit: in order, all with the time of the commit */
static void
test_group (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NatterdStore) store = kind->make ();
  g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  const guint64 expected[] = { 1, 2, 1, 3 };

  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", "a", NULL));
  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_SAY, "lobby", "bob", "b", NULL));
  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_SAY, "garden", "alice", "c", NULL));
  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", "d", NULL));
  commit (store, group, 1234567);

  for (guint i = 0; i < group->len; i++)
    {
      const NatterMessage *message = group->pdata[i];

      g_assert_cmpuint (message->seq, ==, expected[i]);
      g_assert_cmpint (message->time, ==, 1234567);
    }
  assert_texts (store, "lobby", 10, "a b d");
  assert_texts (store, "garden", 10, "c");
}

static void
test_empty_commit (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NatterdStore) store = kind->make ();
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  commit (store, nothing, 1);
  g_assert_cmpuint (say (store, "lobby", "a"), ==, 1);
}

/* Everything that was given comes back, as it was */
static void
test_fields (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NatterdStore) store = kind->make ();
  g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  g_autoptr (GPtrArray) fetched = NULL;

  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_ME, "lobby", "Zoë", "waves 👋", "id-1"));
  g_ptr_array_add (group, natter_message_new (NATTER_MESSAGE_TOPIC, "lobby", "bob", "", NULL));
  commit (store, group, G_GINT64_CONSTANT (1767323045678901));
  fetched = fetch (store, "lobby", 2);

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
test_fetch (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NatterdStore) store = kind->make ();

  assert_texts (store, "lobby", 3, "");
  say (store, "lobby", "a");
  say (store, "lobby", "b");
  say (store, "lobby", "c");
  assert_texts (store, "lobby", 0, "");
  assert_texts (store, "lobby", 1, "c");
  assert_texts (store, "lobby", 2, "b c");
  assert_texts (store, "lobby", 3, "a b c");
  assert_texts (store, "lobby", 500, "a b c");
  assert_texts (store, "nowhere", 3, "");
}

/* The last KEEP stay whatever comes, and numbers go on although the first messages went */
static void
test_many (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NatterdStore) store = kind->make ();

  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_assert_cmpuint (say (store, "lobby", text), ==, i);
    }

  assert_texts (store, "lobby", KEEP, "96 97 98 99 100");
  assert_texts (store, "lobby", 2, "99 100");
  if (!kind->keeps_all)
    assert_texts (store, "lobby", 100, "96 97 98 99 100");
}

/* §3.4: nothing of a forgotten room is left, nor of its numbers; other rooms keep theirs */
static void
test_forget (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NatterdStore) store = kind->make ();

  say (store, "@alice bob", "a");
  say (store, "lobby", "b");
  store->klass->forget (store, "@alice bob");
  store->klass->forget (store, "nowhere");

  assert_texts (store, "@alice bob", 10, "");
  assert_texts (store, "lobby", 10, "b");
  g_assert_cmpuint (say (store, "@alice bob", "c"), ==, 1);
  g_assert_cmpuint (say (store, "lobby", "d"), ==, 2);
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
test_order (gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (NatterdStore) store = kind->make ();
  g_autoptr (GString) log = g_string_new (NULL);
  Link links[] = { { log, "a" }, { log, "b" }, { log, "c" } };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      /* the array goes away before the answer may have come */
      g_autoptr (GPtrArray) messages = one_said ("lobby", links[i].name);

      store->klass->commit (store, messages, 1, on_link, &links[i]);
    }
  while (log->len < G_N_ELEMENTS (links))
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (log->str, ==, "abc");
  assert_texts (store, "lobby", 10, "a b c");
}

static void
add (const Kind *kind,
     const char *name,
     GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/store/%s/%s", kind->name, name);

  g_test_add_data_func (path, kind, function);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      add (&stores[i], "sequences", test_sequences);
      add (&stores[i], "group", test_group);
      add (&stores[i], "empty-commit", test_empty_commit);
      add (&stores[i], "fields", test_fields);
      add (&stores[i], "fetch", test_fetch);
      add (&stores[i], "many", test_many);
      add (&stores[i], "forget", test_forget);
      add (&stores[i], "order", test_order);
    }

  return g_test_run ();
}
