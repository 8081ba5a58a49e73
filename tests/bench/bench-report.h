/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench-run.h"

typedef enum
{
  BENCH_REPORT_WORDS, /* key=value key=value … */
  BENCH_REPORT_JSON
} BenchReportStyle;

/* Returns: (transfer full): one line without its end. @failure: (nullable): why the run ended early */
char *bench_report (const BenchPlan *plan, const BenchResult *result, const GError *failure, BenchReportStyle style);
