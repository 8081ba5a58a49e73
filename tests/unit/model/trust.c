/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "gui-client/model/natter-ui-trust.h"

/* §10.8: every combination of what one meets and what one knows, against the law. */

/* '*': any. y, n: yes, no. Of keys: '-' none, '=' the one that is met, '#' another one, '+' either, '~' none or the one that is met. */
static const struct
{
  const char *encrypted, *vouched, *local, *pin, *expected, *prefix, *bare;
  NatterUiTrust trust;
} law[] = {
  { "y", "y", "*", "*", "*", "*", "*", NATTER_UI_TRUST_VOUCHED },
  { "y", "n", "*", "~", "=", "*", "*", NATTER_UI_TRUST_PINNED },
  { "y", "n", "*", "*", "#", "*", "*", NATTER_UI_TRUST_CHANGED },
  { "y", "n", "*", "=", "-", "*", "*", NATTER_UI_TRUST_PINNED },
  { "y", "n", "*", "#", "~", "*", "*", NATTER_UI_TRUST_CHANGED },
  { "y", "n", "*", "-", "-", "#", "*", NATTER_UI_TRUST_CHANGED },
  { "y", "n", "*", "-", "-", "~", "*", NATTER_UI_TRUST_FIRST },
  { "n", "*", "*", "+", "*", "*", "*", NATTER_UI_TRUST_STRIPPED },
  { "n", "*", "*", "-", "+", "*", "*", NATTER_UI_TRUST_STRIPPED },
  { "n", "*", "y", "-", "-", "*", "*", NATTER_UI_TRUST_LOCAL },
  { "n", "*", "n", "-", "-", "*", "y", NATTER_UI_TRUST_BARE_AGREED },
  { "n", "*", "n", "-", "-", "*", "n", NATTER_UI_TRUST_BARE },
};

static gboolean
fits (const char *wanted, char is)
{
  switch (wanted[0])
    {
    case '*':
      return TRUE;
    case '+':
      return is != '-';
    case '~':
      return is != '#';
    default:
      return wanted[0] == is;
    }
}

/* @is: a letter for each column. */
static NatterUiTrust
look_up (const char *is)
{
  NatterUiTrust trust = NATTER_UI_TRUST_UNKNOWN;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (law); i++)
    {
      if (fits (law[i].encrypted, is[0]) && fits (law[i].vouched, is[1]) && fits (law[i].local, is[2]) && fits (law[i].pin, is[3]) &&
          fits (law[i].expected, is[4]) && fits (law[i].prefix, is[5]) && fits (law[i].bare, is[6]))
        {
          trust = law[i].trust;
          n++;
        }
    }
  g_assert_cmpuint (n, ==, 1);
  return trust;
}

static const NatterKey *
choose_key (char is, const NatterKey *same, const NatterKey *other)
{
  if (is == '-')
    return NULL;
  return is == '=' ? same : other;
}

static NatterUiTrust
decide (const char *is)
{
  NatterUiMeeting meeting = { .local = is[2] == 'y', .encrypted = is[0] == 'y', .vouched = is[1] == 'y' };
  NatterKey other = { { 7 } };
  const NatterKey *announced = choose_key (is[5], &meeting.key, &other);
  g_autofree char *text = announced != NULL ? natter_key_to_text (announced) : NULL;
  g_autofree char *prefix = text != NULL ? g_strndup (text, 16) : NULL;
  NatterUiKnowledge knowledge = {
    choose_key (is[3], &meeting.key, &other), choose_key (is[4], &meeting.key, &other), prefix, is[6] == 'y'
  };

  return natter_ui_trust_decide (&meeting, &knowledge);
}

static void
test_all (void)
{
  static const char *const columns[] = { "yn", "yn", "yn", "-=#", "-=#", "-=#", "yn" };
  guint n = 0;

  for (guint number = 0; number < 2 * 2 * 2 * 3 * 3 * 3 * 2; number++)
    {
      char is[G_N_ELEMENTS (columns) + 1] = { 0 };
      guint rest = number;

      for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
        {
          is[i] = columns[i][rest % strlen (columns[i])];
          rest /= (guint) strlen (columns[i]);
        }
      if (decide (is) != look_up (is))
        g_error ("encrypted, vouched, local, pin, expected, prefix, bare = %s: %u, not %u", is, (guint) decide (is), (guint) look_up (is));
      n++;
    }
  g_assert_cmpuint (n, ==, 432);
}

/* What is a question is never joined without one. */
static void
test_joins (void)
{
  for (guint trust = NATTER_UI_TRUST_UNKNOWN; trust <= NATTER_UI_TRUST_STRIPPED; trust++)
    {
      gboolean joins = trust > NATTER_UI_TRUST_UNKNOWN && trust < NATTER_UI_TRUST_FIRST;

      g_assert_cmpint (natter_ui_trust_joins (trust), ==, joins);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trust/all", test_all);
  g_test_add_func ("/trust/joins", test_joins);

  return g_test_run ();
}
