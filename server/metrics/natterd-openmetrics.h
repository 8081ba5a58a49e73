/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "natterd-metrics.h"

G_BEGIN_DECLS

/* The status as a monitoring system reads it: PROTOCOL.md §14.2. */
typedef enum
{
  NATTERD_OPENMETRICS,    /* OpenMetrics 1.0.0 */
  NATTERD_PROMETHEUS_TEXT /* what came before it: text format 0.0.4 */
} NatterdMetricsFormat;

/* natterd_openmetrics_get_type: the content type. Static. */
const char *natterd_openmetrics_get_type (NatterdMetricsFormat format);

/* natterd_openmetrics_append: all of it, about 15 KiB. */
void natterd_openmetrics_append (const NatterdStatus *status, NatterdMetricsFormat format, GString *out);

G_END_DECLS
