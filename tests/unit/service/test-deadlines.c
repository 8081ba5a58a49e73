/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/service/natterd-deadlines.h"

#define N 300

/* what a plain list would say is the earliest */
static gint64
find_earliest (const NatterdDeadline *deadlines)
{
  gint64 earliest = 0;

  for (guint i = 0; i < N; i++)
    if (deadlines[i].due != 0 && (earliest == 0 || deadlines[i].due < earliest))
      earliest = deadlines[i].due;
  return earliest;
}

static void
test_against_list (void)
{
  NatterdDeadlines heap = { 0 };
  NatterdDeadline deadlines[N] = { 0 };

  for (guint step = 0; step < 20000; step++)
    {
      NatterdDeadline *one = &deadlines[g_test_rand_int_range (0, N)];
      const NatterdDeadline *first;

      natterd_deadlines_set (&heap, one, g_test_rand_int_range (0, 4) == 0 ? 0 : g_test_rand_int_range (1, 1000));
      first = natterd_deadlines_peek (&heap);
      g_assert_cmpint (first != NULL ? first->due : 0, ==, find_earliest (deadlines));
      g_assert_cmpint (one->place != 0, ==, one->due != 0);
    }
  natterd_deadlines_clear (&heap);
}

static void
test_in_order (void)
{
  NatterdDeadlines heap = { 0 };
  NatterdDeadline deadlines[N] = { 0 };
  NatterdDeadline *first;
  gint64 last = 0;
  guint n = 0;

  for (guint i = 0; i < N; i++)
    natterd_deadlines_set (&heap, &deadlines[i], g_test_rand_int_range (1, 50));
  while ((first = natterd_deadlines_peek (&heap)) != NULL)
    {
      g_assert_cmpint (first->due, >=, last);
      last = first->due;
      natterd_deadlines_set (&heap, first, 0);
      n++;
    }
  g_assert_cmpuint (n, ==, N);
  natterd_deadlines_clear (&heap);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/deadlines/against-list", test_against_list);
  g_test_add_func ("/service/deadlines/in-order", test_in_order);
  return g_test_run ();
}
