/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <unicode/uspoof.h>

#include "server/domain/natterd-lookalike.h"
#include "shared/natter-text.h"

/* §3.11: names look alike where ICU says so, whether it was asked or its answer is put together from what it said before. */

static gboolean
icu_finds_alike (const char *a,
                 const char *b)
{
  UErrorCode status = U_ZERO_ERROR;
  USpoofChecker *checker = uspoof_open (&status);
  char first[256], second[256];

  uspoof_getSkeletonUTF8 (checker, 0, a, -1, first, sizeof first, &status);
  uspoof_getSkeletonUTF8 (checker, 0, b, -1, second, sizeof second, &status);
  uspoof_close (checker);
  g_assert_true (U_SUCCESS (status));
  return g_str_equal (first, second);
}

static void
assert_as_icu (const char *name,
               const char *other)
{
  g_autofree char *name_key = natter_name_dup_key (name);
  g_autofree char *other_key = natter_name_dup_key (other);
  NatterdLookalikes *lookalikes = natterd_lookalikes_new ();
  gboolean alike = icu_finds_alike (name, other) || icu_finds_alike (name_key, other) || icu_finds_alike (name, other_key) ||
                   icu_finds_alike (name_key, other_key);

  if (!g_str_equal (name_key, other_key))
    {
      g_test_message ("%s, %s: %s", name, other, alike ? "alike" : "different");
      natterd_lookalikes_add (lookalikes, name, name_key);
      g_assert_cmpstr (natterd_lookalikes_find (lookalikes, other, other_key, NULL), ==, alike ? name_key : NULL);
      natterd_lookalikes_remove (lookalikes, name, name_key);
      g_assert_null (natterd_lookalikes_find (lookalikes, other, other_key, NULL));
    }
  natterd_lookalikes_free (lookalikes);
}

static void
test_pairs (void)
{
  static const char *const pairs[][2] = {
    { "alice", "aIice" },
    { "alice", "a1ice" },
    { "modem", "rnodern" },
    { "modem", "\u043codem" },
    { "alice", "\u0430lice" },
    { "zoe", "zo\u00e9" },
    { "cafe\u0301", "caf\u00e9x" },
    { "O0", "00o" },
    { "ab", "ba" },
    { "w_w", "vv_vv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      assert_as_icu (pairs[i][0], pairs[i][1]);
      assert_as_icu (pairs[i][1], pairs[i][0]);
    }
}

/* every character of ASCII beside every other one */
static void
test_plain (void)
{
  static const char letters[] = "!#$%&'*+-./0123456789=?ABCIOMRVWXYZ^_`abcilmnorvwxyz{|}~";

  for (const char *a = letters; *a != '\0'; a++)
    for (const char *b = letters; b < a; b++)
      {
        g_autofree char *first = g_strdup_printf ("x%cx", *a);
        g_autofree char *second = g_strdup_printf ("x%cx", *b);
        g_autofree char *twice = g_strdup_printf ("x%c%cx", *b, *a);

        assert_as_icu (first, second);
        assert_as_icu (first, twice);
      }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domain/lookalike/pairs", test_pairs);
  g_test_add_func ("/domain/lookalike/plain", test_plain);

  return g_test_run ();
}
