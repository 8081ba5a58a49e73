/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sqlite-support.h"
#include "tests/support/natterd-test-vfs.h"

/* §7.1: while something is wrong with the files nothing is acknowledged and nothing is lost; reading goes on; and when the cause is gone
 * all is well again, in the same process. */

static NatterdTestVfs *
get_vfs (void)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find ("natterd-test");

  return vfs->pAppData;
}

/* a disk that is full, or broken, for a while: @code of each write or sync */
static void
fail_for_a_while (Files *files,
                  NatterdTestVfsOperation operation,
                  int code,
                  const char *expected)
{
  NatterdTestVfs *vfs = get_vfs ();

  test_files_open (files, 0);
  test_files_assert_said (files, "a", "1");
  natterd_test_vfs_fail (vfs, operation, 1, code, TRUE);
  for (guint i = 0; i < 5; i++)
    test_files_assert_said (files, "b", expected);
  test_store_assert_seqs (files->store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 9, 0, 0 }, "1");
  natterd_test_vfs_heal (vfs);
  test_files_assert_said (files, "b", "2");
  test_files_assert_said (files, "a", "1 again");
  test_files_close (files);

  test_files_open (files, 0);
  test_store_assert_seqs (files->store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 9, 0, 0 }, "1 2");
}

static void
test_full (Files *files,
           gconstpointer data)
{
  fail_for_a_while (files, NATTERD_TEST_VFS_WRITE, SQLITE_FULL, "no-space");
}

static void
test_write (Files *files,
            gconstpointer data)
{
  fail_for_a_while (files, NATTERD_TEST_VFS_WRITE, SQLITE_IOERR_WRITE, "failed");
}

static void
test_sync (Files *files,
           gconstpointer data)
{
  fail_for_a_while (files, NATTERD_TEST_VFS_SYNC, SQLITE_IOERR_FSYNC, "failed");
}

static void
test_read_only (Files *files,
                gconstpointer data)
{
  fail_for_a_while (files, NATTERD_TEST_VFS_WRITE, SQLITE_READONLY, "read-only");
}

/* whatever comes first, the second, … write of a commit fails: none of it is there, and the next one is whole */
static void
test_any_write (Files *files,
                gconstpointer data)
{
  NatterdTestVfs *vfs = get_vfs ();
  guint seq = 0;

  test_files_open (files, 0);
  for (guint nth = 1; nth < 12; nth++)
    {
      g_autofree char *id = g_strdup_printf ("id%u", nth);
      g_autofree char *said = NULL;
      g_autofree char *expected = NULL;

      natterd_test_vfs_fail (vfs, NATTERD_TEST_VFS_WRITE, nth, SQLITE_IOERR_WRITE, FALSE);
      said = test_files_say (files, "x", id);
      natterd_test_vfs_heal (vfs);
      expected = g_strdup_printf (g_str_equal (said, "failed") ? "%u" : "%u again", ++seq);
      test_files_assert_said (files, id, expected);
    }
}

/* Somebody else holds the file. */
static void
test_locked (Files *files,
             gconstpointer data)
{
  sqlite3 *database;

  test_files_open (files, 0);
  test_files_assert_said (files, NULL, "1");
  g_assert_cmpint (sqlite3_open (files->path, &database), ==, SQLITE_OK);
  /* the writer may be tidying up */
  g_assert_cmpint (sqlite3_busy_timeout (database, 20000), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  test_files_assert_said (files, NULL, "busy");
  test_store_assert_seqs (files->store, "lobby", (NatterRange){ NATTER_RANGE_LAST, 9, 0, 0 }, "1");
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
  test_files_assert_said (files, NULL, "2");
}

static void
on_fetched (gpointer user_data,
            GPtrArray *messages,
            gboolean more,
            const GError *error)
{
  int *code = user_data;

  *code = error != NULL ? error->code : -1;
}

/* A page cannot be read: that question has no answer, the next one has. */
static void
test_read (Files *files,
           gconstpointer data)
{
  const NatterRange range = { NATTER_RANGE_LAST, 9, 0, 0 };
  int code = -2;

  test_files_open (files, 0);
  test_files_assert_said (files, NULL, "1");
  natterd_test_vfs_fail (get_vfs (), NATTERD_TEST_VFS_READ, 1, SQLITE_IOERR_READ, TRUE);
  files->store->klass->fetch (files->store, "lobby", &range, on_fetched, &code);
  while (code == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (code, ==, G_IO_ERROR_FAILED);

  natterd_test_vfs_heal (get_vfs ());
  test_store_assert_seqs (files->store, "lobby", range, "1");
  test_files_assert_said (files, NULL, "2");
}

/* Several commits at once, and the disk fails: each is told, in order. */
static void
test_all_are_told (Files *files,
                   gconstpointer data)
{
  const NatterRange range = { NATTER_RANGE_LAST, 9, 0, 0 };
  g_autoptr (GPtrArray) one = test_store_one_said ("lobby", "x");
  int codes[20];

  test_files_open (files, 0);
  natterd_test_vfs_fail (get_vfs (), NATTERD_TEST_VFS_SYNC, 1, SQLITE_IOERR_FSYNC, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      codes[i] = -2;
      files->store->klass->fetch (files->store, "lobby", &range, on_fetched, &codes[i]);
      test_files_assert_said (files, NULL, "failed");
    }
  natterd_test_vfs_heal (get_vfs ());
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    while (codes[i] == -2)
      g_main_context_iteration (NULL, TRUE);
  test_store_assert_seqs (files->store, "lobby", range, "");
}

int
main (int argc,
      char **argv)
{
  g_autoptr (NatterdTestVfs) vfs = NULL;

  g_test_init (&argc, &argv, NULL);
  vfs = natterd_test_vfs_new ();

  test_files_add ("/store-sqlite/trouble/full", test_full);
  test_files_add ("/store-sqlite/trouble/write", test_write);
  test_files_add ("/store-sqlite/trouble/sync", test_sync);
  test_files_add ("/store-sqlite/trouble/read-only", test_read_only);
  test_files_add ("/store-sqlite/trouble/any-write", test_any_write);
  test_files_add ("/store-sqlite/trouble/locked", test_locked);
  test_files_add ("/store-sqlite/trouble/read", test_read);
  test_files_add ("/store-sqlite/trouble/all-are-told", test_all_are_told);

  return g_test_run ();
}
