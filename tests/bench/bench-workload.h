/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The shape of a run: who is connected, who speaks and how often. */
typedef struct
{
  const char *name;
  const char *summary;
  guint rooms;
  guint members;     /* in each room */
  guint senders;     /* in each room */
  guint window;      /* closed loop: messages of one sender that have not come back to it */
  guint rate;        /* open loop: messages a second by all senders together; 0: closed loop */
  guint idle;        /* logged in and silent: with Natter in its first room, else in none (bare-fanout: in rooms of ten) */
  guint storm;       /* connect and log in, that is all; where: as the idle */
  guint in_flight;   /* logins under way at once */
  guint payload;     /* bytes of a message's text */
  guint per_address; /* connections from one loopback address; 0: as many as go */
} BenchWorkload;

/* Returns: (nullable) (transfer none): the workload called @name, any case */
const BenchWorkload *bench_workload_find (const char *name);

/* Returns: (transfer full): one line for each workload */
char *bench_workload_list (void);

/* FALSE with a G_OPTION_ERROR if the numbers make no sense or exceed what the program is made for */
gboolean bench_workload_check (const BenchWorkload *self, GError **error);
