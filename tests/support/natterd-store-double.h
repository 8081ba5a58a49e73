/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/natterd-store.h"

G_BEGIN_DECLS

/* A store for tests: it does what the store inside does, but when the test says so it waits, or it fails a commit.
 * It reorders nothing: what is asked while something waits, waits behind it. */

/* natterd_store_double_new: @inner: (transfer full). Until told otherwise it only passes on. */
NatterdStore *natterd_store_double_new (NatterdStore *inner);

/* natterd_store_double_hold: from here on nothing reaches the store inside, and nothing is answered. */
void natterd_store_double_hold (NatterdStore *store);

/* natterd_store_double_release_one: lets the oldest that waits through, with the names before it; what comes later still waits.
 * FALSE if nothing was waiting. */
gboolean natterd_store_double_release_one (NatterdStore *store);

/* natterd_store_double_release: lets everything through, and ends the holding. */
void natterd_store_double_release (NatterdStore *store);

/* natterd_store_double_fail: the @nth commit asked for from here on (1: the next) fails with G_IO_ERROR_NO_SPACE, when its
 * turn comes, and the store inside never hears of it. One is remembered at a time; 0 takes it back. */
void natterd_store_double_fail (NatterdStore *store, guint nth);

/* natterd_store_double_fail_fetch: the next page asked for cannot be read. */
void natterd_store_double_fail_fetch (NatterdStore *store);

/* natterd_store_double_get_n_waiting: what was asked for and has not been let through; names, which go along with what comes next, do not count. */
guint natterd_store_double_get_n_waiting (NatterdStore *store);

/* natterd_store_double_get_n_messages: what the commits among those would record. */
guint natterd_store_double_get_n_messages (NatterdStore *store);

/* natterd_store_double_get_n_commits: commits asked for since the beginning, those that wait or failed included. */
guint natterd_store_double_get_n_commits (NatterdStore *store);

/* Freed while something waits, it drops that without an answer. */

G_END_DECLS
