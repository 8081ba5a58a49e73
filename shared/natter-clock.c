/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "natter-clock.h"

#define BELIEVED_AFTER G_TIME_SPAN_HOUR
#define DRIFT          G_TIME_SPAN_MINUTE /* between two looks */
#define REST           G_TIME_SPAN_DAY

static gboolean
is_near (gint64 offset,
         gint64 other)
{
  return ABS (offset - other) <= DRIFT;
}

void
natter_clock_begin (NatterClock *self,
                    gint64 steady,
                    gint64 wall,
                    gint64 last)
{
  *self = (NatterClock){ .offset = wall - steady };
  if (last > 0 && wall > last + REST)
    *self = (NatterClock){ .offset = last + REST - steady, .jumped = wall - steady, .since = steady };
}

gint64
natter_clock_judge (NatterClock *self,
                    gint64 steady,
                    gint64 wall)
{
  gint64 offset = wall - steady;

  if (is_near (offset, self->offset))
    *self = (NatterClock){ .offset = offset };
  else if (self->since == 0 || !is_near (offset, self->jumped))
    *self = (NatterClock){ .offset = self->offset, .jumped = offset, .since = steady };
  else if (steady - self->since >= BELIEVED_AFTER)
    *self = (NatterClock){ .offset = offset };
  else
    self->jumped = offset;
  return steady + self->offset;
}

gint64
natter_clock_get_due (const NatterClock *self)
{
  return self->since != 0 ? self->since + BELIEVED_AFTER : 0;
}
