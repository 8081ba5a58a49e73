/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chaos-image.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* SQLite's own VFS writes 128 KiB at once, at most, and calls more a full disk. */
#define RUN_MOST (64 * 1024)

ChaosImage *
chaos_image_new (const char *path,
                 gint64 size)
{
  ChaosImage *self = g_new0 (ChaosImage, 1);

  self->path = g_strdup (path);
  self->size = self->kept = size;
  self->sectors = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
chaos_image_free (ChaosImage *self)
{
  g_hash_table_unref (self->sectors);
  g_free (self->path);
  g_free (self);
}

/* What the disk has, as far as it still counts; zeros behind. */
static int
read_real (const ChaosImage *self,
           sqlite3_file *real,
           guint8 *data,
           int length,
           gint64 at)
{
  int there = (int) CLAMP (self->kept - at, 0, length);
  int result = SQLITE_OK;

  memset (data + there, 0, (gsize) (length - there));
  if (there > 0)
    result = real->pMethods->xRead (real, data, there, at);
  return result == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : result;
}

int
chaos_image_read (ChaosImage *self,
                  sqlite3_file *real,
                  void *data,
                  int length,
                  gint64 at)
{
  int result = read_real (self, real, data, length, at);
  gint64 end = at + length;

  if (result != SQLITE_OK)
    return result;
  for (gint64 sector = at / CHAOS_SECTOR; sector * CHAOS_SECTOR < end && g_hash_table_size (self->sectors) > 0; sector++)
    {
      const guint8 *dirty = g_hash_table_lookup (self->sectors, &sector);
      gint64 from = MAX (at, sector * CHAOS_SECTOR);
      gint64 to = MIN (end, (sector + 1) * CHAOS_SECTOR);

      if (dirty != NULL)
        memcpy ((guint8 *) data + (from - at), dirty + from % CHAOS_SECTOR, (gsize) (to - from));
    }
  return end > self->size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
}

/* (nullable): NULL where the real file cannot be read */
static guint8 *
ensure_sector (ChaosImage *self,
               sqlite3_file *real,
               gint64 sector)
{
  guint8 *bytes = g_hash_table_lookup (self->sectors, &sector);

  if (bytes != NULL)
    return bytes;
  bytes = g_malloc (CHAOS_SECTOR);
  if (read_real (self, real, bytes, CHAOS_SECTOR, sector * CHAOS_SECTOR) != SQLITE_OK)
    {
      g_free (bytes);
      return NULL;
    }
  g_hash_table_insert (self->sectors, g_memdup2 (&sector, sizeof sector), bytes);
  return bytes;
}

int
chaos_image_write (ChaosImage *self,
                   sqlite3_file *real,
                   const void *data,
                   int length,
                   gint64 at)
{
  gint64 end = at + length;

  for (gint64 sector = at / CHAOS_SECTOR; sector * CHAOS_SECTOR < end; sector++)
    {
      guint8 *bytes = ensure_sector (self, real, sector);
      gint64 from = MAX (at, sector * CHAOS_SECTOR);
      gint64 to = MIN (end, (sector + 1) * CHAOS_SECTOR);

      if (bytes == NULL)
        return SQLITE_IOERR_WRITE;
      memcpy (bytes + from % CHAOS_SECTOR, (const guint8 *) data + (from - at), (gsize) (to - from));
    }
  self->size = MAX (self->size, end);
  return SQLITE_OK;
}

static gboolean
lies_behind (gpointer key,
             gpointer value,
             gpointer user_data)
{
  const ChaosImage *self = user_data;
  gint64 begin = *(const gint64 *) key * CHAOS_SECTOR;

  if (begin + CHAOS_SECTOR > self->size && begin < self->size)
    memset ((guint8 *) value + (self->size - begin), 0, (gsize) (begin + CHAOS_SECTOR - self->size));
  return begin >= self->size;
}

void
chaos_image_truncate (ChaosImage *self,
                      gint64 size)
{
  self->truncated = TRUE;
  self->size = size;
  self->kept = MIN (self->kept, size);
  g_hash_table_foreach_remove (self->sectors, lies_behind, self);
}

static int
compare_sectors (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = **(const gint64 *const *) a, second = **(const gint64 *const *) b;

  return first < second ? -1 : first > second;
}

/* (transfer container) (element-type gint64): the unsynced sectors in their order */
static GPtrArray *
sort_sectors (const ChaosImage *self)
{
  GPtrArray *sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer sector;

  g_hash_table_iter_init (&iter, self->sectors);
  while (g_hash_table_iter_next (&iter, &sector, NULL))
    g_ptr_array_add (sorted, sector);
  g_ptr_array_sort (sorted, compare_sectors);
  return sorted;
}

/* Neighbours go out in one write. */
static int
write_sectors (ChaosImage *self,
               sqlite3_file *real)
{
  g_autoptr (GPtrArray) sorted = sort_sectors (self);
  g_autoptr (GByteArray) run = g_byte_array_new ();
  gint64 begin = 0;

  for (guint i = 0; i < sorted->len; i++)
    {
      gint64 at = *(const gint64 *) sorted->pdata[i] * CHAOS_SECTOR;
      gboolean last = i + 1 == sorted->len || *(const gint64 *) sorted->pdata[i + 1] * CHAOS_SECTOR != at + CHAOS_SECTOR ||
                      run->len >= RUN_MOST - CHAOS_SECTOR;
      int result;

      if (run->len == 0)
        begin = at;
      g_byte_array_append (run, g_hash_table_lookup (self->sectors, sorted->pdata[i]), (guint) MIN (CHAOS_SECTOR, self->size - at));
      if (!last)
        continue;
      result = real->pMethods->xWrite (real, run->data, (int) run->len, begin);
      if (result != SQLITE_OK)
        return result;
      g_byte_array_set_size (run, 0);
    }
  return SQLITE_OK;
}

static void
become_synced (ChaosImage *self)
{
  g_hash_table_remove_all (self->sectors);
  self->kept = self->size;
  self->truncated = FALSE;
}

/* The kernel is disk enough: power is lost by killing the process. */
int
chaos_image_sync (ChaosImage *self,
                  sqlite3_file *real)
{
  int result = SQLITE_OK;

  if (self->truncated)
    result = real->pMethods->xTruncate (real, self->kept);
  if (result == SQLITE_OK)
    result = write_sectors (self, real);
  if (result == SQLITE_OK && self->truncated)
    result = real->pMethods->xTruncate (real, self->size);
  if (result == SQLITE_OK)
    become_synced (self);
  return result;
}

static void
tear (ChaosImage *self,
      int fd,
      GRand *random,
      double share)
{
  g_autoptr (GPtrArray) sorted = sort_sectors (self);

  if (self->truncated && g_rand_double (random) < share && ftruncate (fd, self->kept) != 0)
    g_error ("%s: %s", self->path, g_strerror (errno));
  for (guint i = 0; i < sorted->len; i++)
    {
      gint64 at = *(const gint64 *) sorted->pdata[i] * CHAOS_SECTOR;
      gint64 length = MIN (CHAOS_SECTOR, self->size - at);

      if (g_rand_double (random) < share &&
          pwrite (fd, g_hash_table_lookup (self->sectors, sorted->pdata[i]), (gsize) length, at) != length)
        g_error ("%s: %s", self->path, g_strerror (errno));
    }
}

void
chaos_image_lose_power (ChaosImage *self,
                        GRand *random,
                        double share)
{
  int fd;

  if (!self->truncated && g_hash_table_size (self->sectors) == 0)
    return;
  fd = open (self->path, O_WRONLY | O_CLOEXEC);
  if (fd < 0 && errno == ENOENT)
    {
      /* deleted without asking SQLite, as what is left of a backup that failed is */
      become_synced (self);
      return;
    }
  if (fd < 0)
    g_error ("%s: %s", self->path, g_strerror (errno));
  tear (self, fd, random, share);
  self->size = lseek (fd, 0, SEEK_END);
  close (fd);
  become_synced (self);
}
