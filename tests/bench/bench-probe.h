/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Looks at the server's process from outside. */

/* the monotonic clock, nanoseconds */
gint64 bench_now (void);

/* bench_probe_cpu: CPU time of all threads of @pid, also of those that have ended, user and system, in nanoseconds.
 * Returns: FALSE with a GError if the process cannot be looked at. */
gboolean bench_probe_cpu (pid_t pid, gint64 *nanoseconds, GError **error);

/* bench_probe_memory: anonymous memory of @pid that is in RAM (heap and stacks; no files, no shared memory), in bytes. What
 * the kernel keeps for the sockets is not in it. Exact (smaps_rollup) if it may be read, else RssAnon.
 * Returns: FALSE with a GError if the process cannot be looked at. */
gboolean bench_probe_memory (pid_t pid, gint64 *bytes, GError **error);
