/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench-payload.h"

#include <string.h>

#define SENDER_AT     1
#define SENDER_DIGITS 6
#define NUMBER_AT     (SENDER_AT + SENDER_DIGITS + 1)
#define NUMBER_DIGITS 10
#define FILLER_AT     (NUMBER_AT + NUMBER_DIGITS + 1)
#define FILLER        'x'

static void
write_digits (char *at,
              guint n,
              guint32 value)
{
  while (n-- > 0)
    {
      at[n] = (char) ('0' + value % 10);
      value /= 10;
    }
}

static gboolean
read_digits (const char *at,
             guint n,
             guint32 *value)
{
  guint32 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (at[i]))
        return FALSE;
      sum = sum * 10 + (guint32) (at[i] - '0');
    }
  *value = sum;
  return TRUE;
}

/* whether @at is one byte repeated: each is compared with the next */
static gboolean
is_filler (const char *at,
           gsize length)
{
  return at[0] == FILLER && memcmp (at, at + 1, length - 1) == 0;
}

void
bench_payload_write (char *text,
                     gsize length,
                     BenchPayload payload)
{
  g_assert (length >= BENCH_PAYLOAD_MIN);
  memset (text, FILLER, length);
  text[0] = BENCH_PAYLOAD_MARK;
  write_digits (text + SENDER_AT, SENDER_DIGITS, payload.sender);
  text[NUMBER_AT - 1] = '.';
  write_digits (text + NUMBER_AT, NUMBER_DIGITS, payload.number);
  text[FILLER_AT - 1] = '.';
}

gboolean
bench_payload_read (const char *text,
                    gsize length,
                    BenchPayload *payload)
{
  return length >= BENCH_PAYLOAD_MIN &&
         text[0] == BENCH_PAYLOAD_MARK &&
         text[NUMBER_AT - 1] == '.' &&
         text[FILLER_AT - 1] == '.' &&
         read_digits (text + SENDER_AT, SENDER_DIGITS, &payload->sender) &&
         read_digits (text + NUMBER_AT, NUMBER_DIGITS, &payload->number) &&
         is_filler (text + FILLER_AT, length - FILLER_AT);
}
