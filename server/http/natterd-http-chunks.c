/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-http-chunks.h"

#define LONGEST_SIZE 15 /* digits that surely fit 63 bits */

typedef enum
{
  SIZE,
  EXTENSION, /* what may be behind the size */
  SIZE_END,  /* a CR was there */
  DATA,
  DATA_END,   /* CR LF */
  DATA_END_2, /* LF */
  WHOLE,
  WRONG,
} State;

static State
end_size (const NatterdHttpChunks *self)
{
  if (self->n_digits == 0)
    return WRONG;
  return self->left > 0 ? DATA : WHOLE;
}

static State
read_size (NatterdHttpChunks *self,
           char c)
{
  int digit = g_ascii_xdigit_value (c);

  if (digit >= 0 && self->n_digits < LONGEST_SIZE)
    {
      self->n_digits++;
      self->left = self->left << 4 | (guint64) digit;
      return SIZE;
    }
  if (c == '\n')
    return end_size (self);
  if (c == '\r')
    return SIZE_END;
  return self->n_digits > 0 && (c == ';' || c == ' ' || c == '\t') ? EXTENSION : WRONG;
}

static State
begin_size (NatterdHttpChunks *self)
{
  self->n_digits = 0;
  self->left = 0;
  return SIZE;
}

/* @c: no data */
static State
take (NatterdHttpChunks *self,
      char c)
{
  switch ((State) self->state)
    {
    case SIZE:
      return read_size (self, c);
    case EXTENSION:
      return c == '\n' ? end_size (self) : c == '\r' ? SIZE_END
                                                     : EXTENSION;
    case SIZE_END:
      return c == '\n' ? end_size (self) : WRONG;
    case DATA_END:
      return c == '\r' ? DATA_END_2 : c == '\n' ? begin_size (self)
                                                : WRONG;
    case DATA_END_2:
      return c == '\n' ? begin_size (self) : WRONG;
    case DATA:
    case WHOLE:
    case WRONG:
    default:
      return (State) self->state;
    }
}

void
natterd_http_chunks_feed (NatterdHttpChunks *self,
                          const char *bytes,
                          gsize length)
{
  const char *end = bytes + length;

  while (bytes < end && self->state != WHOLE && self->state != WRONG)
    {
      gsize n = self->state == DATA ? (gsize) MIN (self->left, (guint64) (end - bytes)) : 1;

      if (self->state != DATA)
        self->state = (guint8) take (self, *bytes);
      else if ((self->left -= n) == 0)
        self->state = DATA_END;
      bytes += n;
    }
}

gboolean
natterd_http_chunks_are_whole (const NatterdHttpChunks *self)
{
  return self->state == WHOLE;
}
