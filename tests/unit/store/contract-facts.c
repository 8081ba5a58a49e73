/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-support.h"

/* What every store keeps to: facts, which are recorded with the next commit. */

static void
on_fact (gpointer user_data,
         NatterFact *fact)
{
  g_string_append_printf (user_data, "%s/%s=%s ", fact->kind, fact->key, fact->value);
}

static void
assert_facts (NatterdStore *store,
              const char *expected)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (store->klass->list_facts (store, on_fact, facts, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (facts->str, ==, expected);
}

static void
set_fact (NatterdStore *store,
          const char *kind,
          const char *key,
          const char *value)
{
  g_autoptr (NatterFact) fact = natter_fact_new (kind, key, value);

  store->klass->set_fact (store, fact);
}

static void
commit_nothing_else (NatterdStore *store)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  test_store_commit (store, nothing, 1);
}

/* one for each kind and key, the last one said; NULL takes it away, also what is not there */
static void
test_facts (Fixture *fixture,
            gconstpointer data)
{
  NatterdStore *store = fixture->store;

  assert_facts (store, "");
  set_fact (store, "role", "b", "1");
  set_fact (store, "account", "ünïcödé", "{\"a\":\"'\"}");
  set_fact (store, "account", "b", "2");
  set_fact (store, "account", "b", "3");
  commit_nothing_else (store);
  assert_facts (store, "account/b=3 account/ünïcödé={\"a\":\"'\"} role/b=1 ");

  set_fact (store, "account", "b", NULL);
  set_fact (store, "account", "nobody", NULL);
  set_fact (store, "role", "b", NULL);
  set_fact (store, "role", "b", "4");
  g_assert_cmpuint (test_store_say (store, "lobby", "and a message with it"), ==, 1);
  assert_facts (store, "account/ünïcödé={\"a\":\"'\"} role/b=4 ");

  if (!fixture->kind->survives)
    return;
  test_store_reopen (fixture);
  assert_facts (fixture->store, "account/ünïcödé={\"a\":\"'\"} role/b=4 ");
}

static void
on_refused (gpointer user_data,
            const GError *error)
{
  g_assert_nonnull (error);
  *(gboolean *) user_data = TRUE;
}

/* a commit that fails takes its facts with it, and no others */
static void
test_facts_that_fail (Fixture *fixture,
                      gconstpointer data)
{
  NatterdStore *store = fixture->store;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  gboolean refused = FALSE;

  if (!g_str_has_suffix (fixture->kind->name, "double"))
    {
      g_test_skip ("it does not fail when it is told to");
      return;
    }

  natterd_store_double_fail (store, 1);
  set_fact (store, "account", "a", "1");
  store->klass->commit (store, nothing, 1, on_refused, &refused);
  g_assert_true (refused);
  set_fact (store, "account", "b", "2");
  commit_nothing_else (store);
  assert_facts (store, "account/b=2 ");
}

void
test_contract_add_facts (void)
{
  test_store_add ("facts", test_facts);
  test_store_add ("facts-that-fail", test_facts_that_fail);
}
