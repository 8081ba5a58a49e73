/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search-support.h"
#include "server/store/natterd-schema-private.h"
#include "sqlite-support.h"
#include "tests/support/natterd-test-vfs.h"

/* §4.17a with an index that comes later: what was said is found before it is in it, while it gets there, and after; and so is what became of it. */

#define ALICE (-1)

static void
commit_one (Files *files,
            NatterMessage *message)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  message->author = ALICE;
  g_ptr_array_add (one, message);
  test_store_commit (files->store, one, 1000);
  g_assert_cmpint (message->refusal, ==, 0);
}

static void
change (Files *files,
        NatterMessageKind kind,
        guint64 target,
        const char *text)
{
  NatterMessage *message = natter_message_new (kind, "lobby", "alice", text, NULL);

  message->target = target;
  commit_one (files, message);
}

static void
say (Files *files,
     const char *room,
     const char *text)
{
  commit_one (files, natter_message_new (NATTER_MESSAGE_SAY, room, "alice", text, NULL));
}

/* a commit of many, which are all on their way into the index together */
static void
say_many (Files *files,
          const char *room,
          guint n,
          const char *text)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (all, natter_message_new (NATTER_MESSAGE_SAY, room, "alice", text, NULL));
  test_store_commit (files->store, all, 1000);
}

/* Of how many messages the index itself says that a word is in them. */
static void
assert_indexed (Files *files,
                const char *index,
                const char *word,
                guint n)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s ('%s')", index, word);

  g_assert_cmpint (test_files_look_up (files->path, sql), ==, n);
}

/* Twice: with everything behind the index, and with everything in it. */
static void
assert_found_early_and_late (Files *files,
                             const char *typed,
                             const char *expected)
{
  test_search_assert_found (files->store, typed, "lobby garden @1.2", expected);
  test_files_await_index (files->path);
  test_search_assert_found (files->store, typed, "lobby garden @1.2", expected);
}

/* As the store's own connections do it: with the triggers. */
static void
run_sql (Files *files,
         const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) database = natterd_sql_open (files->path, SQLITE_OPEN_READWRITE, &error);

  g_assert_no_error (error);
  natterd_sql_execute (database, "PRAGMA trusted_schema = ON", &error);
  g_assert_no_error (error);
  natterd_sql_execute (database, sql, &error);
  g_assert_no_error (error);
}

/* nobody waits for the index, and the next start brings it up */
static void
test_next_start (Files *files,
                 gconstpointer data)
{
  test_files_open (files, 0);
  say (files, "lobby", "cake");
  say (files, "garden", "cake");
  say (files, "@1.2", "cake");
  test_search_assert_found (files->store, "cake", "lobby garden @1.2", "@1.2 1, GARDEN 1, LOBBY 1");
  test_search_assert_found (files->store, "ca*", "lobby garden @1.2", "@1.2 1, GARDEN 1, LOBBY 1");
  test_search_assert_found (files->store, "cake", "garden", "GARDEN 1");
  test_files_close (files);

  test_files_open (files, 0);
  files->store->klass->forget (files->store, "@1.2");
  assert_found_early_and_late (files, "cake", "GARDEN 1, LOBBY 1");
  assert_indexed (files, "words", "cake", 2);
}

/* A silence is enough. */
static void
test_silence (Files *files,
              gconstpointer data)
{
  test_files_open (files, 0);
  say (files, "lobby", "cake");
  assert_found_early_and_late (files, "cake", "LOBBY 1");
  assert_indexed (files, "words", "cake", 1);
}

static void
assert_n_found (Files *files,
                NatterSearch *search,
                guint n)
{
  TestFound found = test_search_ask (files->store, search, NULL);

  g_assert_no_error (found.error);
  g_assert_cmpuint (found.hits->len, ==, n);
  test_search_clear (&found);
}

/* Where nobody is ever silent it is done in between, some thousand at once, and nothing is missed or found twice on the way. */
static void
test_in_between (Files *files,
                 gconstpointer data)
{
  g_autoptr (NatterSearch) search = test_search_make ("cake", "lobby");

  search->count = 50;
  files->index_lag = 5000;
  test_files_open (files, 0);
  say (files, "lobby", "cake, the first");
  for (guint i = 0; i < 12; i++)
    {
      say_many (files, "lobby", 999, "tea");
      say (files, "lobby", "cake");
      assert_n_found (files, search, i + 2);
    }
  g_assert_cmpint (test_files_look_up (files->path, "SELECT upto FROM indexed"), >, 0);
  test_files_await_index (files->path);
  assert_indexed (files, "words", "cake", 13);
}

/* A page may begin in what is not indexed and end in what is; so may the next one. */
typedef struct
{
  guint n_found;
  guint n_before; /* of them before the page came */
  gboolean fetched;
} Race;

static void
on_race_found (gpointer user_data,
               GPtrArray *hits,
               gboolean more,
               const GError *error)
{
  g_assert_no_error (error);
  ((Race *) user_data)->n_found++;
}

static void
on_race_fetched (gpointer user_data,
                 GPtrArray *messages,
                 gboolean more,
                 const GError *error)
{
  Race *race = user_data;

  g_assert_no_error (error);
  race->fetched = TRUE;
  race->n_before = race->n_found;
}

/* Who reads a page does not wait for all who search. */
static void
test_pages_first (Files *files,
                  gconstpointer data)
{
  g_autoptr (NatterSearch) search = test_search_make ("morning has:link", "lobby");
  NatterRange range = { .count = 20 };
  Race race = { 0 };

  test_files_open (files, 0);
  say_many (files, "lobby", 5000, "good morning");
  test_files_await_index (files->path);
  for (guint i = 0; i < 30; i++)
    files->store->klass->search (files->store, search, NULL, on_race_found, &race);
  files->store->klass->fetch (files->store, "lobby", &range, on_race_fetched, &race);
  while (race.n_found < 30 || !race.fetched)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (race.n_before, <, 15);
}

static void
test_pages (Files *files,
            gconstpointer data)
{
  static const char *const typed[] = { "cake", "cak*", "from:alice" };

  test_files_open (files, 0);
  for (guint i = 0; i < 6; i++)
    say (files, "lobby", "cake");
  test_files_close (files);
  test_files_open (files, 0);
  test_files_await_index (files->path);
  for (guint i = 0; i < 3; i++)
    say (files, "lobby", "cake");

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (NatterSearch) search = test_search_make (typed[i], "lobby");

      search->count = 4;
      test_search_assert (files->store, search, "LOBBY 9, LOBBY 8, LOBBY 7, LOBBY 6 …");
      search->below_room = g_strdup ("lobby");
      search->below_seq = 8;
      test_search_assert (files->store, search, "LOBBY 7, LOBBY 6, LOBBY 5, LOBBY 4 …");
      search->below_seq = 4;
      test_search_assert (files->store, search, "LOBBY 3, LOBBY 2, LOBBY 1");
    }
}

/* @indexed: the messages are in the index when they are changed. */
static void
change_them (Files *files,
             gboolean indexed)
{
  files->index_lag = indexed ? 1 : 0;
  test_files_open (files, 0);
  say (files, "lobby", "cake");
  say (files, "lobby", "cake");
  say (files, "lobby", "tea");
  if (indexed)
    test_files_await_index (files->path);
  change (files, NATTER_MESSAGE_EDIT, 1, "biscuit");
  change (files, NATTER_MESSAGE_DELETE, 2, "");
  change (files, NATTER_MESSAGE_EDIT, 3, "tea and cake");
  assert_found_early_and_late (files, "cake", "LOBBY 3");
  assert_found_early_and_late (files, "biscuit", "LOBBY 1");
  assert_indexed (files, "words", "cake", 1);
  assert_indexed (files, "words", "biscuit", 1);
  assert_indexed (files, "words", "tea", 1);
}

static void
test_changed_before (Files *files,
                     gconstpointer data)
{
  change_them (files, FALSE);
}

static void
test_changed_after (Files *files,
                    gconstpointer data)
{
  change_them (files, TRUE);
}

/* SQLite gives the number of a message away again when the last ones were deleted. */
static void
test_numbers_again (Files *files,
                    gconstpointer data)
{
  files->index_lag = 1;
  test_files_open (files, 0);
  say (files, "lobby", "cake");
  say (files, "@1.2", "cake");
  say (files, "@1.2", "cake");
  test_files_await_index (files->path);
  test_files_close (files);
  /* what retention and forgetting do, at once */
  run_sql (files, "DELETE FROM messages WHERE id > 1");
  g_assert_cmpint (test_files_look_up (files->path, "SELECT upto FROM indexed"), ==, 1);
  assert_indexed (files, "passing_words", "cake", 0);

  files->index_lag = 0;
  test_files_open (files, 0);
  test_files_await_index (files->path);
  say (files, "garden", "tea");
  g_assert_cmpint (test_files_look_up (files->path, "SELECT max (id) FROM messages"), ==, 2);
  assert_found_early_and_late (files, "tea", "GARDEN 1");
  assert_indexed (files, "words", "tea", 1);
}

/* What is deleted before it is in the index never gets there. */
static void
test_deleted_before (Files *files,
                     gconstpointer data)
{
  test_files_open (files, 0);
  say (files, "lobby", "cake");
  say (files, "lobby", "tea");
  test_files_close (files);
  run_sql (files, "DELETE FROM messages WHERE seq = 1");
  test_files_open (files, 0);
  test_files_await_index (files->path);
  assert_indexed (files, "words", "cake", 0);
  assert_indexed (files, "words", "tea", 1);
}

/* While the disk is full nothing gets lost of what is to be indexed; commits go before. */
static void
test_trouble (Files *files,
              gconstpointer data)
{
  NatterdTestVfs *vfs = sqlite3_vfs_find ("natterd-test")->pAppData;

  files->index_lag = 2;
  test_files_open (files, 0);
  say (files, "lobby", "cake");
  natterd_test_vfs_fail (vfs, NATTERD_TEST_VFS_WRITE, 1, SQLITE_FULL, TRUE);
  test_files_assert_said (files, "a", "no-space");
  test_search_assert_found (files->store, "cake", "lobby", "LOBBY 1");
  natterd_test_vfs_heal (vfs);
  test_files_assert_said (files, "a", "2");
  say (files, "lobby", "cake");
  test_search_assert_found (files->store, "cake", "lobby", "LOBBY 3, LOBBY 1");
  /* where the index itself met the trouble it waits a minute, or for the next start */
  test_files_close (files);
  test_files_open (files, 0);
  assert_found_early_and_late (files, "cake", "LOBBY 3, LOBBY 1");
  assert_indexed (files, "words", "cake", 2);
}

/* A database of version 5, where everything is in the index. */
static void
test_migration (Files *files,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) database = natterd_sql_open (files->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);
  guint n_steps;
  const NatterdSchemaStep *steps = natterd_schema_steps (&n_steps);

  natterd_schema_bring_up (database, files->path, steps, 5, &error);
  g_assert_no_error (error);
  natterd_sql_execute (database,
                       "PRAGMA trusted_schema = ON;"
                       "INSERT INTO rooms (id, key, name) VALUES (1, 'lobby', 'lobby');"
                       "INSERT INTO senders VALUES (1, 'alice');"
                       "INSERT INTO messages (room, seq, time, kind, sender, name, text, author) VALUES (1, 1, 1000, 0, 1, 'alice', 'cake', -1),"
                       " (1, 2, 1000, 0, 1, 'alice', 'cake', -1), (1, 3, 1000, 0, 1, 'alice', 'tea', -1)",
                       &error);
  g_assert_no_error (error);
  g_clear_pointer (&database, natterd_sql_close);
  assert_indexed (files, "words", "cake", 2);

  test_files_open (files, 0);
  g_assert_cmpint (test_files_look_up (files->path, "SELECT upto FROM indexed"), ==, 3);
  say (files, "lobby", "more cake");
  change (files, NATTER_MESSAGE_DELETE, 1, "");
  assert_found_early_and_late (files, "cake", "LOBBY 4, LOBBY 2");
  assert_indexed (files, "words", "cake", 2);
  assert_indexed (files, "words", "tea", 1);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (NatterdTestVfs) vfs = NULL;

  g_test_init (&argc, &argv, NULL);
  vfs = natterd_test_vfs_new ();

  test_files_add ("/store-sqlite/index/next-start", test_next_start);
  test_files_add ("/store-sqlite/index/silence", test_silence);
  test_files_add ("/store-sqlite/index/in-between", test_in_between);
  test_files_add ("/store-sqlite/index/pages", test_pages);
  test_files_add ("/store-sqlite/index/pages-first", test_pages_first);
  test_files_add ("/store-sqlite/index/changed-before", test_changed_before);
  test_files_add ("/store-sqlite/index/changed-after", test_changed_after);
  test_files_add ("/store-sqlite/index/numbers-again", test_numbers_again);
  test_files_add ("/store-sqlite/index/deleted-before", test_deleted_before);
  test_files_add ("/store-sqlite/index/trouble", test_trouble);
  test_files_add ("/store-sqlite/index/migration", test_migration);

  return g_test_run ();
}
