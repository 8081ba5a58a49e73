/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The wall clock, as far as it is to be believed. One that jumps may be right (it was wrong before) or wrong (it will jump back), so what cannot be undone, such
 * as deleting what is too old or letting a ban end, is judged by this one: it goes on as before a jump, and follows it an hour later, if it
 * lasts that long. What drifts it follows at once. Times in µs; @steady: monotonic. A plain value: all zero before it begins. */

typedef struct
{
  gint64 offset; /* of the wall clock, as believed, to the steady one */
  gint64 jumped; /* the offset that is not believed yet */
  gint64 since;  /* steady: … and when it was seen first; 0: there is none */
} NatterClock;

/* natter_clock_begin: @last: the latest time that was ever recorded; 0: none. A wall clock that is more than a day ahead of that is not believed yet: it
 * is so after a long rest, and with a clock that runs wild. */
void natter_clock_begin (NatterClock *self, gint64 steady, gint64 wall, gint64 last);

/* natter_clock_judge: Returns: the wall clock as believed. */
gint64 natter_clock_judge (NatterClock *self, gint64 steady, gint64 wall);

/* natter_clock_get_due: Returns: steady: when a jump will be believed, if it lasts; 0: there is none. */
gint64 natter_clock_get_due (const NatterClock *self);

G_END_DECLS
