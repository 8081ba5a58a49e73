/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-support.h"

#include <glib/gstdio.h>

#include "sqlite-support.h"

static NatterdStore *
make_memory (const char *folder)
{
  return natterd_store_memory_new (KEEP, 0);
}

static NatterdStore *
make_double (const char *folder)
{
  return natterd_store_double_new (make_memory (folder));
}

static NatterdStore *
make_sqlite (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "natter.db", NULL);
  const NatterdSqliteOptions options = { .path = path, .durability = NATTERD_DURABILITY_NONE };
  g_autoptr (GError) error = NULL;
  NatterdStore *store = natterd_store_sqlite_open (&options, &error);

  g_assert_no_error (error);
  return store;
}

/* The same, where a search is not asked before the index has all that was said: else it is soon found without. */
typedef struct
{
  NatterdStoreClass klass;
  const NatterdStoreClass *real;
  char *path;
} Patient;

static void
patient_search (NatterdStore *store,
                NatterSearch *search,
                GCancellable *cancellable,
                NatterdStoreFound done,
                gpointer user_data)
{
  const Patient *patient = (const Patient *) store->klass;

  test_files_await_index (patient->path);
  patient->real->search (store, search, cancellable, done, user_data);
}

static void
patient_free (NatterdStore *store)
{
  Patient *patient = (Patient *) store->klass;

  patient->real->free (store);
  g_free (patient->path);
  g_free (patient);
}

static NatterdStore *
make_sqlite_indexed (const char *folder)
{
  Patient *patient = g_new0 (Patient, 1);
  const NatterdSqliteOptions options = {
    .path = patient->path = g_build_filename (folder, "natter.db", NULL),
    .durability = NATTERD_DURABILITY_NONE,
    .index_lag = 1,
  };
  g_autoptr (GError) error = NULL;
  NatterdStore *store = natterd_store_sqlite_open (&options, &error);

  g_assert_no_error (error);
  patient->real = store->klass;
  patient->klass = *store->klass;
  patient->klass.search = patient_search;
  patient->klass.free = patient_free;
  store->klass = &patient->klass;
  return store;
}

static NatterdStore *
make_sqlite_double (const char *folder)
{
  return natterd_store_double_new (make_sqlite (folder));
}

static const Kind stores[] = {
  { "memory", make_memory, FALSE, FALSE },
  { "double", make_double, FALSE, FALSE },
  { "sqlite", make_sqlite, TRUE, TRUE },
  { "sqlite-indexed", make_sqlite_indexed, TRUE, TRUE },
  { "sqlite-double", make_sqlite_double, TRUE, TRUE },
};

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->kind = data;
  fixture->folder = g_dir_make_tmp ("natter-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->store = fixture->kind->make (fixture->folder);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  natterd_store_free (fixture->store);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

void
test_store_reopen (Fixture *fixture)
{
  natterd_store_free (fixture->store);
  fixture->store = fixture->kind->make (fixture->folder);
}

/* Waiting for answers */

typedef struct
{
  guint n_answers;
  GPtrArray *messages;
  gboolean more;
} Answer;

static void
on_committed (gpointer user_data,
              const GError *error)
{
  g_assert_no_error (error);
  ((Answer *) user_data)->n_answers++;
}

static void
on_fetched (gpointer user_data,
            GPtrArray *messages,
            gboolean more,
            const GError *error)
{
  Answer *answer = user_data;

  g_assert_no_error (error);
  answer->n_answers++;
  answer->messages = g_ptr_array_ref (messages);
  answer->more = more;
}

static void
await (const Answer *answer)
{
  while (answer->n_answers == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (answer->n_answers, ==, 1);
}

GPtrArray *
test_store_one_said (const char *room,
                     const char *text)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  g_ptr_array_add (messages, natter_message_new (NATTER_MESSAGE_SAY, room, "alice", text, NULL));
  return messages;
}

void
test_store_commit (NatterdStore *store,
                   GPtrArray *messages,
                   gint64 wall)
{
  Answer answer = { 0 };

  store->klass->commit (store, messages, wall, on_committed, &answer);
  await (&answer);
}

guint64
test_store_say (NatterdStore *store,
                const char *room,
                const char *text)
{
  g_autoptr (GPtrArray) messages = test_store_one_said (room, text);

  test_store_commit (store, messages, 1000);
  return ((NatterMessage *) messages->pdata[0])->seq;
}

GPtrArray *
test_store_fetch (NatterdStore *store,
                  const char *room,
                  NatterRange range,
                  gboolean *more)
{
  Answer answer = { 0 };

  store->klass->fetch (store, room, &range, on_fetched, &answer);
  await (&answer);
  *more = answer.more;
  return answer.messages;
}

static void
assert_page (NatterdStore *store,
             const char *room,
             NatterRange range,
             gboolean texts,
             const char *expected)
{
  gboolean more;
  g_autoptr (GPtrArray) messages = test_store_fetch (store, room, range, &more);
  g_autoptr (GString) page = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    {
      const NatterMessage *message = messages->pdata[i];
      g_autofree char *seq = g_strdup_printf ("%" G_GUINT64_FORMAT, message->seq);

      g_assert_cmpstr (message->room, ==, room);
      g_string_append_printf (page, "%s%s", i > 0 ? " " : "", texts ? message->text : seq);
    }
  g_string_append (page, more && !texts ? " …" : "");
  g_assert_cmpstr (page->str, ==, expected);
}

void
test_store_assert_seqs (NatterdStore *store,
                        const char *room,
                        NatterRange range,
                        const char *expected)
{
  assert_page (store, room, range, FALSE, expected);
}

void
test_store_assert_texts (NatterdStore *store,
                         const char *room,
                         guint count,
                         const char *expected)
{
  assert_page (store, room, (NatterRange){ .kind = NATTER_RANGE_LAST, .count = count }, TRUE, expected);
}

void
test_store_add (const char *name,
                Test function)
{
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/%s/%s", stores[i].name, name);

      g_test_add (path, Fixture, &stores[i], set_up, function, tear_down);
    }
}
