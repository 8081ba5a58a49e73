/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-clock.h"

#define S    G_TIME_SPAN_SECOND
#define H    G_TIME_SPAN_HOUR
#define D    G_TIME_SPAN_DAY
#define WALL (20000 * D)

/* Follows what drifts, at once; not what jumps, for an hour. */
static void
test_jumps (void)
{
  static const struct
  {
    gint64 steady, wall, judged;
  } rows[] = {
    { 0, 0, 0 },
    { 10 * S, 10 * S, 10 * S },
    { 20 * S, 79 * S, 79 * S },      /* within a minute */
    { 30 * S, 40 * S, 40 * S },      /* … and back */
    { 40 * S, 9999 * D, 50 * S },    /* a jump */
    { H, 9999 * D + H, H + 10 * S }, /* … not an hour old yet */
    { H + 40 * S, 9999 * D + H, 9999 * D + H },
    { H + 50 * S, H, 9999 * D + H + 10 * S },         /* and back */
    { 2 * H, 2 * H - 50 * S, 9999 * D + 2 * H - 40 * S }, /* … which lasts */
    { 2 * H + 50 * S, 2 * H, 2 * H },
    { 3 * H, 500 * D, 3 * H - 50 * S }, /* another jump each time: none is believed */
    { 5 * H, 600 * D, 5 * H - 50 * S },
    { 7 * H, 700 * D, 7 * H - 50 * S },
    { 8 * H, 8 * H, 8 * H }, /* and all is well again */
  };
  NatterClock clock;

  natter_clock_begin (&clock, 0, WALL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %u", i);
      g_assert_cmpint (natter_clock_judge (&clock, rows[i].steady, WALL + rows[i].wall) - WALL, ==, rows[i].judged);
    }
  g_assert_cmpint (natter_clock_get_due (&clock), ==, 0);
}

/* What was recorded last tells whether the clock can be right. */
static void
test_begins (void)
{
  static const struct
  {
    gint64 last, judged, due;
  } rows[] = {
    { 0, WALL, 0 },
    { WALL - D, WALL, 0 },
    { WALL - D - 1, WALL, 0 },
    { WALL - 99 * D, WALL - 98 * D, 5 * S + H },
    { WALL + 99 * D, WALL, 0 }, /* what was recorded by a wild clock says nothing */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      NatterClock clock;

      g_test_message ("row %u", i);
      natter_clock_begin (&clock, 5 * S, WALL, rows[i].last);
      g_assert_cmpint (natter_clock_judge (&clock, 5 * S, WALL), ==, rows[i].judged);
      g_assert_cmpint (natter_clock_get_due (&clock), ==, rows[i].due);
      g_assert_cmpint (natter_clock_judge (&clock, 5 * S + H, WALL + H), ==, WALL + H);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/jumps", test_jumps);
  g_test_add_func ("/clock/begins", test_begins);
  return g_test_run ();
}
