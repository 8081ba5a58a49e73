/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/natter-text.h"

static const char *const words[] = { "say", "look", "who", "me", "history", "Jürgen", "日本", "garden", NULL };

static const struct
{
  const char *typed;
  const char *nearest;
} cases[] = {
  { "look", "look" },
  { "LOOK", "look" },
  { "lok", "look" },   /* left out */
  { "loook", "look" }, /* added */
  { "lopk", "look" },  /* wrong */
  { "olok", "look" },  /* swapped */
  { "hisotyr", "history" },
  { "histry!", "history" },
  { "hsit", NULL }, /* three letters off */
  { "jurgen", "Jürgen" },
  { "JÜRGEN", "Jürgen" },
  { "日木", "日本" },
  { "sax", "say" }, /* one letter in words of up to four */
  { "sxx", NULL },
  { "lxkx", NULL },
  { "gxrdxn", "garden" },
  { "m", "me" },
  { "x", NULL }, /* nothing in common with "me" */
  { "", NULL },
  { "gardengardengardengardengardengardengardengardengardengardengardengarden", NULL },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (natter_text_nearest (cases[i].typed, words), ==, cases[i].nearest);
    }
}

/* The nearest wins, then the one that begins alike, then the first. */
static void
test_ties (void)
{
  static const char *const three[] = { "bark", "marks", "mark", NULL };
  static const char *const alike[] = { "bent", "went", NULL };

  g_assert_cmpstr (natter_text_nearest ("mark", three), ==, "mark");
  g_assert_cmpstr (natter_text_nearest ("marx", three), ==, "mark");
  g_assert_cmpstr (natter_text_nearest ("wenz", alike), ==, "went");
  g_assert_cmpstr (natter_text_nearest ("xent", alike), ==, "bent");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shared/nearest/table", test_table);
  g_test_add_func ("/shared/nearest/ties", test_ties);
  return g_test_run ();
}
