/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often who may ask: by an address, by a token. What is known of each is one moment, and forgotten once that is over; so
 * nobody's coming back refills anything. At most NATTERD_HTTP_RATES_MOST are remembered; more than that at once have to wait. */

#define NATTERD_HTTP_RATES_MOST 4096

typedef struct
{
  GHashTable *known; /* owned (element-type utf8 Known) */
} NatterdHttpRates;

void natterd_http_rates_init (NatterdHttpRates *self);
void natterd_http_rates_clear (NatterdHttpRates *self);

/* natterd_http_rates_take: @rate: a second; 0: no limit. @burst: at once. @now: monotonic µs.
 * Returns: whole seconds to wait; 0: it may, and has spent one. */
guint natterd_http_rates_take (NatterdHttpRates *self, const char *who, double rate, double burst, gint64 now);

/* natterd_http_rates_note_failure: a wrong token: after five of them in 15 minutes @who waits a second, and twice as long after each
 * further one, at most 15 minutes: PROTOCOL.md §7.6. */
void natterd_http_rates_note_failure (NatterdHttpRates *self, const char *who, gint64 now);

/* natterd_http_rates_get_wait: whole seconds that this costs @who by now. */
guint natterd_http_rates_get_wait (const NatterdHttpRates *self, const char *who, gint64 now);

G_END_DECLS
