/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "chaos-vfs.h"

/* The VFS loses what was not synced, all of it or parts; what was synced it keeps; and SQLite, told to be careful, loses nothing that it
 * said was committed, whatever happens. */

typedef struct
{
  ChaosVfs *vfs; /* the process's */
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self,
        gconstpointer vfs)
{
  const ChaosPlan nothing = { 0 };
  g_autoptr (GError) error = NULL;

  self->vfs = (ChaosVfs *) vfs;
  chaos_vfs_set_plan (self->vfs, &nothing);
  self->folder = g_dir_make_tmp ("natter-chaos-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "file", NULL);
}

static void
tear_down (Fixture *self,
           gconstpointer vfs)
{
  const char *endings[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (self->path, endings[i], NULL);

      sqlite3_vfs_find (NULL)->xDelete (sqlite3_vfs_find (NULL), path, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

/* A file, beside a model of it: what it holds, and what it held at the last sync */

#define MOST 20000

typedef struct
{
  sqlite3_file *file;
  guint8 now[MOST], synced[MOST];
  int size, synced_size;
} Model;

static sqlite3_file *
open_file (const char *path)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  sqlite3_file *file = g_malloc0 ((gsize) vfs->szOsFile);

  g_assert_cmpint (vfs->xOpen (vfs, path, file, SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_CREATE | SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  return file;
}

static void
close_file (sqlite3_file *file)
{
  g_assert_cmpint (file->pMethods->xClose (file), ==, SQLITE_OK);
  g_free (file);
}

static void
check_file (sqlite3_file *file,
            const guint8 *wanted,
            int wanted_size,
            int at,
            int length)
{
  guint8 seen[MOST];
  sqlite3_int64 size;
  int result = file->pMethods->xRead (file, seen, length, at);

  g_assert_cmpint (file->pMethods->xFileSize (file, &size), ==, SQLITE_OK);
  g_assert_cmpint (size, ==, wanted_size);
  g_assert_cmpint (result, ==, at + length > wanted_size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK);
  g_assert_cmpmem (seen, (gsize) length, wanted + at, (gsize) length);
}

static void
write_somewhere (Model *model,
                 GRand *random)
{
  int at = g_rand_int_range (random, 0, MOST - 1);
  int length = g_rand_int_range (random, 1, MIN (3000, MOST - at) + 1);

  for (int i = 0; i < length; i++)
    model->now[at + i] = (guint8) g_rand_int (random);
  g_assert_cmpint (model->file->pMethods->xWrite (model->file, model->now + at, length, at), ==, SQLITE_OK);
  model->size = MAX (model->size, at + length);
}

static void
shorten (Model *model,
         GRand *random)
{
  int size = g_rand_int_range (random, 0, model->size + 1);

  g_assert_cmpint (model->file->pMethods->xTruncate (model->file, size), ==, SQLITE_OK);
  memset (model->now + size, 0, (gsize) (MOST - size));
  model->size = size;
}

static void
do_something (Model *model,
              GRand *random)
{
  int at = g_rand_int_range (random, 0, MOST - 1);

  switch (g_rand_int_range (random, 0, 10))
    {
    case 0:
      g_assert_cmpint (model->file->pMethods->xSync (model->file, SQLITE_SYNC_NORMAL), ==, SQLITE_OK);
      memcpy (model->synced, model->now, MOST);
      model->synced_size = model->size;
      break;
    case 1:
      shorten (model, random);
      break;
    default:
      write_somewhere (model, random);
    }
  check_file (model->file, model->now, model->size, at, g_rand_int_range (random, 1, MOST - at));
}

static void
lose_and_look (Fixture *self,
               Model *model,
               double share)
{
  close_file (model->file);
  chaos_vfs_lose_power (self->vfs, share);
  model->file = open_file (self->path);
  if (share == 0.0)
    {
      memcpy (model->now, model->synced, MOST);
      model->size = model->synced_size;
    }
  check_file (model->file, model->now, model->size, 0, MOST);
  memcpy (model->synced, model->now, MOST);
  model->synced_size = model->size;
}

/* anything at all, compared with a model: none or all of what was not synced is there afterwards */
static void
test_model (Fixture *self,
            gconstpointer vfs)
{
  for (guint32 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autofree Model *model = g_new0 (Model, 1);

      g_test_message ("seed %u", seed);
      model->file = open_file (self->path);
      model->file->pMethods->xTruncate (model->file, 0);
      model->file->pMethods->xSync (model->file, SQLITE_SYNC_NORMAL);
      for (guint i = 0; i < 60; i++)
        {
          do_something (model, random);
          if (g_rand_int_range (random, 0, 20) == 0)
            lose_and_look (self, model, g_rand_boolean (random) ? 0.0 : 1.0);
        }
      close_file (model->file);
    }
}

/* each sector is old or new, whole, and both kinds are among them */
static void
test_torn (Fixture *self,
           gconstpointer vfs)
{
  guint8 bytes[16 * 512];
  sqlite3_file *file = open_file (self->path);
  guint n_new = 0;

  memset (bytes, 'o', sizeof bytes);
  file->pMethods->xWrite (file, bytes, sizeof bytes, 0);
  file->pMethods->xSync (file, SQLITE_SYNC_NORMAL);
  memset (bytes, 'n', sizeof bytes);
  file->pMethods->xWrite (file, bytes, sizeof bytes, 0);
  close_file (file);
  chaos_vfs_lose_power (self->vfs, 0.5);
  file = open_file (self->path);
  g_assert_cmpint (file->pMethods->xRead (file, bytes, sizeof bytes, 0), ==, SQLITE_OK);
  close_file (file);
  for (guint sector = 0; sector < 16; sector++)
    {
      for (guint i = 1; i < 512; i++)
        g_assert_cmpint (bytes[sector * 512 + i], ==, bytes[sector * 512]);
      n_new += bytes[sector * 512] == 'n';
    }
  g_assert_cmpuint (n_new, >, 0);
  g_assert_cmpuint (n_new, <, 16);
}

/* many sectors at once */
static void
test_long (Fixture *self,
           gconstpointer vfs)
{
  gsize length = 1000 * 1000;
  g_autofree guint8 *bytes = g_malloc (length);
  g_autofree guint8 *seen = g_malloc (length);
  sqlite3_file *file = open_file (self->path);

  memset (bytes, 'n', length);
  g_assert_cmpint (file->pMethods->xWrite (file, bytes, (int) length, 0), ==, SQLITE_OK);
  g_assert_cmpint (file->pMethods->xSync (file, SQLITE_SYNC_NORMAL), ==, SQLITE_OK);
  close_file (file);
  chaos_vfs_lose_power (self->vfs, 0.0);
  file = open_file (self->path);
  g_assert_cmpint (file->pMethods->xRead (file, seen, (int) length, 0), ==, SQLITE_OK);
  g_assert_cmpmem (seen, length, bytes, length);
  close_file (file);
}

/* two handles see the same */
static void
test_shared (Fixture *self,
             gconstpointer vfs)
{
  sqlite3_file *first = open_file (self->path);
  sqlite3_file *second = open_file (self->path);
  char seen[5];

  first->pMethods->xWrite (first, "hello", 5, 0);
  g_assert_cmpint (second->pMethods->xRead (second, seen, 5, 0), ==, SQLITE_OK);
  g_assert_cmpmem (seen, 5, "hello", 5);
  close_file (first);
  close_file (second);
}

/* Databases */

static int
run_sql (sqlite3 *db,
         const char *sql)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL);
}

static sqlite3 *
open_database (const Fixture *self,
               const char *durability)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA synchronous = %s", durability);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (self->path, &db), ==, SQLITE_OK);
  /* that a close writes is no crash */
  g_assert_cmpint (sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL), ==, SQLITE_OK);
  g_assert_cmpint (run_sql (db, "PRAGMA journal_mode = WAL"), ==, SQLITE_OK);
  g_assert_cmpint (run_sql (db, pragma), ==, SQLITE_OK);
  /* a checkpoint syncs, whatever the durability */
  g_assert_cmpint (run_sql (db, g_str_equal (durability, "FULL") ? "PRAGMA wal_autocheckpoint = 20" : "PRAGMA wal_autocheckpoint = 0"),
                   ==, SQLITE_OK);
  return db;
}

static int
ask (sqlite3 *db,
     const char *sql)
{
  sqlite3_stmt *statement;
  int answer;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  answer = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return answer;
}

static void
make_table (const Fixture *self)
{
  sqlite3 *db = open_database (self, "FULL");

  g_assert_cmpint (run_sql (db, "CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB); CREATE INDEX i ON t (b)"), ==, SQLITE_OK);
  g_assert_cmpint (run_sql (db, "PRAGMA wal_checkpoint (TRUNCATE)"), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* Returns: how many of @n inserts were said to be committed; they come first. */
static int
insert (sqlite3 *db,
        int n)
{
  int committed = 0;

  for (int i = 0; i < n; i++)
    if (run_sql (db, "INSERT INTO t (b) VALUES (randomblob (700))") == SQLITE_OK)
      committed++;
  return committed;
}

/* Returns: how many rows are left after a crash. */
static int
insert_and_crash (Fixture *self,
                  const char *durability,
                  double share)
{
  sqlite3 *db;
  int left;

  make_table (self);
  db = open_database (self, durability);
  g_assert_cmpint (insert (db, 100), ==, 100);
  g_assert_cmpint (run_sql (db, "BEGIN; INSERT INTO t (b) VALUES (randomblob (90000))"), ==, SQLITE_OK);
  sqlite3_close (db);
  chaos_vfs_lose_power (self->vfs, share);
  db = open_database (self, durability);
  left = ask (db, "SELECT count (*) FROM t");
  g_assert_cmpint (ask (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==, 1);
  sqlite3_close (db);
  return left;
}

static void
test_full (Fixture *self,
           gconstpointer vfs)
{
  g_assert_cmpint (insert_and_crash (self, "FULL", 0.0), ==, 100);
}

static void
test_full_torn (Fixture *self,
                gconstpointer vfs)
{
  g_assert_cmpint (insert_and_crash (self, "FULL", 0.5), ==, 100);
}

/* RELIABILITY: what bare kills cannot show */
static void
test_normal (Fixture *self,
             gconstpointer vfs)
{
  g_assert_cmpint (insert_and_crash (self, "NORMAL", 0.0), ==, 0);
}

static void
test_lies (Fixture *self,
           gconstpointer vfs)
{
  const ChaosPlan plan = { .lies = TRUE };
  sqlite3 *db;

  make_table (self);
  chaos_vfs_set_plan (self->vfs, &plan);
  db = open_database (self, "FULL");
  g_assert_cmpint (insert (db, 10), ==, 10);
  sqlite3_close (db);
  chaos_vfs_lose_power (self->vfs, 0.0);
  db = open_database (self, "FULL");
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t"), ==, 0);
  sqlite3_close (db);
}

/* an operation that fails is not committed, and the next one may be */
static void
test_failures (Fixture *self,
               gconstpointer vfs)
{
  const ChaosPlan plan = { .seed = 5, .fail_one_in = 60 };
  const ChaosPlan nothing = { 0 };
  sqlite3 *db;
  int committed;

  make_table (self);
  db = open_database (self, "FULL");
  chaos_vfs_set_plan (self->vfs, &plan);
  committed = insert (db, 300);
  g_test_message ("%d of 300 were committed", committed);
  chaos_vfs_set_plan (self->vfs, &nothing);
  sqlite3_close (db);
  g_assert_cmpint (committed, >, 100);
  g_assert_cmpint (committed, <, 300);
  chaos_vfs_lose_power (self->vfs, 0.0);
  db = open_database (self, "FULL");
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t"), ==, committed);
  g_assert_cmpint (ask (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), ==, 1);
  sqlite3_close (db);
}

#define VICTIM "NATTER_CHAOS_VICTIM"

/* a crash in mid-operation ends the process; of what was not synced there is all or nothing of a sector */
static void
test_crash (Fixture *self,
            gconstpointer vfs)
{
  const ChaosPlan plan = { .seed = 1, .crash_after = 2 };
  g_autofree char *left = NULL;
  gsize length;

  if (g_test_subprocess ())
    {
      sqlite3_file *file = open_file (g_getenv (VICTIM));

      g_rmdir (self->folder);
      chaos_vfs_set_plan (self->vfs, &plan);
      file->pMethods->xWrite (file, "hello", 5, 0);
      file->pMethods->xSync (file, SQLITE_SYNC_NORMAL);
      return;
    }
  g_setenv (VICTIM, self->path, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_assert_true (g_file_get_contents (self->path, &left, &length, NULL));
  g_assert_true (length == 0 || g_str_equal (left, "hello"));
}

int
main (int argc,
      char *argv[])
{
  const struct
  {
    const char *name;
    void (*test) (Fixture *self, gconstpointer vfs);
  } tests[] = {
    { "model", test_model },
    { "torn", test_torn },
    { "long", test_long },
    { "shared", test_shared },
    { "full", test_full },
    { "full-torn", test_full_torn },
    { "normal", test_normal },
    { "lies", test_lies },
    { "failures", test_failures },
    { "crash", test_crash },
  };
  const ChaosPlan nothing = { 0 };
  ChaosVfs *vfs = chaos_vfs_install (&nothing);

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/chaos/vfs/%s", tests[i].name);

      g_test_add (path, Fixture, vfs, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
