/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "natter-ui-keeper.h"

/* Shared with the worker that writes. */
typedef struct
{
  char *path;

  GMutex mutex; /* held for a moment; guards: */
  GBytes *wanted; /* (nullable) */
  guint n_wanted; /* put so often */

  GMutex writing; /* held while the file is written; guards: */
  guint n_written;
} Shared;

struct _NatterUiKeeper
{
  Shared *shared; /* owned */
};

static void
clear_shared (gpointer data)
{
  Shared *shared = data;

  g_free (shared->path);
  g_clear_pointer (&shared->wanted, g_bytes_unref);
  g_mutex_clear (&shared->mutex);
  g_mutex_clear (&shared->writing);
}

static void
release_shared (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_shared);
}

NatterUiKeeper *
natter_ui_keeper_new (const char *path)
{
  NatterUiKeeper *self = g_new0 (NatterUiKeeper, 1);

  self->shared = g_atomic_rc_box_new0 (Shared);
  self->shared->path = g_strdup (path);
  g_mutex_init (&self->shared->mutex);
  g_mutex_init (&self->shared->writing);
  return self;
}

static void
write_file (const char *path, GBytes *bytes)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  const char *data;

  if (bytes == NULL)
    {
      g_unlink (path);
      return;
    }

  data = g_bytes_get_data (bytes, &length);
  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents_full (path, data != NULL ? data : "", (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/* What is wanted last, once. */
static void
write_wanted (Shared *shared)
{
  g_autoptr (GBytes) bytes = NULL;
  guint n;

  g_mutex_lock (&shared->writing);
  g_mutex_lock (&shared->mutex);
  n = shared->n_wanted;
  bytes = shared->wanted != NULL ? g_bytes_ref (shared->wanted) : NULL;
  g_mutex_unlock (&shared->mutex);
  if (shared->n_written != n)
    write_file (shared->path, bytes);
  shared->n_written = n;
  g_mutex_unlock (&shared->writing);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  write_wanted (data);
  g_task_return_boolean (task, TRUE);
}

void
natter_ui_keeper_put (NatterUiKeeper *self, GBytes *bytes)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Shared *shared = self->shared;

  g_mutex_lock (&shared->mutex);
  g_clear_pointer (&shared->wanted, g_bytes_unref);
  shared->wanted = bytes;
  shared->n_wanted++;
  g_mutex_unlock (&shared->mutex);

  g_task_set_source_tag (task, natter_ui_keeper_put);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (shared), release_shared);
  g_task_run_in_thread (task, write_in_thread);
}

void
natter_ui_keeper_flush (NatterUiKeeper *self)
{
  write_wanted (self->shared);
}

void
natter_ui_keeper_free (NatterUiKeeper *self)
{
  natter_ui_keeper_flush (self);
  release_shared (self->shared);
  g_free (self);
}
