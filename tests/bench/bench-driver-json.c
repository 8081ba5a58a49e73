/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-driver.h"

#include <string.h>

/* natterd's JSON dialect (PROTOCOL.md §5).Whoever logs in enters the first room; who is to speak or to listen in
 * another goes there and leaves the first one, all in one piece. Messages carry no id: like the other servers, natterd then answers a
 * sender with the message itself and nothing more. */

static void
begin (BenchClient *client)
{
  bench_client_printf (client, "{\"do\":\"login\",\"name\":\"b%u\",\"id\":\"login\"}\n", client->number);
  if (client->room == BENCH_NO_ROOM)
    return;
  bench_client_printf (client, "{\"do\":\"join\",\"room\":\"r%u\",\"id\":\"join\"}\n", client->room);
  bench_client_printf (client, "{\"do\":\"leave\",\"room\":\"lobby\",\"id\":\"leave\"}\n");
}

static BenchLine
read_other (BenchClient *client,
            BenchSpan line)
{
  if (bench_span_has_prefix (line, "{\"ev\":\"error\"") || bench_span_has_prefix (line, "{\"ev\":\"bye\""))
    return BENCH_LINE_FAILED;
  if (line.length > 0 && line.text[0] != '{') /* PROTOCOL.md §1.3 */
    return BENCH_LINE_FAILED;
  if (bench_span_has_prefix (line, "{\"ev\":\"ping\""))
    {
      bench_client_printf (client, "{\"do\":\"pong\"}\n");
      return BENCH_LINE_OTHER;
    }
  if (client->state == BENCH_CLIENT_LOGGING_IN &&
      bench_span_find (line, client->room == BENCH_NO_ROOM ? "\"re\":\"login\"" : "\"re\":\"leave\"") != NULL)
    return BENCH_LINE_READY;
  return BENCH_LINE_OTHER;
}

static BenchLine
read_line (BenchClient *client,
           BenchSpan line,
           BenchSpan *text)
{
  const char *at;
  const char *end;

  if (!bench_span_has_prefix (line, "{\"ev\":\"said\""))
    return read_other (client, line);
  at = bench_span_find (line, "\"text\":\"");
  if (at == NULL)
    return BENCH_LINE_FAILED;
  *text = bench_span_from (line, at + strlen ("\"text\":\""));
  end = bench_span_find (*text, "\"");
  if (end == NULL)
    return BENCH_LINE_FAILED;
  text->length = (gsize) (end - text->text);
  return BENCH_LINE_DELIVERY;
}

static void
say (const BenchClient *client,
     GString *out,
     BenchSpan text)
{
  g_string_append_printf (out, "{\"do\":\"say\",\"room\":\"r%u\",\"text\":\"", client->room);
  g_string_append_len (out, text.text, (gssize) text.length);
  g_string_append (out, "\"}\n");
}

const BenchDriver bench_driver_json = {
  .name = "json",
  .summary = "natterd's JSON dialect",
  .echoes = TRUE,
  .gathers_notices = TRUE,
  .begin = begin,
  .read_line = read_line,
  .say = say,
};
