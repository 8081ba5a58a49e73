/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/http/natterd-http-rates.h"

#define SECOND G_USEC_PER_SEC
#define START  (1000 * SECOND)

/* PROTOCOL.md §14.4: a burst, then an even pace, for each on its own */
static void
test_pace (void)
{
  NatterdHttpRates rates;

  natterd_http_rates_init (&rates);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 5, 20, START), ==, 0);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 5, 20, START), ==, 1);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "b", 5, 20, START), ==, 0);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 5, 20, START + SECOND / 5), ==, 0);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 5, 20, START + SECOND / 5), ==, 1);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 5, 20, START + 60 * SECOND), ==, 0);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 5, 20, START + 60 * SECOND), ==, 1);
  natterd_http_rates_clear (&rates);
}

/* What is told to wait is enough. */
static void
test_wait (void)
{
  NatterdHttpRates rates;
  guint wait;

  natterd_http_rates_init (&rates);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 0.1, 1, START), ==, 0);
  wait = natterd_http_rates_take (&rates, "a", 0.1, 1, START + SECOND / 2);
  g_assert_cmpuint (wait, ==, 10);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 0.1, 1, START + SECOND / 2 + wait * SECOND), ==, 0);
  natterd_http_rates_clear (&rates);
}

static void
test_no_limit (void)
{
  NatterdHttpRates rates;

  natterd_http_rates_init (&rates);
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (natterd_http_rates_take (&rates, "a", 0, 0, START), ==, 0);
  g_assert_cmpuint (g_hash_table_size (rates.known), ==, 0);
  natterd_http_rates_clear (&rates);
}

/* However many come, so many are remembered; who is over makes place, who is not waits. */
static void
test_bounded (void)
{
  NatterdHttpRates rates;

  natterd_http_rates_init (&rates);
  for (guint i = 0; i < NATTERD_HTTP_RATES_MOST; i++)
    {
      g_autofree char *who = g_strdup_printf ("%u", i);

      g_assert_cmpuint (natterd_http_rates_take (&rates, who, 1, 2, START), ==, 0);
    }
  g_assert_cmpuint (natterd_http_rates_take (&rates, "new", 1, 2, START), >, 0);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "0", 1, 2, START), ==, 0);
  g_assert_cmpuint (natterd_http_rates_take (&rates, "new", 1, 2, START + 2 * SECOND), ==, 0);
  g_assert_cmpuint (g_hash_table_size (rates.known), ==, 1);
  natterd_http_rates_clear (&rates);
}

/* §7.6 */
static void
test_failures (void)
{
  NatterdHttpRates rates;
  gint64 now = START;

  natterd_http_rates_init (&rates);
  for (guint i = 0; i < 4; i++)
    natterd_http_rates_note_failure (&rates, "a", now);
  g_assert_cmpuint (natterd_http_rates_get_wait (&rates, "a", now), ==, 0);
  for (guint wait = 1; wait <= 512; wait *= 2)
    {
      natterd_http_rates_note_failure (&rates, "a", now);
      g_assert_cmpuint (natterd_http_rates_get_wait (&rates, "a", now), ==, wait);
      now += wait * SECOND;
      g_assert_cmpuint (natterd_http_rates_get_wait (&rates, "a", now), ==, 0);
    }
  natterd_http_rates_note_failure (&rates, "a", now);
  g_assert_cmpuint (natterd_http_rates_get_wait (&rates, "a", now), ==, 15 * 60);
  g_assert_cmpuint (natterd_http_rates_get_wait (&rates, "b", now), ==, 0);
  now += (15 * 60 + 1) * SECOND;
  natterd_http_rates_note_failure (&rates, "a", now);
  g_assert_cmpuint (natterd_http_rates_get_wait (&rates, "a", now), ==, 0);
  natterd_http_rates_clear (&rates);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/rates/pace", test_pace);
  g_test_add_func ("/http/rates/wait", test_wait);
  g_test_add_func ("/http/rates/no-limit", test_no_limit);
  g_test_add_func ("/http/rates/bounded", test_bounded);
  g_test_add_func ("/http/rates/failures", test_failures);
  return g_test_run ();
}
