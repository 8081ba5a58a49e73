/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cuts a stream of bytes into lines, or into blocks of a known size: PROTOCOL.md §2.1, §2.2.
 *
 * Bytes are fed in pieces of any size and read back without copying where a line lies within one piece.
 * What is left over is kept, at most the limit (and a CR that may belong to the end), so an idle stream costs
 * only the struct. A line over the limit is reported once, then dropped up to its end.
 *
 * The terminator can be changed between two reads, as asynchat's could: a string (lines), a count
 * ("the next N bytes") or none (whatever came).
 *
 * Usage, once per piece:
 *   natter_framer_feed (framer, bytes, n);
 *   while ((status = natter_framer_next (framer, &data, &length)) != NATTER_FRAMER_MORE) …;
 *   natter_framer_settle (framer);        // before `bytes` goes away
 */

typedef struct
{
  GByteArray *kept;          /* (nullable) an unfinished line or block */
  const guint8 *fed;         /* (nullable) not ours: valid between feed and settle */
  gsize fed_length;
  gsize fed_offset;
  gsize limit;               /* bytes of a line without its terminator; never 0 */
  gsize wanted;              /* bytes of the block, in NATTER_FRAMER_COUNT */
  guint kept_offset;         /* bytes of `kept` that were answered already */
  guint kept_scanned;        /* bytes of `kept` that hold no unread line end */
  guint8 mode;               /* NatterFramerMode */
  guint8 discarding : 1;     /* inside a line that was too long */
} NatterFramer;

typedef enum
{
  NATTER_FRAMER_LINES,       /* up to LF; the LF and a CR before it are not part of the answer */
  NATTER_FRAMER_COUNT,       /* the next `wanted` bytes; then back to lines */
  NATTER_FRAMER_NONE         /* everything that is there */
} NatterFramerMode;

typedef enum
{
  NATTER_FRAMER_MORE,        /* nothing whole left: settle, and feed more */
  NATTER_FRAMER_LINE,        /* a line */
  NATTER_FRAMER_BLOCK,       /* a block (COUNT, NONE) */
  NATTER_FRAMER_TOO_LONG     /* a line over the limit began; said once for it; data is its first bytes */
} NatterFramerStatus;

void natter_framer_init (NatterFramer *self, gsize limit);
void natter_framer_clear (NatterFramer *self);

/* natter_framer_feed: lends @bytes to the framer until natter_framer_settle(). Everything fed before must
 * have been settled. */
void natter_framer_feed (NatterFramer *self, const guint8 *bytes, gsize length);

/* natter_framer_next: @data (not NUL-terminated) is valid until the next call on @self. */
NatterFramerStatus natter_framer_next (NatterFramer *self, const char **data, gsize *length);

/* natter_framer_wipe: leaves nothing in memory of what natter_framer_next() answered just now: it was a secret. */
void natter_framer_wipe (NatterFramer *self, const char *data, gsize length);

/* natter_framer_settle: keeps what is left of the lent bytes. In COUNT mode, and for lines that were not read
 * because the caller stopped early, that is at most what was fed. */
void natter_framer_settle (NatterFramer *self);

/* natter_framer_has_line: whether natter_framer_next() would answer without feeding (kept whole lines). */
gboolean natter_framer_has_line (const NatterFramer *self);

/* natter_framer_expect_lines, _bytes, _anything: the terminator from here on. @count > 0. */
void natter_framer_expect_lines (NatterFramer *self);
void natter_framer_expect_bytes (NatterFramer *self, gsize count);
void natter_framer_expect_anything (NatterFramer *self);

/* natter_framer_drop_partial: forgets the unfinished line (a telnet's Ctrl-C threw it away). */
void natter_framer_drop_partial (NatterFramer *self);

/* natter_framer_get_partial_length: bytes of the unfinished line, kept or lent; one that was too long and is being
 * dropped counts as the limit and one. */
gsize natter_framer_get_partial_length (const NatterFramer *self);

G_END_DECLS
