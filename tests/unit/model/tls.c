/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gui-client/model/natter-ui-session.h"

#include "tls-support.h"

/* §10.5, §10.8: the real session and a server with TLS, over a real socket. */

#define PATIENCE 20 /* seconds until a test that hangs is told so */

static gboolean
too_late_cb (gpointer user_data)
{
  g_error ("Waited in vain for %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

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

/* @known: (nullable). */
static NatterUiSession *
open_session (TlsServer *server, NatterUiKnown *known)
{
  NatterUiSession *session = natter_ui_session_new ();
  g_autoptr (GError) error = NULL;

  natter_ui_session_set_wary (session, TRUE);
  if (known != NULL)
    natter_ui_session_set_known (session, known);
  natter_ui_session_open (session, server->address, "alice", &error);
  g_assert_no_error (error);
  return session;
}

static void
end_session (NatterUiSession *session)
{
  natter_ui_session_log_out (session);
  g_object_unref (session);
}

static void
assert_asks (NatterUiSession *session, NatterUiTrust trust, NatterUiError code)
{
  wait_for (is_in (session, NATTER_UI_STATE_OFFLINE));
  g_assert_cmpint (natter_ui_session_get_trust (session), ==, trust);
  g_assert_error (natter_ui_session_get_error (session), NATTER_UI_ERROR, (int) code);
}

/* The server hears nothing until it is accepted; then it is silent, as often as one comes. */
static void
test_first (void)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (NULL);
  NatterUiSession *session = open_session (server, known);

  assert_asks (session, NATTER_UI_TRUST_FIRST, NATTER_UI_ERROR_FIRST_KEY);
  g_assert_true (natter_key_equal (natter_ui_session_get_key (session), &server->key));
  wait_for (server->n_met == 1);
  g_assert_cmpstr (server->heard->str, ==, "");

  g_assert_true (natter_ui_session_accept (session, NULL));
  wait_for (is_in (session, NATTER_UI_STATE_ONLINE));
  g_assert_cmpint (natter_ui_session_get_trust (session), ==, NATTER_UI_TRUST_PINNED);
  end_session (session);

  for (guint i = 0; i < 3; i++)
    {
      session = open_session (server, known);
      wait_for (is_in (session, NATTER_UI_STATE_ONLINE));
      g_assert_true (natter_key_equal (natter_ui_session_get_key (session), &server->key));
      end_session (session);
    }
}

/* The reconnecting stops at somebody else. */
static void
test_changed (void)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (NULL);
  NatterUiSession *session;
  g_autofree char *phrase = NULL;

  natter_ui_known_note_key (known, server->address, &server->key);
  session = open_session (server, known);
  wait_for (is_in (session, NATTER_UI_STATE_ONLINE));
  tls_server_renew (server);
  g_string_truncate (server->heard, 0);
  tls_server_cut (server);
  wait_for (is_in (session, NATTER_UI_STATE_WAITING));
  g_assert_error (natter_ui_session_get_error (session), NATTER_UI_ERROR, NATTER_UI_ERROR_LOST);
  g_string_truncate (server->heard, 0);
  natter_ui_session_try_now (session);
  assert_asks (session, NATTER_UI_TRUST_CHANGED, NATTER_UI_ERROR_CHANGED_KEY);
  wait_for (server->n_met == 2);
  g_assert_cmpstr (server->heard->str, ==, "");

  phrase = natter_key_to_phrase (&server->key, " ");
  phrase[strcspn (phrase, " ")] = '\0';
  g_assert_true (natter_ui_session_accept (session, phrase));
  wait_for (is_in (session, NATTER_UI_STATE_ONLINE));
  end_session (session);
}

static void
test_vouched (void)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  GTlsBackend *backend = g_tls_backend_get_default ();
  g_autofree char *path = NULL, *pem = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  NatterUiSession *session;

  g_object_get (server->certificate, "certificate-pem", &pem, NULL);
  g_close (g_file_open_tmp ("natter-test-XXXXXX.pem", &path, &error), NULL);
  g_file_set_contents (path, pem, -1, &error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (backend, database);

  session = open_session (server, NULL);
  wait_for (is_in (session, NATTER_UI_STATE_ONLINE));
  g_assert_cmpint (natter_ui_session_get_trust (session), ==, NATTER_UI_TRUST_VOUCHED);
  end_session (session);

  tls_trust_nobody ();
  g_unlink (path);
}

static gboolean
has_messages (NatterUiSession *session, guint n)
{
  NatterUiRoom *room = natter_ui_room_list_find (natter_ui_session_get_rooms (session), "lobby");

  return room != NULL && natter_ui_room_get_last_seq (room) == n;
}

/* Many records at once, large and small, and then silence: nothing stays behind in TLS. */
static void
test_burst (void)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  NatterUiSession *session;
  guint seq = 0;

  natter_ui_known_note_key (known, server->address, &server->key);
  session = open_session (server, known);
  wait_for (is_in (session, NATTER_UI_STATE_ONLINE));
  for (guint round = 0; round < 30; round++)
    {
      g_string_truncate (text, 0);
      for (guint i = 0; i < (round % 3 == 0 ? 500 : round); i++)
        g_string_append_printf (text, "{\"ev\":\"said\",\"room\":\"lobby\",\"seq\":%u,\"from\":\"bob\",\"text\":\"%0*u\","
                                      "\"time\":\"2026-01-02T03:04:05.678Z\"}\n",
                                ++seq, (int) (round * 7 + 1), i);
      tls_server_tell (server, text->str);
      wait_for (has_messages (session, seq));
    }
  end_session (session);
}

/* What was said is still heard, and the end is said as TLS wants it. */
static void
test_goodbye (void)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  g_autoptr (NatterUiKnown) known = natter_ui_known_new (NULL);
  NatterUiSession *session;

  natter_ui_known_note_key (known, server->address, &server->key);
  session = open_session (server, known);
  wait_for (is_in (session, NATTER_UI_STATE_ONLINE));
  end_session (session);
  wait_for (server->n_ended == 1);
  g_assert_nonnull (strstr (server->heard->str, "\"do\":\"logout\""));
}

/* What answers to a hello, and is no TLS: the same sentences as without it. */
static void
test_answers (void)
{
  static const struct
  {
    const char *answer; /* its first byte is how many there are */
    NatterUiError code;
  } cases[] = {
    { "\x07\x15\x03\x03\x00\x02\x02\x28", NATTER_UI_ERROR_BARE },
    { "\x07\x15\x03\x03\x00\x02\x02\x46", NATTER_UI_ERROR_UNREACHABLE },
    { "\x04\x15\x03\x03\x00", NATTER_UI_ERROR_LOST },
    { "\x0aNatter is\n", NATTER_UI_ERROR_FULL },
    { "\x0dHTTP/1.1 400 ", NATTER_UI_ERROR_NOT_NATTER },
    { "\x02\xff\xfe", NATTER_UI_ERROR_NOT_NATTER },
    { "\x05\x16\x03\x03\x40\x00", NATTER_UI_ERROR_LOST },
    { "", NATTER_UI_ERROR_LOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TlsServer) server = tls_server_new (cases[i].answer);
      NatterUiSession *session = open_session (server, NULL);

      g_test_message ("answer %u", i);
      wait_for (is_in (session, NATTER_UI_STATE_OFFLINE));
      g_assert_error (natter_ui_session_get_error (session), NATTER_UI_ERROR, (int) cases[i].code);
      end_session (session);
    }
}

/* On a busy machine the hello may come when a server has begun to talk to a person: it is said again. */
static void
test_late (void)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);
  NatterUiSession *session;

  server->n_impatient = 3;
  session = open_session (server, NULL);
  assert_asks (session, NATTER_UI_TRUST_FIRST, NATTER_UI_ERROR_FIRST_KEY);
  g_assert_cmpuint (server->n_impatient, ==, 0);
  end_session (session);

  server->n_impatient = 100;
  session = open_session (server, NULL);
  wait_for (is_in (session, NATTER_UI_STATE_OFFLINE));
  g_assert_error (natter_ui_session_get_error (session), NATTER_UI_ERROR, NATTER_UI_ERROR_NOT_NATTER);
  g_assert_cmpuint (server->n_impatient, ==, 96);
  end_session (session);
}

/* Closed in the middle of a handshake, at any moment. */
static void
test_given_up (void)
{
  g_autoptr (TlsServer) server = tls_server_new (NULL);

  for (guint i = 0; i < 30; i++)
    {
      NatterUiSession *session = open_session (server, NULL);

      for (guint turn = 0; turn < i; turn++)
        g_main_context_iteration (NULL, FALSE);
      end_session (session);
    }

  /* And then it is quiet. */
  for (guint turn = 0; g_main_context_iteration (NULL, FALSE); turn++)
    g_assert_cmpuint (turn, <, 10000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tls_trust_nobody ();

  g_test_add_func ("/tls/first", test_first);
  g_test_add_func ("/tls/changed", test_changed);
  g_test_add_func ("/tls/vouched", test_vouched);
  g_test_add_func ("/tls/burst", test_burst);
  g_test_add_func ("/tls/goodbye", test_goodbye);
  g_test_add_func ("/tls/answers", test_answers);
  g_test_add_func ("/tls/late", test_late);
  g_test_add_func ("/tls/given-up", test_given_up);

  return g_test_run ();
}
