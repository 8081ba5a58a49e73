/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "search-support.h"

static void
on_found (gpointer user_data,
          GPtrArray *hits,
          gboolean more,
          const GError *error)
{
  TestFound *found = user_data;

  found->answered = TRUE;
  found->more = more;
  found->hits = hits != NULL ? g_ptr_array_ref (hits) : NULL;
  found->error = error != NULL ? g_error_copy (error) : NULL;
}

NatterSearch *
test_search_make (const char *typed,
                  const char *rooms)
{
  g_autoptr (GError) error = NULL;
  NatterQuery *query = natter_query_new (typed, &error);
  NatterSearch *search;
  g_auto (GStrv) keys = g_strsplit (rooms, " ", -1);

  g_assert_no_error (error);
  search = natter_search_new (query);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *name = g_ascii_strup (keys[i], -1);

      natter_search_add_room (search, keys[i], name);
    }
  return search;
}

TestFound
test_search_ask (NatterdStore *store,
                 NatterSearch *search,
                 GCancellable *cancellable)
{
  TestFound found = { 0 };

  store->klass->search (store, search, cancellable, on_found, &found);
  while (!found.answered)
    g_main_context_iteration (NULL, TRUE);
  return found;
}

void
test_search_clear (TestFound *found)
{
  g_clear_error (&found->error);
  g_clear_pointer (&found->hits, g_ptr_array_unref);
}

/* (transfer full) */
static char *
describe (const TestFound *found)
{
  GString *described = g_string_new (NULL);

  for (guint i = 0; i < found->hits->len; i++)
    {
      const NatterHit *hit = found->hits->pdata[i];

      g_string_append_printf (described, "%s%s %u", i > 0 ? ", " : "", hit->room, (guint) hit->message->seq);
    }
  g_string_append (described, found->more ? " …" : "");
  return g_string_free (described, FALSE);
}

void
test_search_assert (NatterdStore *store,
                    NatterSearch *search,
                    const char *expected)
{
  TestFound found = test_search_ask (store, search, NULL);
  g_autofree char *described = NULL;

  g_assert_no_error (found.error);
  described = describe (&found);
  g_assert_cmpstr (described, ==, expected);
  test_search_clear (&found);
}

void
test_search_assert_found (NatterdStore *store,
                          const char *typed,
                          const char *rooms,
                          const char *expected)
{
  g_autoptr (NatterSearch) search = test_search_make (typed, rooms);

  g_test_message ("%s", typed);
  test_search_assert (store, search, expected);
}
