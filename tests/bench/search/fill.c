/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

#include "server/store/natterd-store-sqlite.h"

/* Fills a database with messages as people might have said them, through the store itself, and tells how fast that went.
 *
 *   fill PATH MESSAGES GROUP
 *
 * GROUP: messages of a commit. The index is made once all is said, as it is when people are silent, and timed by itself. */

#define N_WORDS  50000
#define N_HAN    3000
#define N_PEOPLE 40
#define DAY_ONE  G_GINT64_CONSTANT (1700000000000000)

typedef struct
{
  NatterdStore *store;
  GRand *rand;
  gboolean answered;
} Fill;

/* The nth most frequent has 1/n of the share of the first. */
static guint
draw (GRand *rand,
      guint n)
{
  return (guint) exp (g_rand_double (rand) * log (n)) - 1;
}

/* Pronounceable, and different for each number. */
static void
append_word (GString *out,
             guint nth)
{
  static const char *const frequent[] = { "the", "and", "you", "that", "for", "this", "what", "with", "have", "but" };

  if (nth < G_N_ELEMENTS (frequent))
    {
      g_string_append (out, frequent[nth]);
      return;
    }
  for (guint rest = nth; rest > 0; rest /= 100)
    {
      g_string_append_c (out, "bcdfghjklmnprstvwxyz"[rest % 20]);
      g_string_append_c (out, "aeiou"[rest / 20 % 5]);
    }
}

static void
append_text (Fill *self,
             guint nth,
             GString *out)
{
  guint n = (guint) g_rand_int_range (self->rand, 4, 18);
  gboolean han = nth % 10 == 0;

  for (guint i = 0; i < n; i++)
    if (han)
      g_string_append_unichar (out, 0x4e00 + draw (self->rand, N_HAN));
    else
      {
        if (i > 0)
          g_string_append_c (out, ' ');
        append_word (out, draw (self->rand, N_WORDS));
      }
  if (nth % 50 == 7)
    g_string_append_printf (out, " https://example.org/%u", nth);
  if (nth % 10000 == 5000)
    g_string_append (out, " quetzalcoatl");
}

static NatterMessage *
make_message (Fill *self,
              guint nth)
{
  static const char *const rooms[] = { "lobby", "lobby", "lobby", "lobby", "lobby", "garden", "garden", "garden", "attic", "cellar" };
  g_autofree char *from = g_strdup_printf ("person%u", draw (self->rand, N_PEOPLE));
  g_autoptr (GString) text = g_string_new (NULL);
  guint room = (guint) g_rand_int_range (self->rand, 0, 1000);

  append_text (self, nth, text);
  /* one message in a thousand is said in a room of its own sort */
  return natter_message_new (NATTER_MESSAGE_SAY, room == 0 ? "hut" : rooms[room % G_N_ELEMENTS (rooms)], from, text->str, NULL);
}

static void
on_committed (gpointer user_data,
              const GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
  ((Fill *) user_data)->answered = TRUE;
}

static void
commit_group (Fill *self,
              guint first,
              guint n,
              gint64 wall)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_message_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (messages, make_message (self, first + i));
  self->answered = FALSE;
  self->store->klass->commit (self->store, messages, wall, on_committed, self);
  while (!self->answered)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_store (Fill *self,
            const NatterdSqliteOptions *options)
{
  g_autoptr (GError) error = NULL;

  self->store = natterd_store_sqlite_open (options, &error);
  if (self->store == NULL)
    g_error ("%s", error->message);
}

static gboolean
is_behind (sqlite3_stmt *statement)
{
  gboolean behind = sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_int (statement, 0) != 0;

  if (sqlite3_reset (statement) != SQLITE_OK)
    g_error ("the database cannot be read");
  return behind;
}

/* At its start the store indexes what is not indexed. */
static void
await_index (const char *path)
{
  sqlite3 *database;
  sqlite3_stmt *statement;

  if (sqlite3_open (path, &database) != SQLITE_OK || sqlite3_busy_timeout (database, 5000) != SQLITE_OK ||
      sqlite3_prepare_v2 (database, "SELECT (SELECT max (id) FROM messages) > upto FROM indexed", -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (database));
  while (is_behind (statement))
    g_usleep (2000);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

static void
say_all (Fill *self,
         guint most,
         guint group)
{
  gint64 began = g_get_monotonic_time ();
  clock_t clock_began = clock ();

  for (guint i = 0; i < most; i += group)
    commit_group (self, i, MIN (group, most - i), DAY_ONE + i * G_TIME_SPAN_SECOND * 30);
  g_print ("%u messages in commits of %u: %.0f messages a second, %.1f µs of processor each", most, group,
           most * 1e6 / (double) (g_get_monotonic_time () - began), (double) (clock () - clock_began) * 1e6 / CLOCKS_PER_SEC / most);
}

int
main (int argc,
      char **argv)
{
  NatterdSqliteOptions options = { .durability = NATTERD_DURABILITY_FULL, .index_lag = G_MAXUINT };
  Fill self = { .rand = g_rand_new_with_seed (42) };
  clock_t began;
  guint most;

  if (argc != 4)
    {
      g_printerr ("fill PATH MESSAGES GROUP\n");
      return EXIT_FAILURE;
    }
  options.path = argv[1];
  most = MAX (1, (guint) g_ascii_strtoull (argv[2], NULL, 10));
  open_store (&self, &options);
  for (guint i = 0; i < 5; i++)
    {
      static const char *const names[] = { "lobby", "garden", "attic", "cellar", "hut" };

      self.store->klass->name_room (self.store, names[i], names[i]);
    }
  say_all (&self, most, MAX (1, (guint) g_ascii_strtoull (argv[3], NULL, 10)));
  natterd_store_free (self.store);

  began = clock ();
  open_store (&self, &options);
  await_index (argv[1]);
  g_print ("; the index later: %.1f µs each\n", (double) (clock () - began) * 1e6 / CLOCKS_PER_SEC / most);
  natterd_store_free (self.store);
  g_rand_free (self.rand);
  return EXIT_SUCCESS;
}
