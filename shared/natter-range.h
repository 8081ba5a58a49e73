/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which messages of a room are meant: PROTOCOL.md §4.17. */

typedef enum
{
  NATTER_RANGE_LAST,   /* the last ones */
  NATTER_RANGE_BEFORE, /* the last ones before `seq` */
  NATTER_RANGE_SINCE,  /* the first ones after `seq` */
  NATTER_RANGE_AT      /* the first ones from `time` on */
} NatterRangeKind;

/* In the place of a sequence: the sender's own last message. */
#define NATTER_TARGET_LAST G_MAXUINT64
/* The same: before the first one; 0 on the wire. */
#define NATTER_TARGET_NONE (G_MAXUINT64 - 1)

typedef struct
{
  NatterRangeKind kind;
  guint count; /* at most so many */
  guint64 seq; /* BEFORE, SINCE */
  gint64 time; /* AT: microseconds since 1970, UTC */
  gboolean events; /* with what became of messages, as it was recorded: §5.14a */
  gint64 reader;   /* the author id of who asks; 0: nobody */
} NatterRange;

G_END_DECLS
