/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-support.h"

/* What every store keeps to: the facts that it heeds itself. */

#define ALICE (-1)
#define BOB   (-2)

static void
set_fact (NatterdStore *store,
          const char *kind,
          const char *key,
          const char *value)
{
  g_autoptr (NatterFact) fact = natter_fact_new (kind, key, value);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  store->klass->set_fact (store, fact);
  test_store_commit (store, nothing, 1);
}

static void
say (NatterdStore *store,
     gint64 author,
     NatterMessageKind kind,
     guint64 target,
     const char *text)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  NatterMessage *message = natter_message_new (kind, "lobby", author == BOB ? "bob" : "Alice", text, NULL);

  message->author = author;
  message->target = target;
  g_ptr_array_add (one, message);
  test_store_commit (store, one, 2000);
  g_assert_cmpint ((int) message->refusal, ==, 0);
}

/* "forgotten: one 👍 forgotten bob | bob: two (forgotten: one)": (transfer full) */
static char *
describe (NatterdStore *store,
          gint64 reader)
{
  gboolean more;
  g_autoptr (GPtrArray) messages = test_store_fetch (store, "lobby", (NatterRange){ .count = 99, .reader = reader }, &more);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      const NatterMessage *message = messages->pdata[i];

      g_string_append_printf (out, "%s%s: %s", i > 0 ? " | " : "", message->from, message->text);
      if (message->quote_from != NULL)
        g_string_append_printf (out, " (%s: %s)", message->quote_from, message->quote);
      for (guint j = 0; message->reactions != NULL && j < message->reactions->len; j++)
        {
          const NatterReaction *reaction = message->reactions->pdata[j];

          g_string_append_printf (out, " %s%s", reaction->text, reaction->mine ? "*" : "");
          for (guint k = 0; k < reaction->names->len; k++)
            g_string_append_printf (out, " %s", (const char *) reaction->names->pdata[k]);
        }
    }
  return g_string_free (out, FALSE);
}

static void
assert_shown (NatterdStore *store,
              gint64 reader,
              const char *expected)
{
  g_autofree char *shown = describe (store, reader);

  g_assert_cmpstr (shown, ==, expected);
}

/* From the commit on, whatever the writer still has to do, and also after a new start; nothing of others is touched. */
static void
test_forgotten (Fixture *fixture,
                gconstpointer data)
{
  static const char expected[] = "forgotten: one +1 forgotten bob | bob: two (forgotten: one)";
  NatterdStore *store = fixture->store;

  say (store, ALICE, NATTER_MESSAGE_SAY, 0, "one");
  say (store, BOB, NATTER_MESSAGE_SAY, 1, "two");
  say (store, ALICE, NATTER_MESSAGE_REACT, 1, "+1");
  say (store, BOB, NATTER_MESSAGE_REACT, 1, "+1");
  assert_shown (store, BOB, "Alice: one +1* Alice bob | bob: two (Alice: one)");

  set_fact (store, NATTERD_STORE_FACT_FORGOTTEN, "-1", "{\"key\":\"alice\"}");
  assert_shown (store, ALICE, expected);
  if (!fixture->kind->survives)
    return;
  test_store_reopen (fixture);
  assert_shown (fixture->store, ALICE, expected);
}

static void
test_keep_room (Fixture *fixture,
                gconstpointer data)
{
  NatterdStore *store = fixture->store;
  gint64 now = g_get_real_time ();
  g_autoptr (GPtrArray) old = test_store_one_said ("lobby", "old");
  g_autoptr (GPtrArray) other = test_store_one_said ("attic", "old, and kept");
  g_autoptr (GPtrArray) young = test_store_one_said ("lobby", "young");

  test_store_commit (store, old, now - 2 * G_TIME_SPAN_HOUR);
  test_store_commit (store, other, now - 2 * G_TIME_SPAN_HOUR);
  set_fact (store, NATTERD_STORE_FACT_KEEP, "lobby", "{\"for\":\"3600\"}");
  test_store_commit (store, young, now);
  if (fixture->kind->survives) /* it is looked at when a server starts, and soon after the fact */
    test_store_reopen (fixture);
  for (gboolean gone = FALSE; !gone;)
    {
      gboolean more;
      g_autoptr (GPtrArray) left = test_store_fetch (fixture->store, "lobby", (NatterRange){ .count = 9 }, &more);

      gone = left->len == 1;
      g_assert_cmpuint (left->len, >=, 1);
    }
  test_store_assert_seqs (fixture->store, "lobby", (NatterRange){ .count = 9 }, "2");
  test_store_assert_seqs (fixture->store, "attic", (NatterRange){ .count = 9 }, "1");
}

void
test_contract_add_heeded (void)
{
  test_store_add ("forgotten", test_forgotten);
  test_store_add ("keep-room", test_keep_room);
}
