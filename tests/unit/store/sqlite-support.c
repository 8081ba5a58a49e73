/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sqlite-support.h"

#include <glib/gstdio.h>
#include <string.h>

#include "server/store/natterd-sql-private.h"

static void
set_up (Files *self,
        gconstpointer data)
{
  self->folder = g_dir_make_tmp ("natter-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "natter.db", NULL);
}

static void
tear_down (Files *self,
           gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  test_files_close (self);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

void
test_files_add (const char *path,
                void (*function) (Files *files, gconstpointer data))
{
  g_test_add (path, Files, NULL, set_up, function, tear_down);
}

void
test_files_open (Files *self,
                 gint64 keep)
{
  const NatterdSqliteOptions options = { .path = self->path, .durability = NATTERD_DURABILITY_FULL, .keep = keep, .index_lag = self->index_lag };
  g_autoptr (GError) error = NULL;

  g_assert_null (self->store);
  self->store = natterd_store_sqlite_open (&options, &error);
  g_assert_no_error (error);
}

void
test_files_close (Files *self)
{
  g_clear_pointer (&self->store, natterd_store_free);
}

void
test_files_refuse (Files *self,
                   int code,
                   const char *words)
{
  const NatterdSqliteOptions options = { .path = self->path };
  g_autoptr (GError) error = NULL;

  g_assert_null (natterd_store_sqlite_open (&options, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, self->path));
  g_assert_nonnull (strstr (error->message, words));
}

typedef struct
{
  gboolean done;
  int code; /* -1: good */
} Answer;

static void
on_committed (gpointer user_data,
              const GError *error)
{
  Answer *answer = user_data;

  answer->done = TRUE;
  answer->code = error != NULL ? error->code : -1;
}

char *
test_files_say (Files *self,
                const char *text,
                const char *id)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);
  NatterMessage *message = natter_message_new (NATTER_MESSAGE_SAY, "lobby", "alice", text, id);
  Answer answer = { 0 };

  g_ptr_array_add (one, message);
  self->store->klass->commit (self->store, one, g_get_real_time (), on_committed, &answer);
  while (!answer.done)
    g_main_context_iteration (NULL, TRUE);
  if (answer.code >= 0)
    {
      g_autoptr (GEnumClass) codes = g_type_class_ref (G_TYPE_IO_ERROR_ENUM);

      g_assert_cmpuint (message->seq, ==, 0);
      return g_strdup (g_enum_get_value (codes, answer.code)->value_nick);
    }
  return g_strdup_printf ("%" G_GUINT64_FORMAT "%s", message->seq, message->repeated ? " again" : "");
}

void
test_files_assert_said (Files *self,
                        const char *id,
                        const char *expected)
{
  g_autofree char *said = test_files_say (self, "x", id);

  g_assert_cmpstr (said, ==, expected);
}

void
test_files_execute (const char *path,
                    const char *sql)
{
  sqlite3 *database;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

gint64
test_files_look_up (const char *path,
                    const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) database = natterd_sql_open (path, SQLITE_OPEN_READONLY, &error);
  gint64 number = -1;

  g_assert_no_error (error);
  natterd_sql_get_int (database, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

void
test_files_await_index (const char *path)
{
  while (test_files_look_up (path, "SELECT coalesce ((SELECT max (id) FROM messages), 0) > upto FROM indexed"))
    g_thread_yield ();
}

gboolean
test_files_contain (Files *self,
                    const char *bytes)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      if (memmem (content, length, bytes, strlen (bytes)) != NULL)
        return TRUE;
    }
  return FALSE;
}

char *
test_files_dup_sum (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
}
