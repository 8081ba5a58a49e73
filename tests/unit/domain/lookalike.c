/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <unicode/uspoof.h>

#include "server/domain/natterd-lookalike.h"
#include "shared/natter-text.h"

/* §3.11: names look alike where ICU says so, whether it was asked or its answer is put together from what it said before. */

typedef struct
{
  NatterdLookalikes *lookalikes;
  USpoofChecker *checker;
} Fixture;

static void
set_up (Fixture *self,
        gconstpointer data)
{
  UErrorCode status = U_ZERO_ERROR;

  self->lookalikes = natterd_lookalikes_new ();
  self->checker = uspoof_open (&status);
  g_assert_true (U_SUCCESS (status));
}

static void
tear_down (Fixture *self,
           gconstpointer data)
{
  natterd_lookalikes_free (self->lookalikes);
  uspoof_close (self->checker);
}

static gboolean
icu_finds_alike (const Fixture *self,
                 const char *a,
                 const char *b)
{
  UErrorCode status = U_ZERO_ERROR;
  char first[256], second[256];

  uspoof_getSkeletonUTF8 (self->checker, 0, a, -1, first, sizeof first, &status);
  uspoof_getSkeletonUTF8 (self->checker, 0, b, -1, second, sizeof second, &status);
  g_assert_true (U_SUCCESS (status));
  return g_str_equal (first, second);
}

static void
assert_as_icu (Fixture *self,
               const char *name,
               const char *other)
{
  g_autofree char *name_key = natter_name_dup_key (name);
  g_autofree char *other_key = natter_name_dup_key (other);
  gboolean alike = icu_finds_alike (self, name, other) || icu_finds_alike (self, name_key, other) ||
                   icu_finds_alike (self, name, other_key) || icu_finds_alike (self, name_key, other_key);

  if (g_str_equal (name_key, other_key))
    return;
  natterd_lookalikes_add (self->lookalikes, name, name_key);
  if (g_strcmp0 (natterd_lookalikes_find (self->lookalikes, other, other_key, NULL), alike ? name_key : NULL) != 0)
    g_error ("%s, %s: they are %s", name, other, alike ? "alike" : "different");
  natterd_lookalikes_remove (self->lookalikes, name, name_key);
  g_assert_null (natterd_lookalikes_find (self->lookalikes, other, other_key, NULL));
}

static void
test_pairs (Fixture *self,
            gconstpointer data)
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
      assert_as_icu (self, pairs[i][0], pairs[i][1]);
      assert_as_icu (self, pairs[i][1], pairs[i][0]);
    }
}

/* every character of ASCII beside every other one */
static void
test_plain (Fixture *self,
            gconstpointer data)
{
  for (char a = '!'; a <= '~'; a++)
    for (char b = '!'; b <= '~'; b++)
      {
        g_autofree char *first = g_strdup_printf ("x%cx", a);
        g_autofree char *second = g_strdup_printf ("x%cx", b);
        g_autofree char *twice = g_strdup_printf ("x%c%cx", b, a);

        assert_as_icu (self, first, second);
        assert_as_icu (self, first, twice);
      }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/domain/lookalike/pairs", Fixture, NULL, set_up, test_pairs, tear_down);
  g_test_add ("/domain/lookalike/plain", Fixture, NULL, set_up, test_plain, tear_down);

  return g_test_run ();
}
