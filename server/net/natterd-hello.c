/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-hello.h"

/* RFC 8446, 5.1: kind, version (two bytes), length (two bytes) */
#define RECORD_HEAD  5
#define RECORD_MOST  (16 * 1024)
#define MAJOR        3
#define MINOR_MOST   4
#define MESSAGE_HEAD 4
#define CLIENT_HELLO 1

static gboolean
is_record (const guint8 *bytes,
           gsize length)
{
  if (bytes[0] != NATTERD_HELLO_FIRST)
    return FALSE;
  if (length > 1 && bytes[1] != MAJOR)
    return FALSE;
  return length <= 2 || bytes[2] <= MINOR_MOST;
}

/* with @n bytes of @payload behind those that were gathered */
static NatterdHelloStatus
look_at_message (NatterdHello *self,
                 const guint8 *payload,
                 gsize n)
{
  gsize all = self->gathered + n;
  gsize wanted;

  for (gsize i = 0; i < n && self->gathered + i < MESSAGE_HEAD; i++)
    self->head[self->gathered + i] = payload[i];
  if (all > 0 && self->head[0] != CLIENT_HELLO)
    return NATTERD_HELLO_WRONG;
  if (all < MESSAGE_HEAD)
    return NATTERD_HELLO_MORE;
  wanted = MESSAGE_HEAD + ((gsize) self->head[1] << 16 | (gsize) self->head[2] << 8 | self->head[3]);
  if (wanted > NATTERD_HELLO_MOST - RECORD_HEAD)
    return NATTERD_HELLO_WRONG;
  return all >= wanted ? NATTERD_HELLO_WHOLE : NATTERD_HELLO_MORE;
}

NatterdHelloStatus
natterd_hello_look (NatterdHello *self,
                    const guint8 *bytes,
                    gsize length)
{
  while (self->at < length)
    {
      const guint8 *record = bytes + self->at;
      gsize left = length - self->at;
      NatterdHelloStatus status;
      gsize size, n;

      if (!is_record (record, left))
        return NATTERD_HELLO_WRONG;
      if (left < RECORD_HEAD)
        break;
      size = (gsize) record[3] << 8 | record[4];
      if (size == 0 || size > RECORD_MOST)
        return NATTERD_HELLO_WRONG;
      n = MIN (left - RECORD_HEAD, size);
      status = look_at_message (self, record + RECORD_HEAD, n);
      if (status != NATTERD_HELLO_MORE)
        return status;
      if (n < size)
        break;
      self->gathered += (guint32) size;
      self->at += (guint32) (RECORD_HEAD + size);
    }
  return length < NATTERD_HELLO_MOST ? NATTERD_HELLO_MORE : NATTERD_HELLO_WRONG;
}
