/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/natterd-schema-private.h"
#include "server/store/natterd-store-care.h"
#include "sqlite-support.h"

#include <glib/gstdio.h>

/* The database as a file: whose it is, what it is, its copies, and what must be gone from it. */

static void
test_lock (Files *files,
           gconstpointer data)
{
  test_files_open (files, 0);
  test_files_refuse (files, G_IO_ERROR_BUSY, "Another natterd");
  test_files_assert_said (files, NULL, "1");
  test_files_close (files);
  test_files_open (files, 0);
}

/* What is not ours or not known stays as it is, to the byte. */
static void
refuse_untouched (Files *files,
                  int code,
                  const char *words)
{
  g_autofree char *before = test_files_dup_sum (files->path);
  g_autofree char *after = NULL;

  test_files_refuse (files, code, words);
  after = test_files_dup_sum (files->path);
  g_assert_cmpstr (after, ==, before);
}

static void
test_newer (Files *files,
            gconstpointer data)
{
  test_files_open (files, 0);
  test_files_assert_said (files, NULL, "1");
  test_files_close (files);
  test_files_execute (files->path, "PRAGMA user_version = 9000");
  refuse_untouched (files, G_IO_ERROR_NOT_SUPPORTED, "newer version of natterd");
}

static void
test_foreign (Files *files,
              gconstpointer data)
{
  test_files_execute (files->path, "CREATE TABLE recipes (cake)");
  refuse_untouched (files, G_IO_ERROR_NOT_SUPPORTED, "another program");
}

static void
test_no_database (Files *files,
                  gconstpointer data)
{
  g_autofree char *letter = g_strnfill (5000, 'x');

  g_assert_true (g_file_set_contents (files->path, letter, -1, NULL));
  refuse_untouched (files, G_IO_ERROR_INVALID_DATA, "--check-store");
}

/* Fills 20 pages with 'z'. */
static void
spoil (const char *path,
       gsize from)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, from + 20 * 4096);
  memset (content + from, 'z', 20 * 4096);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
say_much (Files *files)
{
  g_autofree char *text = g_strnfill (8000, 'x');

  test_files_open (files, 0);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *said = test_files_say (files, text, NULL);
    }
  test_files_close (files);
}

static void
on_complaint (gpointer user_data,
              const char *complaint)
{
  g_test_message ("%s", complaint);
}

static guint
count_complaints (Files *files)
{
  g_autoptr (GError) error = NULL;
  guint n;

  natterd_store_check (files->path, on_complaint, NULL, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
test_damaged (Files *files,
              gconstpointer data)
{
  say_much (files);
  g_assert_cmpuint (count_complaints (files), ==, 0);
  spoil (files->path, 20 * 4096);
  g_assert_cmpuint (count_complaints (files), >, 0);
}

/* Where every start has to read. */
static void
test_damaged_at_start (Files *files,
                       gconstpointer data)
{
  say_much (files);
  spoil (files->path, 1024);
  refuse_untouched (files, G_IO_ERROR_INVALID_DATA, "is damaged");
}

/* What no damage does, but a program with a mistake */
static void
test_broken_promises (Files *files,
                      gconstpointer data)
{
  static const char *const mistakes[] = {
    "UPDATE messages SET kind = 17",
    "UPDATE messages SET time = -1",
    "UPDATE messages SET room = 99",
    "UPDATE rooms SET last_seq = -5",
    "DELETE FROM meta",
    "UPDATE indexed SET upto = 7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      test_files_open (files, 0);
      test_files_assert_said (files, NULL, "1");
      test_files_close (files);
      g_assert_cmpuint (count_complaints (files), ==, 0);
      test_files_execute (files->path, mistakes[i]);
      g_assert_cmpuint (count_complaints (files), >, 0);
      g_unlink (files->path);
    }
}

/* A copy is consistent though somebody writes, and has an epoch of its own once it is used; each time another one. */
static void
test_backup (Files *files,
             gconstpointer data)
{
  g_autofree char *copy = g_build_filename (files->folder, "copy.db", NULL);
  g_autoptr (GPtrArray) epochs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  test_files_open (files, 0);
  g_ptr_array_add (epochs, g_strdup (files->store->klass->get_epoch (files->store)));
  test_files_assert_said (files, "a", "1");
  natterd_store_backup (files->path, copy, &error);
  g_assert_no_error (error);
  test_files_assert_said (files, "b", "2");
  g_assert_false (natterd_store_backup (files->path, copy, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  test_files_close (files);

  for (guint i = 1; i < 3; i++)
    {
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (copy, &content, &length, NULL));
      g_assert_true (g_file_set_contents (files->path, content, (gssize) length, NULL));
      g_assert_cmpuint (count_complaints (files), ==, 0);
      test_files_open (files, 0);
      g_ptr_array_add (epochs, g_strdup (files->store->klass->get_epoch (files->store)));
      test_files_assert_said (files, "a", "1 again");
      test_files_assert_said (files, "c", "2");
      test_files_close (files);
      test_files_open (files, 0);
      g_assert_cmpstr (files->store->klass->get_epoch (files->store), ==, epochs->pdata[i]);
      test_files_close (files);
    }
  g_assert_cmpstr (epochs->pdata[0], !=, epochs->pdata[1]);
  g_assert_cmpstr (epochs->pdata[0], !=, epochs->pdata[2]);
  g_assert_cmpstr (epochs->pdata[1], !=, epochs->pdata[2]);
}

static gboolean
collect (gpointer user_data,
         NatterMessage *message)
{
  g_string_append_printf (user_data, "%s %" G_GUINT64_FORMAT " %s;", message->room, message->seq, message->text);
  return message->seq < 3;
}

static void
test_export (Files *files,
             gconstpointer data)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (natterd_store_export (files->path, "lobby", collect, out, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  test_files_open (files, 0);
  files->store->klass->name_room (files->store, "lobby", "Lobby");
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *said = test_files_say (files, "hi", NULL);
    }
  natterd_store_export (files->path, "lobby", collect, out, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (out->str, ==, "Lobby 1 hi;Lobby 2 hi;Lobby 3 hi;");
  g_assert_false (natterd_store_export (files->path, "attic", collect, out, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Migration: from a hand-made first version; a copy of it stays; a step that fails leaves all as it was. */

static const NatterdSchemaStep steps[] = {
  { "CREATE TABLE things (name TEXT)" },
  { "ALTER TABLE things ADD COLUMN size INTEGER; UPDATE things SET size = length (name)" },
  { "ALTER TABLE things DROP COLUMN name" },
};

static gboolean
bring_up (Files *files,
          guint n_steps,
          const NatterdSchemaStep *those,
          GError **error)
{
  g_autoptr (sqlite3) database = natterd_sql_open (files->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);

  return database != NULL && natterd_schema_bring_up (database, files->path, those, n_steps, error);
}

static void
test_migration (Files *files,
                gconstpointer data)
{
  static const NatterdSchemaStep wrong[] = { steps[0], steps[1], { "DROP TABLE things; SELECT nonsense" } };
  g_autofree char *first = g_strconcat (files->path, ".before-v2", NULL);
  g_autofree char *second = g_strconcat (files->path, ".before-v3", NULL);
  g_autoptr (GError) error = NULL;

  bring_up (files, 1, steps, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  test_files_execute (files->path, "INSERT INTO things VALUES ('cake')");

  g_assert_false (bring_up (files, 3, wrong, &error));
  g_clear_error (&error);
  g_assert_cmpint (test_files_look_up (files->path, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (test_files_look_up (files->path, "SELECT size FROM things"), ==, 4);
  g_assert_cmpint (test_files_look_up (first, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (test_files_look_up (first, "SELECT count (*) FROM things WHERE name = 'cake'"), ==, 1);

  /* the copy of the attempt that failed is made anew */
  bring_up (files, 3, steps, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_files_look_up (files->path, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (test_files_look_up (second, "PRAGMA user_version"), ==, 2);
  bring_up (files, 3, steps, &error);
  g_assert_no_error (error);
}

/* Purging */

#define SECRET  "the safe is behind the clock, XYLOPHONE"
#define INDEXED "ylophone" /* as only the index has it */

static void
say_in (Files *files,
        const char *room,
        gint64 wall,
        guint n)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %u", SECRET, i);

      g_ptr_array_add (all, natter_message_new (NATTER_MESSAGE_SAY, room, "alice", text, NULL));
    }
  test_store_commit (files->store, all, wall);
}

static void
await_empty (Files *files,
             const char *room)
{
  gboolean more;

  for (;;)
    {
      g_autoptr (GPtrArray) left = test_store_fetch (files->store, room, (NatterRange){ NATTER_RANGE_LAST, 1, 0, 0 }, &more);

      if (left->len == 0)
        return;
    }
}

/* Nothing of what is too old is left, not in free pages and not in the log; the sequence goes on. */
static void
test_keep (Files *files,
           gconstpointer data)
{
  g_autoptr (GPtrArray) new = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  gint64 now = g_get_real_time ();

  test_files_open (files, 0);
  say_in (files, "lobby", now - 400 * G_TIME_SPAN_DAY, 1300);
  say_in (files, "attic", now - 400 * G_TIME_SPAN_DAY, 1);
  /* or the clock would not be believed yet */
  g_ptr_array_add (new, natter_message_new (NATTER_MESSAGE_SAY, "cellar", "alice", "good morning", NULL));
  test_store_commit (files->store, new, now);
  test_files_close (files);
  test_files_open (files, 0);
  test_files_await_index (files->path);
  test_files_close (files);
  g_assert_true (test_files_contain (files, SECRET));
  g_assert_true (test_files_contain (files, INDEXED));

  test_files_open (files, 365 * G_TIME_SPAN_DAY);
  await_empty (files, "lobby");
  await_empty (files, "attic");
  test_files_assert_said (files, NULL, "1301");
  while (test_files_contain (files, INDEXED)) /* between two slices somebody may say something */
    test_store_say (files->store, "lobby", "x");
  test_files_close (files);
  g_assert_false (test_files_contain (files, SECRET));
  g_assert_cmpuint (count_complaints (files), ==, 0);

  test_files_open (files, 365 * G_TIME_SPAN_DAY);
  test_store_assert_seqs (files->store, "lobby", (NatterRange){ NATTER_RANGE_BEFORE, 9, 1302, 0 }, "1301");
}

/* §3.4: of conversations of guests nothing is left, also where they are forgotten only at the next start */
static void
test_conversations (Files *files,
                    gconstpointer data)
{
  files->index_lag = 1;
  test_files_open (files, 0);
  say_in (files, "@1.2.3", g_get_real_time (), 700);
  files->store->klass->forget (files->store, "@1.2.3");
  say_in (files, "@1.2.4", g_get_real_time (), 7);
  test_files_await_index (files->path);
  test_files_close (files);
  g_assert_true (test_files_contain (files, SECRET));
  g_assert_true (test_files_contain (files, INDEXED));

  test_files_open (files, 0);
  files->store->klass->forget (files->store, "@1.2.4");
  /* nobody says anything that would be written over it */
  while (test_files_contain (files, SECRET) || test_files_contain (files, INDEXED))
    await_empty (files, "lobby");
  g_assert_cmpint (test_files_look_up (files->path, "SELECT count (*) FROM rooms WHERE key IS NULL"), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  test_files_add ("/store-sqlite/files/lock", test_lock);
  test_files_add ("/store-sqlite/files/newer", test_newer);
  test_files_add ("/store-sqlite/files/foreign", test_foreign);
  test_files_add ("/store-sqlite/files/no-database", test_no_database);
  test_files_add ("/store-sqlite/files/damaged", test_damaged);
  test_files_add ("/store-sqlite/files/damaged-at-start", test_damaged_at_start);
  test_files_add ("/store-sqlite/files/broken-promises", test_broken_promises);
  test_files_add ("/store-sqlite/files/backup", test_backup);
  test_files_add ("/store-sqlite/files/export", test_export);
  test_files_add ("/store-sqlite/files/migration", test_migration);
  test_files_add ("/store-sqlite/files/keep", test_keep);
  test_files_add ("/store-sqlite/files/conversations", test_conversations);

  return g_test_run ();
}
