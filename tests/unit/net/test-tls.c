/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/net/natterd-out-queue.h"
#include "server/net/natterd-tls.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* §10.1, §7.3: the TLS transport against GnuTLS's own client, over a socket that takes little. */

#define LINE 100

typedef struct
{
  NatterdCredentials *credentials;
  NatterdChannel channel; /* the server's end */
  NatterdOutQueue queue;
  GString *arena;
  gnutls_session_t client;
  gnutls_certificate_credentials_t trust;
  int fds[2];
  guint n_pushed;
  GString *read; /* by the client */
} Fixture;

/* The client's first bytes, as the gate would have gathered them. */
static GByteArray *
read_hello (const Fixture *self)
{
  guint8 bytes[4096];
  gssize n = recv (self->fds[0], bytes, sizeof bytes, 0);
  GByteArray *hello = g_byte_array_new ();

  g_assert_cmpint (n, >, 0);
  return g_byte_array_append (hello, bytes, (guint) n);
}

static void
shake_hands (Fixture *self)
{
  int code = gnutls_handshake (self->client);
  NatterdIo io = NATTERD_IO_BLOCKED;
  const char *why;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (code, ==, GNUTLS_E_AGAIN);
  g_assert_true (natterd_tls_begin (&self->channel, self->credentials, read_hello (self), &error));
  while (code < 0 || io != NATTERD_IO_DONE)
    {
      if (io != NATTERD_IO_DONE)
        io = natterd_tls_shake (&self->channel, &why);
      g_assert_cmpint (io, !=, NATTERD_IO_FAILED);
      if (code < 0)
        code = gnutls_handshake (self->client);
      g_assert_true (code == 0 || code == GNUTLS_E_AGAIN);
    }
}

static void
set_up (Fixture *self, gconstpointer priority)
{
  g_autoptr (GError) error = NULL;
  int room = 4096;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, self->fds), ==, 0);
  g_assert_cmpint (setsockopt (self->fds[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room), ==, 0);
  self->credentials = natterd_credentials_new (NULL, &error);
  g_assert_no_error (error);
  gnutls_certificate_allocate_credentials (&self->trust);
  gnutls_init (&self->client, GNUTLS_CLIENT | GNUTLS_NONBLOCK);
  gnutls_priority_set_direct (self->client, priority, NULL);
  gnutls_credentials_set (self->client, GNUTLS_CRD_CERTIFICATE, self->trust);
  gnutls_transport_set_int (self->client, self->fds[1]);
  natterd_channel_init (&self->channel, self->fds[0]);
  self->arena = g_string_new (NULL);
  self->read = g_string_new (NULL);
  shake_hands (self);
}

static void
tear_down (Fixture *self, gconstpointer priority)
{
  natterd_out_queue_clear (&self->queue);
  self->channel.transport->clear (&self->channel);
  natterd_credentials_unref (self->credentials);
  gnutls_deinit (self->client);
  gnutls_certificate_free_credentials (self->trust);
  g_string_free (self->arena, TRUE);
  g_string_free (self->read, TRUE);
  close (self->fds[0]);
  close (self->fds[1]);
}

static void
push_line (Fixture *self)
{
  gsize start = self->arena->len;

  g_string_append_printf (self->arena, "%0*u\n", LINE - 1, self->n_pushed++);
  natterd_out_queue_push (&self->queue, self->arena, start, self->arena->len);
}

/* The arena is another one after every turn: what was to be sent again from it would be garbage. */
static NatterdIo
flush (Fixture *self)
{
  NatterdIo io = natterd_out_queue_flush (&self->queue, &self->channel, self->arena);

  memset (self->arena->str, '!', self->arena->len);
  g_string_truncate (self->arena, 0);
  return io;
}

static void
read_some (Fixture *self)
{
  char bytes[1500];
  gssize n;

  do
    n = gnutls_record_recv (self->client, bytes, sizeof bytes);
  while (n == GNUTLS_E_INTERRUPTED);
  g_assert_true (n > 0 || n == GNUTLS_E_AGAIN);
  g_string_append_len (self->read, bytes, MAX (n, 0));
}

static void
assert_all_read (const Fixture *self)
{
  g_assert_cmpuint (self->read->len, ==, self->n_pushed * LINE);
  for (guint i = 0; i < self->n_pushed; i++)
    {
      g_autofree char *line = g_strdup_printf ("%0*u\n", LINE - 1, i);

      g_assert_cmpmem (self->read->str + i * LINE, LINE, line, LINE);
    }
}

/* A turn with much, others with more behind it, and a reader who takes a little each time. */
static void
test_slow_reader (Fixture *self, gconstpointer priority)
{
  NatterdIo io = NATTERD_IO_BLOCKED;

  for (guint i = 0; i < 1000; i++)
    push_line (self);
  g_assert_cmpint (flush (self), ==, NATTERD_IO_BLOCKED);
  g_assert_cmpuint (self->channel.transport->get_held (&self->channel), >, 0);
  g_assert_cmpuint (natterd_out_queue_get_backlog (&self->queue), >, self->channel.transport->get_held (&self->channel));
  for (guint turn = 0; io == NATTERD_IO_BLOCKED || self->read->len < self->n_pushed * LINE; turn++)
    {
      g_assert_cmpuint (turn, <, 10000);
      if (turn < 50)
        push_line (self);
      io = flush (self);
      read_some (self);
    }
  g_assert_true (natterd_out_queue_is_empty (&self->queue));
  assert_all_read (self);
}

/* Pieces here and there in the arena, gathered into a record. */
static void
test_pieces (Fixture *self, gconstpointer priority)
{
  gsize start = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_string_append_printf (self->arena, "%0*u\n%s", LINE - 1, self->n_pushed++, "for somebody else\n");
      natterd_out_queue_push (&self->queue, self->arena, start, start + LINE);
      start = self->arena->len;
    }
  g_assert_cmpint (flush (self), ==, NATTERD_IO_DONE);
  for (guint i = 0; self->read->len < self->n_pushed * LINE && i < 100; i++)
    read_some (self);
  assert_all_read (self);
}

/* What is given up was not begun: the stream goes on whole. */
static void
test_last_word (Fixture *self, gconstpointer priority)
{
  NatterdIo io = NATTERD_IO_BLOCKED;

  for (guint i = 0; i < 1000; i++)
    push_line (self);
  g_assert_cmpint (flush (self), ==, NATTERD_IO_BLOCKED);
  natterd_out_queue_drop_lines (&self->queue);
  g_assert_cmpuint (natterd_out_queue_get_backlog (&self->queue), >, 0);
  g_string_append (self->arena, "bye\n");
  natterd_out_queue_push (&self->queue, self->arena, 0, 4);
  while (io == NATTERD_IO_BLOCKED || !g_str_has_suffix (self->read->str, "bye\n"))
    {
      io = flush (self);
      read_some (self);
    }
  g_assert_cmpuint ((self->read->len - 4) % LINE, ==, 0);
}

/* A small buffer leaves something that no poller can see; the transport tells. */
static void
test_has_more (Fixture *self, gconstpointer priority)
{
  g_autofree char *text = g_strnfill (3000, 'x');
  guint8 bytes[100];
  gsize all = 0, moved;
  NatterdIo io;

  g_assert_cmpint (gnutls_record_send (self->client, text, 3000), ==, 3000);
  gnutls_bye (self->client, GNUTLS_SHUT_WR);
  do
    {
      io = self->channel.transport->read (&self->channel, bytes, sizeof bytes, &moved);
      all += moved;
    }
  while (io == NATTERD_IO_DONE || (io == NATTERD_IO_BLOCKED && all < 3000));
  g_assert_cmpuint (all, ==, 3000);
  g_assert_cmpint (io, ==, NATTERD_IO_ENDED);
}

/* Nothing is left over where one read takes all. */
static void
test_nothing_left (Fixture *self, gconstpointer priority)
{
  guint8 bytes[64 * 1024];
  gsize moved;

  for (guint i = 0; i < 20; i++)
    g_assert_cmpint (gnutls_record_send (self->client, "hello\n", 6), ==, 6);
  g_assert_cmpint (self->channel.transport->read (&self->channel, bytes, sizeof bytes, &moved), ==, NATTERD_IO_DONE);
  g_assert_cmpuint (moved, ==, 120);
  g_assert_false (self->channel.transport->has_more (&self->channel));
  g_assert_cmpint (self->channel.transport->read (&self->channel, bytes, sizeof bytes, &moved), ==, NATTERD_IO_BLOCKED);
}

static void
test_end (Fixture *self, gconstpointer priority)
{
  char byte;
  gssize n;

  self->channel.transport->end (&self->channel);
  do
    n = gnutls_record_recv (self->client, &byte, 1);
  while (n == GNUTLS_E_AGAIN); /* the ticket */
  g_assert_cmpint (n, ==, 0);
}

/* One of the socket alone: what came before it is read. */
static void
test_torn_end (Fixture *self, gconstpointer priority)
{
  guint8 bytes[1000];
  gsize moved;

  g_assert_cmpint (gnutls_record_send (self->client, "hello\n", 6), ==, 6);
  shutdown (self->fds[1], SHUT_WR);
  g_assert_cmpint (self->channel.transport->read (&self->channel, bytes, sizeof bytes, &moved), ==, NATTERD_IO_DONE);
  g_assert_cmpuint (moved, ==, 6);
  g_assert_cmpint (self->channel.transport->read (&self->channel, bytes, sizeof bytes, &moved), ==, NATTERD_IO_ENDED);
}

/* New keys, again and again, by a peer who does not read what we say to it. */
static void
test_key_updates (Fixture *self, gconstpointer priority)
{
  guint8 bytes[1000];
  gsize moved;
  NatterdIo io = NATTERD_IO_BLOCKED;

  if (gnutls_protocol_get_version (self->client) != GNUTLS_TLS1_3)
    return;
  for (guint i = 0; i < 100 && io == NATTERD_IO_BLOCKED; i++)
    {
      gnutls_session_key_update (self->client, GNUTLS_KU_PEER);
      io = self->channel.transport->read (&self->channel, bytes, sizeof bytes, &moved);
      g_assert_cmpuint (self->channel.transport->get_held (&self->channel), <, 32 * 1024);
    }
  g_assert_cmpint (io, ==, NATTERD_IO_FAILED);
}

typedef void (*Test) (Fixture *self, gconstpointer priority);

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    Test test;
  } tests[] = {
    { "slow-reader", test_slow_reader },
    { "pieces", test_pieces },
    { "last-word", test_last_word },
    { "has-more", test_has_more },
    { "nothing-left", test_nothing_left },
    { "end", test_end },
    { "torn-end", test_torn_end },
    { "key-updates", test_key_updates },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *newer = g_strconcat ("/net/tls/1.3/", tests[i].name, NULL);
      g_autofree char *older = g_strconcat ("/net/tls/1.2/", tests[i].name, NULL);

      g_test_add (newer, Fixture, "NORMAL:-VERS-ALL:+VERS-TLS1.3", set_up, tests[i].test, tear_down);
      g_test_add (older, Fixture, "NORMAL:-VERS-ALL:+VERS-TLS1.2", set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
