/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-support.h"

/* What every store keeps to: §3.7. */

static NatterMessage *
new_with_id (const char *room,
             const char *from,
             const char *id)
{
  return natter_message_new (NATTER_MESSAGE_SAY, room, from, "x", id);
}

/* Commits one message, says "3" or, for a retry, "3 again". (transfer full) */
static char *
send (NatterdStore *store,
      const char *room,
      const char *from,
      const char *id)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  const NatterMessage *message = new_with_id (room, from, id);

  g_ptr_array_add (one, (gpointer) message);
  test_store_commit (store, one, 1000);
  return g_strdup_printf ("%" G_GUINT64_FORMAT "%s", message->seq, message->repeated ? " again" : "");
}

static void
assert_sent (NatterdStore *store,
             const char *who_says_where_with[3],
             const char *expected)
{
  g_autofree char *sent = send (store, who_says_where_with[1], who_says_where_with[0], who_says_where_with[2]);

  g_assert_cmpstr (sent, ==, expected);
}

#define SEND(...) ((const char *[3]){ __VA_ARGS__ })

/* §3.7: what has the same room, sender and id is one message; names are the same as in §3.2 */
static void
test_retry (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;

  assert_sent (store, SEND ("alice", "lobby", "c1"), "1");
  assert_sent (store, SEND ("alice", "lobby", "c2"), "2");
  assert_sent (store, SEND ("alice", "lobby", "c1"), "1 again");
  assert_sent (store, SEND ("Alice", "lobby", "c2"), "2 again");
  assert_sent (store, SEND ("bob", "lobby", "c1"), "3");
  assert_sent (store, SEND ("alice", "garden", "c1"), "1");
  assert_sent (store, SEND ("alice", "lobby", NULL), "4");
  assert_sent (store, SEND ("alice", "lobby", NULL), "5");
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 9, 0, 0 }, "1 2 3 4 5");
  if (!fixture->kind->survives)
    return;

  test_store_reopen (fixture);
  assert_sent (fixture->store, SEND ("alice", "lobby", "c1"), "1 again");
  assert_sent (fixture->store, SEND ("alice", "lobby", "c3"), "6");
}

/* §3.7: also within one commit, and between others */
static void
test_retry_at_once (Fixture *fixture,
                    gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (GPtrArray) group = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  static const char *const ids[] = { "a", "b", "a", "c", "a" };
  static const guint64 seqs[] = { 1, 2, 1, 3, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_ptr_array_add (group, new_with_id ("lobby", "alice", ids[i]));
  test_store_commit (store, group, 77);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const NatterMessage *message = group->pdata[i];

      g_assert_cmpuint (message->seq, ==, seqs[i]);
      g_assert_cmpint (message->time, ==, 77);
      g_assert_cmpint (message->repeated, ==, i == 2 || i == 4);
    }
}

/* §3.7: at least as long as the message is kept */
static void
test_retry_of_what_went (Fixture *fixture,
                         gconstpointer data)
{
  NatterdStore *store = fixture->store;

  assert_sent (store, SEND ("alice", "lobby", "first"), "1");
  for (guint i = 0; i < KEEP; i++)
    test_store_say (store, "lobby", "x");
  assert_sent (store, SEND ("alice", "lobby", "first"), fixture->kind->keeps_all ? "1 again" : "7");
}

/* What is to be refused is, but not a retry of what was recorded before. */
static void
test_retry_to_refuse (Fixture *fixture,
                      gconstpointer data)
{
  NatterdStore *store = fixture->store;
  const char *const ids[] = { "c1", "c2", NULL };

  assert_sent (store, SEND ("alice", "lobby", "c1"), "1");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
      NatterMessage *message = new_with_id ("lobby", "alice", ids[i]);

      message->refuse = NATTER_ERROR_TOO_MANY_WAITING;
      g_ptr_array_add (one, message);
      test_store_commit (store, one, 1000);
      g_assert_cmpint (message->refusal, ==, i == 0 ? 0 : NATTER_ERROR_TOO_MANY_WAITING);
      g_assert_cmpint (message->repeated, ==, i == 0);
      g_assert_cmpuint (message->seq, ==, i == 0 ? 1 : 0);
    }
  test_store_assert_seqs (store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 9, 0, 0 }, "1");
}

void
test_contract_add_retries (void)
{
  test_store_add ("retry", test_retry);
  test_store_add ("retry-at-once", test_retry_at_once);
  test_store_add ("retry-to-refuse", test_retry_to_refuse);
  test_store_add ("retry-of-what-went", test_retry_of_what_went);
}
