/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who has to be looked at, and when: one binary heap for all connections, so that a thousand waits cost no more than one
 * (no timeout source per connection). A wait that may be put off need not be told: look again when it is due. */

typedef struct
{
  gint64 due;  /* monotonic µs; the heap's */
  guint place; /* from 1; 0: not in the heap */
} NatterdDeadline;

typedef struct
{
  NatterdDeadline **heap; /* owned array, of borrowed elements */
  guint n;
  guint room;
} NatterdDeadlines;

void natterd_deadlines_clear (NatterdDeadlines *self);

/* natterd_deadlines_set: @due: 0 takes it out. */
void natterd_deadlines_set (NatterdDeadlines *self, NatterdDeadline *deadline, gint64 due);

/* natterd_deadlines_peek: the earliest. Returns: (transfer none) (nullable). */
NatterdDeadline *natterd_deadlines_peek (const NatterdDeadlines *self);

G_END_DECLS
