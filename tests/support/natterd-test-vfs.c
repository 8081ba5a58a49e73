/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-test-vfs.h"

#include <string.h>

typedef struct
{
  guint in; /* operations until the one that fails; 0: none */
  int code;
  gboolean for_good;
} Wish;

struct _NatterdTestVfs
{
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  GMutex mutex; /* guards what follows */
  Wish wishes[NATTERD_TEST_VFS_N_OPERATIONS];
  guint counts[NATTERD_TEST_VFS_N_OPERATIONS];
  NatterdTestVfsHook hook; /* (nullable) */
  gpointer hook_data;
};

/* A file of ours; the real one lies behind it in the same memory. */
typedef struct
{
  sqlite3_file file;
  NatterdTestVfs *owner;
  const char *path; /* (nullable) SQLite keeps it as long as the file is open */
  sqlite3_file *real;
} File;

static int
take_wish (Wish *wish)
{
  if (wish->in == 0 || --wish->in > 0)
    return SQLITE_OK;
  wish->in = wish->for_good ? 1 : 0;
  return wish->code;
}

static int
enter (NatterdTestVfs *self, NatterdTestVfsOperation operation, const char *path, gint64 offset, int size)
{
  int code;

  g_mutex_lock (&self->mutex);
  self->counts[operation]++;
  code = take_wish (&self->wishes[operation]);
  g_mutex_unlock (&self->mutex);
  if (code == SQLITE_OK && self->hook != NULL)
    code = self->hook (self->hook_data, operation, path, offset, size);
  return code;
}

/* A file's operations */

static int
file_enter (File *file, NatterdTestVfsOperation operation, gint64 offset, int size)
{
  return enter (file->owner, operation, file->path, offset, size);
}

static int
file_close (sqlite3_file *file)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods != NULL ? real->pMethods->xClose (real) : SQLITE_OK;
}

static int
file_read (sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
  sqlite3_file *real = ((File *) file)->real;
  int code = file_enter ((File *) file, NATTERD_TEST_VFS_READ, offset, size);

  return code != SQLITE_OK ? code : real->pMethods->xRead (real, bytes, size, offset);
}

static int
file_write (sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
  sqlite3_file *real = ((File *) file)->real;
  int code = file_enter ((File *) file, NATTERD_TEST_VFS_WRITE, offset, size);

  return code != SQLITE_OK ? code : real->pMethods->xWrite (real, bytes, size, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  sqlite3_file *real = ((File *) file)->real;
  int code = file_enter ((File *) file, NATTERD_TEST_VFS_TRUNCATE, size, 0);

  return code != SQLITE_OK ? code : real->pMethods->xTruncate (real, size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  sqlite3_file *real = ((File *) file)->real;
  int code = file_enter ((File *) file, NATTERD_TEST_VFS_SYNC, 0, 0);

  return code != SQLITE_OK ? code : real->pMethods->xSync (real, flags);
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xFileSize (real, size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  sqlite3_file *real = ((File *) file)->real;
  int code = file_enter ((File *) file, NATTERD_TEST_VFS_LOCK, 0, 0);

  return code != SQLITE_OK ? code : real->pMethods->xLock (real, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xUnlock (real, level);
}

static int
file_check_reserved (sqlite3_file *file, int *reserved)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xCheckReservedLock (real, reserved);
}

static int
file_control (sqlite3_file *file, int what, void *argument)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xFileControl (real, what, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xSectorSize (real);
}

static int
file_characteristics (sqlite3_file *file)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xDeviceCharacteristics (real);
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xShmMap (real, page, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int first, int n, int flags)
{
  sqlite3_file *real = ((File *) file)->real;
  int code = (flags & SQLITE_SHM_LOCK) != 0 ? file_enter ((File *) file, NATTERD_TEST_VFS_LOCK, first, n) : SQLITE_OK;

  return code != SQLITE_OK ? code : real->pMethods->xShmLock (real, first, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  sqlite3_file *real = ((File *) file)->real;

  real->pMethods->xShmBarrier (real);
}

static int
file_shm_unmap (sqlite3_file *file, int delete_it)
{
  sqlite3_file *real = ((File *) file)->real;

  return real->pMethods->xShmUnmap (real, delete_it);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2, /* without xFetch: nothing is read past us */
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
open_file (sqlite3_vfs *vfs, const char *path, sqlite3_file *memory, int flags, int *flags_out)
{
  NatterdTestVfs *self = vfs->pAppData;
  File *file = (File *) memory;
  int code = enter (self, NATTERD_TEST_VFS_OPEN, path, 0, 0);

  memset (file, 0, sizeof *file);
  if (code != SQLITE_OK)
    return code;
  file->owner = self;
  file->path = path;
  file->real = (sqlite3_file *) (file + 1);
  code = self->real->xOpen (self->real, path, file->real, flags, flags_out);
  if (code == SQLITE_OK || file->real->pMethods != NULL)
    file->file.pMethods = &methods;
  return code;
}

NatterdTestVfs *
natterd_test_vfs_new (void)
{
  NatterdTestVfs *self = g_new0 (NatterdTestVfs, 1);

  self->real = sqlite3_vfs_find (NULL);
  g_assert_nonnull (self->real);
  g_mutex_init (&self->mutex);
  /* but for opening, what the real one does with names it does with ours: it never looks at the sqlite3_vfs that it is given,
   * other than at its xOpen's own */
  self->vfs = *self->real;
  self->vfs.pNext = NULL;
  self->vfs.zName = "natterd-test";
  self->vfs.szOsFile = (int) sizeof (File) + self->real->szOsFile;
  self->vfs.pAppData = self;
  self->vfs.xOpen = open_file;
  g_assert_cmpint (sqlite3_vfs_register (&self->vfs, TRUE), ==, SQLITE_OK);
  return self;
}

void
natterd_test_vfs_free (NatterdTestVfs *self)
{
  if (self == NULL)
    return;
  g_assert_cmpint (sqlite3_vfs_unregister (&self->vfs), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_vfs_register (self->real, TRUE), ==, SQLITE_OK);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
natterd_test_vfs_fail (NatterdTestVfs *self, NatterdTestVfsOperation operation, guint nth, int code, gboolean for_good)
{
  g_mutex_lock (&self->mutex);
  self->wishes[operation] = (Wish){ nth, code, for_good };
  g_mutex_unlock (&self->mutex);
}

void
natterd_test_vfs_heal (NatterdTestVfs *self)
{
  g_mutex_lock (&self->mutex);
  memset (self->wishes, 0, sizeof self->wishes);
  g_mutex_unlock (&self->mutex);
}

guint
natterd_test_vfs_get_count (NatterdTestVfs *self, NatterdTestVfsOperation operation)
{
  guint count;

  g_mutex_lock (&self->mutex);
  count = self->counts[operation];
  g_mutex_unlock (&self->mutex);
  return count;
}

void
natterd_test_vfs_set_hook (NatterdTestVfs *self, NatterdTestVfsHook hook, gpointer user_data)
{
  self->hook = hook;
  self->hook_data = user_data;
}
