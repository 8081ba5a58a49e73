/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_LOG_DOMAIN "natterd"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "natterd-desk-private.h"
#include "server/store/natterd-store-care.h"
#include "shared/natter-json.h"

/* Looking after the database while the server runs, in a thread that ends with it: reading all of it takes a while. */

#define COPY ".copy-"

typedef struct
{
  NatterdControlQuestion *question;
  char *path;
  gboolean *busy; /* counted (g_rc_box) */
  NatterdControlKind kind;
  int fd; /* of the copy; -1: there is none */
} Care;

static void
free_care (gpointer data)
{
  Care *self = data;

  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_atomic_rc_box_release (self->busy);
  g_free (self->path);
  g_free (self);
}

static void
complain (gpointer user_data,
          const char *complaint)
{
  g_warning ("the database: %s", complaint);
}

static gboolean
check (Care *self,
       GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->path);
  guint n_complaints;

  if (!natterd_store_check (self->path, complain, NULL, &n_complaints, error))
    return FALSE;
  if (n_complaints == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               _ ("%s is not as it should be. Keep it, stop the server, and put a backup in its place."), shown);
  return FALSE;
}

/* The copy loses its name at once: whoever asked has it, and nothing is left behind. */
static gboolean
back_up (Care *self,
         GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s" COPY "%08x", self->path, g_random_int ());

  if (!natterd_store_backup (self->path, name, error))
    return FALSE;
  self->fd = g_open (name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  if (self->fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), _ ("Cannot write the copy %s: %s"), name, g_strerror (code));
    }
  (void) g_unlink (name);
  return self->fd >= 0;
}

void
natterd_desk_tidy (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *begin = g_strconcat (name, COPY, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (file, begin))
      {
        g_autofree char *left = g_build_filename (folder, file, NULL);

        (void) g_unlink (left);
      }
}

static void
take_care (GTask *task,
           gpointer source_object,
           gpointer task_data,
           GCancellable *cancellable)
{
  Care *self = task_data;
  GError *error = NULL;

  if (self->kind == NATTERD_CONTROL_CHECK ? check (self, &error) : back_up (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
answer (Care *self)
{
  g_autofree char *shown = g_filename_display_name (self->path);
  g_autofree char *text = self->kind == NATTERD_CONTROL_CHECK ? g_strdup_printf (_ ("%s is fine."), shown) : g_strdup ("");
  g_autoptr (GString) members = g_string_new ("\"text\":");

  natter_json_append_string (members, text);
  natterd_control_answer (g_steal_pointer (&self->question), "done", members->str, g_steal_fd (&self->fd));
}

static void
on_cared (GObject *source_object,
          GAsyncResult *result,
          gpointer user_data)
{
  Care *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  *self->busy = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    answer (self);
  else
    natterd_control_refuse (g_steal_pointer (&self->question), error);
}

static void
start (const char *path,
       gboolean *busy,
       NatterdControlQuestion *question)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_cared, NULL);
  Care *care = g_new0 (Care, 1);

  care->question = question;
  care->path = g_strdup (path);
  care->busy = g_atomic_rc_box_acquire (busy);
  care->kind = natterd_control_question_get_kind (question);
  care->fd = -1;
  *busy = TRUE;
  g_task_set_task_data (task, care, free_care);
  g_task_set_source_tag (task, start);
  g_task_run_in_thread (task, take_care);
}

void
natterd_desk_look_after (const char *path,
                         gboolean *busy,
                         NatterdControlQuestion *question)
{
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("The server keeps nothing on disk (--ephemeral)."));
  else if (*busy)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("The database is being copied or checked already. Please try again in a while."));
  if (error != NULL)
    natterd_control_refuse (question, error);
  else
    start (path, busy, question);
}
