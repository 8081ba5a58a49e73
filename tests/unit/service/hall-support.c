/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hall-support.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_SECONDS 20

static gboolean
on_impatient (gpointer what)
{
  g_error ("waited in vain for: %s", (const char *) what);
  return G_SOURCE_REMOVE;
}

/* turns of the loop until @is_done */
static void
await (gboolean (*is_done) (gpointer data), gpointer data, const char *what)
{
  guint id = g_timeout_add_seconds (PATIENCE_SECONDS, on_impatient, (gpointer) what);

  while (!is_done (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

TestHall *
test_hall_new (const char *const *settings)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autoptr (NatterdConfig) config = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  TestHall *self = g_new0 (TestHall, 1);

  g_strv_builder_add (builder, "limits.rate=off");
  if (settings != NULL)
    g_strv_builder_addv (builder, (const char **) settings);
  all = g_strv_builder_end (builder);
  config = natterd_config_load (NULL, (const char *const *) all, &error);
  g_assert_no_error (error);
  self->store = natterd_store_double_new (natterd_store_memory_new (100, 0));
  self->hall = natterd_hall_new_for_store (config, self->store, &error);
  g_assert_no_error (error);
  address = natterd_hall_listen (self->hall, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  self->port = (guint) g_ascii_strtoull (strrchr (address, ':') + 1, NULL, 10);
  return self;
}

void
test_hall_free (TestHall *self)
{
  natterd_hall_free (self->hall);
  g_free (self);
}

static gboolean
is_true (gpointer condition)
{
  return *(const gboolean *) condition;
}

void
test_hall_await (TestHall *self, const gboolean *condition)
{
  await (is_true, (gpointer) condition, "a condition");
}

typedef struct
{
  TestHall *hall;
  guint n;
} Waiting;

static gboolean
is_waiting (gpointer data)
{
  const Waiting *waiting = data;

  return natterd_store_double_get_n_waiting (waiting->hall->store) == waiting->n;
}

void
test_hall_await_waiting (TestHall *self, guint n)
{
  Waiting waiting = { self, n };

  await (is_waiting, &waiting, "the store to be asked");
}

guint
test_hall_get_n_asked (TestHall *self)
{
  return natterd_store_double_get_n_messages (self->store);
}

static int
connect_to (guint port, int receive_buffer)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons ((guint16) port) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (receive_buffer > 0)
    g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer), ==, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (fcntl (fd, F_SETFL, O_NONBLOCK), ==, 0);
  return fd;
}

TestGuest *
test_guest_connect (TestHall *hall)
{
  TestGuest *self = g_new0 (TestGuest, 1);

  self->fd = connect_to (hall->port, 0);
  self->heard = g_string_new (NULL);
  return self;
}

TestGuest *
test_guest_connect_narrow (TestHall *hall)
{
  TestGuest *self = g_new0 (TestGuest, 1);

  self->fd = connect_to (hall->port, 4096);
  self->heard = g_string_new (NULL);
  return self;
}

void
test_guest_sip (TestGuest *self, gsize most)
{
  g_autofree char *bytes = g_malloc (most);

  g_assert_true (recv (self->fd, bytes, most, 0) >= 0 || errno == EAGAIN || errno == ECONNRESET);
}

TestGuest *
test_guest_login (TestHall *hall, const char *name)
{
  TestGuest *self = test_guest_connect (hall);
  g_autofree char *login = g_strdup_printf ("{\"do\":\"login\",\"name\":\"%s\"}", name);

  test_guest_send (self, login);
  test_guest_expect (self, "{\"ev\":\"welcome\"");
  test_guest_expect (self, "{\"ev\":\"hello\"");
  test_guest_expect (self, "{\"ev\":\"entered\",\"room\":\"lobby\"");
  return self;
}

void
test_guest_free (TestGuest *self)
{
  close (self->fd);
  g_string_free (self->heard, TRUE);
  g_free (self);
}

void
test_guest_send (TestGuest *self, const char *line)
{
  g_autofree char *bytes = g_strconcat (line, "\n", NULL);
  gsize sent = 0;
  gsize length = strlen (bytes);

  while (sent < length)
    {
      gssize n = send (self->fd, bytes + sent, length - sent, MSG_NOSIGNAL);

      g_assert_true (n > 0 || errno == EAGAIN);
      sent += n > 0 ? (gsize) n : 0;
      if (n < 0)
        g_main_context_iteration (NULL, FALSE);
    }
}

/* FALSE: the server's end came */
static gboolean
hear (TestGuest *self)
{
  char bytes[4096];
  gssize n = recv (self->fd, bytes, sizeof bytes, 0);

  g_assert_true (n >= 0 || errno == EAGAIN);
  if (n > 0)
    g_string_append_len (self->heard, bytes, n);
  return n != 0;
}

static gboolean
has_line (gpointer data)
{
  TestGuest *self = data;

  if (strchr (self->heard->str, '\n') == NULL)
    g_assert_true (hear (self));
  if (strchr (self->heard->str, '\n') != NULL)
    return TRUE;
  g_main_context_wakeup (NULL);
  return FALSE;
}

static char *
take (TestGuest *self, const char *what)
{
  char *line;

  await (has_line, self, what);
  line = g_strndup (self->heard->str, strcspn (self->heard->str, "\n"));
  g_string_erase (self->heard, 0, (gssize) strlen (line) + 1);
  return line;
}

char *
test_guest_take (TestGuest *self)
{
  return take (self, "a line");
}

void
test_guest_expect (TestGuest *self, const char *prefix)
{
  g_autofree char *line = take (self, prefix);

  if (!g_str_has_prefix (line, prefix))
    g_error ("expected %s, got %s", prefix, line);
}

/* The kernel hands what was sent on loopback to the other end within the call, so turns until nothing is ready are enough. */
void
test_guest_expect_nothing (TestGuest *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  hear (self);
  g_assert_cmpstr (self->heard->str, ==, "");
}

static gboolean
has_end (gpointer data)
{
  if (!hear (data))
    return TRUE;
  g_main_context_wakeup (NULL);
  return FALSE;
}

void
test_guest_expect_end (TestGuest *self)
{
  await (has_end, self, "the server's end");
  g_assert_cmpstr (self->heard->str, ==, "");
}
