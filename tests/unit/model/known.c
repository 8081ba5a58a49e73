/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "gui-client/model/natter-ui-known.h"

#include "model-support.h"

/* §10.8: what is known of servers outlives the program. */

static const NatterKey one = { { 1 } }, two = { { 2 } };

static void
assert_key (NatterUiKnown *known, const char *address, const NatterKey *key)
{
  const NatterKey *found = natter_ui_known_get_key (known, address);

  g_assert_true (key == NULL ? found == NULL : found != NULL && natter_key_equal (found, key));
}

static void
test_kept (void)
{
  char *folder = world_make_folder ();
  g_autofree char *path = g_build_filename (folder, "deep", "known-servers.ini", NULL);
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (path);
  GStatBuf info;

  natter_ui_known_note_key (known, "chat.example.org", &one);
  natter_ui_known_note_key (known, "[fe80::1%eth0]:5006", &two);
  natter_ui_known_note_bare (known, "kitchen.local");
  g_clear_object (&known);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  known = natter_ui_known_new (path);
  assert_key (known, "chat.example.org", &one);
  assert_key (known, "Chat.Example.ORG", &one);
  assert_key (known, "[fe80::1%eth0]:5006", &two);
  assert_key (known, "chat.example.org:5006", NULL);
  assert_key (known, "kitchen.local", NULL);
  g_assert_true (natter_ui_known_get_bare (known, "kitchen.local"));
  g_assert_false (natter_ui_known_get_bare (known, "chat.example.org"));

  natter_ui_known_forget (known, "CHAT.example.org");
  natter_ui_known_note_key (known, "[fe80::1%eth0]:5006", &one);
  g_clear_object (&known);
  known = natter_ui_known_new (path);
  assert_key (known, "chat.example.org", NULL);
  assert_key (known, "[fe80::1%eth0]:5006", &one);
  world_remove_folder (folder);
}

/* Once it encrypts, that it did not is forgotten; the other way round nobody can agree to. */
static void
test_key_or_bare (void)
{
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (NULL);

  natter_ui_known_note_bare (known, "a");
  natter_ui_known_note_key (known, "a", &one);
  g_assert_false (natter_ui_known_get_bare (known, "a"));
  natter_ui_known_note_bare (known, "a");
  g_assert_false (natter_ui_known_get_bare (known, "a"));
  assert_key (known, "a", &one);
}

static void
count_cb (NatterUiKnown *known, guint *n)
{
  (*n)++;
}

static void
test_changed (void)
{
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (NULL);
  guint n = 0;

  g_signal_connect (known, "changed", G_CALLBACK (count_cb), &n);
  natter_ui_known_note_key (known, "a", &one);
  natter_ui_known_note_key (known, "A", &one);
  g_assert_cmpuint (n, ==, 1);
  natter_ui_known_note_key (known, "a", &two);
  natter_ui_known_forget (known, "a");
  natter_ui_known_forget (known, "a");
  g_assert_cmpuint (n, ==, 3);
}

/* What somebody wrote into the file by hand, or half of it. */
static void
test_broken (void)
{
  static const char text[] =
    "[Server 1]\naddress=good\nkey=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nbare=true\n"
    "[Server 2]\naddress=short\nkey=AQAA\n"
    "[Server 3]\nkey=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
    "[Server 4]\naddress=\nbare=true\n"
    "[Server 5]\naddress=perhaps\nbare=maybe\n"
    "[Server 6]\n";
  char *folder = world_make_folder ();
  g_autofree char *path = g_build_filename (folder, "known-servers.ini", NULL);
  g_autoptr (NatterUiKnown) known = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  known = natter_ui_known_new (path);
  assert_key (known, "good", &one);
  g_assert_false (natter_ui_known_get_bare (known, "good"));
  assert_key (known, "short", NULL);
  assert_key (known, "", NULL);
  g_assert_false (natter_ui_known_get_bare (known, ""));
  g_assert_false (natter_ui_known_get_bare (known, "perhaps"));
  g_clear_object (&known);

  /* One line that is damaged does not make the others strangers, whom one meets for the first time. */
  g_assert_true (g_file_set_contents (path, "]\n[Server 1\n\xff\xfe\naddress=lost\n[Server 2]\r\naddress=good\nkey=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n[", -1,
                                      NULL));
  known = natter_ui_known_new (path);
  assert_key (known, "good", &one);
  assert_key (known, "lost", NULL);
  natter_ui_known_note_key (known, "good", &two);
  g_clear_object (&known);
  known = natter_ui_known_new (path);
  assert_key (known, "good", &two);
  world_remove_folder (folder);
}

/* Two programs: neither takes away what the other one has noted, nor brings back what it forgot or knows better. */
static void
test_two_programs (void)
{
  char *folder = world_make_folder ();
  g_autofree char *path = g_build_filename (folder, "known-servers.ini", NULL);
  g_autoptr (NatterUiKnown) here = natter_ui_known_new (path), there = natter_ui_known_new (path), later = NULL;

  natter_ui_known_note_key (here, "a", &one);
  natter_ui_known_note_key (here, "b", &one);
  natter_ui_known_flush (here);
  natter_ui_known_note_key (there, "c", &one);
  natter_ui_known_flush (there);
  natter_ui_known_refresh (here);
  assert_key (here, "c", &one);

  natter_ui_known_refresh (there);
  natter_ui_known_forget (there, "a");
  natter_ui_known_note_key (there, "b", &two);
  natter_ui_known_flush (there);
  natter_ui_known_note_bare (here, "d");
  natter_ui_known_flush (here);
  later = natter_ui_known_new (path);
  assert_key (later, "a", NULL);
  assert_key (later, "b", &two);
  assert_key (later, "c", &one);
  g_assert_true (natter_ui_known_get_bare (later, "d"));
  world_remove_folder (folder);
}

/* What was noted just now is not taken back by a look at the file that is just being written. */
static void
test_refreshed_at_once (void)
{
  char *folder = world_make_folder ();
  g_autofree char *path = g_build_filename (folder, "known-servers.ini", NULL);
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (path);

  for (guint i = 0; i < 300; i++)
    {
      const NatterKey *key = i % 2 == 0 ? &one : &two;

      natter_ui_known_note_key (known, "a", key);
      for (guint j = 0; j < 20; j++)
        {
          natter_ui_known_refresh (known);
          assert_key (known, "a", key);
        }
    }
  g_clear_object (&known);
  world_remove_folder (folder);
}

/* Hundreds at once, and some of them while the other one writes. */
static void
test_two_programs_at_once (void)
{
  char *folder = world_make_folder ();
  g_autofree char *path = g_build_filename (folder, "known-servers.ini", NULL);
  g_autoptr (NatterUiKnown) here = natter_ui_known_new (path), there = natter_ui_known_new (path), later = NULL;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *mine = g_strdup_printf ("a%u", i), *theirs = g_strdup_printf ("b%u", i);

      natter_ui_known_note_key (here, mine, &one);
      natter_ui_known_note_key (there, theirs, &two);
    }
  g_clear_object (&here);
  g_clear_object (&there);
  later = natter_ui_known_new (path);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *mine = g_strdup_printf ("a%u", i), *theirs = g_strdup_printf ("b%u", i);

      assert_key (later, mine, &one);
      assert_key (later, theirs, &two);
    }
  world_remove_folder (folder);
}

/* It is in the file before anyone ends the program. */
static void
test_at_once (void)
{
  char *folder = world_make_folder ();
  g_autofree char *path = g_build_filename (folder, "known-servers.ini", NULL);
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (path);

  natter_ui_known_note_key (known, "a", &one);
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, FALSE);
  g_clear_object (&known);
  world_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/known/kept", test_kept);
  g_test_add_func ("/known/two-programs", test_two_programs);
  g_test_add_func ("/known/two-programs-at-once", test_two_programs_at_once);
  g_test_add_func ("/known/at-once", test_at_once);
  g_test_add_func ("/known/refreshed-at-once", test_refreshed_at_once);
  g_test_add_func ("/known/key-or-bare", test_key_or_bare);
  g_test_add_func ("/known/changed", test_changed);
  g_test_add_func ("/known/broken", test_broken);

  return g_test_run ();
}
