/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-driver.h"

/* bare-fanout. To enter a room is all there is of a login; the idle ones sit in rooms of ten. */

static void
begin (BenchClient *client)
{
  if (client->room == BENCH_NO_ROOM)
    bench_client_printf (client, "J idle%u\n", client->number / 10);
  else
    bench_client_printf (client, "J r%u\n", client->room);
}

static BenchLine
read_line (BenchClient *client,
           BenchSpan line,
           BenchSpan *text)
{
  if (line.length > 0 && line.text[0] == BENCH_PAYLOAD_MARK)
    {
      *text = line;
      return BENCH_LINE_DELIVERY;
    }
  return bench_span_has_prefix (line, "J ") ? BENCH_LINE_READY : BENCH_LINE_FAILED;
}

static void
say (const BenchClient *client,
     GString *out,
     BenchSpan text)
{
  g_string_append (out, "S ");
  g_string_append_len (out, text.text, (gssize) text.length);
  g_string_append_c (out, '\n');
}

const BenchDriver bench_driver_bare = {
  .name = "bare",
  .summary = "bare-fanout, the yardstick",
  .echoes = TRUE,
  .begin = begin,
  .read_line = read_line,
  .say = say,
};
