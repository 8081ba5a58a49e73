/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-state.h"

/* The people of a run and the loop that serves them. Each delivery is checked when it is read: the right room, a whole
 * payload, the next number from its sender. */

/* @work, @driver: borrowed for as long as @self lives. Returns: FALSE with a GError. */
gboolean bench_load_init (BenchLoad *self, const BenchWorkload *work, const BenchDriver *driver, GError **error);
void bench_load_clear (BenchLoad *self);

/* bench_load_connect: the next @n clients are connected and logged in, at most work->in_flight at a time */
gboolean bench_load_connect (BenchLoad *self, guint n, GError **error);

/* bench_load_run: serves until the monotonic time @until */
gboolean bench_load_run (BenchLoad *self, gint64 until, GError **error);

/* bench_load_settle: serves until nothing has come for @quiet nanoseconds */
gboolean bench_load_settle (BenchLoad *self, gint64 quiet, GError **error);

/* bench_load_speak: from now on senders speak */
void bench_load_speak (BenchLoad *self);

/* bench_load_finish: senders fall silent; serves until all has arrived, at most @patience nanoseconds, and then a little for
 * what should not have come. What is missing is counted. */
gboolean bench_load_finish (BenchLoad *self, gint64 patience, GError **error);
