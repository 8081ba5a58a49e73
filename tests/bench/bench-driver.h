/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-client.h"

/* One protocol. A driver logs a client in, knows a delivery when it sees one and words a message; it keeps nothing but
 * client->step. It may answer the server (a ping) with bench_client_send(). */

typedef enum
{
  BENCH_LINE_OTHER,    /* of no interest */
  BENCH_LINE_DELIVERY, /* somebody's message: *text and *text_length are set, into the line */
  BENCH_LINE_READY,    /* the login is complete, the client is where it should be */
  BENCH_LINE_FAILED    /* the server refuses: the run is over */
} BenchLine;

typedef struct
{
  const char *text;
  gsize length;
} BenchSpan;

struct _BenchDriver
{
  const char *name;
  const char *summary;
  gboolean echoes;          /* whether a sender reads its own messages */
  gboolean gathers_notices; /* comings and goings in large rooms are told together, up to a second later */

  /* the connection stands: say what is needed to log in and to enter client->room */
  void (*begin) (BenchClient *client);

  /* @line has no line end, and is not terminated by NUL */
  BenchLine (*read_line) (BenchClient *client, BenchSpan line, BenchSpan *text);

  /* appends one message of @client to its room */
  void (*say) (const BenchClient *client, GString *out, BenchSpan text);
};

extern const BenchDriver bench_driver_bare;
extern const BenchDriver bench_driver_irc;
extern const BenchDriver bench_driver_json;
extern const BenchDriver bench_driver_text;

/* Returns: (nullable) (transfer none) */
const BenchDriver *bench_driver_find (const char *name);

/* Returns: (transfer full): one line for each driver */
char *bench_driver_list (void);

/* For drivers. Returns: (nullable) (transfer none): where @what begins in @line */
const char *bench_span_find (BenchSpan line, const char *what);
gboolean bench_span_has_prefix (BenchSpan line, const char *what);
/* Returns: the part of @line from @at, which points into it, to its end */
BenchSpan bench_span_from (BenchSpan line, const char *at);
