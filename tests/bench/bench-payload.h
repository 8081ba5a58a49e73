/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a sender says: "=000042.0000001234." and filler up to the wanted length. Sender and number tell a reader whether
 * it is the next one; the filler whether it is whole. */

#define BENCH_PAYLOAD_MARK '='
#define BENCH_PAYLOAD_MIN  24u
#define BENCH_PAYLOAD_MAX  400u

typedef struct
{
  guint32 sender;
  guint32 number;
} BenchPayload;

/* bench_payload_write: exactly @length bytes into @text, no terminator */
void bench_payload_write (char *text, gsize length, BenchPayload payload);

/* bench_payload_read: FALSE if @text is not a whole payload of @length bytes */
gboolean bench_payload_read (const char *text, gsize length, BenchPayload *payload);
