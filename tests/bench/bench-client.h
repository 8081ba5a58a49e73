/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <netinet/in.h>

#include "bench-payload.h"
#include "bench-tls.h"

/* One connection of the load program: a socket, the beginning of a line that has not ended, what could not be sent yet. */

#define BENCH_NO_ROOM G_MAXUINT

typedef struct _BenchClient BenchClient;
typedef struct _BenchDriver BenchDriver;
typedef struct _BenchSender BenchSender;

typedef enum
{
  BENCH_CLIENT_NEW,
  BENCH_CLIENT_CONNECTING,
  BENCH_CLIENT_SHAKING, /* TLS */
  BENCH_CLIENT_LOGGING_IN,
  BENCH_CLIENT_READY,
  BENCH_CLIENT_BROKEN
} BenchClientState;

struct _BenchSender
{
  guint32 id;
  guint32 sent;
  guint32 returned;     /* how many the witness has seen */
  BenchClient *client;  /* borrowed */
  BenchClient *witness; /* borrowed; whose reading counts as "came back": the sender where the protocol echoes, else a neighbour */
};

struct _BenchClient
{
  int fd; /* -1: none */
  BenchClientState state;
  guint number;           /* its name is "b" and this number */
  guint address;          /* 0: it comes from 127.0.0.1; 1: from the next one … */
  guint room;             /* BENCH_NO_ROOM: none */
  guint step;             /* the driver's, for its login */
  gint64 began;           /* when connect() was called, nanoseconds */
  gint64 ready;           /* when the login was answered */
  guint32 *expected;      /* (nullable) borrowed: the next number from each sender of its room */
  BenchSender *witnessed; /* (nullable) borrowed: the sender whose messages have come back when this one reads them */
  char *partial;          /* (nullable) owned: a line's beginning */
  gsize partial_length;
  GString *unsent;      /* (nullable) owned */
  BenchTls *tls;        /* (nullable) owned */
  gboolean wants_write; /* as told to epoll */
  char *last_line;      /* (nullable) owned: why it broke, for the report */
};

void bench_client_init (BenchClient *self, guint number, guint room);
void bench_client_clear (BenchClient *self);

/* bench_client_connect: begins to connect from its loopback address, non-blocking.
 * Returns: FALSE with a GError if that failed at once. */
gboolean bench_client_connect (BenchClient *self, const struct sockaddr_in *server, GError **error);

/* bench_client_send: as much as the socket takes, keeps the rest. A dead socket makes the client broken. */
void bench_client_send (BenchClient *self, const char *data, gsize length);
void bench_client_printf (BenchClient *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* bench_client_receive: as recv(). */
gssize bench_client_receive (BenchClient *self, char *buffer, gsize size);

/* bench_client_flush: sends what was kept */
void bench_client_flush (BenchClient *self);

/* bench_client_break: out of order from now on; @line (borrowed): what the server said or what went wrong */
void bench_client_break (BenchClient *self, const char *line, gsize length);
