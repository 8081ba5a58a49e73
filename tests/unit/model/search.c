/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gui-client/model/natter-ui-search.h"

#include "model-support.h"

/* §4.17a, §5.14b: here first, then the server. */

/* "m12|m3*": what was found; a star where something was said before or after it. */
static char *
dup_found (NatterUiSearch *search)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (search)); i++)
    {
      g_autoptr (NatterUiFound) found = g_list_model_get_item (G_LIST_MODEL (search), i);
      gboolean around = natter_ui_found_get_before (found) != NULL || natter_ui_found_get_after (found) != NULL;

      g_string_append_printf (out, "%s%s%s", i > 0 ? "|" : "", natter_ui_message_get_text (natter_ui_found_get_message (found)),
                              around ? "*" : "");
    }
  return g_string_free (out, FALSE);
}

static gboolean
has_found (NatterUiSearch *search, const char *expected)
{
  g_autofree char *found = dup_found (search);

  return g_str_equal (found, expected);
}

static World *
start (const char *folder)
{
  World *world = world_new_in (folder);

  world->epoch = "E1";
  natter_ui_session_open (world->session, "localhost", "alice", NULL);
  world_greet (world, 100);
  world_skip_to (world, NATTER_COMMAND_HISTORY);
  world_tell_history (world, "lobby", 1, 100, NULL);
  world_skip_to (world, NATTER_COMMAND_PING);
  return world;
}

static void
test_here_then_there (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = start (folder);
    g_autoptr (NatterUiSearch) search = natter_ui_search_new (world->session);
    g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (search));
    g_autoptr (NatterUiFound) first = NULL;

    /* each letter is not a search of its own */
    natter_ui_search_set_text (search, "m", NULL);
    natter_ui_search_set_text (search, "m42", NULL);
    g_assert_true (natter_ui_search_get_searching (search));
    wait_for (has_found (search, "m42*"));
    first = g_list_model_get_item (G_LIST_MODEL (search), 0);
    g_assert_cmpstr (natter_ui_message_get_text (natter_ui_found_get_before (first)), ==, "m41");
    g_assert_cmpstr (natter_ui_message_get_text (natter_ui_found_get_after (first)), ==, "m43");
    g_assert_cmpuint (natter_ui_found_get_marks (first)->len, ==, 1);
    g_assert_cmpstr (natter_ui_found_get_room (first), ==, "lobby");

    wait_for (!g_queue_is_empty (&world->sent));
    world_expect (world, "{'do':'search','text':'m42'}");
    world_tell (world, "{'ev':'found','re':'%ID','text':'m42','more':true,'messages':["
                       "{'room':'lobby','seq':42,'from':'bob','text':'m42','time':'2026-01-02T00:42:05.678Z','marks':[[0,3]]},"
                       "{'room':'attic','seq':7,'from':'bob','text':'old m42','time':'2025-01-02T00:42:05.678Z','marks':[[4,3]]}]}");
    wait_for (has_found (search, "m42*|old m42"));
    g_assert_false (natter_ui_search_get_searching (search));
    g_assert_cmpuint (natter_ui_search_get_n_elsewhere (search), ==, 1);
    g_assert_true (natter_ui_search_get_more (search));
    natter_ui_search_load_more (search);
    world_expect (world, "{'do':'more'}");
    world_tell (world, "{'ev':'found','re':'%ID','text':'m42','messages':[]}");
    wait_for (!natter_ui_search_get_searching (search));
    g_assert_false (natter_ui_search_get_more (search));

    natter_ui_search_set_text (search, "", NULL);
    g_assert_true (has_found (search, ""));
  }
  world_remove_folder (folder);
}

/* In one room, with filters, offline. */
static void
test_offline (void)
{
  char *folder = world_make_folder ();

  {
    g_autoptr (World) world = start (folder);
    g_autoptr (NatterUiSearch) search = natter_ui_search_new (world->session);

    world_break (world);
    natter_ui_search_set_text (search, "m1*", world_room (world, "lobby"));
    wait_for (!natter_ui_search_get_searching (search));
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, 12);
    natter_ui_search_set_text (search, "m7 from:carol", NULL);
    wait_for (!natter_ui_search_get_searching (search));
    g_assert_true (has_found (search, ""));
    natter_ui_search_set_text (search, "m7 in:#lobby", NULL);
    wait_for (has_found (search, "m7*"));
    natter_ui_search_set_text (search, "m7 in:#attic", NULL);
    wait_for (has_found (search, ""));
    natter_ui_search_set_text (search, "from:", NULL);
    wait_for (!natter_ui_search_get_searching (search));
    natter_ui_search_set_text (search, "before:never x", NULL);
    wait_for (!natter_ui_search_get_searching (search));
    g_assert_nonnull (natter_ui_search_get_error_text (search));
  }
  world_remove_folder (folder);
}

static void
test_chips (void)
{
  static const struct
  {
    const char *text;
    const char *chips;
  } rows[] = {
    { "cake", "" },
    { "cake from:bob", "from=bob@5+8 " },
    { "FROM:Bob has:link x", "from=Bob@0+8 has=link@9+8 " },
    { "from: \"in:x\" in:#lobby", "in=#lobby@13+9 " },
    { "upon:bob after:2026-01-02", "after=2026-01-02@9+16 " },
    { "\"", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) chips = natter_ui_search_parse_chips (rows[i].text);
      g_autoptr (GString) out = g_string_new (NULL);

      for (guint j = 0; j < chips->len; j++)
        {
          const NatterUiChip *chip = g_ptr_array_index (chips, j);

          g_string_append_printf (out, "%s=%s@%u+%u ", chip->word, chip->value, chip->start, chip->length);
        }
      g_assert_cmpstr (out->str, ==, rows[i].chips);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/search/here-then-there", test_here_then_there);
  g_test_add_func ("/model/search/offline", test_offline);
  g_test_add_func ("/model/search/chips", test_chips);

  return g_test_run ();
}
