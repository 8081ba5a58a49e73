/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "natter-framer.h"

/* The stream is `kept` from kept_offset on, then `fed` from fed_offset on. What was answered out of `kept` is
 * stepped over by the offset alone and goes away at the next call, so that the answer stays valid until then. */

static gsize
get_kept_length (const NatterFramer *self)
{
  return self->kept != NULL ? self->kept->len - self->kept_offset : 0;
}

static const char *
get_kept (const NatterFramer *self)
{
  return (const char *) self->kept->data + self->kept_offset;
}

static gsize
get_fed_length (const NatterFramer *self)
{
  return self->fed_length - self->fed_offset;
}

static const char *
get_fed (const NatterFramer *self)
{
  return self->fed != NULL ? (const char *) self->fed + self->fed_offset : NULL;
}

static void
free_kept (NatterFramer *self)
{
  g_clear_pointer (&self->kept, g_byte_array_unref);
  self->kept_offset = 0;
  self->kept_scanned = 0;
}

static void
free_kept_if_read (NatterFramer *self)
{
  if (self->kept != NULL && self->kept_offset == self->kept->len)
    free_kept (self);
}

/* Moves @length bytes from what was fed to what is kept. */
static void
keep (NatterFramer *self, gsize length)
{
  if (length == 0)
    return;

  if (self->kept == NULL)
    self->kept = g_byte_array_sized_new ((guint) length);
  g_byte_array_append (self->kept, (const guint8 *) get_fed (self), (guint) length);
  self->fed_offset += length;
}

static const char *
find_end (const char *bytes, gsize length)
{
  return length > 0 ? memchr (bytes, '\n', length) : NULL;
}

static const char *
find_last_end (const char *bytes, gsize length)
{
  return length > 0 ? memrchr (bytes, '\n', length) : NULL;
}

/* The LF in what is kept, if any; does not look twice at a byte. */
static const char *
find_kept_end (NatterFramer *self)
{
  const char *end;

  if (self->kept == NULL)
    return NULL;

  self->kept_scanned = MAX (self->kept_scanned, self->kept_offset);
  end = find_end ((const char *) self->kept->data + self->kept_scanned, self->kept->len - self->kept_scanned);
  if (end == NULL)
    self->kept_scanned = self->kept->len;
  else
    self->kept_scanned = (guint) (end - (const char *) self->kept->data);

  return end;
}

/* Judges a whole line of @length bytes, the CR with it. */
static NatterFramerStatus
answer_line (const NatterFramer *self, const char *line, gsize line_length, const char **data, gsize *length)
{
  if (line_length > 0 && line[line_length - 1] == '\r')
    line_length--;

  *data = line;
  *length = MIN (line_length, self->limit);
  return line_length > self->limit ? NATTER_FRAMER_TOO_LONG : NATTER_FRAMER_LINE;
}

/* Whether an unfinished line is over the limit already. Its last byte may be the CR of its end. */
static gboolean
is_over (const NatterFramer *self, gsize length, char last)
{
  return length > self->limit + (last == '\r' ? 1 : 0);
}

/* No end in sight: over the limit what is there is dropped, and said once. */
static NatterFramerStatus
answer_partial (NatterFramer *self, const char **data, gsize *length)
{
  gsize kept = get_kept_length (self);
  gsize fed = get_fed_length (self);
  char last;

  if (kept + fed == 0)
    return NATTER_FRAMER_MORE;

  last = fed > 0 ? get_fed (self)[fed - 1] : get_kept (self)[kept - 1];
  if (!is_over (self, kept + fed, last))
    return NATTER_FRAMER_MORE;

  *data = kept > 0 ? get_kept (self) : get_fed (self);
  *length = MIN (kept > 0 ? kept : fed, self->limit);
  self->discarding = TRUE;
  self->fed_offset = self->fed_length;
  if (self->kept != NULL)
    self->kept_offset = self->kept->len;
  return NATTER_FRAMER_TOO_LONG;
}

/* Steps over the rest of a line that was too long. FALSE: its end has not come. */
static gboolean
finish_discarding (NatterFramer *self)
{
  const char *end = find_kept_end (self);

  if (end != NULL)
    {
      self->kept_offset = (guint) (end + 1 - (const char *) self->kept->data);
      self->discarding = FALSE;
      return TRUE;
    }

  free_kept (self);
  end = find_end (get_fed (self), get_fed_length (self));
  self->fed_offset = end != NULL ? (gsize) (end + 1 - (const char *) self->fed) : self->fed_length;
  self->discarding = end == NULL;
  return end != NULL;
}

static NatterFramerStatus
next_kept_line (NatterFramer *self, const char *end, const char **data, gsize *length)
{
  const char *line = get_kept (self);

  self->kept_offset = (guint) (end + 1 - (const char *) self->kept->data);
  return answer_line (self, line, (gsize) (end - line), data, length);
}

/* @end: the LF, in what was fed, of a line that began in what is kept. */
static NatterFramerStatus
next_joined_line (NatterFramer *self, const char *end, const char **data, gsize *length)
{
  gsize rest = (gsize) (end - get_fed (self));
  gsize whole = get_kept_length (self) + rest;
  const char *line;

  /* Far too long: not worth a copy. */
  if (whole > self->limit + 1)
    {
      *data = get_kept (self);
      *length = MIN (get_kept_length (self), self->limit);
      self->kept_offset = self->kept->len;
      self->fed_offset += rest + 1;
      return NATTER_FRAMER_TOO_LONG;
    }

  keep (self, rest);
  self->fed_offset++;
  line = get_kept (self);
  self->kept_offset = self->kept->len;
  return answer_line (self, line, whole, data, length);
}

static NatterFramerStatus
next_line (NatterFramer *self, const char **data, gsize *length)
{
  const char *end;
  const char *line;

  if (self->discarding && !finish_discarding (self))
    return NATTER_FRAMER_MORE;
  free_kept_if_read (self);

  end = find_kept_end (self);
  if (end != NULL)
    return next_kept_line (self, end, data, length);

  end = find_end (get_fed (self), get_fed_length (self));
  if (end == NULL)
    return answer_partial (self, data, length);

  if (self->kept != NULL)
    return next_joined_line (self, end, data, length);

  line = get_fed (self);
  self->fed_offset = (gsize) (end + 1 - (const char *) self->fed);
  return answer_line (self, line, (gsize) (end - line), data, length);
}

static NatterFramerStatus
next_block (NatterFramer *self, const char **data, gsize *length)
{
  gsize kept = get_kept_length (self);

  if (kept + get_fed_length (self) < self->wanted)
    return NATTER_FRAMER_MORE;

  *length = self->wanted;
  if (kept == 0)
    {
      *data = get_fed (self);
      self->fed_offset += self->wanted;
    }
  else
    {
      if (kept < self->wanted)
        keep (self, self->wanted - kept);
      *data = get_kept (self);
      self->kept_offset += (guint) self->wanted;
    }

  natter_framer_expect_lines (self);
  return NATTER_FRAMER_BLOCK;
}

static NatterFramerStatus
next_anything (NatterFramer *self, const char **data, gsize *length)
{
  if (get_kept_length (self) > 0)
    {
      *data = get_kept (self);
      *length = get_kept_length (self);
      self->kept_offset = self->kept->len;
      return NATTER_FRAMER_BLOCK;
    }

  if (get_fed_length (self) == 0)
    return NATTER_FRAMER_MORE;

  *data = get_fed (self);
  *length = get_fed_length (self);
  self->fed_offset = self->fed_length;
  return NATTER_FRAMER_BLOCK;
}

void
natter_framer_init (NatterFramer *self, gsize limit)
{
  g_return_if_fail (self != NULL && limit > 0);

  *self = (NatterFramer){ .limit = limit, .mode = NATTER_FRAMER_LINES };
}

void
natter_framer_clear (NatterFramer *self)
{
  g_return_if_fail (self != NULL);

  free_kept (self);
  self->fed = NULL;
  self->fed_length = 0;
  self->fed_offset = 0;
}

void
natter_framer_feed (NatterFramer *self, const guint8 *bytes, gsize length)
{
  g_return_if_fail (self != NULL && self->fed == NULL);
  g_return_if_fail (bytes != NULL || length == 0);

  free_kept_if_read (self);
  self->fed = length > 0 ? bytes : NULL;
  self->fed_length = length;
  self->fed_offset = 0;
}

NatterFramerStatus
natter_framer_next (NatterFramer *self, const char **data, gsize *length)
{
  g_return_val_if_fail (self != NULL && data != NULL && length != NULL, NATTER_FRAMER_MORE);

  free_kept_if_read (self);
  switch ((NatterFramerMode) self->mode)
    {
    case NATTER_FRAMER_COUNT:
      return next_block (self, data, length);

    case NATTER_FRAMER_NONE:
      return next_anything (self, data, length);

    case NATTER_FRAMER_LINES:
    default:
      return next_line (self, data, length);
    }
}

/* It lies in what is kept or what was lent, and neither is looked at again. */
void
natter_framer_wipe (NatterFramer *self, const char *data, gsize length)
{
  g_return_if_fail (self != NULL && data != NULL);

  explicit_bzero ((char *) data, length);
}

void
natter_framer_settle (NatterFramer *self)
{
  g_return_if_fail (self != NULL);

  free_kept_if_read (self);
  if (self->kept_offset > 0)
    {
      g_byte_array_remove_range (self->kept, 0, self->kept_offset);
      self->kept_scanned -= MIN (self->kept_scanned, self->kept_offset);
      self->kept_offset = 0;
    }

  if (self->fed != NULL)
    keep (self, get_fed_length (self));
  self->fed = NULL;
  self->fed_length = 0;
  self->fed_offset = 0;
}

/* Whether next_line() would answer. */
static gboolean
has_line (const NatterFramer *self)
{
  const char *kept = self->kept != NULL ? get_kept (self) : NULL;
  const char *fed = get_fed (self);
  gsize kept_length = get_kept_length (self);
  gsize fed_length = get_fed_length (self);
  const char *end;

  if (self->discarding)
    {
      end = find_end (kept, kept_length);
      if (end != NULL)
        {
          kept_length -= (gsize) (end + 1 - kept);
          kept = end + 1;
        }
      else
        {
          kept_length = 0;
          end = find_end (fed, fed_length);
          if (end == NULL)
            return FALSE;
          fed_length -= (gsize) (end + 1 - fed);
          fed = end + 1;
        }
    }

  if (find_end (kept, kept_length) != NULL || find_end (fed, fed_length) != NULL)
    return TRUE;
  if (kept_length + fed_length == 0)
    return FALSE;

  return is_over (self, kept_length + fed_length, fed_length > 0 ? fed[fed_length - 1] : kept[kept_length - 1]);
}

gboolean
natter_framer_has_line (const NatterFramer *self)
{
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);

  length = get_kept_length (self) + get_fed_length (self);
  switch ((NatterFramerMode) self->mode)
    {
    case NATTER_FRAMER_COUNT:
      return length >= self->wanted;

    case NATTER_FRAMER_NONE:
      return length > 0;

    case NATTER_FRAMER_LINES:
    default:
      return has_line (self);
    }
}

static void
expect (NatterFramer *self, NatterFramerMode mode, gsize count)
{
  self->mode = (guint8) mode;
  self->wanted = count;
  self->discarding = FALSE;
}

void
natter_framer_expect_lines (NatterFramer *self)
{
  g_return_if_fail (self != NULL);

  if (self->mode != NATTER_FRAMER_LINES)
    expect (self, NATTER_FRAMER_LINES, 0);
}

void
natter_framer_expect_bytes (NatterFramer *self, gsize count)
{
  g_return_if_fail (self != NULL && count > 0);

  expect (self, NATTER_FRAMER_COUNT, count);
}

void
natter_framer_expect_anything (NatterFramer *self)
{
  g_return_if_fail (self != NULL);

  expect (self, NATTER_FRAMER_NONE, 0);
}

void
natter_framer_drop_partial (NatterFramer *self)
{
  const char *end;

  g_return_if_fail (self != NULL);

  if (self->mode != NATTER_FRAMER_LINES)
    return;

  end = find_last_end (get_fed (self), get_fed_length (self));
  if (end != NULL)
    {
      self->fed_length = (gsize) (end + 1 - (const char *) self->fed);
      return;
    }

  self->fed_offset = self->fed_length;
  end = self->kept != NULL ? find_last_end (get_kept (self), get_kept_length (self)) : NULL;
  if (end == NULL)
    {
      free_kept (self);
      self->discarding = FALSE;
      return;
    }

  g_byte_array_set_size (self->kept, (guint) (end + 1 - (const char *) self->kept->data));
  self->kept_scanned = MIN (self->kept_scanned, self->kept->len);
}

gsize
natter_framer_get_partial_length (const NatterFramer *self)
{
  gsize kept, fed;
  const char *end;

  g_return_val_if_fail (self != NULL, 0);

  kept = get_kept_length (self);
  fed = get_fed_length (self);
  end = find_last_end (get_fed (self), fed);
  if (end != NULL)
    return (gsize) (get_fed (self) + fed - (end + 1));

  end = kept > 0 ? find_last_end (get_kept (self), kept) : NULL;
  if (end != NULL)
    return fed + (gsize) (get_kept (self) + kept - (end + 1));

  return self->discarding ? self->limit + 1 : kept + fed;
}
