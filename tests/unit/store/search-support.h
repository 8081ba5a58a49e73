/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/natterd-store.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean answered;
  gboolean more;
  GPtrArray *hits; /* (nullable) (element-type NatterHit) */
  GError *error;   /* (nullable) */
} TestFound;

/* test_search_make: @rooms: keys, "lobby garden"; their names are the same in capitals. (transfer full) */
NatterSearch *test_search_make (const char *typed, const char *rooms);

/* test_search_ask: the answer, which the caller clears. */
TestFound test_search_ask (NatterdStore *store, NatterSearch *search, GCancellable *cancellable);
void test_search_clear (TestFound *found);

/* test_search_assert: @expected: "LOBBY 3, GARDEN 1", or "LOBBY 3, GARDEN 1 …" where there is more. */
void test_search_assert (NatterdStore *store, NatterSearch *search, const char *expected);

/* test_search_assert_found: both of the above. */
void test_search_assert_found (NatterdStore *store, const char *typed, const char *rooms, const char *expected);

G_END_DECLS
