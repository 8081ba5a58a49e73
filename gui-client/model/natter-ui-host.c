/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "shared/natter-limits.h"

#include "natter-ui-host.h"
#include "natter-ui-keeper.h"

#define READY   "natterd: listening on "
#define PROGRAM "natterd"
#define ERROR_MOST 300 /* characters of what it complained of */

struct _NatterUiHost
{
  GObject parent_instance;

  char *folder;
  char *log;               /* what the server complains of */
  char *note;              /* file with the address where it listens */
  char *address;           /* (nullable) where it listens, or did the last time */
  NatterUiKeeper *keeper;  /* of that file */
  GSubprocess *process;    /* (nullable) */
};

/* A start that is on its way. */
typedef struct
{
  GSubprocess *process;
  gboolean any_port;       /* the usual one was tried already */
} Attempt;

G_DEFINE_FINAL_TYPE (NatterUiHost, natter_ui_host, G_TYPE_OBJECT)

static void
free_attempt (Attempt *attempt)
{
  g_clear_object (&attempt->process);
  g_free (attempt);
}

static void
natter_ui_host_finalize (GObject *object)
{
  NatterUiHost *self = NATTER_UI_HOST (object);

  g_clear_object (&self->process);
  g_clear_pointer (&self->keeper, natter_ui_keeper_free);
  g_free (self->folder);
  g_free (self->log);
  g_free (self->note);
  g_free (self->address);

  G_OBJECT_CLASS (natter_ui_host_parent_class)->finalize (object);
}

static void
natter_ui_host_class_init (NatterUiHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_ui_host_finalize;
}

static void
natter_ui_host_init (NatterUiHost *self)
{
}

char *
natter_ui_host_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "natter", "server", NULL);
}

NatterUiHost *
natter_ui_host_new (const char *folder)
{
  NatterUiHost *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (NATTER_UI_TYPE_HOST, NULL);
  self->folder = g_strdup (folder);
  self->log = g_build_filename (folder, "log", NULL);
  self->note = g_build_filename (folder, "address", NULL);
  self->keeper = natter_ui_keeper_new (self->note);
  if (g_file_get_contents (self->note, &self->address, NULL, NULL))
    g_strstrip (self->address);
  return self;
}

/* NATTERD is set for a run from the build folder; else it is installed beside us, or somewhere in the path. Returns: (transfer full) (nullable). */
static char *
find_program (void)
{
  const char *given = g_getenv ("NATTERD");
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *own_folder = own != NULL ? g_path_get_dirname (own) : NULL;
  g_autofree char *beside = own_folder != NULL ? g_build_filename (own_folder, PROGRAM, NULL) : NULL;

  if (given != NULL && given[0] != '\0')
    return g_strdup (given);
  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_find_program_in_path (PROGRAM);
}

/* Ctrl-C in the terminal of the client is not meant for it. Runs in the child. */
static void
on_own_session (gpointer data)
{
  setsid ();
}

static GSubprocess *
spawn (NatterUiHost *self, const char *program, guint port, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *name = g_strdup_printf ("server.name=%.60s", g_get_host_name ());

  g_subprocess_launcher_set_stderr_file_path (launcher, self->log);
  g_subprocess_launcher_set_child_setup (launcher, on_own_session, NULL, NULL);
  return g_subprocess_launcher_spawn (launcher, error, program, "--listen", listen, "--state-dir", self->folder, "--set", name, NULL);
}

/* The last line that it complained with. Returns: (transfer full) (nullable). */
static char *
dup_complaint (NatterUiHost *self)
{
  g_autofree char *text = NULL;
  char *line;

  if (!g_file_get_contents (self->log, &text, NULL, NULL) || !g_utf8_validate (text, -1, NULL))
    return NULL;

  g_strchomp (text);
  line = strrchr (text, '\n');
  line = line != NULL ? line + 1 : text;
  if (g_str_has_prefix (line, PROGRAM ": "))
    line += strlen (PROGRAM ": ");
  return *line != '\0' ? g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), ERROR_MOST)) : NULL;
}

static void begin (GTask *task, guint port);

/* It ended without getting ready: the port is another's, or the folder is in use by one that goes on from before. */
static void
give_up (GTask *task)
{
  NatterUiHost *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  g_autofree char *complaint = dup_complaint (self);

  if (!attempt->any_port)
    {
      attempt->any_port = TRUE;
      begin (task, 0);
      return;
    }
  if (self->address != NULL && self->address[0] != '\0')
    {
      g_task_return_pointer (task, g_strdup (self->address), g_free);
      return;
    }
  g_task_return_new_error (task, NATTER_UI_ERROR, NATTER_UI_ERROR_REFUSED,
                           /* Translators: %s is what the server said when it did not start. */
                           _ ("The server did not start: %s"),
                           complaint != NULL ? complaint : _ ("it did not say why. Start natterd in a terminal to see more."));
}

static void
take_ready (GTask *task, const char *line)
{
  NatterUiHost *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  char *kept;

  g_set_object (&self->process, attempt->process);
  g_free (self->address);
  self->address = g_strdup (line + strlen (READY));
  kept = g_strconcat (self->address, "\n", NULL);
  natter_ui_keeper_put (self->keeper, g_bytes_new_take (kept, strlen (kept)));
  g_task_return_pointer (task, g_strdup (self->address), g_free);
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line != NULL && g_str_has_prefix (line, READY))
    take_ready (task, line);
  else
    give_up (task);
}

static void
begin (GTask *task, guint port)
{
  NatterUiHost *self = g_task_get_source_object (task);
  Attempt *attempt = g_task_get_task_data (task);
  g_autofree char *program = find_program ();
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&attempt->process);
  if (program != NULL)
    attempt->process = spawn (self, program, port, &error);
  if (attempt->process == NULL)
    {
      g_task_return_new_error (task, NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_FOUND, "%s",
                               _ ("The server, natterd, is not installed here. Install it, and try again."));
      return;
    }

  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (attempt->process));
  g_data_input_stream_read_line_async (out, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), line_cb, g_object_ref (task));
}

void
natter_ui_host_start_async (NatterUiHost *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (NATTER_UI_IS_HOST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_ui_host_start_async);
  if (natter_ui_host_is_running (self))
    {
      g_task_return_pointer (task, g_strdup (self->address), g_free);
      return;
    }

  g_mkdir_with_parents (self->folder, 0700);
  g_task_set_task_data (task, g_new0 (Attempt, 1), (GDestroyNotify) free_attempt);
  begin (task, NATTER_DEFAULT_PORT);
}

char *
natter_ui_host_start_finish (NatterUiHost *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
natter_ui_host_is_running (NatterUiHost *self)
{
  g_return_val_if_fail (NATTER_UI_IS_HOST (self), FALSE);

  return self->process != NULL && g_subprocess_get_identifier (self->process) != NULL;
}

void
natter_ui_host_stop (NatterUiHost *self)
{
  g_return_if_fail (NATTER_UI_IS_HOST (self));

  if (!natter_ui_host_is_running (self))
    return;

  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}
