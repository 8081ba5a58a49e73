/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The domain never asks what time it is: it is told with every call, so tests can hold time in their hand.
 * Microseconds. `mono` never goes back and is what waits are measured with; `wall` is 1970, UTC, for people. */
typedef struct
{
  gint64 mono;
  gint64 wall;
} NatterdNow;

G_END_DECLS
