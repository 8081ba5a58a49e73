/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search-support.h"
#include "store-support.h"

/* What every store keeps to: §4.17a. */

static void
say_as (NatterdStore *store,
        const char *name,
        const char *room,
        const char *text,
        gint64 time)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  g_ptr_array_add (messages, natter_message_new (NATTER_MESSAGE_SAY, room, name, text, NULL));
  test_store_commit (store, messages, time);
}

/* words, phrases, beginnings, accents, scripts without spaces */
static void
test_terms (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;

  test_store_say (store, "lobby", "The cake is in the kitchen");
  test_store_say (store, "lobby", "Crème brûlée, no cake");
  test_store_say (store, "lobby", "你好世界");
  test_store_say (store, "lobby", "한국어를 배웁니다");
  test_store_say (store, "lobby", "ケーキを食べます 🎂");

  test_search_assert_found (store, "cake", "lobby", "LOBBY 2, LOBBY 1");
  test_search_assert_found (store, "CAKE kitchen", "lobby", "LOBBY 1");
  test_search_assert_found (store, "\"the kitchen\"", "lobby", "LOBBY 1");
  test_search_assert_found (store, "\"kitchen the\"", "lobby", "");
  test_search_assert_found (store, "\"no cake\" creme", "lobby", "LOBBY 2");
  test_search_assert_found (store, "ki*", "lobby", "LOBBY 1");
  test_search_assert_found (store, "kit*", "lobby", "LOBBY 1");
  test_search_assert_found (store, "kitch*", "lobby", "LOBBY 1");
  test_search_assert_found (store, "\"the kitch\"*", "lobby", "LOBBY 1");
  test_search_assert_found (store, "kitch", "lobby", "");
  test_search_assert_found (store, "BRULEE", "lobby", "LOBBY 2");
  test_search_assert_found (store, "好", "lobby", "LOBBY 3");
  test_search_assert_found (store, "世界", "lobby", "LOBBY 3");
  test_search_assert_found (store, "好世界", "lobby", "LOBBY 3");
  test_search_assert_found (store, "界世", "lobby", "");
  test_search_assert_found (store, "국", "lobby", "LOBBY 4");
  test_search_assert_found (store, "한국", "lobby", "LOBBY 4");
  test_search_assert_found (store, "ケーキ", "lobby", "LOBBY 5");
  test_search_assert_found (store, "食べ", "lobby", "LOBBY 5");
  test_search_assert_found (store, "🎂", "lobby", "LOBBY 5");
}

/* what one may not read is not there */
static void
test_rooms (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;

  test_store_say (store, "lobby", "cake");
  test_store_say (store, "garden", "cake");
  test_store_say (store, "@1.2.3", "cake");
  test_store_say (store, "lobby", "more cake");

  test_search_assert_found (store, "cake", "lobby garden @1.2.3", "LOBBY 2, @1.2.3 1, GARDEN 1, LOBBY 1");
  test_search_assert_found (store, "cake", "garden", "GARDEN 1");
  test_search_assert_found (store, "cake", "@1.2.3 nowhere", "@1.2.3 1");
  test_search_assert_found (store, "cake", "nowhere", "");
}

static void
test_filters (Fixture *fixture,
              gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (NatterQuery) day = natter_query_new ("after:2026-11-25 before:2026-11-26", NULL);

  say_as (store, "Bob", "lobby", "cake", day->after - 1);
  say_as (store, "alice", "lobby", "cake", day->after);
  say_as (store, "BOB", "lobby", "tea https://example.org/cake", day->before - 1);
  say_as (store, "alice", "lobby", "https://", day->before);

  test_search_assert_found (store, "from:bob", "lobby", "LOBBY 3, LOBBY 1");
  test_search_assert_found (store, "cake from:alice", "lobby", "LOBBY 2");
  test_search_assert_found (store, "cake from:nobody", "lobby", "");
  test_search_assert_found (store, "has:link", "lobby", "LOBBY 3");
  test_search_assert_found (store, "after:2026-11-25", "lobby", "LOBBY 4, LOBBY 3, LOBBY 2");
  test_search_assert_found (store, "before:2026-11-25", "lobby", "LOBBY 1");
  test_search_assert_found (store, "cake before:2026-11-26 after:2026-11-25", "lobby", "LOBBY 3, LOBBY 2");
  test_search_assert_found (store, "cake before:1999-01-01", "lobby", "");
  test_search_assert_found (store, "cake after:2199-01-01", "lobby", "");
}

static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (NatterSearch) search = test_search_make ("x", "lobby garden");

  for (guint i = 0; i < KEEP; i++)
    {
      test_store_say (store, "lobby", "x");
      test_store_say (store, "garden", "x");
    }

  search->count = 3;
  test_search_assert (store, search, "GARDEN 5, LOBBY 5, GARDEN 4 …");
  search->below_room = g_strdup ("garden");
  search->below_seq = 4;
  test_search_assert (store, search, "LOBBY 4, GARDEN 3, LOBBY 3 …");
  search->below_seq = 2;
  test_search_assert (store, search, "LOBBY 2, GARDEN 1, LOBBY 1");
  search->below_seq = 1;
  test_search_assert (store, search, "LOBBY 1");
  search->below_seq = 99; /* never said: nothing is older than that but all */
  test_search_assert (store, search, "GARDEN 5, LOBBY 5, GARDEN 4 …");
}

static void
test_page_bytes (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *half = g_strnfill (NATTERD_STORE_PAGE_BYTES / 2, '.');
  g_autofree char *text = g_strconcat ("x", half, NULL);

  for (guint i = 0; i < 3; i++)
    test_store_say (fixture->store, "lobby", text);
  test_search_assert_found (fixture->store, "x", "lobby", "LOBBY 3 …");
}

static void
test_forgotten (Fixture *fixture,
                gconstpointer data)
{
  NatterdStore *store = fixture->store;

  test_store_say (store, "@1.2.3", "cake");
  store->klass->forget (store, "@1.2.3");
  test_search_assert_found (store, "cake", "@1.2.3", "");
  test_store_say (store, "@1.2.3", "cake");
  test_search_assert_found (store, "cake", "@1.2.3", "@1.2.3 1");
}

static const char *const typed[] = {
  "\"",
  "\"\" x",
  "x\"y",
  "x AND y",
  "x OR y",
  "NOT x",
  "x NEAR y",
  "NEAR(x y, 2)",
  "x*y",
  "^x",
  "text:x",
  "tags:x",
  "{text}:x",
  "- x",
  "x + y",
  "(x",
  "x)",
  "x') --",
  "'; DROP TABLE messages; --",
  "x\\",
  "x%",
  "x_y",
  "rank:x",
  "\"x\" * *",
  "x**",
  "\"x y\"***",
  "x\"*",
  "x:*",
  "::x",
  "x NOT",
  "AND x",
  "x,y",
  "x;y",
  "x`y",
  "[x]",
  "x=1",
  "x | y",
  "x & y",
  "r1 x",
  "\xe2\x80\x8d"
  "x",
  "\xef\xbf\xbd"
  "x",
};

/* Nothing that is typed is syntax to any store, and a text is found by itself. */
static void
test_hostile (Fixture *fixture,
              gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (NatterQuery) query = natter_query_new (typed[i], NULL);
      g_autoptr (NatterSearch) search = NULL;
      TestFound found;

      g_test_message ("%s", typed[i]);
      test_store_say (fixture->store, "lobby", typed[i]);
      if (query == NULL) /* one letter and a star, or no letter at all: refused with a sentence */
        continue;

      search = test_search_make (typed[i], "lobby");
      found = test_search_ask (fixture->store, search, NULL);
      g_assert_no_error (found.error);
      g_assert_cmpuint (found.hits->len, >, 0);
      g_assert_cmpuint (((NatterHit *) found.hits->pdata[0])->message->seq, ==, i + 1);
      test_search_clear (&found);
    }
}

/* §4.17a: a word of control characters cannot be typed, but even then it would not open another room */
static void
test_secret_words (Fixture *fixture,
                   gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (NatterSearch) search = test_search_make ("x", "lobby");
  NatterQueryTerm *term = search->query->terms->pdata[0];

  test_store_say (store, "lobby", "y");
  test_store_say (store, "garden", "y");
  g_free (term->text);
  term->text = g_strdup ("\001r2");
  g_ptr_array_set_size (term->words, 0);
  g_ptr_array_add (term->words, g_strdup ("\001r2"));
  test_search_assert (store, search, "");
}

static void
test_many_rooms (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (NatterSearch) search = test_search_make ("x", "lobby");

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *key = g_strdup_printf (i % 2 == 0 ? "room%u" : "@1.2.%u", i);

      natter_search_add_room (search, key, key);
      if (i % 50 < 2)
        test_store_say (fixture->store, key, "x");
    }
  search->count = 3;
  test_search_assert (fixture->store, search, "@1.2.351 1, room350 1, @1.2.301 1 …");
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (NatterSearch) search = test_search_make ("x", "lobby");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  TestFound found;

  test_store_say (fixture->store, "lobby", "x");
  g_cancellable_cancel (cancellable);
  found = test_search_ask (fixture->store, search, cancellable);
  if (found.error != NULL)
    g_assert_error (found.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_search_clear (&found);
  test_search_assert (fixture->store, search, "LOBBY 1");
}

void
test_contract_add_search (void)
{
  test_store_add ("search/terms", test_terms);
  test_store_add ("search/rooms", test_rooms);
  test_store_add ("search/filters", test_filters);
  test_store_add ("search/pages", test_pages);
  test_store_add ("search/page-bytes", test_page_bytes);
  test_store_add ("search/forgotten", test_forgotten);
  test_store_add ("search/hostile", test_hostile);
  test_store_add ("search/secret-words", test_secret_words);
  test_store_add ("search/many-rooms", test_many_rooms);
  test_store_add ("search/cancelled", test_cancelled);
}
