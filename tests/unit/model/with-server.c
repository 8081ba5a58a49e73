/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>

#include "gui-client/model/natter-ui-session.h"

/* The model and the real natterd, over a real socket. NATTERD names the program. */

#define PATIENCE 20 /* seconds until a test that hangs is told so */

typedef struct
{
  GSubprocess *process;
  GDataInputStream *out;
  char *address;
} Server;

/* @port: 0: any that is free. */
static Server *
server_new (guint port)
{
  Server *self = g_new0 (Server, 1);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                    g_getenv ("NATTERD"), "--ephemeral", "--listen", listen, NULL);
  g_assert_no_error (error);
  self->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (self->out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "natterd: listening on "));
  self->address = g_strdup (line + strlen ("natterd: listening on "));
  return self;
}

static guint
server_get_port (Server *self)
{
  return (guint) g_ascii_strtoull (strrchr (self->address, ':') + 1, NULL, 10);
}

static void
server_kill (Server *self, int signal)
{
  g_subprocess_send_signal (self->process, signal);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

static void
server_free (Server *self)
{
  if (self->process != NULL)
    server_kill (self, SIGKILL);
  g_object_unref (self->out);
  g_free (self->address);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("Waited in vain for %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

/* Lets the loop run until @condition holds. */
#define wait_for(condition)                                                               \
  G_STMT_START                                                                            \
  {                                                                                       \
    guint late_ = g_timeout_add_seconds (PATIENCE, too_late_cb, (gpointer) (#condition)); \
                                                                                          \
    while (!(condition))                                                                  \
      g_main_context_iteration (NULL, TRUE);                                              \
    g_source_remove (late_);                                                              \
  }                                                                                       \
  G_STMT_END

static gboolean
is_in (NatterUiSession *session, NatterUiState state)
{
  return natter_ui_session_get_state (session) == state;
}

static NatterUiRoom *
find_room (NatterUiSession *session, const char *name)
{
  return natter_ui_room_list_find (natter_ui_session_get_rooms (session), name);
}

static gboolean
is_joined (NatterUiSession *session, const char *name)
{
  NatterUiRoom *room = find_room (session, name);

  return room != NULL && natter_ui_room_get_joined (room);
}

static NatterUiSession *
log_in (Server *server, const char *name)
{
  NatterUiSession *session = natter_ui_session_new ();
  g_autoptr (GError) error = NULL;

  natter_ui_session_open (session, server->address, name, &error);
  g_assert_no_error (error);
  wait_for (is_joined (session, "lobby"));
  return session;
}

/* Everything comes to an end, and nothing is left. */
static void
end (NatterUiSession *session)
{
  natter_ui_session_log_out (session);
  g_assert_finalize_object (session);
}

static void
say (NatterUiSession *session, const char *room, const char *text)
{
  g_autoptr (GError) error = NULL;

  natter_ui_session_submit (session, find_room (session, room), text, &error);
  g_assert_no_error (error);
}

/* What people said in a room, as "alice: one|bob: two". */
static char *
dup_said (NatterUiSession *session, const char *name)
{
  NatterUiRoom *room = find_room (session, name);
  GString *said = g_string_new (NULL);
  NatterUiMessage *message;

  for (guint i = 0; room != NULL && (message = natter_ui_message_list_get (natter_ui_room_get_messages (room), i)) != NULL; i++)
    {
      if (natter_ui_message_get_kind (message) == NATTER_UI_MESSAGE_SAY &&
          natter_ui_message_get_delivery (message) == NATTER_UI_DELIVERY_DELIVERED)
        g_string_append_printf (said, "%s%s: %s", said->len > 0 ? "|" : "", natter_ui_message_get_from (message),
                                natter_ui_message_get_text (message));
    }
  return g_string_free (said, FALSE);
}

static gboolean
has_said (NatterUiSession *session, const char *room, const char *expected)
{
  g_autofree char *said = dup_said (session, room);

  return g_str_equal (said, expected);
}

static void
test_two_rooms (void)
{
  g_autoptr (Server) server = server_new (0);
  NatterUiSession *alice = log_in (server, "alice");
  NatterUiSession *bob = log_in (server, "bob");

  say (alice, "lobby", "hello");
  wait_for (has_said (bob, "lobby", "alice: hello"));
  say (bob, "lobby", "hi");
  wait_for (has_said (alice, "lobby", "alice: hello|bob: hi"));
  g_assert_cmpuint (natter_ui_session_get_n_waiting (alice), ==, 0);

  g_assert_true (natter_ui_session_join (bob, "garden", NULL));
  wait_for (is_joined (bob, "garden"));
  say (bob, "garden", "green");
  wait_for (has_said (bob, "garden", "bob: green"));
  g_assert_true (natter_ui_session_join (alice, "garden", NULL));
  wait_for (has_said (alice, "garden", "bob: green"));

  say (alice, "lobby", "/tell bob psst");
  wait_for (has_said (bob, "@alice", "alice: psst"));
  wait_for (natter_ui_session_get_latency (bob) >= 0);

  natter_ui_session_log_out (bob);
  wait_for (natter_ui_room_get_n_people (find_room (alice, "lobby")) == 1);
  end (bob);
  end (alice);
}

/* §4.4 */
static void
test_name_taken (void)
{
  g_autoptr (Server) server = server_new (0);
  NatterUiSession *alice = log_in (server, "alice");
  NatterUiSession *other = natter_ui_session_new ();
  g_autofree char *free_name = NULL;

  natter_ui_session_open (other, server->address, "ALICE", NULL);
  wait_for (natter_ui_session_get_suggestion (other) != NULL);
  g_assert_true (is_in (other, NATTER_UI_STATE_LOGIN));
  free_name = g_strdup (natter_ui_session_get_suggestion (other));
  g_assert_true (natter_ui_session_log_in_as (other, free_name, NULL));
  wait_for (is_joined (other, "lobby"));
  end (other);
  end (alice);
}

static void
test_nobody_answers (void)
{
  Server *server = server_new (0);
  NatterUiSession *alice = natter_ui_session_new ();
  g_autofree char *address = g_strdup (server->address);

  server_free (server);
  natter_ui_session_open (alice, address, "alice", NULL);
  wait_for (is_in (alice, NATTER_UI_STATE_OFFLINE));
  g_assert_error (natter_ui_session_get_error (alice), NATTER_UI_ERROR, NATTER_UI_ERROR_REFUSED);
  end (alice);
}

/* Killed, and there again: the rooms are entered, and what was typed meanwhile arrives once and in order. */
static void
test_server_killed (void)
{
  Server *server = server_new (0);
  guint port = server_get_port (server);
  NatterUiSession *alice = log_in (server, "alice");
  NatterUiSession *bob;

  natter_ui_session_join (alice, "garden", NULL);
  wait_for (is_joined (alice, "garden"));
  say (alice, "garden", "before");
  wait_for (has_said (alice, "garden", "alice: before"));

  server_kill (server, SIGKILL);
  wait_for (!is_in (alice, NATTER_UI_STATE_ONLINE));
  say (alice, "garden", "one");
  say (alice, "garden", "two");
  say (alice, "lobby", "three");
  g_assert_cmpuint (natter_ui_session_get_n_waiting (alice), ==, 3);

  server_free (server);
  server = server_new (port);
  natter_ui_session_try_now (alice);
  wait_for (is_joined (alice, "garden"));
  wait_for (natter_ui_session_get_n_waiting (alice) == 0);
  g_assert_true (has_said (alice, "garden", "alice: before|alice: one|alice: two"));

  bob = log_in (server, "bob");
  natter_ui_session_join (bob, "garden", NULL);
  wait_for (has_said (bob, "garden", "alice: one|alice: two"));
  wait_for (has_said (bob, "lobby", "alice: three"));
  end (bob);
  end (alice);
  server_free (server);
}

/* §7.5, then back by itself. */
static void
test_server_restarted (void)
{
  Server *server = server_new (0);
  guint port = server_get_port (server);
  NatterUiSession *alice = log_in (server, "alice");

  server_kill (server, SIGTERM);
  wait_for (is_in (alice, NATTER_UI_STATE_WAITING));
  server_free (server);
  server = server_new (port);
  wait_for (is_joined (alice, "lobby"));
  end (alice);
  server_free (server);
}

static gboolean
stranger_cb (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  const char *greeting = user_data;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), greeting, strlen (greeting), NULL, NULL, NULL);
  return TRUE;
}

/* §1.3, and those who are no Natter server. */
static void
test_strangers (void)
{
  static const struct
  {
    const char *greeting;
    NatterUiError code;
  } rows[] = {
    { "SSH-2.0-OpenSSH_9.2\r\n", NATTER_UI_ERROR_NOT_NATTER },
    { "HTTP/1.1 400 Bad Request\r\n\r\n", NATTER_UI_ERROR_NOT_NATTER },
    { "\xff\xfe\n", NATTER_UI_ERROR_NOT_NATTER },
    { "Natter is full. Please try again in a minute.\r\n", NATTER_UI_ERROR_FULL },
    { "", NATTER_UI_ERROR_LOST },
    { "{\"ev\":", NATTER_UI_ERROR_LOST },
    { "{\"ev\":\"wel\n{[[[[[[[[[[\n", NATTER_UI_ERROR_LOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GSocketService) service = g_socket_service_new ();
      guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
      g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", port);
      NatterUiSession *alice = natter_ui_session_new ();

      g_test_message ("%s", rows[i].greeting);
      g_signal_connect (service, "incoming", G_CALLBACK (stranger_cb), (gpointer) rows[i].greeting);
      natter_ui_session_open (alice, address, "alice", NULL);
      wait_for (is_in (alice, NATTER_UI_STATE_OFFLINE));
      g_assert_error (natter_ui_session_get_error (alice), NATTER_UI_ERROR, (int) rows[i].code);
      end (alice);
      g_socket_service_stop (service);
      g_socket_listener_close (G_SOCKET_LISTENER (service));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/with-server/two-rooms", test_two_rooms);
  g_test_add_func ("/model/with-server/name-taken", test_name_taken);
  g_test_add_func ("/model/with-server/nobody-answers", test_nobody_answers);
  g_test_add_func ("/model/with-server/server-killed", test_server_killed);
  g_test_add_func ("/model/with-server/server-restarted", test_server_restarted);
  g_test_add_func ("/model/with-server/strangers", test_strangers);

  return g_test_run ();
}
