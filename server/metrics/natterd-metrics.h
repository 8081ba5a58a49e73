/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-process.h"
#include "shared/natter-event.h"

G_BEGIN_DECLS

/* What the server counts, and how it stands. Counting is an addition by the loop's thread, nowhere more; whoever wants to know
 * pays for the sums. Counters only grow, from 0 at the start; times are µs. */

/* How often something took how long: in buckets with fixed bounds. */
#define NATTERD_HISTOGRAM_BUCKETS 14

typedef struct
{
  guint64 counts[NATTERD_HISTOGRAM_BUCKETS]; /* each its own; the last one has no upper bound */
  gint64 sum;
} NatterdHistogram;

void natterd_histogram_note (NatterdHistogram *self, gint64 duration);

/* natterd_histogram_get_bounds: the upper ones, itself included, of all buckets but the last. */
const gint64 *natterd_histogram_get_bounds (void);

guint64 natterd_histogram_get_n (const NatterdHistogram *self);

/* natterd_histogram_get_quantile: the upper bound of the bucket where @share (0 to 1) of all is reached; 0: there was nothing;
 * -1: beyond all bounds. */
gint64 natterd_histogram_get_quantile (const NatterdHistogram *self, double share);

/* The highest of the last minute, to the second. */
#define NATTERD_PEAK_SECONDS 60

typedef struct
{
  gint64 value;
  gint64 second;
} NatterdPeakSlot;

typedef struct
{
  NatterdPeakSlot slots[NATTERD_PEAK_SECONDS];
} NatterdPeak;

/* @now: monotonic µs. */
void natterd_peak_note (NatterdPeak *self, gint64 value, gint64 now);
gint64 natterd_peak_get (const NatterdPeak *self, gint64 now);

/* Why a newcomer was not let in. */
typedef enum
{
  NATTERD_AWAY_FULL,         /* §1.3 */
  NATTERD_AWAY_ADDRESS,      /* too many from there */
  NATTERD_AWAY_BANNED,       /* §13 */
  NATTERD_AWAY_WRONG_DOOR,   /* §1.4 */
  NATTERD_AWAY_TLS_REQUIRED, /* §10.7 */
  NATTERD_AWAY_LATE_TLS,     /* §1.4: a hello after the greeting */
  NATTERD_N_AWAY
} NatterdAway;

/* natterd_away_get_word: "full", "address"…: static. */
const char *natterd_away_get_word (NatterdAway why);

/* TLS on the one port: §10 */
typedef struct
{
  guint64 done;     /* handshakes */
  guint64 resumed;  /* of them, by a ticket */
  guint64 failed;   /* broken off, by either end */
  guint64 late;     /* not done within their time */
  guint64 refused;  /* too many unfinished ones, on the server or from the address */
  guint unfinished; /* now */
} NatterdTlsCounters;

/* The HTTP door: §14 */
typedef struct
{
  guint64 requests[6]; /* by the hundreds of their status: 2, 4, 5 */
  guint64 refused;     /* connections: there were too many */
  guint64 late;        /* connections that were closed at their deadline */
  guint64 hooks;       /* messages that came by a webhook and are recorded */
  guint connections;   /* now */
} NatterdHttpCounters;

typedef struct
{
  guint64 accepted;                   /* connections */
  guint64 away[NATTERD_N_AWAY];       /* newcomers who were turned away */
  guint64 logins;                     /* sessions that came in, also by a token */
  guint64 resumed;                    /* … that went on after their connection broke: §4.36 */
  guint64 held;                       /* … that were kept after it broke, and */
  guint64 lapsed;                     /* of them, that nobody came back for */
  guint64 failed_logins;              /* wrong passwords and tokens: §7.6 */
  guint64 commands;                   /* lines that were understood */
  guint64 errors[NATTER_N_ERRORS];    /* commands that were answered with an error */
  guint64 closed[NATTER_N_ERRORS];    /* connections that we closed, and why */
  guint64 messages[NATTER_N_MESSAGES]; /* recorded, by kind */
  guint64 repeats;                    /* retries that were not recorded again: §3.7 */
  guint64 deliveries;                 /* events to a connection */
  guint64 failed_commits;
  NatterdHistogram commits; /* all that were answered: how long each took */
  NatterdTlsCounters tls;
  NatterdHttpCounters http;
} NatterdCounters;

/* How the server stands. */
typedef struct
{
  const char *version; /* static */
  gint64 started;      /* since 1970 */
  gint64 uptime;
  guint people;
  guint accounts;
  guint rooms;
  guint sessions;      /* logged in, with a connection */
  guint held;          /* without one, for a while */
  guint held_most;     /* 0: no limit */
  guint connections;   /* with those that are being turned away */
  guint speaks_text;   /* of them, by dialect; the rest have not said yet */
  guint speaks_json;
  guint connections_most;
  guint per_address_most;   /* 0: no limit */
  guint slow_readers;       /* connections that have not taken all that they were sent */
  guint64 queued;           /* bytes that wait for them */
  guint64 queue_soft;       /* bytes for one of them; 0: no limit */
  guint64 queue_hard;       /* the same */
  gboolean accepting;       /* FALSE: no descriptor is left for a newcomer, or the server goes down */
  gboolean store_failing;   /* the last commit was refused */
  gboolean shutting_down;
  gint64 commit_waits;      /* since when the store has a commit that it has not answered; 0: it has none */
  gint64 loop_lag;          /* the longest turn of the loop in the last minute: so long nobody else was heard */
  gint64 loop_busy;         /* µs of all turns */
  guint64 loop_turns;
  NatterdProcess process;
  NatterdCounters counters; /* a copy */
} NatterdStatus;

G_END_DECLS
