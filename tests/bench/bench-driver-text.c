/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-driver.h"

#include <string.h>

/* natterd's text dialect (PROTOCOL.md §4), as a person with telnet would: log in, go to the room, leave the first one. A
 * ping ends it, for its answer is the only one whose wording can be told from the rest. A message is "name: text". */

static void
begin (BenchClient *client)
{
  bench_client_printf (client, "login b%u\r\n", client->number);
  if (client->room != BENCH_NO_ROOM)
    bench_client_printf (client, "join r%u\r\nleave lobby\r\n", client->room);
  bench_client_printf (client, "ping\r\n");
}

static gboolean
mentions (BenchSpan line,
          const char *word)
{
  g_autofree char *text = g_ascii_strdown (line.text, (gssize) line.length);

  return strstr (text, word) != NULL;
}

static BenchLine
read_line (BenchClient *client,
           BenchSpan line,
           BenchSpan *text)
{
  const char *at = bench_span_find (line, ": =");

  if (at != NULL)
    {
      *text = bench_span_from (line, at + 2);
      return BENCH_LINE_DELIVERY;
    }
  if (client->state == BENCH_CLIENT_LOGGING_IN && mentions (line, "pong"))
    return BENCH_LINE_READY;
  return bench_span_has_prefix (line, "Natter is full") ? BENCH_LINE_FAILED : BENCH_LINE_OTHER;
}

static void
say (const BenchClient *client,
     GString *out,
     BenchSpan text)
{
  g_string_append (out, "say ");
  g_string_append_len (out, text.text, (gssize) text.length);
  g_string_append (out, "\r\n");
}

const BenchDriver bench_driver_text = {
  .name = "text",
  .summary = "natterd's text dialect",
  .echoes = TRUE,
  .gathers_notices = TRUE,
  .begin = begin,
  .read_line = read_line,
  .say = say,
};
