/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/support/natterd-test-vfs.h"

#include <glib/gstdio.h>

/* The tests' files of SQLite: they are files like others until they shall fail, and then they do. */

typedef struct
{
  NatterdTestVfs *vfs;
  char *folder;
  char *path;
  sqlite3 *database;
} Fixture;

static int
execute (Fixture *fixture, const char *sql)
{
  return sqlite3_exec (fixture->database, sql, NULL, NULL, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->vfs = natterd_test_vfs_new ();
  fixture->folder = g_dir_make_tmp ("natter-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a.db", NULL);
  g_assert_cmpint (sqlite3_open (fixture->path, &fixture->database), ==, SQLITE_OK);
  g_assert_cmpint (execute (fixture, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a);"), ==, SQLITE_OK);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (sqlite3_close (fixture->database), ==, SQLITE_OK);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  natterd_test_vfs_free (fixture->vfs);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
test_passes (Fixture *fixture, gconstpointer data)
{
  guint writes = natterd_test_vfs_get_count (fixture->vfs, NATTERD_TEST_VFS_WRITE);
  guint syncs = natterd_test_vfs_get_count (fixture->vfs, NATTERD_TEST_VFS_SYNC);

  g_assert_cmpint (execute (fixture, "INSERT INTO t VALUES (1)"), ==, SQLITE_OK);
  g_assert_cmpuint (natterd_test_vfs_get_count (fixture->vfs, NATTERD_TEST_VFS_WRITE), >, writes);
  g_assert_cmpuint (natterd_test_vfs_get_count (fixture->vfs, NATTERD_TEST_VFS_SYNC), ==, syncs + 1);
}

static void
test_fails_once (Fixture *fixture, gconstpointer data)
{
  natterd_test_vfs_fail (fixture->vfs, NATTERD_TEST_VFS_SYNC, 2, SQLITE_IOERR_FSYNC, FALSE);
  g_assert_cmpint (execute (fixture, "INSERT INTO t VALUES (1)"), ==, SQLITE_OK);
  g_assert_cmpint (execute (fixture, "INSERT INTO t VALUES (2)"), ==, SQLITE_IOERR);
  g_assert_cmpint (sqlite3_extended_errcode (fixture->database), ==, SQLITE_IOERR_FSYNC);
  g_assert_cmpint (execute (fixture, "INSERT INTO t VALUES (3)"), ==, SQLITE_OK);
}

static void
test_fails_for_good (Fixture *fixture, gconstpointer data)
{
  natterd_test_vfs_fail (fixture->vfs, NATTERD_TEST_VFS_WRITE, 1, SQLITE_FULL, TRUE);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (execute (fixture, "INSERT INTO t VALUES (1)"), ==, SQLITE_FULL);
  natterd_test_vfs_heal (fixture->vfs);
  g_assert_cmpint (execute (fixture, "INSERT INTO t VALUES (2)"), ==, SQLITE_OK);
}

static int
refuse_logs (gpointer user_data, NatterdTestVfsOperation operation, const char *path, gint64 offset, int size)
{
  guint *asked = user_data;

  (*asked)++;
  return operation == NATTERD_TEST_VFS_WRITE && g_str_has_suffix (path, "-wal") ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

static void
test_hook (Fixture *fixture, gconstpointer data)
{
  guint asked = 0;

  natterd_test_vfs_set_hook (fixture->vfs, refuse_logs, &asked);
  g_assert_cmpint (execute (fixture, "INSERT INTO t VALUES (1)"), ==, SQLITE_IOERR);
  g_assert_cmpuint (asked, >, 0);
  natterd_test_vfs_set_hook (fixture->vfs, NULL, NULL);
  g_assert_cmpint (execute (fixture, "INSERT INTO t VALUES (2)"), ==, SQLITE_OK);
}

static void
add (const char *path, void (*function) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, function, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/test-vfs/passes", test_passes);
  add ("/test-vfs/fails-once", test_fails_once);
  add ("/test-vfs/fails-for-good", test_fails_for_good);
  add ("/test-vfs/hook", test_hook);

  return g_test_run ();
}
