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

typedef struct
{
  NatterRangeKind kind;
  guint count; /* at most so many */
  guint64 seq; /* BEFORE, SINCE */
  gint64 time; /* AT: microseconds since 1970, UTC */
} NatterRange;

G_END_DECLS
