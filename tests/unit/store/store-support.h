/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/natterd-store-sqlite.h"
#include "tests/support/natterd-store-double.h"

G_BEGIN_DECLS

/* What every store keeps to: the same tests for each. A new store is one row of the table in store-support.c. */

#define KEEP 5 /* messages of a room that the stores under test hold at the least */

typedef struct
{
  const char *name;
  NatterdStore *(*make) (const char *folder);
  gboolean keeps_all; /* else exactly the last KEEP */
  gboolean survives;  /* closed and opened again it holds the same */
} Kind;

typedef struct
{
  const Kind *kind;
  char *folder;
  NatterdStore *store;
} Fixture;

typedef void (*Test) (Fixture *, gconstpointer);

/* test_store_add: @function for each kind of store. */
void test_store_add (const char *name, Test function);

/* test_store_reopen: frees the store, and opens one on the same folder. */
void test_store_reopen (Fixture *fixture);

/* test_store_one_said: (transfer full). */
GPtrArray *test_store_one_said (const char *room, const char *text);

/* test_store_commit: and waits for its answer, which must be good. */
void test_store_commit (NatterdStore *store, GPtrArray *messages, gint64 wall);

/* test_store_say: returns the sequence that it got. */
guint64 test_store_say (NatterdStore *store, const char *room, const char *text);

/* test_store_fetch: (transfer full). */
GPtrArray *test_store_fetch (NatterdStore *store, const char *room, NatterRange range, gboolean *more);

/* test_store_assert_seqs: @expected: "1 2 3", or "1 2 3 …" where there is more. */
void test_store_assert_seqs (NatterdStore *store, const char *room, NatterRange range, const char *expected);

/* test_store_assert_texts: of the last @count. */
void test_store_assert_texts (NatterdStore *store, const char *room, guint count, const char *expected);

/* the files of the contract */
void test_contract_add_changes (void);
void test_contract_add_facts (void);
void test_contract_add_heeded (void);
void test_contract_add_pages (void);
void test_contract_add_retries (void);
void test_contract_add_search (void);

G_END_DECLS
