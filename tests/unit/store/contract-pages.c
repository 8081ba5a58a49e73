/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-support.h"

/* What every store keeps to: §4.17. */

/* §4.17: pages in both directions, and whether there is more that way */
static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;

  for (guint i = 0; i < 5; i++)
    test_store_say (store, "lobby", "x");

  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 5, 0, 0 }, "1 2 3 4 5");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 2, 0, 0 }, "4 5 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_BEFORE, 2, 4, 0 }, "2 3 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_BEFORE, 2, 3, 0 }, "1 2");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_BEFORE, 9, 1, 0 }, "");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_BEFORE, 9, 0, 0 }, "");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_BEFORE, 1, G_MAXUINT64, 0 }, "5 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 2, 0, 0 }, "1 2 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 2, 2, 0 }, "3 4 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 2, 3, 0 }, "4 5");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 9, 5, 0 }, "");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 9, G_MAXUINT64, 0 }, "");
  test_store_assert_seqs (store, "nowhere", (NatterRange){ NATTER_RANGE_SINCE, 9, 0, 0 }, "");
}

/* §4.17: from a moment on */
static void
test_at (Fixture *fixture,
         gconstpointer data)
{
  static const gint64 times[] = { 100, 200, 200, 300, 500 };
  NatterdStore *store = fixture->store;

  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_AT, 9, 0, 100 }, "");
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (GPtrArray) messages = test_store_one_said ("lobby", "x");

      test_store_commit (store, messages, times[i]);
    }

  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_AT, 9, 0, 0 }, "1 2 3 4 5");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_AT, 9, 0, 100 }, "1 2 3 4 5");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_AT, 2, 0, 101 }, "2 3 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_AT, 2, 0, 201 }, "4 5");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_AT, 2, 0, 500 }, "5");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_AT, 2, 0, G_MAXINT64 }, "");
}

/* §4.17: no answer is longer than fits a queue, but one message always fits */
static void
test_page_bytes (Fixture *fixture,
                 gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autofree char *third = g_strnfill (NATTERD_STORE_PAGE_BYTES * 2 / 5, 'x');
  g_autofree char *whole = g_strnfill (NATTERD_STORE_PAGE_BYTES + 1, 'y');

  for (guint i = 0; i < 3; i++)
    test_store_say (store, "lobby", third);
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 9, 0, 0 }, "2 3 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 9, 0, 0 }, "1 2 …");

  test_store_say (store, "lobby", whole);
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 9, 0, 0 }, "4 …");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_SINCE, 9, 3, 0 }, "4");
}

void
test_contract_add_pages (void)
{
  test_store_add ("pages", test_pages);
  test_store_add ("at", test_at);
  test_store_add ("page-bytes", test_page_bytes);
}
