/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/domain/natterd-reads-private.h"

/* §4.38: markers are recorded seldom, and in the end always. */

#define SECOND G_USEC_PER_SEC

typedef struct
{
  NatterdReads reads;
  NatterdEffects *effects;
} Fixture;

static void
set_up (Fixture *self,
        gconstpointer data)
{
  natterd_reads_init (&self->reads);
  self->effects = natterd_effects_new ();
}

static void
tear_down (Fixture *self,
           gconstpointer data)
{
  natterd_effects_free (self->effects);
  natterd_reads_clear (&self->reads);
}

/* "lobby=7 " for each that is asked to be recorded, "lobby " for one that is to go. With @good they come to be. */
static void
assert_recorded (Fixture *self,
                 gboolean good,
                 const char *expected)
{
  g_autoptr (GString) recorded = g_string_new (NULL);

  for (guint i = 0; i < natterd_effects_get_length (self->effects); i++)
    {
      const NatterdEffect *effect = natterd_effects_get (self->effects, i);
      g_autoptr (GHashTable) strings = effect->fact->value != NULL ? natter_fact_read (effect->fact->value) : NULL;

      if (effect->kind != NATTERD_EFFECT_RECORD)
        continue;
      g_string_append (recorded, strchr (effect->fact->key, ' ') + 1);
      if (strings != NULL)
        g_string_append_printf (recorded, "=%s", (const char *) g_hash_table_lookup (strings, "seq"));
      g_string_append_c (recorded, ' ');
      if (good)
        natterd_reads_restore (&self->reads, effect->fact);
    }
  natterd_effects_clear (self->effects);
  g_assert_cmpstr (recorded->str, ==, expected);
}

static void
advance (Fixture *self,
         gint64 mono)
{
  natterd_reads_record (&self->reads, mono, FALSE, self->effects);
}

static void
test_seldom (Fixture *self,
             gconstpointer data)
{
  guint n = 0;

  g_test_summary ("§4.38: at most once a second, and the last one in the end");
  for (guint i = 1; i <= 1000; i++)
    {
      gint64 mono = 100 * SECOND + i * SECOND / 100;

      natterd_reads_set (&self->reads, -7, "lobby", i, TRUE, mono);
      g_assert_cmpint (natterd_reads_find (&self->reads, -7, "lobby"), ==, i);
      advance (self, mono);
      n += natterd_effects_get_length (self->effects) > 0;
      for (guint j = 0; j < natterd_effects_get_length (self->effects); j++)
        natterd_reads_restore (&self->reads, natterd_effects_get (self->effects, j)->fact);
      natterd_effects_clear (self->effects);
    }
  g_assert_cmpuint (n, >=, 8);
  g_assert_cmpuint (n, <=, 10);
  advance (self, 120 * SECOND);
  assert_recorded (self, TRUE, "lobby=1000 ");
  advance (self, 130 * SECOND);
  assert_recorded (self, TRUE, "");
}

static void
test_at_once (Fixture *self,
              gconstpointer data)
{
  natterd_reads_set (&self->reads, -7, "lobby", 1, TRUE, 100 * SECOND);
  natterd_reads_record_one (&self->reads, -7, "lobby", 100 * SECOND, self->effects);
  assert_recorded (self, TRUE, "lobby=1 ");
  natterd_reads_set (&self->reads, -7, "lobby", 2, TRUE, 100 * SECOND + 1);
  natterd_reads_record_one (&self->reads, -7, "lobby", 100 * SECOND + 1, self->effects);
  assert_recorded (self, TRUE, "");
  g_assert_cmpint (self->reads.due, ==, 101 * SECOND);
  advance (self, 101 * SECOND);
  assert_recorded (self, TRUE, "lobby=2 ");
}

static void
test_fails (Fixture *self,
            gconstpointer data)
{
  g_test_summary ("What was not recorded is asked for again");
  natterd_reads_set (&self->reads, -7, "lobby", 1, TRUE, 100 * SECOND);
  advance (self, 101 * SECOND);
  assert_recorded (self, FALSE, "lobby=1 ");
  advance (self, 101 * SECOND + SECOND / 2);
  assert_recorded (self, FALSE, "");
  natterd_reads_set (&self->reads, -7, "lobby", 2, TRUE, 101 * SECOND + SECOND / 2);
  advance (self, 102 * SECOND);
  assert_recorded (self, TRUE, "lobby=2 ");
  advance (self, 200 * SECOND);
  assert_recorded (self, TRUE, "");
}

static void
test_end (Fixture *self,
          gconstpointer data)
{
  g_test_summary ("Guests' are never recorded; at the end all others are, due or not");
  natterd_reads_set (&self->reads, -7, "lobby", 1, TRUE, 100 * SECOND);
  natterd_reads_set (&self->reads, -8, "lobby", 3, FALSE, 100 * SECOND);
  natterd_reads_record (&self->reads, 100 * SECOND, TRUE, self->effects);
  assert_recorded (self, TRUE, "lobby=1 ");
  natterd_reads_forget (&self->reads, -8, self->effects);
  assert_recorded (self, TRUE, "");
  natterd_reads_forget (&self->reads, -7, self->effects);
  assert_recorded (self, TRUE, "lobby ");
  g_assert_cmpint (natterd_reads_find (&self->reads, -7, "lobby"), ==, -1);
  advance (self, 200 * SECOND);
  assert_recorded (self, TRUE, "");
}

static void
test_restore (Fixture *self,
              gconstpointer data)
{
  static const struct
  {
    const char *key;
    const char *value;
    gint64 seq;
  } facts[] = {
    { "fffffffffffffff9 garden", "{\"seq\":\"12\"}", 12 },
    { "fffffffffffffff9 attic", "{\"seq\":\"-1\"}", -1 },
    { "fffffffffffffff9 attic", "{\"seq\":\"x\"}", -1 },
    { "fffffffffffffff9 attic", "{}", -1 },
    { "fffffffffffffff9 attic", "[", -1 },
    { "nobody attic", "{\"seq\":\"1\"}", -1 },
    { "attic", "{\"seq\":\"1\"}", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autoptr (NatterFact) fact = natter_fact_new (NATTERD_FACT_READ, facts[i].key, facts[i].value);

      natterd_reads_restore (&self->reads, fact);
      g_assert_cmpint (natterd_reads_find (&self->reads, -7, facts[i].seq >= 0 ? "garden" : "attic"), ==, facts[i].seq);
    }

  /* it was dropped while it was on its way */
  self->reads.settled = TRUE;
  natterd_reads_drop (&self->reads, -7, "garden", self->effects);
  assert_recorded (self, TRUE, "garden ");
  {
    g_autoptr (NatterFact) late = natter_fact_new (NATTERD_FACT_READ, facts[0].key, facts[0].value);

    natterd_reads_restore (&self->reads, late);
  }
  g_assert_cmpint (natterd_reads_find (&self->reads, -7, "garden"), ==, -1);
}

static void
add (const char *path,
     void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/reads/seldom", test_seldom);
  add ("/reads/at-once", test_at_once);
  add ("/reads/fails", test_fails);
  add ("/reads/end", test_end);
  add ("/reads/restore", test_restore);

  return g_test_run ();
}
