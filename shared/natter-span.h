/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A length of time, as people write and read it. Seconds. */

#define NATTER_SPAN_LONGEST (G_GINT64_CONSTANT (100) * 365 * 24 * 60 * 60)

/* natter_span_parse: "10m", "2 hours", "1y": a number and a unit. FALSE: @text is none, or longer than a century. @seconds: (out): never 0. */
gboolean natter_span_parse (const char *text, gint64 *seconds);

/* natter_span_is_unit: whether @word (@length bytes) is what may follow a number. */
gboolean natter_span_is_unit (const char *word, gsize length);

/* natter_span_dup_text: "10 minutes", "1 year": in the largest unit that it is a multiple of. (transfer full) */
char *natter_span_dup_text (gint64 seconds);

G_END_DECLS
