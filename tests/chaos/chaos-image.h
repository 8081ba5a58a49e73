/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A file as programs see it, over the file as the disk has it: what was written and not yet synced is kept in memory, in sectors,
 * and is gone when the process is. Every open handle of a path shares one image. Not thread-safe: the VFS holds its lock. */

#define CHAOS_SECTOR 512

typedef struct
{
  char *path;
  guint n_handles;
  gint64 size;         /* as programs see it */
  gint64 kept;         /* bytes of the real file that still count: what lies behind was truncated */
  gboolean truncated;  /* since the last sync */
  GHashTable *sectors; /* (element-type gint64 guint8[CHAOS_SECTOR]) what is not synced */
} ChaosImage;

/* chaos_image_new: @size: of the real file at @path. */
ChaosImage *chaos_image_new (const char *path, gint64 size);
void chaos_image_free (ChaosImage *self);

/* chaos_image_read, _sync: @real: a handle of the real file. Returns: an SQLite result. */
int chaos_image_read (ChaosImage *self, sqlite3_file *real, void *data, int length, gint64 at);
int chaos_image_sync (ChaosImage *self, sqlite3_file *real);
/* chaos_image_write: the real file is looked at for what else is in the sectors. */
int chaos_image_write (ChaosImage *self, sqlite3_file *real, const void *data, int length, gint64 at);
void chaos_image_truncate (ChaosImage *self, gint64 size);

/* chaos_image_lose_power: each unsynced sector reaches the disk with the probability @share, the others never do. Afterwards the image is
 * what the disk has. */
void chaos_image_lose_power (ChaosImage *self, GRand *random, double share);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChaosImage, chaos_image_free)

G_END_DECLS
