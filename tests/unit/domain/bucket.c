/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/domain/natterd-bucket.h"

#define SECOND G_USEC_PER_SEC

/* §6.3 */
static void
test_burst_then_rate (void)
{
  NatterdBucket bucket = { 0 };
  gint64 mono = 5 * SECOND;

  for (guint i = 0; i < 20; i++)
    g_assert_cmpuint (natterd_bucket_take (&bucket, 5, 20, 1, mono), ==, 0);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 5, 20, 1, mono), ==, 1);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 5, 20, 10, mono), ==, 2);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 5, 20, 11, mono), ==, 3);

  mono += SECOND / 5;
  g_assert_cmpuint (natterd_bucket_take (&bucket, 5, 20, 1, mono), ==, 0);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 5, 20, 1, mono), ==, 1);

  /* it does not fill beyond the burst */
  mono += 1000 * SECOND;
  g_assert_cmpuint (natterd_bucket_take (&bucket, 5, 20, 20, mono), ==, 0);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 5, 20, 1, mono), ==, 1);
}

/* Waiting as long as was said is enough, at any rate. */
static void
test_wait_is_enough (void)
{
  static const double rates[] = { 0.1, 0.3, 1, 3, 5, 7.7, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      NatterdBucket bucket = { 0 };
      gint64 mono = 1;

      for (guint j = 0; j < 1000; j++)
        {
          guint wait = natterd_bucket_take (&bucket, rates[i], 4, 1 + j % 4, mono);

          mono += wait * SECOND;
          if (wait > 0)
            g_assert_cmpuint (natterd_bucket_take (&bucket, rates[i], 4, 1 + j % 4, mono), ==, 0);
        }
    }
}

static void
test_no_limit (void)
{
  NatterdBucket bucket = { 0 };

  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (natterd_bucket_take (&bucket, 0, 1, 3, 1), ==, 0);
}

static void
test_free_of_charge (void)
{
  NatterdBucket bucket = { 0 };

  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 1, 1, 1), ==, 0);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 1, 0, 1), ==, 0);
}

/* It is paid back afterwards. */
static void
test_cost_above_burst (void)
{
  NatterdBucket bucket = { 0 };

  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 2, 5, 1), ==, 0);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 2, 1, 1), ==, 4);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 2, 5, 1 + 4 * SECOND), ==, 1);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 2, 5, 1 + 5 * SECOND), ==, 0);
}

static void
test_clock_that_stands (void)
{
  NatterdBucket bucket = { 0 };

  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 1, 1, 0), ==, 0);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 1, 1, 0), ==, 1);
  g_assert_cmpuint (natterd_bucket_take (&bucket, 1, 1, 1, -5 * SECOND), ==, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/bucket/burst-then-rate", test_burst_then_rate);
  g_test_add_func ("/domain/bucket/wait-is-enough", test_wait_is_enough);
  g_test_add_func ("/domain/bucket/no-limit", test_no_limit);
  g_test_add_func ("/domain/bucket/free-of-charge", test_free_of_charge);
  g_test_add_func ("/domain/bucket/cost-above-burst", test_cost_above_burst);
  g_test_add_func ("/domain/bucket/clock-that-stands", test_clock_that_stands);

  return g_test_run ();
}
