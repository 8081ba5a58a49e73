/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "ui-support.h"

/* --- The server --- */

/* A test that fails leaves no server behind. */
static void
end_with_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

void
ui_server_start (UiServer *server)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", server->port);
  const char *given = g_getenv ("UI_SERVER_NAME");
  g_autofree char *name = g_strconcat ("server.name=", given != NULL ? given : "Test", NULL);
  g_autoptr (GDataInputStream) out = NULL;
  g_autofree char *line = NULL, *state = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_test, NULL, NULL);
  state = server->folder != NULL ? g_strconcat ("--state-dir=", server->folder, NULL) : g_strdup ("--ephemeral");
  server->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("NATTERD"), "--listen", listen, state,
                                                 "--set", "limits.rate=off", "--set", "limits.queue-hard=off",
                                                 /* under a sanitizer a hello of TLS takes its time */
                                                 "--set", "limits.sniff-timeout=10s", "--set", name,
                                                 server->setting != NULL ? "--set" : NULL, server->setting, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (line != NULL && g_str_has_prefix (line, "natterd: listening on "));
  server->port = (guint) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
}

void
ui_server_kill (UiServer *server)
{
  if (server->process == NULL)
    return;
  g_subprocess_send_signal (server->process, SIGTERM);
  g_subprocess_wait (server->process, NULL, NULL);
  g_clear_object (&server->process);
}

/* --- A peer --- */

struct _UiPeer
{
  GSocketConnection *connection;
  GDataInputStream *in;
  GCancellable *cancellable;
  GPtrArray *lines; /* (element-type utf8) */
  gboolean reading;
};

static void read_on (UiPeer *peer);

static void
on_line (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  UiPeer *peer = data;
  char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  peer->reading = FALSE;
  if (line == NULL)
    return;
  g_ptr_array_add (peer->lines, line);
  read_on (peer);
}

static void
read_on (UiPeer *peer)
{
  peer->reading = TRUE;
  g_data_input_stream_read_line_async (peer->in, G_PRIORITY_DEFAULT, peer->cancellable, on_line, peer);
}

UiPeer *
ui_peer_new_with (const UiServer *server,
                  const char *name,
                  const char *password)
{
  UiPeer *peer = g_new0 (UiPeer, 1);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;

  peer->connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) server->port, NULL, &error);
  g_assert_no_error (error);
  peer->in = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (peer->connection)));
  peer->cancellable = g_cancellable_new ();
  peer->lines = g_ptr_array_new_with_free_func (g_free);
  read_on (peer);
  if (password != NULL)
    ui_peer_do (peer, "{\"do\":\"login\",\"name\":\"%s\",\"password\":\"%s\"}", name, password);
  else
    ui_peer_do (peer, "{\"do\":\"login\",\"name\":\"%s\"}", name);
  wait_until (ui_peer_count (peer, "\"ev\":\"entered\"") > 0);
  return peer;
}

UiPeer *
ui_peer_new (const UiServer *server,
             const char *name)
{
  return ui_peer_new_with (server, name, NULL);
}

void
ui_peer_free (UiPeer *peer)
{
  g_cancellable_cancel (peer->cancellable);
  wait_until (!peer->reading);
  g_io_stream_close (G_IO_STREAM (peer->connection), NULL, NULL);
  g_object_unref (peer->in);
  g_object_unref (peer->connection);
  g_object_unref (peer->cancellable);
  g_ptr_array_unref (peer->lines);
  g_free (peer);
}

void
ui_peer_do (UiPeer *peer,
            const char *format,
            ...)
{
  g_autofree char *line = NULL, *ended = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  ended = g_strconcat (line, "\n", NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (peer->connection)), ended, strlen (ended), NULL,
                             NULL, &error);
  g_assert_no_error (error);
}

guint
ui_peer_count (UiPeer *peer,
               const char *part)
{
  guint n = 0;

  for (guint i = 0; i < peer->lines->len; i++)
    n += strstr (g_ptr_array_index (peer->lines, i), part) != NULL;
  return n;
}
