/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite's files for tests: a shim over the default VFS that does what that one does, but fails an operation when the test says so.
 * It is the default VFS while it lives, so code under test needs to know nothing of it. Made and freed where no database is open;
 * everything in between may be called from any thread.
 *
 * For other troubles (a loss of power): a hook is asked with the path before each operation, and may do more than refuse. */

typedef struct _NatterdTestVfs NatterdTestVfs;

typedef enum
{
  NATTERD_TEST_VFS_OPEN,
  NATTERD_TEST_VFS_READ,
  NATTERD_TEST_VFS_WRITE,
  NATTERD_TEST_VFS_TRUNCATE,
  NATTERD_TEST_VFS_SYNC,
  NATTERD_TEST_VFS_LOCK, /* of the file or of its shared memory */
  NATTERD_TEST_VFS_N_OPERATIONS
} NatterdTestVfsOperation;

/* An operation that is about to be done on @path (nullable: a temporary file). @offset, @size: bytes of READ and WRITE, size of TRUNCATE.
 * Called in the thread that does it. Returns: SQLITE_OK to let it be done, or the code that it fails with instead. */
typedef int (*NatterdTestVfsHook) (gpointer user_data, NatterdTestVfsOperation operation, const char *path, gint64 offset, int size);

NatterdTestVfs *natterd_test_vfs_new (void);
void natterd_test_vfs_free (NatterdTestVfs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterdTestVfs, natterd_test_vfs_free)

/* natterd_test_vfs_fail: the @nth (1: the next) of such operations from here on fails with @code (SQLITE_FULL, SQLITE_IOERR_FSYNC …);
 * with @for_good all after it too, until natterd_test_vfs_heal(). One wish for each kind of operation is remembered. */
void natterd_test_vfs_fail (NatterdTestVfs *self, NatterdTestVfsOperation operation, guint nth, int code, gboolean for_good);

/* natterd_test_vfs_heal: nothing fails any more. */
void natterd_test_vfs_heal (NatterdTestVfs *self);

/* natterd_test_vfs_get_count: such operations since the beginning, those that failed included. */
guint natterd_test_vfs_get_count (NatterdTestVfs *self, NatterdTestVfsOperation operation);

/* natterd_test_vfs_set_hook: asked before each operation that does not fail already. @hook: (nullable). Set where no database is open. */
void natterd_test_vfs_set_hook (NatterdTestVfs *self, NatterdTestVfsHook hook, gpointer user_data);

G_END_DECLS
