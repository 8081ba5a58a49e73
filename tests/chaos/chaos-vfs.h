/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An SQLite VFS over the default one that makes `kill -9` a loss of power: what was written and not synced is in the memory of the
 * process alone. It covers databases, journals and write-ahead logs; shared memory files are the default VFS's, and SQLite itself throws
 * them away after a crash. That a file is made or deleted is taken to reach the disk at once, and a new file is empty until it is synced.
 * Thread-safe. */

typedef struct _ChaosVfs ChaosVfs;

typedef struct
{
  guint32 seed;
  guint crash_after; /* writes, truncations and syncs until the one in which power is lost; 0: none */
  guint fail_one_in; /* of so many of them one begins a spell of failures; 0: none */
  gboolean lies;     /* syncs do nothing, and say they did */
} ChaosPlan;

/* chaos_vfs_install: becomes the default VFS of this process, for ever. @plan is copied. Power is lost by SIGKILL to oneself, with a random
 * part of what was not synced on the disk. Returns: (transfer none). */
ChaosVfs *chaos_vfs_install (const ChaosPlan *plan);

/* chaos_vfs_lose_power: what the disk has after a crash, without one: each unsynced sector with the probability @share. All files should be
 * closed and opened again then. */
void chaos_vfs_lose_power (ChaosVfs *self, double share);

/* chaos_vfs_set_plan: from here on. */
void chaos_vfs_set_plan (ChaosVfs *self, const ChaosPlan *plan);

/* chaos_vfs_end: of a process that ends by itself nothing is lost. */
void chaos_vfs_end (ChaosVfs *self);

G_END_DECLS
