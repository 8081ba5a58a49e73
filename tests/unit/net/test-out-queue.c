/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/net/natterd-out-queue.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* §7.3: what waits for a slow reader has an end, however much comes in one turn. */

#define LINE 100
#define MOST (50 * LINE)

typedef struct
{
  int fds[2]; /* [1] is read by nobody */
  GString *arena;
  NatterdOutQueue queue;
} Fixture;

static void
push_line (Fixture *self)
{
  g_autofree char *line = g_strnfill (LINE, 'x');
  gsize start = self->arena->len;

  line[LINE - 1] = '\n';
  g_string_append_len (self->arena, line, LINE);
  natterd_out_queue_push (&self->queue, self->arena, start, self->arena->len);
}

static NatterdIo
flush (Fixture *self)
{
  NatterdChannel channel;
  NatterdIo io;

  natterd_channel_init (&channel, self->fds[0]);
  io = natterd_out_queue_flush (&self->queue, &channel, self->arena);

  g_string_truncate (self->arena, 0);
  return io;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  int room = 4096;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, self->fds), ==, 0);
  g_assert_cmpint (setsockopt (self->fds[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room), ==, 0);
  self->arena = g_string_new (NULL);
  natterd_out_queue_set_most (&self->queue, MOST);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  natterd_out_queue_clear (&self->queue);
  g_string_free (self->arena, TRUE);
  close (self->fds[0]);
  close (self->fds[1]);
}

static void
fill_kernel (Fixture *self)
{
  do
    push_line (self);
  while (flush (self) == NATTERD_IO_DONE);
  g_assert_false (natterd_out_queue_is_over (&self->queue));
}

/* what the other end reads until nothing is left */
static gsize
drain (Fixture *self, char *last)
{
  char bytes[4096];
  gsize all = 0;
  gssize n;

  while ((n = recv (self->fds[1], bytes, sizeof bytes, 0)) > 0)
    {
      all += (gsize) n;
      *last = bytes[n - 1];
    }
  return all;
}

/* more than may wait in the turn in which the socket takes no more */
static void
test_burst (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 100000; i++)
    push_line (self);
  g_assert_cmpint (flush (self), ==, NATTERD_IO_BLOCKED);
  g_assert_true (natterd_out_queue_is_over (&self->queue));
  g_assert_cmpuint (natterd_out_queue_get_backlog (&self->queue), <=, MOST);
}

/* more and more behind what waits already */
static void
test_pile (Fixture *self, gconstpointer data)
{
  fill_kernel (self);
  for (guint i = 0; i < 1000; i++)
    push_line (self);
  g_assert_true (natterd_out_queue_is_over (&self->queue));
  g_assert_cmpuint (natterd_out_queue_get_backlog (&self->queue), <=, MOST);
}

/* a line that was begun is finished, so that a last word stands on its own */
static void
test_last_word (Fixture *self, gconstpointer data)
{
  char last = 0;

  for (guint i = 0; i < 100000; i++)
    push_line (self);
  g_assert_cmpint (flush (self), ==, NATTERD_IO_BLOCKED);
  natterd_out_queue_drop_lines (&self->queue);
  g_assert_false (natterd_out_queue_is_over (&self->queue));
  g_assert_cmpuint (natterd_out_queue_get_backlog (&self->queue), <=, LINE);
  drain (self, &last);
  g_assert_cmpint (flush (self), ==, NATTERD_IO_DONE);
  drain (self, &last);
  g_assert_cmpint (last, ==, '\n');
  push_line (self);
  g_assert_cmpint (flush (self), ==, NATTERD_IO_DONE);
  g_assert_cmpuint (drain (self, &last), ==, LINE);
}

/* all of what fits arrives */
static void
test_within (Fixture *self, gconstpointer data)
{
  char last = 0;
  gsize got;

  fill_kernel (self);
  got = natterd_out_queue_get_backlog (&self->queue);
  for (guint i = 0; i < 40; i++)
    push_line (self);
  g_assert_false (natterd_out_queue_is_over (&self->queue));
  drain (self, &last);
  g_assert_cmpuint (natterd_out_queue_get_backlog (&self->queue), ==, got + 40 * LINE);
  for (got = 0; flush (self) == NATTERD_IO_BLOCKED;)
    got += drain (self, &last);
  g_assert_cmpuint (got + drain (self, &last), >=, 40 * LINE);
  g_assert_true (natterd_out_queue_is_empty (&self->queue));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/net/out-queue/burst", Fixture, NULL, set_up, test_burst, tear_down);
  g_test_add ("/net/out-queue/pile", Fixture, NULL, set_up, test_pile, tear_down);
  g_test_add ("/net/out-queue/last-word", Fixture, NULL, set_up, test_last_word, tear_down);
  g_test_add ("/net/out-queue/within", Fixture, NULL, set_up, test_within, tear_down);
  return g_test_run ();
}
