/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natterd-out-queue.h"

#include <string.h>

#define PIECES_PER_WRITE 64

/* where a GByteArray has its end, with some distance */
#define MOST_AT_ALL (1024u * 1024 * 1024)

static NatterdRange *
get_ranges (NatterdOutQueue *self)
{
  return self->more != NULL ? self->more : self->inline_ranges;
}

void
natterd_out_queue_clear (NatterdOutQueue *self)
{
  g_clear_pointer (&self->more, g_free);
  g_clear_pointer (&self->backlog, g_byte_array_unref);
  self->n_ranges = self->n_room = 0;
  self->backlog_sent = self->held = 0;
}

static gsize
get_unsent (const NatterdOutQueue *self)
{
  return self->backlog->len - self->backlog_sent;
}

gsize
natterd_out_queue_get_backlog (const NatterdOutQueue *self)
{
  return self->backlog != NULL ? get_unsent (self) + self->held : 0;
}

void
natterd_out_queue_set_most (NatterdOutQueue *self,
                            gsize most)
{
  self->most = (guint) MIN (most, MOST_AT_ALL);
}

gboolean
natterd_out_queue_is_over (const NatterdOutQueue *self)
{
  return self->over;
}

gboolean
natterd_out_queue_is_empty (const NatterdOutQueue *self)
{
  return self->n_ranges == 0 && self->backlog == NULL;
}

/* @bytes are whole lines, or the rest of one and whole lines */
static void
append (NatterdOutQueue *self,
        const char *bytes,
        gsize length)
{
  gsize waiting = natterd_out_queue_get_backlog (self);

  self->over |= waiting + length > (self->most != 0 ? self->most : MOST_AT_ALL);
  if (self->over)
    {
      const char *end = memchr (bytes, '\n', length);

      /* a line that was begun is finished */
      if (waiting > 0 || end == NULL)
        return;
      length = (gsize) (end + 1 - bytes);
    }
  g_byte_array_append (self->backlog, (const guint8 *) bytes, (guint) length);
}

static void
grow (NatterdOutQueue *self)
{
  gboolean first = self->more == NULL;

  self->n_room = first ? 16 : self->n_room * 2;
  self->more = g_renew (NatterdRange, self->more, self->n_room);
  if (first)
    memcpy (self->more, self->inline_ranges, sizeof self->inline_ranges);
}

void
natterd_out_queue_push (NatterdOutQueue *self,
                        const GString *arena,
                        gsize start,
                        gsize end)
{
  NatterdRange *ranges;

  if (start == end)
    return;
  if (self->backlog != NULL)
    {
      append (self, arena->str + start, end - start);
      return;
    }
  ranges = get_ranges (self);
  if (self->n_ranges > 0 && ranges[self->n_ranges - 1].end == start)
    {
      ranges[self->n_ranges - 1].end = (guint32) end;
      return;
    }
  if (self->n_ranges == (self->more != NULL ? self->n_room : NATTERD_OUT_QUEUE_INLINE))
    {
      grow (self);
      ranges = self->more;
    }
  ranges[self->n_ranges++] = (NatterdRange){ (guint32) start, (guint32) end };
}

static void
forget_ranges (NatterdOutQueue *self)
{
  self->n_ranges = 0;
  self->n_room = 0;
  g_clear_pointer (&self->more, g_free);
}

/* The socket took the first @sent bytes of the ranges from @first on: the rest becomes the backlog. */
static void
keep_rest (NatterdOutQueue *self,
           const GString *arena,
           guint first)
{
  NatterdRange *ranges = get_ranges (self);

  self->backlog = g_byte_array_new ();
  self->backlog_sent = 0;
  for (guint i = first; i < self->n_ranges; i++)
    append (self, arena->str + ranges[i].start, ranges[i].end - ranges[i].start);
  forget_ranges (self);
}

static void
note_held (NatterdOutQueue *self,
           const NatterdChannel *channel)
{
  self->held = channel->transport->get_held != NULL ? (guint) channel->transport->get_held (channel) : 0;
}

static NatterdIo
flush_ranges (NatterdOutQueue *self,
              NatterdChannel *channel,
              const GString *arena)
{
  NatterdRange *ranges = get_ranges (self);
  guint first = 0;

  while (first < self->n_ranges)
    {
      struct iovec pieces[PIECES_PER_WRITE];
      guint n = MIN (self->n_ranges - first, PIECES_PER_WRITE);
      gsize moved;
      NatterdIo io;

      for (guint i = 0; i < n; i++)
        {
          pieces[i].iov_base = arena->str + ranges[first + i].start;
          pieces[i].iov_len = ranges[first + i].end - ranges[first + i].start;
        }
      io = channel->transport->write (channel, pieces, (int) n, &moved);
      if (io == NATTERD_IO_FAILED)
        return io;
      while (first < self->n_ranges && moved >= ranges[first].end - ranges[first].start)
        moved -= ranges[first].end - ranges[first].start, first++;
      if (moved > 0)
        ranges[first].start += (guint32) moved;
      if (io == NATTERD_IO_BLOCKED)
        {
          keep_rest (self, arena, first);
          note_held (self, channel);
          return io;
        }
    }
  forget_ranges (self);
  return NATTERD_IO_DONE;
}

static NatterdIo
flush_backlog (NatterdOutQueue *self,
               NatterdChannel *channel)
{
  while (natterd_out_queue_get_backlog (self) > 0)
    {
      struct iovec piece = { self->backlog->data + self->backlog_sent, get_unsent (self) };
      gsize moved;
      NatterdIo io = channel->transport->write (channel, &piece, 1, &moved);

      self->backlog_sent += (guint) moved;
      self->held = 0;
      if (io != NATTERD_IO_DONE)
        {
          /* half of it sent: move the rest up, so that what was sent does not count as memory */
          if (self->backlog_sent > self->backlog->len / 2)
            {
              g_byte_array_remove_range (self->backlog, 0, self->backlog_sent);
              self->backlog_sent = 0;
            }
          note_held (self, channel);
          return io;
        }
    }
  g_clear_pointer (&self->backlog, g_byte_array_unref);
  self->backlog_sent = 0;
  return NATTERD_IO_DONE;
}

NatterdIo
natterd_out_queue_flush (NatterdOutQueue *self,
                         NatterdChannel *channel,
                         const GString *arena)
{
  if (self->backlog != NULL)
    return flush_backlog (self, channel);
  return flush_ranges (self, channel, arena);
}

void
natterd_out_queue_note_held (NatterdOutQueue *self,
                             gsize bytes)
{
  /* what has ranges is flushed in this turn anyway */
  if (self->backlog == NULL && (bytes == 0 || self->n_ranges > 0))
    return;
  if (self->backlog == NULL)
    self->backlog = g_byte_array_new ();
  self->held = (guint) bytes;
}

void
natterd_out_queue_gather (NatterdOutQueue *self)
{
  g_return_if_fail (natterd_out_queue_is_empty (self));

  self->backlog = g_byte_array_new ();
  self->backlog_sent = 0;
}

GByteArray *
natterd_out_queue_steal (NatterdOutQueue *self)
{
  return g_steal_pointer (&self->backlog);
}

void
natterd_out_queue_drop_lines (NatterdOutQueue *self)
{
  g_autoptr (GByteArray) all = NULL;
  const guint8 *from, *end;
  gsize left;

  g_return_if_fail (self->n_ranges == 0);
  self->over = FALSE;
  if (self->backlog == NULL)
    return;
  all = g_steal_pointer (&self->backlog);
  from = all->data + self->backlog_sent;
  left = all->len - self->backlog_sent;
  end = left > 0 ? memchr (from, '\n', left) : NULL;
  self->backlog_sent = 0;
  if (end == NULL && self->held == 0)
    return;
  /* A backlog begins in mid-line unless the byte before it ended one; it is cheaper to always let the first line pass. */
  self->backlog = g_byte_array_new ();
  if (end != NULL)
    g_byte_array_append (self->backlog, from, (guint) (end + 1 - from));
}
