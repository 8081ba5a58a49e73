/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-support.h"

G_BEGIN_DECLS

/* A folder with a database, for tests of what only that one does. */
typedef struct
{
  char *folder;
  char *path;          /* of the database */
  NatterdStore *store; /* (nullable) */
  guint index_lag;     /* of the store's options */
} Files;

/* test_files_add: a test in a folder of its own; nothing is open at first. */
void test_files_add (const char *path, void (*function) (Files *files, gconstpointer data));

/* test_files_open: @keep: µs. */
void test_files_open (Files *self, gint64 keep);
void test_files_close (Files *self);

/* test_files_refuse: opening it fails so; the sentence names the file and has @words. */
void test_files_refuse (Files *self, int code, const char *words);

/* test_files_say: a commit; "7", "7 again", or the name of the GIOError as "no-space", "failed". (transfer full) */
char *test_files_say (Files *self, const char *text, const char *id);
void test_files_assert_said (Files *self, const char *id, const char *expected);

/* test_files_execute: SQL on a connection of its own. */
void test_files_execute (const char *path, const char *sql);

/* test_files_look_up: a number of a database, as the store's own connections see it. */
gint64 test_files_look_up (const char *path, const char *sql);

/* test_files_await_index: until the search index of a database that is open, and to which nothing is being said, has all of it. */
void test_files_await_index (const char *path);

/* test_files_contain: whether @bytes are in some file of the folder. */
gboolean test_files_contain (Files *self, const char *bytes);

/* test_files_dup_sum: of the bytes of @path. */
char *test_files_dup_sum (const char *path);

G_END_DECLS
