/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "natter-ui-known-file.h"

#define PREFIX     "Server "
#define LOCK_TRIES 100
#define LOCK_PAUSE 10000 /* microseconds; after all of them it is written without the lock: another program may have been stopped with it */

typedef struct
{
  char *address;
  gboolean forgotten;
  NatterUiKnownServer server;
} Change;

/* Shared with the worker that writes. */
typedef struct
{
  char *path;

  GMutex mutex;       /* held for a moment; guards: */
  GPtrArray *changes; /* (element-type Change): in order, not in the file yet */

  GMutex writing; /* held while the file is written */
} Shared;

struct _NatterUiKnownFile
{
  Shared *shared; /* owned */
};

static void
change_free (Change *self)
{
  g_free (self->address);
  g_free (self);
}

static void
clear_shared (gpointer data)
{
  Shared *shared = data;

  g_free (shared->path);
  g_ptr_array_unref (shared->changes);
  g_mutex_clear (&shared->mutex);
  g_mutex_clear (&shared->writing);
}

static void
release_shared (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_shared);
}

NatterUiKnownFile *
natter_ui_known_file_new (const char *path)
{
  NatterUiKnownFile *self = g_new0 (NatterUiKnownFile, 1);

  self->shared = g_atomic_rc_box_new0 (Shared);
  self->shared->path = g_strdup (path);
  self->shared->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  g_mutex_init (&self->shared->mutex);
  g_mutex_init (&self->shared->writing);
  return self;
}

/* Reading */

static void
load_group (GHashTable *servers, GKeyFile *file, const char *group)
{
  g_autofree char *address = g_key_file_get_string (file, group, "address", NULL);
  g_autofree char *text = g_key_file_get_string (file, group, "key", NULL);
  NatterUiKnownServer known = { 0 };

  known.has_key = text != NULL && natter_key_from_text (text, &known.key, NULL);
  known.bare = !known.has_key && g_key_file_get_boolean (file, group, "bare", NULL);
  if (address != NULL && address[0] != '\0' && (known.has_key || known.bare))
    g_hash_table_insert (servers, g_utf8_strdown (address, -1), g_memdup2 (&known, sizeof known));
}

/* FALSE: there is no reading it. */
static gboolean
load_data (GHashTable *servers, const char *data, gsize length)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_data (file, data, length, G_KEY_FILE_NONE, NULL))
    return FALSE;

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    load_group (servers, file, groups[i]);
  return TRUE;
}

/* A group at a time: a server whose key was forgotten is a stranger, whoever answers there, so one bad line must not make strangers of all. */
static void
load_damaged (GHashTable *servers, const char *data)
{
  const char *start = data;

  while (start != NULL && *start != '\0')
    {
      const char *next = strstr (start, "\n[");
      gsize length = next != NULL ? (gsize) (next + 1 - start) : strlen (start);

      load_data (servers, start, length);
      start = next != NULL ? next + 1 : NULL;
    }
}

/* (nullable): it is there, but cannot be read now; that is no reason to forget everyone. */
static GHashTable *
load (const char *path)
{
  GHashTable *servers;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &data, &length, &error) && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return NULL;

  servers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (data != NULL && !load_data (servers, data, length))
    load_damaged (servers, data);
  return servers;
}

static void
apply (GHashTable *servers, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = g_ptr_array_index (changes, i);

      if (change->forgotten)
        g_hash_table_remove (servers, change->address);
      else
        g_hash_table_replace (servers, g_strdup (change->address), g_memdup2 (&change->server, sizeof change->server));
    }
}

GHashTable *
natter_ui_known_file_read (NatterUiKnownFile *self)
{
  GHashTable *servers;

  /* Held from before the file is read: a change that is not there any more is in what is read. */
  g_mutex_lock (&self->shared->mutex);
  servers = load (self->shared->path);
  if (servers != NULL)
    apply (servers, self->shared->changes);
  g_mutex_unlock (&self->shared->mutex);
  return servers;
}

/* Writing */

static void
save_server (GKeyFile *file, guint number, const char *address, const NatterUiKnownServer *known)
{
  g_autofree char *group = g_strdup_printf (PREFIX "%u", number);

  g_key_file_set_string (file, group, "address", address);
  if (known->has_key)
    {
      g_autofree char *text = natter_key_to_text (&known->key);

      g_key_file_set_string (file, group, "key", text);
    }
  else
    g_key_file_set_boolean (file, group, "bare", known->bare);
}

static gboolean
save (const char *path, GHashTable *servers)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GList) addresses = g_list_sort (g_hash_table_get_keys (servers), (GCompareFunc) g_strcmp0);
  g_autofree char *data = NULL;
  guint number = 0;
  gsize length;

  for (GList *l = addresses; l != NULL; l = l->next)
    save_server (file, ++number, l->data, g_hash_table_lookup (servers, l->data));
  data = g_key_file_to_data (file, &length, NULL);
  return g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/* The file itself is replaced with each change, so the lock is on one beside it, which stays. -1: there is none to be had. */
static int
lock (const char *path)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  for (guint i = 0; fd >= 0 && i < LOCK_TRIES; i++)
    {
      if (flock (fd, LOCK_EX | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR))
        break;
      g_usleep (LOCK_PAUSE);
    }
  return fd;
}

/* Others may have written since: what they did stays, what was changed here comes on top. How many changes that were; 0: none could be made. */
static guint
merge (Shared *shared)
{
  g_autoptr (GHashTable) servers = load (shared->path);
  guint n;

  if (servers == NULL)
    return 0;

  g_mutex_lock (&shared->mutex);
  n = shared->changes->len;
  apply (servers, shared->changes);
  g_mutex_unlock (&shared->mutex);
  return n > 0 && save (shared->path, servers) ? n : 0;
}

static gboolean
has_changes (Shared *shared)
{
  gboolean any;

  g_mutex_lock (&shared->mutex);
  any = shared->changes->len > 0;
  g_mutex_unlock (&shared->mutex);
  return any;
}

/* A change is kept until it is in the file, so that who reads meanwhile does not miss it. */
static void
write_changes (Shared *shared)
{
  g_autofree char *folder = g_path_get_dirname (shared->path);
  int fd;

  g_mutex_lock (&shared->writing);
  if (has_changes (shared) && g_mkdir_with_parents (folder, 0700) == 0)
    {
      guint n;

      fd = lock (shared->path);
      n = merge (shared);
      if (fd >= 0)
        close (fd);
      g_mutex_lock (&shared->mutex);
      if (n > 0)
        g_ptr_array_remove_range (shared->changes, 0, n);
      g_mutex_unlock (&shared->mutex);
    }
  g_mutex_unlock (&shared->writing);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  write_changes (data);
  g_task_return_boolean (task, TRUE);
}

void
natter_ui_known_file_change (NatterUiKnownFile *self, const char *address, const NatterUiKnownServer *server)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Change *change = g_new0 (Change, 1);

  change->address = g_strdup (address);
  change->forgotten = server == NULL;
  if (server != NULL)
    change->server = *server;
  g_mutex_lock (&self->shared->mutex);
  g_ptr_array_add (self->shared->changes, change);
  g_mutex_unlock (&self->shared->mutex);

  g_task_set_source_tag (task, natter_ui_known_file_change);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->shared), release_shared);
  g_task_run_in_thread (task, write_in_thread);
}

void
natter_ui_known_file_flush (NatterUiKnownFile *self)
{
  write_changes (self->shared);
}

void
natter_ui_known_file_free (NatterUiKnownFile *self)
{
  natter_ui_known_file_flush (self);
  release_shared (self->shared);
  g_free (self);
}
