/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "server/http/natterd-http-rates.h"
#include "server/http/natterd-http.h"

/* PROTOCOL.md §14: the door with an owner that answers when the test says so. */

typedef struct
{
  NatterdHttp *http;
  NatterdHttpCounters counters;
  SoupSession *session;
  char *base;
  NatterdStatus status;
  gboolean shut;    /* nobody is let in */
  GPtrArray *hooks; /* (element-type NatterdHttpHook): that wait */
  char *said;       /* of the last one */
} Door;

static void
look (gpointer user_data, NatterdStatus *status)
{
  *status = ((Door *) user_data)->status;
}

static gboolean
keeps_out (gpointer user_data, GSocketAddress *remote)
{
  g_assert_true (G_IS_INET_SOCKET_ADDRESS (remote));
  return ((Door *) user_data)->shut;
}

static gboolean
knows (gpointer user_data, const char *token)
{
  return !g_str_has_prefix (token, "guess");
}

static void
say (gpointer user_data, NatterdHttpHook *hook, const NatterdHttpSaid *said)
{
  Door *self = user_data;

  g_free (self->said);
  self->said = g_strjoin ("|", said->token, said->room != NULL ? said->room : "-", said->id != NULL ? said->id : "-", said->text, NULL);
  g_ptr_array_add (self->hooks, hook);
}

static const NatterdHttpOwner owner = { look, keeps_out, knows, say };

static NatterdHttpSettings
make_settings (void)
{
  return (NatterdHttpSettings){
    .door = { .connections = 8, .patience = 20 * G_USEC_PER_SEC },
    .body = 1000,
    .rate = 0.01,
    .burst = 3,
    .address_rate = 0.01,
    .address_burst = 5,
    .loopback_exempt = TRUE,
  };
}

static Door *
door_new (const NatterdHttpSettings *settings)
{
  Door *self = g_new0 (Door, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  self->status.version = "1";
  self->hooks = g_ptr_array_new ();
  self->http = natterd_http_new (settings, &self->counters, &owner, self);
  address = natterd_http_listen (self->http, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  self->base = g_strconcat ("http://", address, NULL);
  self->session = soup_session_new_with_options ("max-conns-per-host", 8, NULL);
  return self;
}

static void
door_free (Door *self)
{
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&self->http, natterd_http_free);
  g_assert_cmpuint (self->counters.connections, ==, 0);
  for (guint i = 0; i < self->hooks->len; i++)
    natterd_http_hook_refuse (self->hooks->pdata[i], NATTER_ERROR_SHUTTING_DOWN, "end", 0);
  g_ptr_array_unref (self->hooks);
  g_free (self->said);
  g_free (self->base);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Door, door_free)

typedef struct
{
  SoupMessage *msg;
  GBytes *body;
  gboolean done;
} Asked;

static void
on_answered (GObject *session, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;

  asked->body = soup_session_send_and_read_finish (SOUP_SESSION (session), result, NULL);
  asked->done = TRUE;
}

static Asked *
ask (Door *self, const char *method, const char *path, const char *body)
{
  Asked *asked = g_new0 (Asked, 1);
  g_autofree char *uri = g_strconcat (self->base, path, NULL);

  asked->msg = soup_message_new (method, uri);
  soup_message_headers_append (soup_message_get_request_headers (asked->msg), "Authorization", "Bearer t0k");
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (asked->msg, "text/plain", bytes);
    }
  soup_session_send_and_read_async (self->session, asked->msg, G_PRIORITY_DEFAULT, NULL, on_answered, asked);
  return asked;
}

static void
asked_free (Asked *self)
{
  g_object_unref (self->msg);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
await (const gboolean *condition)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!*condition && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (*condition);
}

static void
await_hooks (Door *self, guint n)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (self->hooks->len < n && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (self->hooks->len, ==, n);
}

static NatterdHttpHook *
take (Door *self)
{
  return g_ptr_array_steal_index (self->hooks, 0);
}

static void
expect (Asked *asked, guint status, const char *body)
{
  gsize length;
  const char *data;
  g_autofree char *seen = NULL;

  await (&asked->done);
  g_assert_nonnull (asked->body);
  data = g_bytes_get_data (asked->body, &length);
  seen = g_strndup (data, length);
  g_assert_cmpuint (soup_message_get_status (asked->msg), ==, status);
  if (!g_pattern_match_simple (body, seen))
    g_error ("expected %s, got %s", body, seen);
}

/* §14.3: said by the owner, answered when it is */
static void
test_hook (void)
{
  const NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = door_new (&settings);
  g_autoptr (Asked) first = ask (door, "POST", "/rooms/builds", "done");
  g_autoptr (Asked) second = NULL;

  await_hooks (door, 1);
  g_assert_cmpstr (door->said, ==, "t0k|builds|-|done");
  g_assert_false (first->done);
  natterd_http_hook_answer (take (door), "builds", 7, FALSE);
  expect (first, 200, "{\"seq\":7,\"room\":\"builds\"}\n");
  second = ask (door, "POST", "/hook/other", "again");
  await_hooks (door, 1);
  g_assert_cmpstr (door->said, ==, "other|-|-|again");
  natterd_http_hook_answer (take (door), "builds", 7, TRUE);
  expect (second, 200, "{\"seq\":7,\"room\":\"builds\",\"repeated\":true}\n");
  g_assert_cmpuint (door->counters.hooks, ==, 1);
  g_assert_cmpuint (door->counters.requests[2], ==, 2);
}

/* §14.3: what is refused is so with its code, a fitting status, and when to come again */
static void
test_refusals (void)
{
  static const struct
  {
    NatterError code;
    guint wait, status;
    const char *after, *body;
  } refusals[] = {
    { NATTER_ERROR_STORAGE_UNAVAILABLE, 0, 503, "5", "{\"code\":\"storage-unavailable\",\"text\":\"no\",\"wait\":5}\n" },
    { NATTER_ERROR_SLOW_DOWN, 9, 429, "9", "{\"code\":\"slow-down\",\"text\":\"no\",\"wait\":9}\n" },
    { NATTER_ERROR_WRONG_PASSWORD, 0, 401, NULL, "{\"code\":\"wrong-password\",\"text\":\"no\"}\n" },
    { NATTER_ERROR_NOT_ALLOWED, 0, 403, NULL, "{\"code\":\"not-allowed\",\"text\":\"no\"}\n" },
  };
  NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = NULL;

  settings.rate = 0;
  door = door_new (&settings);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (Asked) asked = ask (door, "POST", "/rooms/builds", "x");

      await_hooks (door, 1);
      natterd_http_hook_refuse (take (door), refusals[i].code, "no", refusals[i].wait);
      expect (asked, refusals[i].status, refusals[i].body);
      g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (asked->msg), "Retry-After"), ==, refusals[i].after);
    }
  g_assert_cmpuint (door->counters.hooks, ==, 0);
  g_assert_cmpuint (door->counters.requests[4], ==, 3);
  g_assert_cmpuint (door->counters.requests[5], ==, 1);
}

/* §14.4: of one token a burst, whatever the address; of one address another, if it is counted */
static void
test_rates (void)
{
  NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = NULL;

  settings.loopback_exempt = FALSE;
  door = door_new (&settings);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Asked) asked = ask (door, "POST", "/hook/one", "x");

      await_hooks (door, 1);
      natterd_http_hook_answer (take (door), "r", i, FALSE);
      expect (asked, 200, "*");
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Asked) asked = ask (door, "POST", i == 0 ? "/hook/one" : i == 1 ? "/hook/two"
                                                                                 : "/hook/three",
                                     "x");

      if (i == 1)
        {
          await_hooks (door, 1);
          natterd_http_hook_answer (take (door), "r", i, FALSE);
          expect (asked, 200, "*");
        }
      else
        expect (asked, 429, "{\"code\":\"slow-down\",*,\"wait\":*}\n");
      g_assert_cmpuint (door->hooks->len, ==, 0);
    }
}

/* §14.3, §7.6: who guesses is not looked at any more; a bot is, also from there. */
static void
test_guessing (void)
{
  NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = NULL;
  g_autoptr (Asked) sixth = NULL;
  g_autoptr (Asked) bot = NULL;

  settings.loopback_exempt = FALSE;
  settings.rate = settings.address_rate = 0;
  door = door_new (&settings);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (Asked) asked = ask (door, "POST", "/hook/guess", "x");

      await_hooks (door, 1);
      natterd_http_hook_refuse (take (door), NATTER_ERROR_WRONG_PASSWORD, "no", 0);
      expect (asked, 401, "*");
    }
  sixth = ask (door, "POST", "/hook/guess", "x");
  expect (sixth, 429, "*\"wait\":1}\n");
  g_assert_cmpuint (door->hooks->len, ==, 0);
  bot = ask (door, "POST", "/hook/right", "x");
  await_hooks (door, 1);
  natterd_http_hook_answer (take (door), "r", 1, FALSE);
  expect (bot, 200, "*");
}

/* §14.3: however many tokens are made up where addresses do not count, behind a proxy: all together are one stranger, and bots are not kept waiting. */
static void
test_made_up (void)
{
  const NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = door_new (&settings);
  g_autoptr (Asked) bot = NULL;

  for (guint i = 0; i < NATTERD_HTTP_RATES_MOST + 10; i++)
    {
      g_autofree char *path = g_strdup_printf ("/hook/guess%u", i);
      g_autoptr (Asked) asked = ask (door, "POST", path, "x");

      while (!asked->done && door->hooks->len == 0)
        g_main_context_iteration (NULL, TRUE);
      if (door->hooks->len > 0)
        natterd_http_hook_refuse (take (door), NATTER_ERROR_WRONG_PASSWORD, "no", 0);
      expect (asked, i < 3 ? 401 : 429, "*");
    }
  bot = ask (door, "POST", "/hook/right", "x");
  await_hooks (door, 1);
  natterd_http_hook_answer (take (door), "r", 1, FALSE);
  expect (bot, 200, "*");
}

/* §14.2: with a token the figures are for who has it; whoever guesses waits. */
static void
test_metrics_token (void)
{
  NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = NULL;
  g_autoptr (Asked) right = NULL;

  settings.loopback_exempt = FALSE;
  settings.metrics_token = "t0ken";
  door = door_new (&settings);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (Asked) asked = ask (door, "GET", "/metrics", NULL);

      expect (asked, i < 3 ? 401 : 429, i < 3 ? "{\"code\":\"wrong-password\",*" : "{\"code\":\"slow-down\",*");
      g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (asked->msg), "WWW-Authenticate"), ==,
                       i < 3 ? "Bearer realm=\"natter\"" : NULL);
    }
  settings.metrics_token = "t0k"; /* as ask() shows it */
  natterd_http_set_settings (door->http, &settings);
  right = ask (door, "GET", "/metrics", NULL);
  expect (right, 200, "*natter_people*");
}

/* §13.6: who is kept out hears that, whatever is asked, and also who was here already */
static void
test_kept_out (void)
{
  static const char banned[] = "{\"code\":\"banned\",\"text\":\"You are banned from this server.\"}\n";
  const NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = door_new (&settings);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) early = g_socket_client_connect_to_host (client, door->base + strlen ("http://"), 0, NULL, NULL);
  g_autoptr (Asked) waiting = ask (door, "POST", "/rooms/builds", "x");
  g_autoptr (Asked) again = NULL;
  static const char half[] = "GET /healthz HTTP/1.1\r\n";
  char heard[1000] = "";

  g_assert_nonnull (early);
  g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (early)), half, strlen (half), NULL, NULL);
  await_hooks (door, 1);
  door->shut = TRUE;
  natterd_http_look_again (door->http);
  g_socket_set_timeout (g_socket_connection_get_socket (early), 20);
  g_assert_true (g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (early)), heard, sizeof heard - 1, NULL, NULL, NULL));
  g_assert_true (g_str_has_prefix (heard, "HTTP/1.1 403 Forbidden\r\n"));
  g_assert_true (g_str_has_suffix (heard, banned));
  again = ask (door, "GET", "/healthz", NULL);
  expect (again, 403, banned);
  natterd_http_hook_answer (take (door), "builds", 7, FALSE); /* what was asked in time is answered */
  expect (waiting, 200, "*");
}

/* §14.4: what takes too long is answered for now; the true answer comes to nothing. */
static void
test_late (void)
{
  NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = NULL;
  g_autoptr (Asked) asked = NULL;

  settings.door.patience = 100 * G_TIME_SPAN_MILLISECOND;
  door = door_new (&settings);
  asked = ask (door, "POST", "/rooms/builds", "x");
  await_hooks (door, 1);
  expect (asked, 503, "{\"code\":\"storage-unavailable\",*Idempotency-Key*");
  natterd_http_hook_answer (take (door), "builds", 7, FALSE);
  g_assert_cmpuint (door->counters.hooks, ==, 0);
}

/* The door may go before its owner has answered, and before the caller has. */
static void
test_gone (void)
{
  const NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = door_new (&settings);
  g_autoptr (Asked) asked = ask (door, "POST", "/rooms/builds", "x");

  await_hooks (door, 1);
  g_clear_pointer (&door->http, natterd_http_free);
  await (&asked->done);
  natterd_http_hook_answer (take (door), "builds", 7, FALSE);
}

/* §14.1: each trouble has its reason */
static void
test_health (void)
{
  const NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = door_new (&settings);
  g_autoptr (Asked) well = ask (door, "GET", "/healthz", NULL);
  g_autoptr (Asked) stuck = NULL;
  g_autoptr (Asked) ending = NULL;

  expect (well, 200, "ok\n");
  door->status.commit_waits = 11 * G_USEC_PER_SEC;
  stuck = ask (door, "GET", "/healthz", NULL);
  expect (stuck, 503, "the store does not answer\n");
  door->status.shutting_down = TRUE;
  ending = ask (door, "GET", "/healthz", NULL);
  expect (ending, 503, "shutting down\n");
}

/* Listening elsewhere: who is here is answered, newcomers come there. */
static void
test_moves (void)
{
  const NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = door_new (&settings);
  g_autoptr (Asked) before = ask (door, "POST", "/rooms/builds", "x");
  g_autoptr (Asked) nowhere = NULL;
  g_autoptr (Asked) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  await_hooks (door, 1);
  natterd_http_unlisten (door->http);
  nowhere = ask (door, "GET", "/healthz", NULL);
  await (&nowhere->done);
  g_assert_null (nowhere->body);
  address = natterd_http_listen (door->http, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  g_free (door->base);
  door->base = g_strconcat ("http://", address, NULL);
  after = ask (door, "GET", "/healthz", NULL);
  expect (after, 200, "ok\n");
  natterd_http_hook_answer (take (door), "builds", 1, FALSE);
  expect (before, 200, "*");
}

static void
test_taken (void)
{
  const NatterdHttpSettings settings = make_settings ();
  g_autoptr (Door) door = door_new (&settings);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = natterd_http_listen (door->http, door->base + strlen ("http://"), &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_null (address);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/hook", test_hook);
  g_test_add_func ("/http/refusals", test_refusals);
  g_test_add_func ("/http/rates-of-hooks", test_rates);
  g_test_add_func ("/http/guessing", test_guessing);
  g_test_add_func ("/http/made-up-tokens", test_made_up);
  g_test_add_func ("/http/metrics-token", test_metrics_token);
  g_test_add_func ("/http/kept-out", test_kept_out);
  g_test_add_func ("/http/late", test_late);
  g_test_add_func ("/http/gone", test_gone);
  g_test_add_func ("/http/health", test_health);
  g_test_add_func ("/http/moves", test_moves);
  g_test_add_func ("/http/taken", test_taken);
  return g_test_run ();
}
