/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chaos-vfs.h"

#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include "chaos-image.h"

#define COVERED (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL)
#define LONGEST_SPELL 8 /* operations that fail in a row */

struct _ChaosVfs
{
  sqlite3_vfs base;
  sqlite3_vfs *real;
  GMutex lock;        /* of all below */
  GHashTable *images; /* (element-type utf8 ChaosImage) the key is the image's */
  ChaosPlan plan;
  GRand *random;
  guint n_operations;
  guint failing; /* operations that still fail */
};

typedef struct
{
  sqlite3_file base;
  ChaosVfs *vfs;
  ChaosImage *image;  /* (nullable): a file that is not covered */
  sqlite3_file *real; /* lies behind this */
} ChaosFile;

/* Trouble; with the lock */

static void
lose_power (ChaosVfs *self,
            double share)
{
  GHashTableIter iter;
  gpointer image;

  g_hash_table_iter_init (&iter, self->images);
  while (g_hash_table_iter_next (&iter, NULL, &image))
    chaos_image_lose_power (image, self->random, share);
}

static void
crash (ChaosVfs *self)
{
  const double shares[] = { 0.0, 0.1, 0.5, 0.9, 1.0 };

  lose_power (self, shares[g_rand_int_range (self->random, 0, G_N_ELEMENTS (shares))]);
  kill (getpid (), SIGKILL);
  g_usleep (G_USEC_PER_SEC);
}

/* Whether the operation that begins fails. Perhaps it never comes back. */
static gboolean
begin_operation (ChaosVfs *self)
{
  self->n_operations++;
  if (self->plan.crash_after != 0 && self->n_operations >= self->plan.crash_after)
    crash (self);
  if (self->failing > 0)
    {
      self->failing--;
      return TRUE;
    }
  if (self->plan.fail_one_in == 0 || g_rand_int_range (self->random, 0, (int) self->plan.fail_one_in) != 0)
    return FALSE;
  self->failing = (guint) g_rand_int_range (self->random, 0, LONGEST_SPELL);
  return TRUE;
}

/* A disk that fails says so in one of two ways. */
static int
failure (ChaosVfs *self,
         int code)
{
  return g_rand_boolean (self->random) ? SQLITE_FULL : code;
}

/* Files */

static int
chaos_close (sqlite3_file *file)
{
  ChaosFile *self = (ChaosFile *) file;
  int result;

  g_mutex_lock (&self->vfs->lock);
  result = self->real->pMethods->xClose (self->real);
  if (self->image != NULL)
    {
      self->image->n_handles--;
      /* one that was deleted while it was open */
      if (self->image->n_handles == 0 && g_hash_table_lookup (self->vfs->images, self->image->path) != self->image)
        chaos_image_free (self->image);
    }
  g_mutex_unlock (&self->vfs->lock);
  return result;
}

static int
chaos_read (sqlite3_file *file,
            void *data,
            int length,
            sqlite3_int64 at)
{
  ChaosFile *self = (ChaosFile *) file;
  int result;

  if (self->image == NULL)
    return self->real->pMethods->xRead (self->real, data, length, at);
  g_mutex_lock (&self->vfs->lock);
  result = chaos_image_read (self->image, self->real, data, length, at);
  g_mutex_unlock (&self->vfs->lock);
  return result;
}

static int
chaos_write (sqlite3_file *file,
             const void *data,
             int length,
             sqlite3_int64 at)
{
  ChaosFile *self = (ChaosFile *) file;
  int result;

  if (self->image == NULL)
    return self->real->pMethods->xWrite (self->real, data, length, at);
  g_mutex_lock (&self->vfs->lock);
  if (begin_operation (self->vfs))
    result = failure (self->vfs, SQLITE_IOERR_WRITE);
  else
    result = chaos_image_write (self->image, self->real, data, length, at);
  g_mutex_unlock (&self->vfs->lock);
  return result;
}

static int
chaos_truncate (sqlite3_file *file,
                sqlite3_int64 size)
{
  ChaosFile *self = (ChaosFile *) file;
  int result = SQLITE_OK;

  if (self->image == NULL)
    return self->real->pMethods->xTruncate (self->real, size);
  g_mutex_lock (&self->vfs->lock);
  if (begin_operation (self->vfs))
    result = SQLITE_IOERR_TRUNCATE;
  else
    chaos_image_truncate (self->image, size);
  g_mutex_unlock (&self->vfs->lock);
  return result;
}

static int
chaos_sync (sqlite3_file *file,
            int flags)
{
  ChaosFile *self = (ChaosFile *) file;
  int result = SQLITE_OK;

  if (self->image == NULL)
    return self->real->pMethods->xSync (self->real, flags);
  g_mutex_lock (&self->vfs->lock);
  if (begin_operation (self->vfs))
    result = failure (self->vfs, SQLITE_IOERR_FSYNC);
  else if (!self->vfs->plan.lies)
    result = chaos_image_sync (self->image, self->real);
  g_mutex_unlock (&self->vfs->lock);
  return result;
}

static int
chaos_file_size (sqlite3_file *file,
                 sqlite3_int64 *size)
{
  ChaosFile *self = (ChaosFile *) file;

  if (self->image == NULL)
    return self->real->pMethods->xFileSize (self->real, size);
  g_mutex_lock (&self->vfs->lock);
  *size = self->image->size;
  g_mutex_unlock (&self->vfs->lock);
  return SQLITE_OK;
}

static int
chaos_lock (sqlite3_file *file,
            int level)
{
  ChaosFile *self = (ChaosFile *) file;

  return self->real->pMethods->xLock (self->real, level);
}

static int
chaos_unlock (sqlite3_file *file,
              int level)
{
  ChaosFile *self = (ChaosFile *) file;

  return self->real->pMethods->xUnlock (self->real, level);
}

static int
chaos_check_reserved_lock (sqlite3_file *file,
                           int *reserved)
{
  ChaosFile *self = (ChaosFile *) file;

  return self->real->pMethods->xCheckReservedLock (self->real, reserved);
}

static int
chaos_file_control (sqlite3_file *file,
                    int what,
                    void *argument)
{
  ChaosFile *self = (ChaosFile *) file;

  /* these would change the real file behind the image's back */
  if (what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE || what == SQLITE_FCNTL_MMAP_SIZE)
    return SQLITE_NOTFOUND;
  return self->real->pMethods->xFileControl (self->real, what, argument);
}

static int
chaos_sector_size (sqlite3_file *file)
{
  return CHAOS_SECTOR;
}

/* A write of a part of a sector leaves the rest of it alone, as disks do: the least that SQLite relies on by default. */
static int
chaos_device_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
chaos_shm_map (sqlite3_file *file,
               int page,
               int size,
               int extend,
               void volatile **data)
{
  ChaosFile *self = (ChaosFile *) file;

  return self->real->pMethods->xShmMap (self->real, page, size, extend, data);
}

static int
chaos_shm_lock (sqlite3_file *file,
                int offset,
                int n,
                int flags)
{
  ChaosFile *self = (ChaosFile *) file;

  return self->real->pMethods->xShmLock (self->real, offset, n, flags);
}

static void
chaos_shm_barrier (sqlite3_file *file)
{
  ChaosFile *self = (ChaosFile *) file;

  self->real->pMethods->xShmBarrier (self->real);
}

static int
chaos_shm_unmap (sqlite3_file *file,
                 int delete)
{
  ChaosFile *self = (ChaosFile *) file;

  return self->real->pMethods->xShmUnmap (self->real, delete);
}

/* Version 2: with shared memory, without mapped files, which would get past the images. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = chaos_close,
  .xRead = chaos_read,
  .xWrite = chaos_write,
  .xTruncate = chaos_truncate,
  .xSync = chaos_sync,
  .xFileSize = chaos_file_size,
  .xLock = chaos_lock,
  .xUnlock = chaos_unlock,
  .xCheckReservedLock = chaos_check_reserved_lock,
  .xFileControl = chaos_file_control,
  .xSectorSize = chaos_sector_size,
  .xDeviceCharacteristics = chaos_device_characteristics,
  .xShmMap = chaos_shm_map,
  .xShmLock = chaos_shm_lock,
  .xShmBarrier = chaos_shm_barrier,
  .xShmUnmap = chaos_shm_unmap,
};

/* The VFS */

static int
attach_image (ChaosVfs *self,
              ChaosFile *file,
              const char *path)
{
  sqlite3_int64 size;
  int result = file->real->pMethods->xFileSize (file->real, &size);

  if (result != SQLITE_OK)
    return result;
  file->image = g_hash_table_lookup (self->images, path);
  if (file->image == NULL)
    {
      file->image = chaos_image_new (path, size);
      g_hash_table_insert (self->images, file->image->path, file->image);
    }
  file->image->n_handles++;
  return SQLITE_OK;
}

static int
chaos_open (sqlite3_vfs *vfs,
            const char *path,
            sqlite3_file *opened,
            int flags,
            int *flags_out)
{
  ChaosVfs *self = (ChaosVfs *) vfs;
  ChaosFile *file = (ChaosFile *) opened;
  int result;

  *file = (ChaosFile){ .vfs = self, .real = (sqlite3_file *) (file + 1) };
  g_mutex_lock (&self->lock);
  result = self->real->xOpen (self->real, path, file->real, flags, flags_out);
  if (result == SQLITE_OK && path != NULL && (flags & COVERED) != 0 && (flags & SQLITE_OPEN_DELETEONCLOSE) == 0)
    {
      result = attach_image (self, file, path);
      if (result != SQLITE_OK)
        file->real->pMethods->xClose (file->real);
    }
  if (result == SQLITE_OK)
    file->base.pMethods = &methods;
  g_mutex_unlock (&self->lock);
  return result;
}

static int
chaos_delete (sqlite3_vfs *vfs,
              const char *path,
              int sync_folder)
{
  ChaosVfs *self = (ChaosVfs *) vfs;
  ChaosImage *image;
  int result;

  g_mutex_lock (&self->lock);
  result = self->real->xDelete (self->real, path, sync_folder);
  image = g_hash_table_lookup (self->images, path);
  if (result == SQLITE_OK && image != NULL)
    {
      g_hash_table_remove (self->images, path);
      if (image->n_handles == 0)
        chaos_image_free (image);
    }
  g_mutex_unlock (&self->lock);
  return result;
}

static int
chaos_access (sqlite3_vfs *vfs,
              const char *path,
              int flags,
              int *answer)
{
  ChaosVfs *self = (ChaosVfs *) vfs;
  const ChaosImage *image;
  int result;

  g_mutex_lock (&self->lock);
  result = self->real->xAccess (self->real, path, flags, answer);
  image = g_hash_table_lookup (self->images, path);
  /* for SQLite an empty file is none */
  if (result == SQLITE_OK && flags == SQLITE_ACCESS_EXISTS && image != NULL)
    *answer = image->size > 0;
  g_mutex_unlock (&self->lock);
  return result;
}

static void
take_plan (ChaosVfs *self,
           const ChaosPlan *plan)
{
  self->plan = *plan;
  self->n_operations = self->failing = 0;
  g_rand_set_seed (self->random, plan->seed);
}

ChaosVfs *
chaos_vfs_install (const ChaosPlan *plan)
{
  ChaosVfs *self = g_new0 (ChaosVfs, 1);

  self->real = sqlite3_vfs_find (NULL);
  self->base = *self->real;
  self->base.pNext = NULL;
  self->base.zName = "natterd-chaos";
  self->base.szOsFile = (int) sizeof (ChaosFile) + self->real->szOsFile;
  self->base.xOpen = chaos_open;
  self->base.xDelete = chaos_delete;
  self->base.xAccess = chaos_access;
  g_mutex_init (&self->lock);
  self->images = g_hash_table_new (g_str_hash, g_str_equal);
  self->random = g_rand_new_with_seed (plan->seed);
  take_plan (self, plan);
  if (sqlite3_vfs_register (&self->base, 1) != SQLITE_OK)
    g_error ("SQLite does not take the VFS.");
  return self;
}

void
chaos_vfs_set_plan (ChaosVfs *self,
                    const ChaosPlan *plan)
{
  g_mutex_lock (&self->lock);
  take_plan (self, plan);
  g_mutex_unlock (&self->lock);
}

void
chaos_vfs_lose_power (ChaosVfs *self,
                      double share)
{
  g_mutex_lock (&self->lock);
  lose_power (self, share);
  g_mutex_unlock (&self->lock);
}

void
chaos_vfs_end (ChaosVfs *self)
{
  chaos_vfs_lose_power (self, 1.0);
}
