/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-driver.h"

/* IRC. The end of the message of the day (or its absence) is the end of the login, the end of the list of names that of
 * entering a channel. The sender does not read its own message: its neighbour's reading counts as its return. */

static void
begin (BenchClient *client)
{
  bench_client_printf (client, "NICK b%u\r\nUSER b%u 0 * :bench\r\n", client->number, client->number);
}

static BenchLine
read_numeric (BenchClient *client,
              BenchSpan line,
              guint numeric)
{
  switch (numeric)
    {
    case 376: /* end of the message of the day */
    case 422: /* there is none */
      if (client->room == BENCH_NO_ROOM)
        return BENCH_LINE_READY;
      bench_client_printf (client, "JOIN #r%u\r\n", client->room);
      return BENCH_LINE_OTHER;
    case 366: /* end of names */
      return BENCH_LINE_READY;
    default:
      return numeric >= 400 ? BENCH_LINE_FAILED : BENCH_LINE_OTHER;
    }
}

static guint
parse_numeric (BenchSpan word)
{
  if (word.length < 4 || word.text[3] != ' ')
    return 0;
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_isdigit (word.text[i]))
      return 0;
  return (guint) ((word.text[0] - '0') * 100 + (word.text[1] - '0') * 10 + (word.text[2] - '0'));
}

static BenchLine
read_line (BenchClient *client,
           BenchSpan line,
           BenchSpan *text)
{
  const char *at;

  if (bench_span_has_prefix (line, "PING "))
    {
      bench_client_printf (client, "PONG %.*s\r\n", (int) line.length - 5, line.text + 5);
      return BENCH_LINE_OTHER;
    }
  if (bench_span_has_prefix (line, "ERROR"))
    return BENCH_LINE_FAILED;
  at = bench_span_find (line, " ");
  if (at == NULL)
    return BENCH_LINE_OTHER;
  line = bench_span_from (line, at + 1);
  if (!bench_span_has_prefix (line, "PRIVMSG "))
    return read_numeric (client, line, parse_numeric (line));
  at = bench_span_find (line, " :");
  if (at == NULL)
    return BENCH_LINE_FAILED;
  *text = bench_span_from (line, at + 2);
  return BENCH_LINE_DELIVERY;
}

static void
say (const BenchClient *client,
     GString *out,
     BenchSpan text)
{
  g_string_append_printf (out, "PRIVMSG #r%u :", client->room);
  g_string_append_len (out, text.text, (gssize) text.length);
  g_string_append (out, "\r\n");
}

const BenchDriver bench_driver_irc = {
  .name = "irc",
  .summary = "ngIRCd, InspIRCd, or another IRC server",
  .begin = begin,
  .read_line = read_line,
  .say = say,
};
